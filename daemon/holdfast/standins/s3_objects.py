"""What a bucket of the S3 stand-in holds: every version of every object, in the order of their keys' bytes."""

import hashlib
import re
import threading
from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from heapq import merge

from holdfast.standins.account import NEWEST, Content
from holdfast.standins.pictures import numbered
from holdfast.standins.s3_xml import raw

ARCHIVES = frozenset({"GLACIER", "DEEP_ARCHIVE"})
"""Classes whose bytes are given out only after a restore; GLACIER_IR reads like any other."""
_RANK = re.compile(r"_(\d{7})\.jpg$")


@dataclass(frozen=True, slots=True)
class S3Object:
    """One version of one object. Times are Unix seconds."""

    key: str
    content: Content
    etag: str
    """Without its quotes."""
    modified: float = NEWEST
    version: str = "null"
    content_type: str = "binary/octet-stream"
    storage_class: str = "STANDARD"
    archive_status: str = ""
    """`ARCHIVE_ACCESS` or `DEEP_ARCHIVE_ACCESS`: where Intelligent-Tiering has put it."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    checksums: Mapping[str, str] = field(default_factory=dict)
    """Base64 by algorithm in small letters; a composite one ends in `-N`."""
    checksum_type: str = "FULL_OBJECT"
    parts: tuple[int, ...] = ()
    """The sizes of its parts; empty: it came in one piece."""
    kms: bool = False
    thaw: str = ""
    """Empty, `ongoing`, or the HTTP date until which the restored copy can be read."""
    marker: bool = False
    """A delete marker: no object, only the word that it is gone."""

    @property
    def archived(self) -> bool:
        away = self.storage_class in ARCHIVES or bool(self.archive_status)
        return away and self.thaw in ("", "ongoing")


class Made:
    """`count` objects worked out from their rank when somebody asks. Ranks and keys have the same order."""

    def __init__(self, count: int, seed: int | str) -> None:
        self.count, self.seed = count, seed

    def key(self, rank: int) -> str:
        return f"{2000 + rank // 100_000}/{rank // 1000 % 100:02d}/IMG_{rank:07d}.jpg"

    def rank(self, key: str) -> int | None:
        """The rank of the object with this key, or None."""
        found = _RANK.search(key)
        rank = int(found[1]) if found else self.count
        return rank if rank < self.count and self.key(rank) == key else None

    def first(self, start: bytes) -> int:
        """The rank of the first key that is not before `start`."""
        return bisect_left(range(self.count), start, key=lambda rank: self.key(rank).encode())

    def object(self, rank: int) -> S3Object:
        data = numbered(f"{self.seed}:{rank}", 600 + rank * 37 % 3400)
        md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
        modified = NEWEST - 37 * (self.count - rank)
        return S3Object(self.key(rank), Content(data, len(data), md5), md5, modified, content_type="image/jpeg")


class Bucket:
    """The objects of one bucket. Safe to use from several threads."""

    def __init__(self, keys: int, seed: int | str) -> None:
        self.made = Made(keys, seed)
        self.versioned = False
        self._versions: dict[bytes, list[S3Object]] = {}
        self._keys: list[bytes] = []
        self._given = 0
        self._lock = threading.RLock()

    def find(self, key: str, version: str | None = None) -> S3Object | None:
        """The current version of that key, or the one named; None: there is none. May be a delete marker."""
        with self._lock:
            versions = self._versions.get(raw(key))
        if versions is None:
            rank = self.made.rank(key)
            versions = [] if rank is None else [self.made.object(rank)]
        if version is None:
            return versions[-1] if versions else None
        return next((each for each in versions if each.version == version), None)

    def put(self, made: S3Object) -> None:
        """A new version; in a bucket without versions it takes the place of the old one."""
        place = raw(made.key)
        with self._lock:
            if place not in self._versions:
                insort(self._keys, place)
                old = self.find(made.key)
                self._versions[place] = [old] if old and self.versioned else []
            if not self.versioned:
                self._versions[place].clear()
            self._versions[place].append(made)

    def change(self, made: S3Object) -> None:
        """The same version with other facts, e.g. restored."""
        with self._lock:
            self.put(self.find(made.key) or made)
            versions = self._versions[raw(made.key)]
            versions[:] = [made if each.version == made.version else each for each in versions]

    def empty(self) -> None:
        """Take everything away."""
        with self._lock:
            self.made = Made(0, self.made.seed)
            self._versions.clear()
            self._keys.clear()

    def new_version(self) -> str:
        """The id of a version to come, `null` in a bucket without versions."""
        with self._lock:
            self._given += 1
            return f"v{self._given:031d}" if self.versioned else "null"

    def walk(self, start: bytes) -> Iterator[S3Object]:
        """The current objects from the key `start` on."""
        for each in self._from(start):
            if not each[-1].marker:
                yield each[-1]

    def versions(self, start: bytes) -> Iterator[S3Object]:
        """Every version from the key `start` on, the newest of each key first, delete markers among them."""
        for each in self._from(start):
            yield from reversed(each)

    def _from(self, start: bytes) -> Iterator[list[S3Object]]:
        with self._lock:
            own = self._keys[bisect_left(self._keys, start) :]
        made = (self.made.key(rank).encode() for rank in range(self.made.first(start), self.made.count))
        last = None
        for place in merge(own, made) if own else made:
            if place == last:
                continue
            last = place
            with self._lock:
                versions = self._versions.get(place) if self._keys else None
            yield list(versions) if versions is not None else [self.made.object(self.made.rank(place.decode()) or 0)]
