"""A source that lives in memory, for tests: as many photos as wanted, made up when asked for, and as unkind as a cloud.

It pages, forgets cursors, changes while it is listed, and fails on order. It is held to the same contract as the
real ones (`tests/contract/`).
"""

import hashlib
import threading
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from typing import Literal

from holdfast import errors
from holdfast.domain.budget import Budget
from holdfast.domain.photo import Checksum, Page, Refused, RemotePhoto
from holdfast.sources.base import Description, Stream

Step = Literal["describe", "list", "open", "read"]
NEWEST = 1_760_000_000_000
FOLDERS = ("2019/Norway", "2020/Garden", "2021/Dolomites", "2022/Lisbon", "")


@dataclass(slots=True)
class _Planned:
    """An error on order: for the next `times` matching steps, after `skip` of them went well."""

    step: Step
    error: errors.HoldfastError
    key: str | None
    times: int
    skip: int

    def takes(self, step: Step, key: str) -> bool:
        if self.times <= 0 or self.step != step or self.key not in (None, key):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return True


class MemoryStream:
    """See `Stream`. `error`: raised when half of the bytes are through."""

    def __init__(self, data: bytes, offset: int, piece: int, error: errors.HoldfastError | None) -> None:
        self.length: int | None = len(data) - offset
        self.content_type = "image/jpeg"
        self.validator: str | None = f'"{_md5(data)}"'
        self.as_listed: bool | None = True
        self.declared: tuple[Checksum, ...] = ()
        self.modified_at: int | None = None
        self.offset = offset
        self._data, self._piece, self._error = data[offset:], piece, error
        self._closed = False

    def chunks(self) -> Iterator[bytes]:
        """See `Stream.chunks`."""
        end = len(self._data) // 2 if self._error else len(self._data)
        for start in range(0, end, self._piece):
            if self._closed:
                raise errors.NetReset("The stream was closed while it was read.")
            yield self._data[start : min(end, start + self._piece)]
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """See `Stream.close`."""
        self._closed = True


class MemorySource:
    """See `Source`. `photos` of them are made up from `seed`; more can be added. The lower the rank, the newer."""

    def __init__(
        self,
        photos: int = 0,
        *,
        seed: int | str = 1,
        page_size: int = 500,
        piece: int = 64 * 1024,
        size: tuple[int, int] = (600, 4000),
    ) -> None:
        self.asked: Counter[str] = Counter()
        """How often each step was asked for, and `open:<key>` for each photo."""
        self.refused: list[Refused] = []
        self.looping = False
        self.allows: Budget | None = None
        self._seed, self._page_size, self._piece, self._size = seed, page_size, piece, size
        self._ranks = list(range(photos))
        self._changed: dict[int, RemotePhoto] = {}
        self._own: dict[int, bytes] = {}
        self._by_key: dict[str, int] = {}
        self._added = 0
        self._epoch = 0
        self._revoked = self._closed = False
        self._planned: list[_Planned] = []
        self._lock = threading.RLock()

    # What a source does

    def describe(self) -> Description:
        """See `Source.describe`."""
        self._step("describe", "")
        return Description("Memory", {"photos": str(len(self._ranks))})

    def list(self, cursor: str | None, folder: tuple[str, ...] = ()) -> Iterator[Page]:
        """See `Source.list`."""
        seen = {cursor}
        while True:
            page = self._page(cursor, folder)
            if page.cursor in seen and page.cursor is not None:
                raise errors.ListingLoop("The listing of the memory goes round in a circle.")
            yield page
            cursor = page.cursor
            seen.add(cursor)
            if cursor is None:
                return

    def open(self, photo: RemotePhoto, offset: int = 0, validator: str | None = None) -> Stream:
        """See `Source.open`."""
        self._step("open", photo.key)
        with self._lock:
            rank = self._rank(photo.key)
            if rank is None:
                raise errors.GoneUpstream(f"The memory has no {photo.name} any more.")
            data = self._content(rank)
            goes_on = 0 < offset <= len(data) and validator == f'"{_md5(data)}"'
            return MemoryStream(data, offset if goes_on else 0, self._piece, self._due("read", photo.key))

    def budget(self) -> Budget | None:
        """See `Source.budget`."""
        return self.allows

    def close(self) -> None:
        """See `Source.close`."""
        self._closed = True

    # What happens to it

    def keys(self) -> Iterator[str]:
        """The key of every photo, newest first."""
        return (self._photo(rank).key for rank in list(self._ranks))

    def content(self, key: str) -> bytes:
        """The original's bytes, whole."""
        return self._content(self._known(key))

    def add(self, key: str, data: bytes, photo: RemotePhoto | None = None) -> RemotePhoto:
        """A new photo, newer than all others; what `photo` says of size and checksum is made true."""
        with self._lock:
            self._added += 1
            rank = -self._added
            self._by_key[key] = rank
            insort(self._ranks, rank)
            fresh = photo or RemotePhoto(key, f"{key}.jpg", created_at=NEWEST + self._added, format="jpg")
            return self._keep(rank, replace(fresh, key=key), data)

    def replace(self, key: str, data: bytes) -> RemotePhoto:
        """Other bytes under the same key."""
        with self._lock:
            rank = self._known(key)
            before = self._photo(rank)
            version = str(int(before.version or "0") + 1)
            return self._keep(rank, replace(before, version=version), data)

    def change(self, key: str, **fields: object) -> RemotePhoto:
        """Let the listing say something else, true or not: another name, folder, size, checksum."""
        with self._lock:
            rank = self._known(key)
            changed: RemotePhoto = replace(self._photo(rank), **fields)  # type: ignore[arg-type]
            self._changed[rank] = changed
            return changed

    def delete(self, key: str) -> None:
        with self._lock:
            rank = self._known(key)
            self._by_key.pop(key, None)
            self._ranks.remove(rank)

    def empty(self) -> None:
        """As a suspended account: nothing in it, and no error."""
        with self._lock:
            self._ranks.clear()

    def revoke(self) -> None:
        """The key works no longer."""
        self._revoked = True

    def expire_cursors(self) -> None:
        """Every cursor given out so far is refused from now on."""
        self._epoch += 1

    def plan(
        self, error: errors.HoldfastError, step: Step, *, key: str | None = None, times: int = 1, skip: int = 0
    ) -> None:
        """Order an error. At `read` it comes when half of the bytes are through."""
        with self._lock:
            self._planned.append(_Planned(step, error, key, times, skip))

    # Inside

    def _step(self, step: Step, key: str) -> None:
        with self._lock:
            if self._closed:
                raise errors.Interrupted("stop")
            self.asked[step] += 1
            if key:
                self.asked[f"{step}:{key}"] += 1
            if self._revoked:
                raise errors.AuthRevoked("The memory refuses the key.")
            due = self._due(step, key)
        if due is not None:
            raise due

    def _due(self, step: Step, key: str) -> errors.HoldfastError | None:
        for planned in self._planned:
            if planned.takes(step, key):
                return copy(planned.error)
        return None

    def _page(self, cursor: str | None, folder: tuple[str, ...]) -> Page:
        self._step("list", "")
        with self._lock:
            start = 0 if cursor is None else bisect_right(self._ranks, self._opened(cursor))
            ranks = self._ranks[start : start + self._page_size]
            more = len(self._ranks) > start + self._page_size
            following = f"{self._epoch}:{ranks[-1]}" if more else None
            if self.looping:
                following = cursor or f"{self._epoch}:{ranks[0]}"
            refused = tuple(self.refused) if cursor is None else ()
            listed = (self._photo(rank) for rank in ranks)
            return Page(tuple(each for each in listed if each.folder[: len(folder)] == folder), following, refused)

    def _opened(self, cursor: str) -> int:
        epoch, _, rank = cursor.partition(":")
        if epoch != str(self._epoch) or not rank.lstrip("-").isdigit():
            raise errors.CursorExpired("The memory no longer knows the kept place in its listing.")
        return int(rank)

    def _photo(self, rank: int) -> RemotePhoto:
        known = self._changed.get(rank)
        if known is not None:
            return known
        folder = FOLDERS[rank % len(FOLDERS)]
        made = RemotePhoto(
            key=f"m{rank:08d}",
            name=f"IMG_{rank:08d}.jpg",
            folder=tuple(folder.split("/")) if folder else (),
            format="jpg",
            version="1",
            width=640,
            height=480,
            created_at=NEWEST - rank * 61_000,
            tags=("made up",) if rank % 7 == 0 else (),
            context={"caption": f"Number {rank}"} if rank % 3 == 0 else {},
        )
        return _declared(made, self._content(rank))

    def _content(self, rank: int) -> bytes:
        own = self._own.get(rank)
        if own is not None:
            return own
        seed = f"{self._seed}:{rank}".encode()
        low, high = self._size
        size = low + int.from_bytes(hashlib.sha256(seed).digest()[:4]) % (high - low + 1)
        return b"\xff\xd8\xff\xe0" + hashlib.shake_128(seed).digest(max(1, size - 6)) + b"\xff\xd9"

    def _keep(self, rank: int, photo: RemotePhoto, data: bytes) -> RemotePhoto:
        self._own[rank] = data
        self._changed[rank] = _declared(photo, data)
        return self._changed[rank]

    def _rank(self, key: str) -> int | None:
        rank = self._by_key.get(key)
        if rank is None and key[:1] == "m" and key[1:].isdigit():
            rank = int(key[1:])
        if rank is None:
            return None
        at = bisect_right(self._ranks, rank)
        return rank if at > 0 and self._ranks[at - 1] == rank else None

    def _known(self, key: str) -> int:
        rank = self._rank(key)
        if rank is None:
            raise KeyError(key)
        return rank


def _declared(photo: RemotePhoto, data: bytes) -> RemotePhoto:
    return replace(photo, bytes=len(data), checksum=Checksum("md5", _md5(data)))


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()
