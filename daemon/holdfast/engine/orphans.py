"""Files that a killed run has named but not recorded: taken over instead of being fetched again."""

from holdfast.catalog.photos import Wanted
from holdfast.domain.judge import Judgement
from holdfast.domain.photo import RemotePhoto
from holdfast.engine.reading import content
from holdfast.engine.shelf import Arrived
from holdfast.library import sidecars
from holdfast.library.digest import Written
from holdfast.library.originals import status
from holdfast.library.records import PhotoLine
from holdfast.library.root import Library


def adopt(library: Library, folder: str, wanted: Wanted, path: str) -> Arrived | None:
    """The photo's bytes if they lie at `path` already: proved by the declared checksum or, where there is none, by the
    declared size and our own line about the photo as it is listed now. Anything else there is somebody's file, or an
    older state of the photo, and stays. `folder`: the source's, whose sidecar has that line."""
    if library.has_nothing_at(path):
        return None
    found = status(library, path)
    if found is None or (wanted.remote.bytes is not None and found.bytes != wanted.remote.bytes):
        return None
    written = content(library, path)
    if written is None:
        return None
    judgement = _judged(library, folder, wanted.remote, path, written)
    return None if judgement is None else Arrived(wanted, None, written, judgement, path)


def _judged(library: Library, folder: str, photo: RemotePhoto, path: str, written: Written) -> Judgement | None:
    checksum = photo.checksum
    if checksum is None or checksum.parts or checksum.algorithm not in ("md5", "sha256"):
        return _by_our_word(library, folder, photo, path, written)
    if checksum.algorithm == "sha256" and checksum.hex == written.sha256:
        return Judgement("full")
    return Judgement("md5") if checksum.hex == written.md5 else None


def _by_our_word(library: Library, folder: str, photo: RemotePhoto, path: str, written: Written) -> Judgement | None:
    """The last line of the sidecar about this photo says that Holdfast itself put these bytes there, for what the
    source lists now."""
    if photo.bytes is None or photo.version is None:
        return None
    last = None
    for line in sidecars.read(library, folder):
        if isinstance(line, PhotoLine) and line.photo.key == photo.key:
            last = line
    if last is None or (last.original.path, last.original.sha256) != (path, written.sha256):
        return None
    same = (last.photo.version, last.photo.checksum, last.photo.bytes) == (photo.version, photo.checksum, photo.bytes)
    return Judgement("size") if same else None
