"""A folder that may be the library though its marker is gone: looked at first, and marked once it is believed."""

from pathlib import Path

from holdfast.errors import MarkerMissing
from holdfast.library import marker as marker_file
from holdfast.library import root
from holdfast.library.faults import told
from holdfast.library.folder import Folder
from holdfast.library.marker import DAMAGED, INCOMING, OWN, SET_ASIDE, SIDECARS, Marker
from holdfast.library.root import Library


def look(path: Path, ours: Marker) -> Library:
    """The folder at this path as a library, whether it has our marker or none. LibraryWrong: another one's marker lies
    there. LibraryOffline: nothing is there, or an empty folder, which is where a drive should be."""
    where = path.expanduser().absolute()
    try:
        return root.open(where, ours.library_id)
    except MarkerMissing:
        pass
    with told(str(where)):
        where = where.resolve(strict=True)
        return Library(where, Folder.open(str(where)), ours)


def mark(library: Library) -> None:
    """Make the folder a library again: its marker and Holdfast's own folders, where they are missing."""
    library.require_writable()
    with library.told(OWN), library.folder.make(OWN) as own:
        for name in (INCOMING, SIDECARS, DAMAGED, SET_ASIDE):
            own.make(name).close()
        marker_file.write(own, library.marker)
