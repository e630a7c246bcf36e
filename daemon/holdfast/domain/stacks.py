"""Files that are one picture for the person: a Live Photo, raw and JPEG, an edit, a sidecar.

The rules. All of them look at one folder; letter case and the form of accents never count.

- Live Photo: a picture and a film that carry Apple's name of one Live Photo; where either carries none, a HEIC or
  JPEG and a film of one name, which lasts 5 seconds at most and begins within 3 seconds of the picture.
- Raw and JPEG: a raw and a picture of one name, taken within 2 seconds by the same camera.
- Edit: `IMG_E1234` of `IMG_1234`, `name-edited` (and `-edit`, `_edited`, ` (edited)`, and how Google says it in other
  languages) of `name`, taken within 2 seconds. `name (1)` alone says nothing: many programs call another photo so.
  It is an edit only when its file says the very second and the camera of `name`, and another size in pixels.
- Sidecar: `name.xmp` and `name.aae` of whatever is called `name`, `name.ext.xmp` of `name.ext`.

What is not known contradicts nothing. Films tell universal time and pictures that of the place: two times fit, too,
when they differ by a whole zone, which is a quarter of an hour or a multiple of it up to 26 hours. A file that fits
several is put to the nearest in time.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from holdfast.domain.naming import fold

Kind = Literal["live", "raw", "edit", "sidecar"]
Role = Literal["picture", "film", "raw", "edit", "sidecar"]

KINDS: tuple[Kind, ...] = ("live", "raw", "edit", "sidecar")
"""A stack is of the first of these that fits."""

SIDECARS = frozenset({"xmp", "aae"})
FILMS = frozenset({"mov", "mp4", "m4v", "qt"})
RAWS = frozenset({
    "3fr", "arw", "cr2", "cr3", "crw", "dcr", "dng", "erf", "fff", "iiq", "k25", "kdc", "mef", "mos", "mrw", "nef",
    "nrw", "orf", "pef", "raf", "raw", "rw2", "rwl", "sr2", "srf", "srw", "x3f",
})  # fmt: skip
PICTURES = frozenset({
    "avif", "bmp", "gif", "heic", "heif", "hif", "jpe", "jpeg", "jpg", "jxl", "png", "tif", "tiff", "webp",
})  # fmt: skip
LIVE_PICTURES = frozenset({"heic", "heif", "hif", "jpg", "jpeg"})

LIVE_APART, FILM_LENGTH = 3_000, 5.0
PAIR_APART = 2_000
QUARTER, MOST_ZONES = 900_000, 26 * 3_600_000

APPLE_EDIT = re.compile(r"img_e(\d{3,})")
SAID_EDIT = re.compile(
    r"(?P<base>.+?)(?:[-_ ](?:edited|edit|bearbeitet|modifié|modifie|editado|editada|modificato|edytowane|bewerkt)"
    r"| ?\(edited\))"
)
NUMBERED = re.compile(r"(?P<base>.+?) ?\((?P<number>\d{1,2})\)")


@dataclass(frozen=True, slots=True)
class File:
    """One original as the rules see it. `moment`: milliseconds as the clocks there showed it, and None where only the
    source dates it."""

    id: int
    name: str
    moment: int | None = None
    content_id: str | None = None
    duration: float | None = None
    width: int | None = None
    height: int | None = None
    camera: str | None = None

    @property
    def stem(self) -> str:
        """The name before its last dot, as names are compared."""
        return fold(self.name.rpartition(".")[0] or self.name)

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2].lower()

    @property
    def role(self) -> Role | None:
        """What it is by its extension; None: of no stack."""
        kinds: tuple[tuple[Role, frozenset[str]], ...] = (
            ("sidecar", SIDECARS), ("film", FILMS), ("raw", RAWS), ("picture", PICTURES),
        )  # fmt: skip
        return next((role for role, extensions in kinds if self.extension in extensions), None)


@dataclass(frozen=True, slots=True)
class Stack:
    """Files that are shown as one. `top` is what is shown; it is among the members."""

    kind: Kind
    top: int
    members: tuple[tuple[int, Role], ...]


def stacks(files: Iterable[File]) -> list[Stack]:
    """The stacks of one folder. Every file is in one at most, whatever order they come in."""
    return _Folder(sorted(files, key=lambda file: (file.name, file.id))).stacks()


class _Folder:
    """The files by name, and which of them belong together."""

    def __init__(self, files: Sequence[File]) -> None:
        self._by_id = {file.id: file for file in files}
        self._roles = {file.id: file.role for file in files if file.role is not None}
        self._by_stem: dict[str, list[File]] = defaultdict(list)
        self._by_name: dict[str, list[File]] = defaultdict(list)
        self._live: dict[str, list[File]] = defaultdict(list)
        for file in files:
            if file.id in self._roles:
                self._by_stem[file.stem].append(file)
                self._by_name[fold(file.name)].append(file)
                if file.content_id is not None and self._roles[file.id] == "picture":
                    self._live[file.content_id].append(file)
        self._leads: dict[int, int] = {}
        self._kinds: dict[int, set[Kind]] = defaultdict(set)

    def stacks(self) -> list[Stack]:
        for file_id, role in list(self._roles.items()):
            self._join(self._by_id[file_id], role)
        groups: dict[int, list[int]] = defaultdict(list)
        for file_id in self._roles:
            groups[self._lead(file_id)].append(file_id)
        return [self._stack(lead, ids) for lead, ids in groups.items() if len(ids) > 1]

    def _join(self, file: File, role: Role) -> None:
        """Put a file to what it belongs to, if that is there."""
        if role in ("picture", "raw") and (original := self._edited(file)) is not None:
            self._roles[file.id] = "edit"
            self._tie(file, original, "edit")
        elif role == "film":
            self._join_film(file)
        elif role == "picture":
            raws = [one for one in self._named(file.stem, "raw") if _one_shot(one, file)]
            self._tie(file, _nearest(file, raws), "raw")
        elif role == "sidecar":
            self._tie(file, self._described(file), "sidecar")

    def _join_film(self, film: File) -> None:
        pictures = [one for one in self._pictures(film) if _is_live(one, film)]
        if (picture := _nearest(film, pictures)) is not None:
            self._tie(film, picture, "live")
        elif (original := self._edited(film)) is not None:
            self._roles[film.id] = "edit"
            self._tie(film, original, "edit")

    def _pictures(self, film: File) -> list[File]:
        """Pictures of one Live Photo with this film may have another name than it."""
        same = self._live.get(film.content_id, []) if film.content_id is not None else []
        return same or [one for one in self._by_stem[film.stem] if one.extension in LIVE_PICTURES]

    def _edited(self, file: File) -> File | None:
        """What this file is an edit of, by its name."""
        stem = file.stem
        if apple := APPLE_EDIT.fullmatch(stem):
            return self._original(file, f"img_{apple[1]}")
        if said := SAID_EDIT.fullmatch(stem):
            return self._original(file, said["base"])
        if numbered := NUMBERED.fullmatch(stem):
            found = self._original(file, numbered["base"])
            return found if found is not None and _is_clearly_edit(file, found) else None
        return None

    def _original(self, file: File, stem: str) -> File | None:
        role = file.role
        wanted = ("film",) if role == "film" else ("picture", "raw")
        fitting = [one for one in self._by_stem.get(stem, ()) if one.role in wanted and _one_shot(one, file)]
        return _nearest(file, fitting)

    def _described(self, sidecar: File) -> File | None:
        """`name.ext.xmp` first; then raw before picture before film, as programs do that write `name.xmp`."""
        whole = [one for one in self._by_name.get(sidecar.stem, ()) if one.role != "sidecar"]
        order: tuple[Role, ...] = ("raw", "picture", "film")
        named = [one for role in order for one in self._by_stem.get(sidecar.stem, ()) if one.role == role]
        return next(iter([*whole, *named]), None)

    def _named(self, stem: str, role: Role) -> list[File]:
        return [one for one in self._by_stem.get(stem, ()) if one.role == role]

    def _lead(self, file_id: int) -> int:
        while (up := self._leads.get(file_id, file_id)) != file_id:
            file_id = up
        return file_id

    def _tie(self, file: File, other: File | None, kind: Kind) -> None:
        if other is None:
            return
        first, second = sorted((self._lead(file.id), self._lead(other.id)))
        if first != second:
            self._leads[second] = first
            self._kinds[first] |= self._kinds.pop(second, set())
        self._kinds[first].add(kind)

    def _stack(self, lead: int, ids: list[int]) -> Stack:
        members = tuple(sorted((file_id, self._roles[file_id]) for file_id in ids))
        kind = next(kind for kind in KINDS if kind in self._kinds[lead])
        top = min(members, key=lambda one: (TOPS.index(one[1]), self._by_id[one[0]].name, one[0]))[0]
        return Stack(kind, top, members)


TOPS: tuple[Role, ...] = ("edit", "picture", "raw", "film", "sidecar")
"""What is shown of a stack: what the person made of it, then what is quick to see."""


def fits(first: int | None, second: int | None, apart: int) -> bool:
    """Two times can be of one picture: as far apart as that at most, whole zones aside."""
    if first is None or second is None:
        return True
    gap = abs(first - second)
    rest = gap % QUARTER
    return gap <= MOST_ZONES + apart and min(rest, QUARTER - rest) <= apart


def _one_shot(first: File, second: File) -> bool:
    camera = first.camera is None or second.camera is None or fold(first.camera) == fold(second.camera)
    return camera and fits(first.moment, second.moment, PAIR_APART)


def _is_live(picture: File, film: File) -> bool:
    if picture.content_id is not None and film.content_id is not None:
        return picture.content_id == film.content_id
    short = film.duration is None or film.duration <= FILM_LENGTH
    return short and fits(picture.moment, film.moment, LIVE_APART)


def _is_clearly_edit(file: File, original: File) -> bool:
    """The file itself must say so: the same second, the same camera, another size."""
    return (
        file.moment is not None and file.moment == original.moment
        and file.camera is not None and file.camera == original.camera
        and None not in (file.width, original.width)
        and (file.width, file.height) != (original.width, original.height)
    )  # fmt: skip


def _nearest(file: File, others: Sequence[File]) -> File | None:
    """The one whose time is nearest; without times the first by name."""

    def distance(other: File) -> tuple[int, str, int]:
        known = file.moment is not None and other.moment is not None
        return (abs(file.moment - other.moment) if known else 0, other.name, other.id)  # type: ignore[operator]

    return min(others, key=distance, default=None)
