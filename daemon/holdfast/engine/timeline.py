"""The timeline for the window: the whole library as one answer, and thumbnails in packs."""

import gzip
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.catalog import Catalog, Connection, timeline
from holdfast.catalog.timeline import Seen
from holdfast.domain.timeline import packed
from holdfast.engine.setup import Opened
from holdfast.thumbnails.cache import Cache

MOST_IN_PACK = 64
LEVEL = 4
"""Of gzip: higher ones take longer than they save on one machine."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """The timeline at one version, compressed."""

    version: int
    gzipped: bytes


class Timeline:
    """Keeps the last answer, so that whoever opens the page again gets it at once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._turn = threading.Lock()
        self._kept: Geometry | None = None

    def version(self) -> int:
        return self._catalog.read(timeline.version)

    def geometry(self) -> Geometry:
        """The timeline as it is now. Whoever asks meanwhile waits, and gets the same."""
        with self._turn:
            if self._kept is None or self._kept.version != self.version():
                self._kept = self._catalog.read(_made)
            return self._kept


def _made(db: Connection) -> Geometry:
    version = timeline.version(db)
    whole = packed(timeline.columns(db), timeline.shoots(db), version)
    return Geometry(version, gzip.compress(whole, LEVEL, mtime=0))


@dataclass(frozen=True, slots=True)
class Shown:
    """What is known of a photo, and its thumbnail within 256 pixels; None: there is none yet, or none at all."""

    seen: Seen
    picture: bytes | None


def pack(opened: Opened, ids: Sequence[int]) -> list[Shown]:
    """Those of these photos that there are, in this order, each with the thumbnail that is there already."""
    seen = opened.catalog.read(timeline.seen, ids)
    cache = Cache(opened.home.thumbnails_dir)
    return [Shown(seen[one], _picture(cache, seen[one])) for one in ids if one in seen]


def _picture(cache: Cache, seen: Seen) -> bytes | None:
    if seen.md5 is None or seen.thumbnail != "made":
        return None
    try:
        return cache.path(seen.md5, 256).read_bytes()
    except OSError:
        return None
