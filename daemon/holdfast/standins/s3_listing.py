"""Pages of the S3 stand-in's listings: objects, and versions of objects."""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from random import Random

from holdfast.standins.s3_objects import Bucket, S3Object
from holdfast.standins.s3_xml import document, elements, failed, moment, raw, said
from holdfast.standins.wire import Reply

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(b'<!ENTITY lol%d "%s">' % (n, b"&lol%s;" % (b"%d" % (n - 1) if n else b"") * 10) for n in range(10))
    + b"]><ListBucketResult>&lol9;</ListBucketResult>"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a listing asks for."""

    prefix: str
    delimiter: str
    start: bytes
    """The first key that may come."""
    limit: int
    url: bool
    """Names are to be sent url-encoded."""
    restore: bool
    """Each row is to say whether it is being brought out of an archive."""


@dataclass(slots=True)
class Found:
    """One page: rows and common prefixes, and where the next one begins (None: nowhere)."""

    rows: list[S3Object]
    prefixes: list[str]
    after: bytes | None = None


class Listing:
    """Answers listings of one bucket. Tokens are unreadable by accident only."""

    def __init__(self, bucket: Bucket, name: str) -> None:
        self.bucket, self.name = bucket, name
        self.epoch = 0
        """Tokens of an earlier epoch are refused."""
        self.most = 1000
        """Rows on a page, whatever was asked for."""
        self.short: Random | None = None
        """With it pages come shorter than asked for, and are not the last for that."""
        self.extra = ""
        """XML of rows as they are, however mad, on every first page."""
        self._made_up = count()
        """Numbers the tokens of a server that takes no notice of them (fault `deaf`)."""

    def objects(self, query: Mapping[str, str], headers: Mapping[str, str], fault: str) -> Reply:
        """ListObjectsV2."""
        token = query.get("continuation-token")
        start = raw(query.get("start-after", "")) + b"\0" if query.get("start-after") else b""
        if token is not None and fault != "deaf":
            opened = self._opened(token)
            if opened is None:
                return failed(400, "InvalidArgument", "The continuation token provided is incorrect")
            start = opened
        wanted = self._wanted(query, start, headers)
        if isinstance(wanted, Reply):
            return wanted
        found = self._page(wanted)
        rows = [_row(each, wanted) for each in found.rows]
        if fault == "duplicate_rows":
            rows += rows[: len(rows) // 2 + 1]
        if token is None:
            rows.insert(0, self.extra)
        sealed = self._sealed(found.after) if found.after is not None else None
        if fault == "deaf":
            sealed = f"new{next(self._made_up)}"
        if fault == "repeat_cursor":
            sealed = token or self._sealed(found.after if found.after is not None else b"")
        return document("ListBucketResult", self._whole(wanted, query, rows, found.prefixes, sealed))

    def _whole(
        self, wanted: Wanted, query: Mapping[str, str], rows: list[str], prefixes: list[str], sealed: str | None
    ) -> Iterator[str]:
        yield f"<Name>{self.name}</Name><Prefix>{said(wanted.prefix, wanted.url)}</Prefix>"
        yield elements({"KeyCount": len(rows) - rows.count("") + len(prefixes), "MaxKeys": wanted.limit})
        yield elements({"IsTruncated": "true" if sealed is not None else "false"})
        for parameter, name in (("continuation-token", "ContinuationToken"), ("delimiter", "Delimiter")):
            if query.get(parameter):
                yield elements({name: query[parameter]})
        if wanted.url:
            yield elements({"EncodingType": "url"})
        if sealed is not None:
            yield elements({"NextContinuationToken": sealed})
        yield from rows
        yield from (f"<CommonPrefixes><Prefix>{said(each, wanted.url)}</Prefix></CommonPrefixes>" for each in prefixes)

    def versions(self, query: Mapping[str, str], headers: Mapping[str, str]) -> Reply:
        """ListObjectVersions, without a delimiter."""
        wanted = self._wanted(query, raw(query.get("key-marker", "")), headers)
        if isinstance(wanted, Reply):
            return wanted
        rows, more = self._some_versions(wanted, query)
        whole = elements({"Name": self.name, "IsTruncated": "true" if more else "false", "MaxKeys": wanted.limit})
        if more:
            whole += f"<NextKeyMarker>{said(rows[-1].key, wanted.url)}</NextKeyMarker>"
            whole += elements({"NextVersionIdMarker": rows[-1].version})
        newest = {each.key: self.bucket.find(each.key) for each in rows}
        return document(
            "ListVersionsResult", [whole, *(_version(each, wanted, newest[each.key] == each) for each in rows)]
        )

    def _some_versions(self, wanted: Wanted, query: Mapping[str, str]) -> tuple[list[S3Object], bool]:
        """The versions of one page, and whether there are more."""
        rows: list[S3Object] = []
        marker, version = query.get("key-marker"), query.get("version-id-marker")
        passed = version is None
        for each in self.bucket.versions(wanted.start):
            if each.key == marker and (version is None or not passed):
                passed = passed or each.version == version
                continue
            if not each.key.startswith(wanted.prefix):
                break
            if len(rows) == wanted.limit:
                return rows, bool(rows)
            rows.append(each)
        return rows, False

    def _wanted(self, query: Mapping[str, str], start: bytes, headers: Mapping[str, str]) -> Wanted | Reply:
        size = query.get("max-keys", "1000")
        if not size.isdigit():
            return failed(400, "InvalidArgument", "Provided max-keys not an integer or within integer range")
        if query.get("encoding-type", "url") != "url":
            return failed(400, "InvalidArgument", "Invalid Encoding Method specified in Request")
        prefix = query.get("prefix", "")
        limit = min(int(size), self.most)
        if self.short is not None and limit > 1:
            limit = self.short.randint(1, limit)
        attributes = headers.get("x-amz-optional-object-attributes", "")
        return Wanted(
            prefix, query.get("delimiter", ""), max(start, raw(prefix)), limit, "encoding-type" in query,
            "RestoreStatus" in attributes,
        )  # fmt: skip

    def _page(self, wanted: Wanted) -> Found:
        found = Found([], [])
        at: bytes | None = wanted.start
        while at is not None and len(found.rows) + len(found.prefixes) < wanted.limit:
            at = self._some(wanted, at, found)
        if at is not None and wanted.limit > 0:
            beyond = next(self.bucket.walk(at), None)
            found.after = at if beyond is not None and beyond.key.startswith(wanted.prefix) else None
        return found

    def _some(self, wanted: Wanted, at: bytes, found: Found) -> bytes | None:
        """Rows from `at` on, up to the limit or the next common prefix; where to go on, None: all has come."""
        for each in self.bucket.walk(at):
            if not each.key.startswith(wanted.prefix):
                return None
            rest = each.key[len(wanted.prefix) :]
            if wanted.delimiter and wanted.delimiter in rest:
                common = wanted.prefix + rest[: rest.index(wanted.delimiter) + len(wanted.delimiter)]
                found.prefixes.append(common)
                return _beyond(raw(common))
            found.rows.append(each)
            if len(found.rows) + len(found.prefixes) >= wanted.limit:
                return raw(each.key) + b"\0"
        return None

    def _sealed(self, after: bytes) -> str:
        return base64.urlsafe_b64encode(f"{self.epoch}:".encode() + after).decode()

    def _opened(self, token: str) -> bytes | None:
        try:
            epoch, colon, after = base64.urlsafe_b64decode(token).partition(b":")
        except ValueError:
            return None
        return after if colon and epoch == str(self.epoch).encode() else None


def _beyond(prefix: bytes) -> bytes:
    """The first key that can follow everything that begins with `prefix`."""
    return prefix[:-1] + bytes([prefix[-1] + 1])


def _row(each: S3Object, wanted: Wanted) -> str:
    checksums = "".join(f"<ChecksumAlgorithm>{name.upper()}</ChecksumAlgorithm>" for name in each.checksums)
    if each.checksums:
        checksums += f"<ChecksumType>{each.checksum_type}</ChecksumType>"
    return (
        f"<Contents><Key>{said(each.key, wanted.url)}</Key><LastModified>{moment(each.modified)}</LastModified>"
        f"<ETag>&quot;{each.etag}&quot;</ETag>{checksums}<Size>{each.content.length}</Size>"
        f"<StorageClass>{each.storage_class}</StorageClass>{_restore(each) if wanted.restore else ''}</Contents>"
    )


def _restore(each: S3Object) -> str:
    if not each.thaw:
        return ""
    ongoing = each.thaw == "ongoing"
    until = "" if ongoing else f"<RestoreExpiryDate>{moment(each.modified + 10**8)}</RestoreExpiryDate>"
    asked = f"<IsRestoreInProgress>{'true' if ongoing else 'false'}</IsRestoreInProgress>"
    return f"<RestoreStatus>{asked}{until}</RestoreStatus>"


def _version(each: S3Object, wanted: Wanted, latest: bool) -> str:
    name = "DeleteMarker" if each.marker else "Version"
    facts: dict[str, object] = {"VersionId": each.version, "IsLatest": "true" if latest else "false"}
    facts["LastModified"] = moment(each.modified)
    if not each.marker:
        facts |= {"ETag": f'"{each.etag}"', "Size": each.content.length, "StorageClass": each.storage_class}
    return f"<{name}><Key>{said(each.key, wanted.url)}</Key>{elements(facts)}</{name}>"
