"""Where an exported photo goes: a path with fields in braces, such as `{year}/{month}/{name}`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.domain import naming
from holdfast.errors import UsageError

TREE = "{source}/{folder}/{name}"
"""Each source's tree as the source has it."""

FIELDS: Mapping[str, str] = {
    "source": "the source's name", "folder": "the folders it lies in there", "name": "the file's name",
    "stem": "the name without its extension", "ext": "the extension with its dot", "year": "2024", "month": "05",
    "day": "17", "type": "image, video or raw", "sha256": "the checksum; {sha256:8}: its first 8 digits",
}  # fmt: skip
TELLING = frozenset({"name", "stem", "sha256"})
"""One of these must be in the file's name, or photos would differ by chance only."""

_FIELD = re.compile(r"\{([^{}]*)\}")
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a path can be made of."""

    source: str
    folder: tuple[str, ...]
    name: str
    day: str | None
    """`YYYY-MM-DD`; None: nobody knows."""
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Template:
    """A structure that was looked at and is good."""

    text: str

    def path(self, facts: Facts) -> str:
        """The path that a photo would like to have, portable, never outside. Parts that come out empty are left out;
        of photos without a date `{year}` is `undated`."""
        *folders, leaf = self.text.split("/")
        parts = [part for segment in folders for part in _folders(segment, facts)]
        return naming.propose_below(tuple(parts), _filled(leaf, facts))


def checked(text: str) -> Template:
    """The template; UsageError says what is wrong with it."""
    segments = text.split("/")
    if "\\" in text or text.startswith("/") or {"", ".", ".."} & set(segments):
        raise _bad(f"The structure {text!r} is no path below the folder.", "Separate folders by single slashes.")
    for found in _FIELD.findall(text):
        if not _is_field(*found.partition(":")):
            raise _bad(f"{{{found}}} is no field of a structure.", f"Fields are {', '.join(FIELDS)} and {{sha256:8}}.")
    if set("{}") & set(_FIELD.sub("", text)):
        raise _bad(f"{text!r} has a brace without its other.", "Write fields as in {year}/{month}/{name}.")
    if any("{folder}" in segment and segment != "{folder}" for segment in segments) or segments[-1] == "{folder}":
        raise _bad("{folder} stands for folders.", "Let it stand between slashes, as in {source}/{folder}/{name}.")
    if not TELLING & {found.partition(":")[0] for found in _FIELD.findall(segments[-1])}:
        raise _bad("The file's own name must tell photos apart.", "End the structure with {name}, or {sha256:8}{ext}.")
    return Template(text)


def _is_field(name: str, colon: str, length: str) -> bool:
    if not colon:
        return name in FIELDS
    return name == "sha256" and length.isascii() and length.isdigit() and 4 <= int(length) <= 64


def _bad(message: str, action: str) -> UsageError:
    return UsageError(message, action=action)


def _folders(segment: str, facts: Facts) -> tuple[str, ...]:
    if segment == "{folder}":
        return facts.folder
    filled = _filled(segment, facts)
    return (filled,) if filled else ()


def _filled(segment: str, facts: Facts) -> str:
    return _FIELD.sub(lambda found: _value(found[1], facts), segment)


def _value(asked: str, facts: Facts) -> str:
    name, _, length = asked.partition(":")
    if name == "sha256":
        return facts.sha256[: int(length or 64)]
    stem, dot, extension = facts.name.rpartition(".")
    year, month, day = facts.day.split("-") if facts.day else (UNDATED, "", "")
    values = {
        "source": facts.source, "name": facts.name, "stem": stem or facts.name,
        "year": year, "month": month, "day": day,
        "ext": f"{dot}{extension}" if stem else "", "type": facts.media_type,
    }  # fmt: skip
    return values[name]
