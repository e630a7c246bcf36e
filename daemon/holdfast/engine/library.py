"""Where the library lies: how it is, to follow it to another place, and to know it again without its marker.

For the person at the command line and for the buttons of the window alike. `follow` is the way on from LIBRARY_OFFLINE
and LIBRARY_WRONG, `adopt` the one from MARKER_MISSING, `found_elsewhere` tells a button which place to offer.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from holdfast.catalog import Connection, audit, jobs, originals, settings
from holdfast.catalog.originals import Original
from holdfast.clock import milliseconds
from holdfast.config import write_bootstrap
from holdfast.engine.reading import content
from holdfast.engine.setup import Opened
from holdfast.errors import LIBRARY_CODES, HoldfastError, LibraryOffline, LibraryWrong, MarkerMissing
from holdfast.library import adoption, root
from holdfast.library.marker import Marker
from holdfast.library.root import Library

SAMPLE = 50
"""So many known files are read before a folder is believed to be the library."""

ALIKE = 0.9
"""At least this share of them has to be as stored: a rotten or edited file makes it no other library."""

PLACES = (("/Volumes", 1), ("/media", 1), ("/media", 2), ("/run/media", 2), ("/mnt", 1))
"""Where systems put drives, and how deep below."""

NAMED = 3
"""So many of the files that differ are named in the sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the library lies now, and what was compared to know it."""

    path: Path
    compared: int
    differing: tuple[str, ...]
    """Files of the sample that are not as stored. `verify` looks at all of them."""


def follow(opened: Opened, where: Path) -> Place:
    """From now on the library lies at `where`: the same drive at another place, or a whole copy on a larger one.

    The marker there has to be this library's, and a sample of the known files has to be as stored; else LibraryError,
    and nothing is changed. A process that is at work finds it there with its next job.
    """
    try:
        with root.open(where, _library_id(opened)) as there:
            return _settled(opened, there.path, _compared(opened, there), "follow library")
    except MarkerMissing as error:
        raise MarkerMissing(error.message, action=_way_on(where, _library_id(opened))) from error


def adopt(opened: Opened, where: Path | None = None) -> Place:
    """Believe the person who says "this is my library" of a folder whose marker is gone (None: where it always lay),
    if a sample of the known files is there as stored: then the marker is put back and the library lies there.

    LibraryError, and nothing is changed: it is another library, or too many files are missing or others, or an empty
    folder. Where the marker is still there this is `follow`.
    """
    if where is not None and not where.exists():
        raise LibraryOffline(f"There is no folder {where}.", action="Name the folder that holds your photos.")
    ours = Marker(_library_id(opened), opened.catalog.read(settings.identity, "catalog_id") or "")
    with adoption.look(where or opened.library, ours) as there:
        compared = _compared(opened, there)
        adoption.mark(there)
        return _settled(opened, there.path, compared, "adopt library")


def found_elsewhere(opened: Opened) -> Path | None:
    """Where this library seems to lie now, when its drive was given another place: looked for where systems put drives,
    by its marker, at the top of each and at the path that it had. A handful of looks; nothing is written."""
    library_id, known = _library_id(opened), opened.library
    tails = [Path(*known.parts[start:]) for start in range(1, len(known.parts))]
    for drive in _drives():
        for tail in (*tails, Path()):
            marker = root.peek(drive / tail)
            if marker is not None and marker.library_id == library_id and drive / tail != known:
                return drive / tail
    return None


def _way_on(where: Path, library_id: str) -> str:
    """What to do with a folder that has no marker: people name the folder around the library, too."""
    for inner in sorted(path for path in where.iterdir() if path.is_dir()):
        marker = root.peek(inner)
        if marker is not None and marker.library_id == library_id:
            return f"Your library lies in it: `holdfast library follow '{inner}'`."
    return f"Name the folder that holds your photos. If it is this one: `holdfast library adopt '{where}'`."


def _library_id(opened: Opened) -> str:
    return opened.catalog.read(settings.identity, "library_id") or ""


def _compared(opened: Opened, there: Library) -> Place:
    """Read the sample; LibraryError when this is not the library, or not all of it."""
    sample = opened.catalog.read(originals.sample, SAMPLE)
    differing = tuple(each.path for each in sample if not _is_as_stored(there, each))
    if len(differing) > len(sample) * (1 - ALIKE):
        names = ", ".join(differing[:NAMED])
        raise LibraryWrong(
            f"{there.path} does not hold your photos: of {len(sample)} that were looked for, {len(differing)} are "
            f"missing or others, among them {names}.",
            action="Name the folder that holds your photos. If it is a copy, let it finish first.",
        )
    return Place(there.path, len(sample), differing)


def _is_as_stored(there: Library, original: Original) -> bool:
    try:
        written = content(there, original.path)
    except HoldfastError:
        return False
    return written is not None and written.sha256 == original.sha256


def _settled(opened: Opened, path: Path, place: Place, action: str) -> Place:
    """Keep the new place in the settings file, which every process of this home asks anew."""
    write_bootstrap(opened.home, replace(opened.bootstrap, library=path))
    now, detail = milliseconds(opened.clock), {"compared": place.compared, "differing": len(place.differing)}

    def settle(db: Connection) -> None:
        audit.note(db, "person", action, str(path), now, detail)
        jobs.wake(db, LIBRARY_CODES)  # what they waited for was the place before

    opened.catalog.write(settle)
    return place


def _drives() -> Iterator[Path]:
    """The tops of drives, where systems put them by themselves."""
    if sys.platform == "win32":
        yield from (Path(f"{letter}:\\") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ")
        return
    for place, depth in PLACES:
        try:
            yield from sorted(path for path in Path(place).glob("/".join("*" * depth)) if path.is_dir())
        except OSError:
            continue
