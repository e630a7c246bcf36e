"""The fields of the query language: what each is called, and how its value is read."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass

from holdfast.domain.query import dates, numbers, places
from holdfast.domain.query.tree import Choice, Days, Text, Value
from holdfast.errors import QueryError

Reader = Callable[[str, int, int], Value]
"""Reads a value: its text, where it stands, and how much of its beginning stood in quotes."""

ALIASES = {"color": "colour", "date": "taken", "album": "in", "collection": "in", "kind": "type", "model": "camera"}
SAME = {
    "photo": "image",
    "photos": "image",
    "images": "image",
    "videos": "video",
    "film": "video",
    "rejected": "reject",
    "picked": "pick",
    "true": "yes",
    "false": "no",
    "gps": "place",
    "setaside": "set-aside",
}
"""Other words for a value."""


@dataclass(frozen=True, slots=True)
class Spec:
    """`meaning`: of the field, for help; `example`: a value."""

    read: Reader
    example: str
    meaning: str


def _text(text: str, at: int, _: int) -> Text:
    if not any(letter.isalnum() for letter in text):
        raise QueryError("There is no letter or digit here to search for.", position=at)
    return Text(text)


def _name(text: str, at: int, _: int) -> Text:
    if not text.strip():
        raise QueryError("A name is missing here.", position=at)
    return Text(text)


def _one_of(*names: str) -> Reader:
    def read(text: str, at: int, _: int) -> Choice:
        name = SAME.get(text.casefold(), text.casefold())
        if name not in names:
            raise QueryError(f"This can be {' or '.join((', '.join(names[:-1]), names[-1]))}.", position=at)
        return Choice(name)

    return read


def _days(text: str, at: int, _: int) -> Days:
    return Days(numbers.days(text, at))


FIELDS: dict[str, Spec] = {
    "camera": Spec(_text, '"eos r5"', "make and model"),
    "lens": Spec(_text, "50mm", "the lens"),
    "iso": Spec(numbers.span, ">800", "the sensitivity"),
    "aperture": Spec(numbers.aperture, "<=2.8", "the f-number"),
    "focal": Spec(numbers.span, "35", "the focal length in millimetres"),
    "exposure": Spec(numbers.exposure, "1/250", "the exposure in seconds"),
    "taken": Spec(dates.read, "2023-06..2023-08", "days, months or years, or none"),
    "near": Spec(places.read, "48.85,2.35,5km", "within so far of a point or a town"),
    "box": Spec(places.read_box, "59.8,10.6,60.1,10.9", "in a part of the map: south, west, north, east"),
    "type": Spec(_one_of("image", "video", "raw"), "video", "image, video or raw"),
    "format": Spec(_name, "heic", "the kind of file"),
    "source": Spec(_name, '"my cloud"', "where it comes from"),
    "folder": Spec(_name, "2019/Norway", "a folder and all below it"),
    "in": Spec(_name, '"Best of"', "a collection"),
    "shoot": Spec(_name, '"The wedding"', "a shoot"),
    "tag": Spec(_text, "harbour", "a tag of yours, of the source or of the file"),
    "rating": Spec(numbers.span, ">=4", "0 to 5 stars"),
    "pick": Spec(_one_of("pick", "reject", "none"), "pick", "pick, reject or none"),
    "colour": Spec(_one_of("red", "yellow", "green", "blue", "purple", "none"), "red", "the colour label"),
    "star": Spec(_one_of("yes", "no"), "yes", "kept in your own bucket"),
    "state": Spec(_one_of("safe", "pending", "failed", "skipped", "gone"), "failed", "the state of its backup"),
    "copies": Spec(numbers.span, "1", "how many places list it"),
    "unverified": Spec(_days, "90d", "not read again from the drive for so long"),
    "has": Spec(
        _one_of("place", "date", "camera", "lens", "rating", "title", "caption", "tags"),
        "place",
        "what is known",
    ),
    "is": Spec(
        _one_of("duplicate", "set-aside", "hidden", "stacked"),
        "duplicate",
        "duplicate, set-aside, hidden or stacked",
    ),
    "show": Spec(_one_of("all"), "all", "also what is set aside, hidden or lies in a stack"),
    "size": Spec(numbers.size, ">10mb", "the size of the file"),
    "width": Spec(numbers.span, ">=4000", "pixels across"),
    "height": Spec(numbers.span, ">=3000", "pixels down"),
    "duration": Spec(numbers.duration, ">30s", "of a video"),
}


def canonical(name: str, at: int) -> str:
    """The one name of a field; QueryError when there is none."""
    found = ALIASES.get(name.casefold(), name.casefold())
    if found in FIELDS:
        return found
    near = difflib.get_close_matches(found, [*FIELDS, *ALIASES], 1)
    hint = f" Did you mean `{near[0]}:`?" if near else " Put it in quotes to search for these letters."
    raise QueryError(f"There is no field `{name}:`.{hint}", position=at)


def value(name: str, text: str, at: int, quoted: int = 0) -> Value:
    """What a field's text asks for."""
    if not text:
        raise QueryError(f"Say after `{name}:` what to look for, such as `{name}:{FIELDS[name].example}`.", position=at)
    return FIELDS[name].read(text, at, quoted)
