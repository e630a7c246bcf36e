"""What bytes are, found out while they pass by: SHA-256 and MD5 always, and whatever else a source declares."""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Protocol

from holdfast.domain.photo import Algorithm, Checksum

Chunk = bytes | memoryview

AT_ONCE = 1024 * 1024
"""So many bytes are handed to another thread together."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a file's bytes are: hashes in lower-case hex."""

    sha256: str
    md5: str
    bytes: int


class Sum(Protocol):
    """One kind of checksum under way."""

    def update(self, data: Chunk, /) -> None:
        """More bytes."""

    def digest(self) -> bytes:
        """The checksum of what has passed by so far."""


class Digest:
    """Sums and size of bytes as they pass by. `learn` adds a kind that a source declares.

    With a pool the sums are made side by side, while the caller fetches more; about 2 MiB of chunks wait at most.
    """

    def __init__(self, declared: Iterable[Checksum] = (), pool: Executor | None = None) -> None:
        self.bytes = 0
        self._sums: dict[str, Sum] = {"md5": _MAKERS["md5"](), "sha256": _MAKERS["sha256"]()}
        self._pool = pool
        self._under_way: list[Future[None]] = []
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self.learn(declared)

    @classmethod
    def of(cls, written: Written) -> "Digest":
        """Sums that somebody else made, of bytes that have all passed by."""
        digest = cls()
        digest.bytes = written.bytes
        digest._sums = {"sha256": _Made(written.sha256), "md5": _Made(written.md5)}
        return digest

    def lacks(self, declared: Iterable[Checksum]) -> bool:
        """Whether one of these is of a kind that could be summed up and is not."""
        return any(_kind(one) not in self._sums and _can_sum(one) for one in declared)

    def learn(self, declared: Iterable[Checksum], past: Iterable[Chunk] = ()) -> None:
        """Sum up these kinds, too. `past`: the bytes that have passed by already."""
        fresh = {_kind(one): _sum(one) for one in declared if self.lacks((one,))}
        if not fresh:
            return
        for chunk in past:
            for each in fresh.values():
                each.update(chunk)
        self._settle()
        self._sums.update(fresh)

    def update(self, chunk: bytes) -> None:
        """More bytes."""
        self.bytes += len(chunk)
        self._waiting.append(chunk)
        self._waiting_bytes += len(chunk)
        if self._pool is None or self._waiting_bytes >= AT_ONCE:
            self._sum_up()

    def sha256(self) -> str:
        """Of what has passed by so far."""
        self._settle()
        return self._sums["sha256"].digest().hex()

    def written(self) -> Written:
        """What has passed by so far."""
        return Written(self.sha256(), self._sums["md5"].digest().hex(), self.bytes)

    def against(self, declared: Iterable[Checksum]) -> dict[Checksum, str]:
        """What each of these would have to be for the bytes that passed by, which were all; without those that cannot
        be known."""
        self._settle()
        return {one: self._sums[_kind(one)].digest().hex() for one in declared if self._is_comparable(one)}

    def _is_comparable(self, one: Checksum) -> bool:
        """A checksum of parts says nothing of bytes that fall into another number of parts."""
        return _kind(one) in self._sums and (not one.parts or one.parts == -(-self.bytes // one.part_bytes))

    def _sum_up(self) -> None:
        self._await()
        chunks, self._waiting, self._waiting_bytes = self._waiting, [], 0
        if self._pool is None:
            for each in self._sums.values():
                _add(each, chunks)
        else:
            self._under_way = [self._pool.submit(_add, each, chunks) for each in self._sums.values()]

    def _settle(self) -> None:
        if self._waiting:
            self._sum_up()
        self._await()

    def _await(self) -> None:
        while self._under_way:
            self._under_way.pop().result()


def _add(one: Sum, chunks: Iterable[bytes]) -> None:
    for chunk in chunks:
        one.update(chunk)


class _Made:
    """A checksum that is there already."""

    def __init__(self, found: str) -> None:
        self._found = found

    def update(self, _data: Chunk, /) -> None:
        raise ValueError("these bytes were all")

    def digest(self) -> bytes:
        return bytes.fromhex(self._found)


class _Cyclic:
    """A CRC; `step` goes on from the value before."""

    def __init__(self, step: Callable[[Chunk, int], int], width: int) -> None:
        self._step, self._width, self._value = step, width, 0

    def update(self, data: Chunk, /) -> None:
        self._value = self._step(data, self._value)

    def digest(self) -> bytes:
        return self._value.to_bytes(self._width)


class _OfParts:
    """A checksum of the checksums of equal parts, as S3 makes it of an original that was uploaded in pieces."""

    def __init__(self, make: Callable[[], Sum], part_bytes: int) -> None:
        self._make, self._part_bytes = make, part_bytes
        self._done: list[bytes] = []
        self._part, self._room = make(), part_bytes

    def update(self, data: Chunk, /) -> None:
        rest = memoryview(data)
        while rest:
            piece, rest = rest[: self._room], rest[self._room :]
            self._part.update(piece)
            self._room -= len(piece)
            if not self._room:
                self._done.append(self._part.digest())
                self._part, self._room = self._make(), self._part_bytes

    def digest(self) -> bytes:
        begun = [self._part.digest()] if self._room < self._part_bytes else []
        whole = self._make()
        whole.update(b"".join(self._done + begun))
        return whole.digest()


def _crc32c() -> Sum:
    from awscrt.checksums import crc32c  # 50 ms to import, and few need it

    return _Cyclic(crc32c, 4)


def _crc64nvme() -> Sum:
    from awscrt.checksums import crc64nvme

    return _Cyclic(crc64nvme, 8)


_MAKERS: Mapping[Algorithm, Callable[[], Sum]] = {
    "md5": lambda: hashlib.md5(usedforsecurity=False),
    "sha1": lambda: hashlib.sha1(usedforsecurity=False),
    "sha256": hashlib.sha256,
    "crc32": lambda: _Cyclic(zlib.crc32, 4),
    "crc32c": _crc32c,
    "crc64nvme": _crc64nvme,
}


def _can_sum(one: Checksum) -> bool:
    return not one.parts or one.part_bytes > 0


def _kind(one: Checksum) -> str:
    return f"{one.algorithm}/{one.part_bytes}" if one.parts else one.algorithm


def _sum(one: Checksum) -> Sum:
    make = _MAKERS[one.algorithm]
    return _OfParts(make, one.part_bytes) if one.parts else make()
