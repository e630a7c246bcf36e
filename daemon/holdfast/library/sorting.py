"""Putting more lines in order than memory holds: sorted runs on the drive, merged while read."""

import heapq
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from operator import itemgetter
from typing import IO

RUN_BYTES = 32 * 1024 * 1024
"""About the memory that one sorting takes, whatever the number of lines."""
_OVERHEAD = 200  # of one pair in memory, beside its bytes
_LENGTHS = struct.Struct(">II")

Pair = tuple[bytes, bytes]


def in_order(
    pairs: Iterable[Pair], scratch: Callable[[], AbstractContextManager[IO[bytes]]], run_bytes: int = RUN_BYTES
) -> Iterator[Pair]:
    """The pairs by their first part; pairs that are equal in it keep the order they came in."""
    with ExitStack() as files:
        runs: list[Iterable[Pair]] = []
        held: list[Pair] = []
        size = 0
        for pair in pairs:
            held.append(pair)
            size += len(pair[0]) + len(pair[1]) + _OVERHEAD
            if size >= run_bytes:
                runs.append(_spilled(held, files.enter_context(scratch())))
                held, size = [], 0
        runs.append(sorted(held, key=itemgetter(0)))
        yield from heapq.merge(*runs, key=itemgetter(0))


def _spilled(held: list[Pair], file: IO[bytes]) -> Iterator[Pair]:
    for key, value in sorted(held, key=itemgetter(0)):
        file.write(_LENGTHS.pack(len(key), len(value)) + key + value)
    file.seek(0)
    return _read(file)


def _read(file: IO[bytes]) -> Iterator[Pair]:
    while head := file.read(_LENGTHS.size):
        key, value = _LENGTHS.unpack(head)
        yield file.read(key), file.read(value)
