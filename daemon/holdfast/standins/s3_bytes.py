"""GET, HEAD and restore of one object of the S3 stand-in: conditions, ranges, parts, checksums, archives."""

import re
from collections.abc import Iterator, Mapping
from email.header import Header
from email.utils import formatdate, parsedate_to_datetime

from holdfast.standins.account import Content
from holdfast.standins.s3_objects import S3Object
from holdfast.standins.s3_xml import failed
from holdfast.standins.wire import Asked, Reply

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def headers_of(made: S3Object, asked: Asked) -> dict[str, str]:
    """What S3 says of an object whenever it is asked for it."""
    said = {
        "Server": "AmazonS3", "Content-Type": made.content_type, "ETag": f'"{made.etag}"', "Accept-Ranges": "bytes",
        "Last-Modified": formatdate(made.modified, usegmt=True),
    }  # fmt: skip
    if made.version != "null":
        said["x-amz-version-id"] = made.version
    if made.storage_class != "STANDARD":
        said["x-amz-storage-class"] = made.storage_class
    if made.archive_status:
        said["x-amz-archive-status"] = made.archive_status
    if made.thaw:
        until = "" if made.thaw == "ongoing" else f', expiry-date="{made.thaw}"'
        said["x-amz-restore"] = f'ongoing-request="{"false" if until else "true"}"{until}'
    said["x-amz-server-side-encryption"] = "aws:kms" if made.kms else "AES256"
    if made.kms:
        said["x-amz-server-side-encryption-aws-kms-key-id"] = "arn:aws:kms:us-east-1:111122223333:key/stand-in"
    said |= {f"x-amz-meta-{name}": _header(value) for name, value in made.metadata.items()}
    if asked.headers.get("x-amz-checksum-mode") == "ENABLED" and "range" not in asked.headers and made.checksums:
        said |= {f"x-amz-checksum-{name}": value for name, value in made.checksums.items()}
        said["x-amz-checksum-type"] = made.checksum_type
    return said


def reply_with(made: S3Object, content: Content, asked: Asked, query: Mapping[str, str]) -> Reply:
    """The object or a part of it; `content` are the bytes that are sent for its own."""
    headers = headers_of(made, asked)
    refused = _condition(made, asked, headers)
    if refused is not None:
        return refused
    if query.get("partNumber"):
        return _part(made, content, query["partNumber"], headers)
    bounds = _bounds(asked.headers.get("range", ""), content.length)
    if bounds is None:
        return _sent(200, headers, content, 0, content.length)
    start, end = bounds
    if start >= content.length or end <= start:
        return failed(
            416, "InvalidRange", "The requested range is not satisfiable", {"ActualObjectSize": content.length}
        )
    return _sent(206, _ranged(headers, start, end, content.length), content, start, end)


def _condition(made: S3Object, asked: Asked, headers: dict[str, str]) -> Reply | None:
    """The answer when a condition of the request does not hold."""
    match, none = asked.headers.get("if-match"), asked.headers.get("if-none-match")
    if match is not None and match.strip('"') not in (made.etag, "*"):
        return failed(
            412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold",
            {"Condition": "If-Match"},
        )  # fmt: skip
    if match is None and _later(made, asked.headers.get("if-unmodified-since")):
        return failed(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
    if none is not None and none.strip('"') in (made.etag, "*"):
        return Reply(304, {"ETag": headers["ETag"], "Last-Modified": headers["Last-Modified"]})
    since = asked.headers.get("if-modified-since")
    if none is None and since is not None and not _later(made, since):
        return Reply(304, {"ETag": headers["ETag"], "Last-Modified": headers["Last-Modified"]})
    return None


def _later(made: S3Object, date: str | None) -> bool:
    """The object is newer than that HTTP date; one that makes no sense is no condition."""
    try:
        return date is not None and int(made.modified) > parsedate_to_datetime(date).timestamp()
    except ValueError:
        return False


def _part(made: S3Object, content: Content, number: str, headers: dict[str, str]) -> Reply:
    parts = made.parts or (content.length,)
    if not number.isdigit() or not 1 <= int(number) <= len(parts):
        return failed(416, "InvalidPartNumber", "The requested partnumber is not satisfiable")
    start = sum(parts[: int(number) - 1])
    end = start + parts[int(number) - 1]
    if made.parts:
        headers["x-amz-mp-parts-count"] = str(len(parts))
    return _sent(206, _ranged(headers, start, end, content.length), content, start, end)


def _bounds(asked: str, length: int) -> tuple[int, int] | None:
    """First byte and the one after the last; None: the whole, because nothing else that can be read was asked for."""
    found = _RANGE.fullmatch(asked)
    if found is None or asked == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        return max(0, length - int(last)), length
    return int(first), min(length, int(last) + 1) if last else length


def _ranged(headers: dict[str, str], start: int, end: int, length: int) -> dict[str, str]:
    return {**headers, "Content-Range": f"bytes {start}-{end - 1}/{length}"}


def _sent(status: int, headers: dict[str, str], content: Content, start: int, end: int) -> Reply:
    if content.length == len(content.data):
        return Reply(status, headers, content.data[start:end])

    def stream() -> Iterator[bytes]:
        left = end - start
        for piece in content.chunks(start):
            yield piece[:left]
            left -= len(piece)
            if left <= 0:
                return

    return Reply(status, headers, stream=stream, length=end - start)


def _header(value: str) -> str:
    """User metadata beyond ASCII comes as RFC 2047 words."""
    return value if value.isascii() else Header(value, "utf-8", maxlinelen=10_000).encode()


def unreadable(made: S3Object | None, version: str | None, key: str, method: str) -> Reply | None:
    """Why this object cannot be given out: it is not there, is a delete marker, or lies in an archive."""
    if made is None:
        code = "NoSuchVersion" if version else "NoSuchKey"
        return failed(404, code, f"The specified {'version' if version else 'key'} does not exist.", {"Key": key})
    if made.marker:
        marked = {"x-amz-delete-marker": "true", "x-amz-version-id": made.version}
        if version:
            return failed(405, "MethodNotAllowed", "The specified method is not allowed.", None, marked)
        return failed(404, "NoSuchKey", "The specified key does not exist.", {"Key": key}, marked)
    if made.archived and method == "GET":
        more: dict[str, object] = {"StorageClass": made.storage_class}
        if made.archive_status:
            more["AccessTier"] = made.archive_status
        said = {"x-amz-storage-class": made.storage_class}
        return failed(
            403, "InvalidObjectState", "The operation is not valid for the object's storage class", more, said
        )
    return None
