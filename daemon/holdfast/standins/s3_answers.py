"""Which call of S3 a request is, and what it gets."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from holdfast.standins.account import PIECE, Content, content_of
from holdfast.standins.s3_bytes import reply_with, unreadable
from holdfast.standins.s3_listing import LAUGHS, Listing
from holdfast.standins.s3_objects import Bucket, S3Object
from holdfast.standins.s3_xml import document, elements, failed
from holdfast.standins.spoil import BROKEN_PAGE, LOGIN_PAGE, altered, elsewhere, place
from holdfast.standins.wire import Asked, Reply

_OF_OBJECTS = {"GET": "bytes", "HEAD": "head", "PUT": "write", "DELETE": "write"}
_DAYS, _TIER = re.compile(rb"<Days>(\d+)</Days>"), re.compile(rb"<Tier>(\w+)</Tier>")
_STATUSES = {
    "400": ("InvalidRequest", "So it is"),
    "401": ("Unauthorized", "So it is"),
    "403": ("AccessDenied", "Access Denied"),
    "404": ("NoSuchKey", "The specified key does not exist."),
    "429": ("TooManyRequests", "Please reduce your request rate."),
    "500": ("InternalError", "We encountered an internal error. Please try again."),
    "503": ("SlowDown", "Please reduce your request rate."),
}


@dataclass(frozen=True, slots=True)
class Call:
    """A request, read."""

    asked: Asked
    kind: str
    bucket: str
    key: str
    query: Mapping[str, str]

    @classmethod
    def of(cls, asked: Asked, bucket: str, key: str, query: Mapping[str, str]) -> "Call":
        return cls(asked, _kind(asked.method, bool(key), query), bucket, key, query)

    @property
    def subject(self) -> str:
        """What the request is about: an object's key, or the bucket's name."""
        return self.key or self.bucket

    @property
    def place(self) -> str:
        """Where a fault has to be planned to meet it."""
        return {"listing": "listing", "versions": "listing", "bytes": "bytes", "head": "head"}.get(self.kind, "api")


def _kind(method: str, key: bool, query: Mapping[str, str]) -> str:
    if key:
        return "restore" if method == "POST" and "restore" in query else _OF_OBJECTS.get(method, "other")
    if method == "GET" and query.get("list-type") == "2":
        return "listing"
    if method == "GET" and "versions" in query:
        return "versions"
    if method == "HEAD" or (method == "GET" and {"location", "versioning"} & set(query)):
        return "bucket"
    return _OF_OBJECTS.get(method, "other") if method in ("PUT", "DELETE") else "other"


class Answers:
    """What each call gets, once its signature is right."""

    def __init__(self, objects: Bucket, name: str, region: str) -> None:
        self.objects, self.name, self.region = objects, name, region
        self.listing = Listing(objects, name)
        self.requester_pays = False
        self.rejects_checksum_mode = False
        self.denied: set[str] = set()
        """Kinds of requests that the key has no right to, e.g. `versions` or `head`."""
        self.forbidden: set[str] = set()
        """Keys of objects that are withheld."""
        self.restores: list[tuple[str, int, str]] = []
        """What was asked of the archive: key, days, tier."""
        self.loop = "/round/and/round"

    def answer(self, call: Call, fault: str) -> Reply:
        refused = self._refused(call)
        if refused is not None:
            return refused
        answers: dict[str, Callable[[Call, str], Reply]] = {
            "listing": self._listing, "versions": self._listing, "bucket": self._bucket, "bytes": self._object,
            "head": self._object, "restore": self._restore,
        }  # fmt: skip
        if call.kind not in answers:
            return failed(501, "NotImplemented", "A header you provided implies functionality that is not implemented")
        return answers[call.kind](call, fault)

    def _refused(self, call: Call) -> Reply | None:
        if self.rejects_checksum_mode and "x-amz-checksum-mode" in call.asked.headers:
            return failed(
                400, "InvalidArgument", "Unsupported header 'x-amz-checksum-mode' received for this API call."
            )
        if call.bucket != self.name:
            return failed(404, "NoSuchBucket", "The specified bucket does not exist", {"BucketName": call.bucket})
        unpaid = self.requester_pays and call.asked.headers.get("x-amz-request-payer") != "requester"
        if call.kind == "write" or call.kind in self.denied or call.key in self.forbidden or unpaid:
            return failed(403, "AccessDenied", "Access Denied")
        return None

    def _bucket(self, call: Call, _fault: str) -> Reply:
        if call.asked.method == "HEAD":
            return Reply(200, {"Server": "AmazonS3", "x-amz-bucket-region": self.region})
        if "location" in call.query:
            return document("LocationConstraint", ["" if self.region == "us-east-1" else self.region])
        return document("VersioningConfiguration", [elements({"Status": "Enabled"}) if self.objects.versioned else ""])

    def _listing(self, call: Call, fault: str) -> Reply:
        kind, _, value = fault.partition(":")
        if kind == "laughs":
            return Reply(200, {"Content-Type": "application/xml"}, LAUGHS)
        if kind == "endless":
            return _endless(int(value or 200) * 1024 * 1024)
        if call.kind == "versions":
            reply = self.listing.versions(call.query, call.asked.headers)
        else:
            reply = self.listing.objects(call.query, call.asked.headers, fault)
        if kind in ("cut", "cut_json"):
            reply.body = reply.body[: len(reply.body) // 2]
        if kind == "encoding":
            reply.body = reply.body.replace(b"UTF-8", value.encode(), 1)
        if kind == "bad_xml":
            reply.body = reply.body.replace(b"<Key>", b"<Key>\x01&", 1)
        return self._charged(reply)

    def _object(self, call: Call, fault: str) -> Reply:
        version = call.query.get("versionId")
        made = self.objects.find(call.key, version)
        refused = unreadable(made, version, call.key, call.asked.method)
        if refused is not None or made is None:
            return refused or failed(404, "NoSuchKey", "The specified key does not exist.")
        reply = self._sent(made, call, fault)
        if reply.status < 300 and self.objects.versioned:
            reply.headers["x-amz-version-id"] = made.version
        return self._charged(reply)

    def _sent(self, made: S3Object, call: Call, fault: str) -> Reply:
        if fault == "swap":
            return reply_with(made, self._swapped(made), call.asked, call.query)
        if fault == "range_ignored":
            headers = {name: value for name, value in call.asked.headers.items() if name != "range"}
            return reply_with(made, made.content, replace(call.asked, headers=headers), call.query)
        reply = reply_with(made, altered(made.content, fault), call.asked, call.query)
        if fault == "range_elsewhere":
            return elsewhere(reply, made.content)
        if fault == "gzip":
            reply.headers["Content-Encoding"] = "gzip"
        return reply

    def _swapped(self, made: S3Object) -> Content:
        """The object is replaced while it is sent: the first half of the old bytes, the second of the new ones."""
        old = made.content.data
        new = content_of(bytes(byte ^ 0x55 for byte in old))
        self.objects.put(replace(made, content=new, etag=new.md5, checksums={}, modified=made.modified + 1))
        return Content(old[: len(old) // 2] + new.data[len(old) // 2 :], len(old), made.content.md5)

    def _restore(self, call: Call, _fault: str) -> Reply:
        made = self.objects.find(call.key, call.query.get("versionId"))
        refused = unreadable(made, None, call.key, "HEAD")
        if refused is not None or made is None:
            return refused or failed(404, "NoSuchKey", "The specified key does not exist.")
        if made.thaw == "ongoing":
            return failed(409, "RestoreAlreadyInProgress", "Object restore is already in progress")
        if not made.archived and not made.thaw:
            return failed(403, "InvalidObjectState", "Restore is not allowed for the object's current storage class")
        days, tier = _DAYS.search(call.asked.body), _TIER.search(call.asked.body)
        if (days is None) is not bool(made.archive_status):
            return failed(400, "MalformedXML", "The XML you provided was not well-formed")
        if tier and tier[1] == b"Expedited" and "DEEP_ARCHIVE" in (made.storage_class, made.archive_status[:12]):
            return failed(400, "InvalidArgument", "Retrieval option is not supported by this storage class")
        self.restores.append((call.key, int(days[1]) if days else 0, tier[1].decode() if tier else "Standard"))
        if made.thaw:
            return Reply(200)
        self.objects.change(replace(made, thaw="ongoing"))
        return Reply(202)

    def _charged(self, reply: Reply) -> Reply:
        if self.requester_pays:
            reply.headers["x-amz-request-charged"] = "requester"
        return reply

    def spoilt(self, fault: str, port: int, base: str) -> Reply | None:
        """The answer when something else is sent than what was asked for; None when the fault is of another kind."""
        kind, _, value = fault.partition(":")
        if kind == "502":
            return Reply(502, {"Content-Type": "text/html"}, BROKEN_PAGE)
        if kind in _STATUSES:
            code, message = _STATUSES[kind]
            reply = failed(int(kind), value if value.isalpha() else code, message)
            if value and not value.isalpha():
                reply.headers["Retry-After"] = value
            return reply
        if kind == "html":
            return Reply(200, {"Content-Type": "text/html; charset=utf-8"}, LOGIN_PAGE)
        if kind == "redirect":
            return Reply(307, {"Location": place(value, port, base, self.loop)})
        return None


def _endless(length: int) -> Reply:
    """A page that is far too long: comments after the beginning of a listing."""

    def stream() -> Iterator[bytes]:
        yield b"<ListBucketResult>"
        for _ in range(length // PIECE):
            yield b"<!--" + b" " * (PIECE - 7) + b"-->"

    return Reply(200, {"Content-Type": "application/xml"}, stream=stream, length=length // PIECE * PIECE + 18)
