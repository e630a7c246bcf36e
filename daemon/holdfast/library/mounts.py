"""Where a folder lies in its file system, whatever mount it is reached by: one of them may begin inside another."""

import os
import re
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_ESCAPED = re.compile(rb"\\([0-7]{3})")


def is_below(path: Path, folder: Path) -> bool:
    """Whether the place lies in the folder, or is it, as far as the system tells; links in both are resolved."""
    mounts = _mounts()
    inner, outer = _origin(path, mounts), _origin(folder, mounts)
    return inner is not None and outer is not None and inner[0] == outer[0] and inner[1].is_relative_to(outer[1])


def _origin(path: Path, mounts: list[tuple[bytes, Path, Path]]) -> tuple[bytes, Path] | None:
    """The file system, and the path within it."""
    found = None
    for drive, root, place in mounts:  # the last one of a place covers those before
        if path.is_relative_to(place) and (found is None or len(place.parts) >= len(found[2].parts)):
            found = (drive, root, place)
    return None if found is None else (found[0], found[1] / path.relative_to(found[2]))


def _mounts() -> list[tuple[bytes, Path, Path]]:
    """Of every mount: its file system, the folder in there that it shows, and where. Empty where there is no list."""
    try:
        lines = _MOUNTS.read_bytes().splitlines()
    except OSError:
        return []
    fields = [line.split(b" ") for line in lines]
    return [(one[2], _path(one[3]), _path(one[4])) for one in fields]


def _path(field: bytes) -> Path:
    return Path(os.fsdecode(_ESCAPED.sub(lambda found: bytes([int(found[1], 8)]), field)))
