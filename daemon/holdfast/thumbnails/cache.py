"""The folder of thumbnails: `ab/<md5>-<size>.jpg`. All that is in it can be made again, so nothing is synced."""

import re
import stat
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"([0-9a-f]{32})-(\d{3,4})\.jpg")
_PART = ".part"

PREFIXES = tuple(f"{number:02x}" for number in range(256))
"""The subfolders: the first two digits of the MD5."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One file in the folder; `md5` None: it is no thumbnail, but litter of a process that died."""

    path: Path
    md5: str | None
    size: int
    bytes: int
    modified_at: int
    """Unix milliseconds."""


class Cache:
    """Several processes may use the folder at once: a file is there whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, md5: str, size: int) -> Path:
        """Where this thumbnail is, or would be."""
        return self.folder / md5[:2] / f"{md5}-{size}.jpg"

    def put(self, md5: str, size: int, jpeg: bytes) -> Path:
        """Keep a thumbnail, in place of an older one if there is one. Raises OSError."""
        place = self.path(md5, size)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = place.with_name(f"{uuid.uuid4().hex}{_PART}")
        try:
            part.touch(mode=0o600)
            part.write_bytes(jpeg)
            part.replace(place)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return place

    def remove(self, md5: str, size: int) -> None:
        """Forget a thumbnail; one that is not there is forgotten already."""
        self.path(md5, size).unlink(missing_ok=True)

    def walk(self, prefix: str) -> Iterator[Kept]:
        """All files in one of the PREFIXES; what goes away meanwhile is passed over."""
        with suppress(FileNotFoundError, NotADirectoryError):
            for path in (self.folder / prefix).iterdir():
                if (kept := _kept(path)) is not None:
                    yield kept


def _kept(path: Path) -> Kept | None:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    name = _NAME.fullmatch(path.name)
    md5, size = (name[1], int(name[2])) if name and name[1].startswith(path.parent.name) else (None, 0)
    return Kept(path, md5, size, found.st_size, found.st_mtime_ns // 1_000_000)
