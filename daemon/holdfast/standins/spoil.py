"""Bytes that are not what was asked for: what a fault on order does to an answer before it is sent."""

from holdfast.standins.account import Content
from holdfast.standins.wire import Reply

LOGIN_PAGE = b"<!DOCTYPE html>\n<html><head><title>Log in</title></head><body><h1>Please log in</h1></body></html>\n"
BROKEN_PAGE = b"<html><body>It is not you</body></html>"


def altered(content: Content, fault: str) -> Content:
    """The content as it is sent under this fault."""
    if fault == "wrong_bytes":
        spoilt = bytearray(content.data)
        spoilt[len(spoilt) // 2] ^= 0x40
        return Content(bytes(spoilt), content.length, content.md5)
    if fault == "long_body":
        return Content(content.data + b"more than there is", len(content.data) + 18, content.md5)
    return content


def elsewhere(reply: Reply, content: Content) -> Reply:
    """A partial answer that starts at byte 1, wherever it was asked to start."""
    if reply.status == 206:
        reply.headers["Content-Range"] = f"bytes 1-{content.length - 1}/{content.length}"
        reply.body = content.data[1:]
    return reply


def place(value: str, port: int, base: str, loop: str) -> str:
    """Where a redirect on order leads."""
    return {
        "other": "https://example.invalid/a.jpg",
        "loopback": "http://127.0.0.2:9/a.jpg",
        "port": f"http://127.0.0.1:{port - 1}/a.jpg",
        "metadata": "http://169.254.169.254/latest/meta-data/",
        "loop": base + loop,
    }.get(value, value)
