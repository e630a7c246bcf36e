"""Whether a folder lies apart from those that Holdfast keeps: what is restored must not mix with them."""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from holdfast.errors import TargetRefused
from holdfast.library import marker, mounts


def require(path: Path, keep_out: Sequence[Path]) -> Path:
    """The whole path of a folder that photos may be restored to; TargetRefused, as `open` raises it. Makes nothing."""
    where = path.expanduser().absolute().resolve()
    if os.path.lexists(where) and not where.is_dir():
        raise TargetRefused(f"{where} is not a folder.")
    if not where.parent.is_dir():
        raise TargetRefused(f"The folder {where.parent} is not there.", action="Make it, or name another one.")
    around = _identities(where)
    for place in keep_out:
        inside = _identities(place.resolve())
        meet = (place.exists() and inside[0] in around) or (where.exists() and around[0] in inside)
        if meet or mounts.is_below(where, place.resolve()):
            raise TargetRefused(f"{where} and {place} lie in one another.", action="Name a folder beside it.")
    for above in (where, *where.parents):
        if (above / marker.OWN / marker.NAME).exists():
            raise TargetRefused(f"{above} is a Holdfast library: in there belong its own photos only.")
    return where


def _identities(place: Path) -> list[tuple[int, int]]:
    """What the system knows a folder by, and all those around it; of those that are there."""
    found = []
    for path in (place, *place.parents):
        with contextlib.suppress(OSError):
            status = path.stat()
            found.append((status.st_dev, status.st_ino))
    return found
