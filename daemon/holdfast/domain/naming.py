"""Which path in the library a photo's original gets.

A path is proposed from what the source says, in a form that every file system takes. What a name may not
hold is written as `%` and the hex digits of its UTF-8 bytes, and can be read back; only names that are too
long are shortened for good. `docs/library-format.md` describes the same rules for strangers.
"""

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Callable

_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SEGMENT_BYTES = 200
"""The longest name proposed, in UTF-8 bytes: 55 below the usual limit, room for what other programs append."""
PATH_BYTES = 800
"""The longest path proposed: macOS takes 1024 bytes with the folder of the library itself."""
SOURCE_FOLDER_BYTES = 100
_EXTENSION_BYTES = 20

# Separators and what Windows refuses, control characters (they carry line ends and terminal escapes), line
# separators, what is no valid text; and a percent sign that would read as an escape.
_REFUSED = re.compile('[\x00-\x1f\x7f-\x9f/\\\\:*?"<>|\u2028\u2029\ud800-\udfff\ufffe\uffff]|%(?=[0-9A-Fa-f]{2})')
# Device names of Windows, which it also sees before the first dot.
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?= *(?:\.|$))", re.IGNORECASE)
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_CUT_ESCAPE = re.compile(r"%[0-9A-F]?$")
# Characters without a shape of their own; several case-folding file systems do not see them at all.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Names at the root of a drive or library that are not ours to give.
_ROOT_NAMES = frozenset({
    "manifest-sha256.txt", "lost+found", "found.000", "system volume information", "$recycle.bin",
    "desktop.ini", "thumbs.db",
})  # fmt: skip


def propose(source_folder: str, folder: tuple[str, ...], name: str) -> str:
    """The path that a photo would like to have: portable, inside the source's folder, the same every time.

    Two different photos get two different paths, but for the same folder and name, and for names that had to be
    shortened and share 32 bits of their hash; `place` keeps those apart.
    """
    return "/".join((source_folder, propose_below(folder, name, PATH_BYTES - _size(source_folder) - 1)))


def propose_below(folder: tuple[str, ...], name: str, most: int = PATH_BYTES) -> str:
    """The same for a place of any kind: the path below it, of at most so many bytes."""
    segments = [_segment(part) for part in folder]
    leaf = _segment(name)
    path = "/".join((*segments, leaf))
    if _size(path) <= most:
        return path
    mark = "~" + _digest("/".join(encode(part) for part in folder))
    while segments and _size("/".join((*segments, mark, leaf))) > most:
        segments.pop()
    return "/".join((*segments, mark, leaf))


def place(proposed: str, key: str, taken: Callable[[str], bool], is_folder: Callable[[str], bool]) -> str:
    """A free path for the photo with this key: the proposed one, or that with a suffix.

    Asked with folded paths: `taken` whether a file has this path, `is_folder` whether some file lies below it. The
    result is neither, and none of the folders on the way to it is a file.
    """
    source_folder, *folders, leaf = proposed.split("/")
    path = source_folder
    for segment in folders:
        here = f"{path}/{segment}"
        path = _free(here, fold(here), taken)
    return _free(f"{path}/{leaf}", key, lambda folded: taken(folded) or is_folder(folded))


def with_suffix(path: str, key: str) -> str:
    """The path with 8 hex digits of the key's SHA-256 before the extension: `name~1a2b3c4d.jpg`."""
    parent, slash, leaf = path.rpartition("/")
    return parent + slash + _cut(leaf, "~" + _digest(key), SEGMENT_BYTES)


def is_one_line(name: str) -> bool:
    """Whether a name can be shown as it is: nothing in it breaks lines, steers a terminal or turns writing round."""
    return not any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in _TURNS for sign in name)


def source_folder(name: str, taken: Callable[[str], bool]) -> str:
    """The folder of a new source at the library's root; never hidden, never the name of something else there.

    `taken` is asked with folded names.
    """
    wanted = encode(name.strip())
    if wanted.startswith("."):
        wanted = _escape(".") + wanted[1:]
    if _size(wanted) > SOURCE_FOLDER_BYTES:
        wanted = _cut(wanted, "~" + _digest(name), SOURCE_FOLDER_BYTES)
    return _free(wanted, name, lambda folded: folded in _ROOT_NAMES or taken(folded))


def fold(path: str) -> str:
    """The form in which two paths are equal if any drive might take them for one.

    Composed and decomposed letters, case and unseen characters are levelled; a dotless `ı` counts as `i`.
    """
    if path.isascii():
        return path.lower()  # the same, and most paths are such
    seen = _UNSEEN.sub("", unicodedata.normalize("NFD", path))
    return unicodedata.normalize("NFC", seen.replace("ı", "i").casefold())


def encode(segment: str) -> str:
    """One name in portable form, of any length; `decode` gives it back exactly."""
    if segment in ("", "%"):
        return "%25" if segment else "%"  # an empty name cannot be a file: a lone percent sign stands for it
    text = _REFUSED.sub(lambda found: _escape(found[0]), segment)
    if device := _DEVICE.match(text):
        end = device.end(1)
        text = text[: end - 1] + _escape(text[end - 1]) + text[end:]
    if text.startswith(" "):
        text = _escape(" ") + text[1:]
    if text.endswith((".", " ")):
        text = text[:-1] + _escape(text[-1])
    return text


def decode(segment: str) -> str:
    """The name that `encode` was given."""
    return "" if segment == "%" else _ESCAPES.sub(_unescape, segment)


def _segment(name: str) -> str:
    encoded = encode(name)
    return encoded if _size(encoded) <= SEGMENT_BYTES else _cut(encoded, "~" + _digest(name), SEGMENT_BYTES)


def _free(path: str, key: str, blocked: Callable[[str], bool]) -> str:
    if not blocked(fold(path)):
        return path
    keys = itertools.chain([key], (f"{key}\0{turn}" for turn in itertools.count(1)))
    return next(other for other in (with_suffix(path, each) for each in keys) if not blocked(fold(other)))


def _cut(name: str, mark: str, limit: int) -> str:
    """The name with the mark before its extension, its stem shortened until all fits."""
    stem, dot, extension = name.rpartition(".")
    if not stem or _size(extension) > _EXTENSION_BYTES:
        stem, dot, extension = name, "", ""
    room = limit - _size(mark + dot + extension)
    head = stem.encode()[:room].decode("utf-8", "ignore")
    if head != stem:
        head = _CUT_ESCAPE.sub("", head)
    return head + mark + dot + extension


def _escape(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def _unescape(found: re.Match[str]) -> str:
    try:
        return bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return found[0]  # not written by `encode`


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _size(text: str) -> int:
    return len(text.encode())
