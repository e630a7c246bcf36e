"""The marker `.holdfast/library.json`: which library this is, and whose catalog knows it."""

import json
import os
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from holdfast import __version__
from holdfast.errors import LibraryError, LibraryOffline, LibraryWrong, MarkerMissing
from holdfast.library import durable
from holdfast.library.faults import told, translated
from holdfast.library.folder import Folder

FORMAT = 1
OWN = ".holdfast"
"""The folder of everything in the library that is no photo."""
INCOMING, SIDECARS, DAMAGED, SET_ASIDE = "incoming", "sidecars", "damaged", "set-aside"
NAME = "library.json"
# What systems put at the root of a drive by themselves: a drive with nothing else on it is empty.
LITTER = frozenset({
    ".DS_Store", ".Spotlight-V100", ".Trashes", ".fseventsd", ".TemporaryItems", ".DocumentRevisions-V100",
    "lost+found", "System Volume Information", "$RECYCLE.BIN", "RECYCLER", "found.000", "desktop.ini",
    "Thumbs.db", "autorun.inf",
})  # fmt: skip
_LONGEST = 65536


@dataclass(frozen=True, slots=True)
class Marker:
    """What the marker says of the library it lies in."""

    library_id: str
    catalog_id: str
    format: int = FORMAT
    made_by: str = f"Holdfast {__version__}"


def read(folder: Folder, where: Path) -> Marker:
    """The marker of the library in this folder. LibraryError tree; `where` is for the sentence."""
    try:
        with folder.enter(OWN) as own:
            file = own.open_file(NAME, os.O_RDONLY)
        try:
            return _parsed(os.read(file, _LONGEST), where)
        finally:
            os.close(file)
    except FileNotFoundError:
        raise _absent(folder, where) from None
    except OSError as error:
        raise translated(error, f"{where}/{OWN}/{NAME}") from error


def write(own: Folder, marker: Marker) -> None:
    """Written whole or not at all; with it a library begins to be one. Raises OSError."""
    part = f"{uuid.uuid4()}.part"
    with own.make(INCOMING) as incoming:
        file = incoming.open_file(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        try:
            try:
                os.write(file, (json.dumps(asdict(marker), indent=2) + "\n").encode())
                durable.sync_file(file)
            finally:
                os.close(file)
            incoming.replace(part, own, NAME)
        finally:
            incoming.remove_part(part)
    own.sync()


def is_empty(folder: Folder) -> bool:
    """Whether nothing is in there but what systems leave behind."""
    return all(entry.name in LITTER for entry in folder.entries())


def _absent(folder: Folder, where: Path) -> LibraryError:
    """No marker: an empty folder is where a drive should be, one with files is something else."""
    with told(str(where)):
        if is_empty(folder):
            return LibraryOffline(
                f"The library is not at {where}: the folder is empty. Its drive may not be connected."
            )
    return MarkerMissing(f"{where} holds files, but not the marker {OWN}/{NAME} of your library.")


def _parsed(text: bytes, where: Path) -> Marker:
    try:
        data = json.loads(text)
        marker = Marker(str(data["library_id"]), str(data["catalog_id"]), int(data["format"]), str(data["made_by"]))
    except (ValueError, KeyError, TypeError):
        raise MarkerMissing(f"The marker {where}/{OWN}/{NAME} cannot be read.") from None
    if marker.format > FORMAT:
        raise LibraryWrong(
            f"The library {where} was made by a newer version ({marker.made_by}, format {marker.format}).",
            action="Update Holdfast.",
        )
    return marker
