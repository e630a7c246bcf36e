"""An S3 on loopback that speaks what real clients send, and is no kinder than the cloud."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import replace
from email.utils import formatdate
from random import Random
from urllib.parse import parse_qsl, unquote

from holdfast.standins import s3_upload
from holdfast.standins.account import Content, content_of
from holdfast.standins.cloud import Cloud, Request
from holdfast.standins.faults import Faults
from holdfast.standins.s3_answers import Answers, Call
from holdfast.standins.s3_objects import Bucket, S3Object
from holdfast.standins.s3_signing import Signatures
from holdfast.standins.s3_xml import text
from holdfast.standins.wire import Asked, Reply


class S3StandIn(Cloud):
    """One bucket, with `keys` objects worked out when somebody asks, and whatever is put into it.

    Kinds of requests: listing, versions, bytes (GET), head, restore, bucket (HeadBucket, versioning, location),
    write (PUT, DELETE: always refused), other; the key is the object's, or the bucket's name.

    Faults have a place: `listing` (key: the bucket's name), `bytes` and `head` (key: the object's), `api`.
    """

    def __init__(
        self,
        keys: int = 0,
        *,
        seed: int | str = 1,
        bucket: str = "photos",
        region: str = "us-east-1",
        key: str = "AKIAHOLDFASTSTANDIN1",
        secret: str = "canary-secret-of-the-s3-stand-in",
        token: str = "",
        faults: Faults | None = None,
        requester_pays: bool = False,
        rejects_checksum_mode: bool = False,
        random_etags: bool = False,
        port: int = 0,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`rejects_checksum_mode`: as Backblaze, 400 for x-amz-checksum-mode; `random_etags`: as R2, for multipart."""
        super().__init__(faults, now, port)
        self.bucket, self.key, self.secret, self.region = bucket, key, secret, region
        self.objects = Bucket(keys, seed)
        self.signatures = Signatures(key, secret, token, region, now)
        self.answers = Answers(self.objects, bucket, region)
        self.answers.requester_pays = requester_pays
        self.answers.rejects_checksum_mode = rejects_checksum_mode
        self.random_etags = random_etags

    # What an owner of the bucket does

    @property
    def endpoint(self) -> str:
        """What `--endpoint-url` takes."""
        return self.base

    @property
    def url(self) -> str:
        """Key, secret, place and bucket in one line, for whoever starts it by hand."""
        return f"http://{self.key}:{self.secret}@127.0.0.1:{self.port}/{self.bucket}"

    def put(
        self,
        key: str | bytes,
        data: bytes,
        *,
        length: int | None = None,
        part_size: int | None = None,
        checksum: str = "",
        full: bool = False,
        **facts: object,
    ) -> S3Object:
        """An object, new or in place of the old one; with `length`, `data` repeated up to it without holding them.

        `part_size`: uploaded in parts of so many bytes. `checksum`: sha256, sha1 or crc32, kept as S3 keeps it: of the
        whole, or for an upload in parts of the parts' checksums unless `full`. `facts`: fields of `S3Object`, such as
        kms, storage_class, metadata, content_type, modified, or checksums ready made.
        """
        name = key if isinstance(key, str) else text(key)
        content = content_of(data, length)
        modified = self.now()
        made = S3Object(name, content, "", modified, self.objects.new_version(), **facts)  # type: ignore[arg-type]
        if part_size is None:
            made = s3_upload.whole(made, checksum)
        else:
            made = s3_upload.in_parts(made, part_size, checksum, full=full, random_etag=self.random_etags)
        self.objects.put(made)
        return made

    def content(self, key: str) -> bytes:
        """The current bytes of an object, whole."""
        return b"".join(self._found(key).content.chunks())

    def keys(self) -> list[str]:
        """The keys of all objects there are now."""
        return [each.key for each in self.objects.walk(b"")]

    def delete(self, key: str) -> None:
        """Gone; in a versioned bucket under a delete marker."""
        found = self._found(key)
        gone = Content(b"", 0, hashlib.md5(b"", usedforsecurity=False).hexdigest())
        self.objects.put(S3Object(found.key, gone, "", self.now(), self.objects.new_version(), marker=True))

    def rename(self, key: str, other: str) -> S3Object:
        """A copy under another name, and the old one deleted: all that S3 knows of moving."""
        found = self._found(key)
        moved = replace(found, key=other, modified=self.now(), version=self.objects.new_version())
        self.objects.put(moved)
        self.delete(key)
        return moved

    def archive(self, key: str, storage_class: str = "GLACIER", status: str = "") -> S3Object:
        """Put an object into an archive: a class, or `status` ARCHIVE_ACCESS of INTELLIGENT_TIERING."""
        made = replace(self._found(key), storage_class=storage_class, archive_status=status, thaw="")
        self.objects.change(made)
        return made

    def thaw(self, key: str, days: int = 7) -> S3Object:
        """The archive has brought it out, for so many days."""
        made = replace(self._found(key), thaw=formatdate(self.now() + days * 86_400, usegmt=True))
        self.objects.change(made)
        return made

    def misstate(self, key: str, **facts: object) -> S3Object:
        """Other facts than the true ones, e.g. `etag="00"`; the bytes stay."""
        made: S3Object = replace(self._found(key), **facts)  # type: ignore[arg-type]
        self.objects.change(made)
        return made

    def empty(self) -> None:
        """As a suspended account: status 200, and nothing in it."""
        self.objects.empty()

    def insert_row(self, xml: str) -> None:
        """A row of the first page as it is, however mad."""
        self.answers.listing.extra += xml

    def expire_cursors(self) -> None:
        """Every token given out so far is refused from now on."""
        self.answers.listing.epoch += 1

    def shorten_pages(self, seed: int = 1) -> None:
        """Pages hold fewer rows than asked for, as the manual allows."""
        self.answers.listing.short = Random(seed)

    def revoke(self) -> None:
        """The key works no longer."""
        self.signatures.revoked = True

    def _found(self, key: str) -> S3Object:
        found = self.objects.find(key)
        if found is None or found.marker:
            raise KeyError(key)
        return found

    # Answering

    def _answer(self, asked: Asked) -> Reply:
        path, _, query = asked.target.partition("?")
        pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
        name, _, key = path.lstrip("/").partition("/")
        call = Call.of(asked, unquote(name), unquote(key, errors="surrogateescape"), dict(pairs))
        fault = self.faults.draw(call.place, call.subject)
        refused = None if path == self.answers.loop else self.signatures.refusal(asked, path, pairs)
        if refused is None:
            reply = self.answers.spoilt(fault, self.port, self.base) or self.answers.answer(call, fault)
        else:
            reply, fault = refused, ""
        self._note(Request(call.kind, call.subject, asked.method, path, reply.status, fault, reply.total()))
        reply.fault = fault
        return reply
