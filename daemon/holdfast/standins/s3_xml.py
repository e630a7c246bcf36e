"""What S3 says in XML: pages of a listing, and errors."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import quote
from xml.sax.saxutils import escape

from holdfast.standins.wire import Reply

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
REQUEST_ID = "HOLDFASTSTANDIN1"
_PLAIN = re.compile(r"[A-Za-z0-9_.\-/~]*").fullmatch
_CONTROL = re.compile("[\x00-\x1f]")


def raw(key: str | bytes) -> bytes:
    """A key's bytes. Text that came from bytes which are no UTF-8 goes back to those."""
    return key if isinstance(key, bytes) else key.encode("utf-8", "surrogateescape")


def text(key: bytes) -> str:
    """A key's bytes as text, whatever they are."""
    return key.decode("utf-8", "surrogateescape")


def said(value: str, url: bool = False) -> str:
    """Text between two tags. A control character that is not url-encoded makes a page that no parser takes."""
    if _PLAIN(value):
        return value
    if url:
        return quote(raw(value), safe="/-_.~")
    return _CONTROL.sub(lambda found: f"&#x{ord(found[0]):x};", escape(value))


def moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def elements(values: Mapping[str, object]) -> str:
    return "".join(f"<{name}>{said(str(value))}</{name}>" for name, value in values.items())


def document(name: str, inner: Iterable[str], headers: Mapping[str, str] | None = None) -> Reply:
    """A 200 with `inner` inside the root element `name`."""
    whole = f"{HEAD}<{name} {NAMESPACE}>{''.join(inner)}</{name}>"
    return _reply(200, whole, headers)


def failed(
    status: int,
    code: str,
    message: str,
    more: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """An error as S3 words it, with the elements of this error in `more`."""
    inner = elements({"Code": code, "Message": message, **(more or {}), "RequestId": REQUEST_ID, "HostId": "stand-in"})
    return _reply(status, f"{HEAD}<Error>{inner}</Error>", headers)


def _reply(status: int, whole: str, headers: Mapping[str, str] | None) -> Reply:
    base = {"Content-Type": "application/xml", "Server": "AmazonS3", "x-amz-request-id": REQUEST_ID}
    return Reply(status, base | dict(headers or {}), raw(whole))
