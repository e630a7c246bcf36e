"""Files that a killed run has named but not recorded: taken over instead of being fetched again."""

from holdfast.catalog.photos import Wanted
from holdfast.domain.judge import Judgement
from holdfast.engine.reading import content
from holdfast.engine.shelf import Arrived
from holdfast.library import manifest
from holdfast.library.digest import Written
from holdfast.library.originals import status
from holdfast.library.root import Library


def adopt(library: Library, wanted: Wanted, path: str) -> Arrived | None:
    """The photo's bytes if they lie at `path` already: proved by the declared checksum, or by our own manifest
    line and the declared size where that proves nothing. Anything else there is somebody's file, and stays."""
    if library.has_nothing_at(path):
        return None
    found = status(library, path)
    if found is None or (wanted.remote.bytes is not None and found.bytes != wanted.remote.bytes):
        return None
    written = content(library, path)
    if written is None:
        return None
    judgement = _judged(library, wanted, path, written)
    return None if judgement is None else Arrived(wanted, None, written, judgement, path)


def _judged(library: Library, wanted: Wanted, path: str, written: Written) -> Judgement | None:
    checksum = wanted.remote.checksum
    if checksum is None or checksum.parts or checksum.algorithm not in ("md5", "sha256"):
        return _by_manifest(library, wanted, path, written)
    if checksum.algorithm == "sha256" and checksum.hex == written.sha256:
        return Judgement("full")
    if checksum.hex == written.md5:
        return Judgement("md5")
    return None if checksum.sure else _by_manifest(library, wanted, path, written)


def _by_manifest(library: Library, wanted: Wanted, path: str, written: Written) -> Judgement | None:
    """A line of the manifest says that Holdfast itself put these bytes there."""
    if wanted.remote.bytes is None:
        return None
    ours = any(entry.path == path and entry.sha256 == written.sha256 for entry in manifest.read(library))
    return Judgement("size") if ours else None
