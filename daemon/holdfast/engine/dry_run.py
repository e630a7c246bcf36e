"""What a restore would do, before it does: how much it is, the first paths, and names that others have."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from holdfast.catalog.jobs import Parameters
from holdfast.engine.choice import Aside, Choice, Lacking
from holdfast.engine.copying import Errand, names
from holdfast.engine.export import BLOCK, DUE, ROOM, Extent, add_left
from holdfast.engine.setup import Opened

SHOWN = 100
"""So many photos of each sort are named; the figures count all of them."""

What = Literal["new", "there", "renamed"]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One file that would be there afterwards. `wanted`: the path that another file has."""

    source: str
    photo: str
    path: str
    bytes: int
    what: What
    wanted: str


@dataclass(slots=True)
class DryRun:
    """All of it, and the first by name. `renamed`: so many get another name, because something else has theirs."""

    extent: Extent = field(default_factory=Extent)
    renamed: int = 0
    first: list[Foreseen] = field(default_factory=list)
    others: list[Foreseen] = field(default_factory=list)
    """Those that are renamed."""
    lacking: list[Lacking] = field(default_factory=list)
    """Those that cannot come along, because the library has no bytes of them."""

    @property
    def need(self) -> int:
        """Bytes that must be free."""
        return self.extent.need + ROOM


def dry_run(opened: Opened, asked: Parameters, folder: Path | None) -> DryRun:
    """Go through the whole request; `folder`: where it would go, if that is known. Writes nothing, there or here."""
    found = DryRun()
    for one in Choice(opened, asked).each():
        if isinstance(one, Errand):
            _comes(found, _foreseen(one, folder))
        else:
            _stays(found, one)
    return found


def examples(opened: Opened, asked: Parameters, most: int) -> list[Foreseen]:
    """The first photos with the paths that they would get."""
    found: list[Foreseen] = []
    for one in Choice(opened, asked).each():
        if len(found) == most:
            break
        if isinstance(one, Errand):
            found.append(_foreseen(one, None))
    return found


def _foreseen(one: Errand, folder: Path | None) -> Foreseen:
    path, is_there = _path(one, folder)
    what: What = "there" if is_there else "new" if path == one.wanted else "renamed"
    return Foreseen(one.source, one.photo, path, one.original.bytes, what, one.wanted)


def _path(one: Errand, folder: Path | None) -> tuple[str, bool]:
    """The path that it would get, and whether it seems to lie there already, by its size."""
    for path in names(one):
        size = _size(folder, path)
        if size is None or size == one.original.bytes:
            return path, size is not None
    return one.path, False


def _size(folder: Path | None, path: str) -> int | None:
    """Of what has this path there, no link followed; None: nothing."""
    try:
        return None if folder is None else (folder / path).lstat().st_size
    except OSError:
        return None


def _comes(found: DryRun, one: Foreseen) -> None:
    sums, is_there = found.extent, one.what == "there"
    sums.photos, sums.bytes, sums.there = sums.photos + 1, sums.bytes + one.bytes, sums.there + is_there
    sums.need += 0 if is_there else one.bytes + BLOCK
    if len(found.first) < SHOWN:
        found.first.append(one)
    if one.what == "renamed":
        found.renamed += 1
        if len(found.others) < SHOWN:
            found.others.append(one)


def _stays(found: DryRun, one: Lacking | Aside) -> None:
    add_left(found.extent, one)
    if isinstance(one, Lacking) and one.state in DUE and len(found.lacking) < SHOWN:
        found.lacking.append(one)
