"""Between the bytes of a path and the text that a catalog keeps. Pure: no I/O.

A name that is text stays as it is, composed or decomposed, with whatever line ends it has. One that is no text is
written as a mark and its bytes percent-encoded, as S3 keys are.
"""

from urllib.parse import quote_from_bytes, unquote_to_bytes

UNREADABLE = "\ufffd"
"""In front of a name that is no text, or begins like this."""


def text_of(name: bytes) -> str:
    """A name as text that stands for it alone."""
    try:
        text = name.decode()
    except UnicodeDecodeError:
        text = UNREADABLE
    return UNREADABLE + quote_from_bytes(name, safe="~") if text.startswith(UNREADABLE) else text


def bytes_of(text: str) -> bytes:
    """The name that `text_of` made the text from."""
    return unquote_to_bytes(text[1:]) if text.startswith(UNREADABLE) else text.encode()


def key_of(segments: tuple[bytes, ...]) -> str:
    """The path below the folder, as text that stands for it alone."""
    return "/".join(map(text_of, segments))


def path_of(root: bytes, key: str) -> bytes:
    """The path that a key stands for."""
    return b"/".join((root, *map(bytes_of, key.split("/"))))
