"""A file that this process may read, and cannot open: each piece is asked for, and the parent hands it over.

So a film of many gigabytes is read where it is needed alone, and no descriptor of it is ever here.
"""

import io
from typing import IO

from holdfast.thumbnails import frame

PIECE = 1024 * 1024
"""Bytes that may be asked for at once."""

AHEAD = 256 * 1024


class Lent(io.RawIOBase):
    """Read through the two pipes between which the parent waits for an answer."""

    def __init__(self, requests: IO[bytes], answers: IO[bytes], length: int) -> None:
        super().__init__()
        self._requests, self._answers = requests, answers
        self._length = length
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._length}[whence]
        self._place = max(0, start + offset)
        return self._place

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._asked(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def readall(self) -> bytes:
        """The rest, in large pieces."""
        pieces = []
        while piece := self._asked(PIECE):
            pieces.append(piece)
        return b"".join(pieces)

    def _asked(self, size: int) -> bytes:
        size = min(size, PIECE, self._length - self._place)
        if size <= 0:
            return b""
        frame.send(self._answers, {"read": [self._place, size]}, 0, [])
        _, data = frame.receive(self._requests, PIECE)
        self._place += len(data)
        return data


def borrowed(requests: IO[bytes], answers: IO[bytes], length: int) -> io.BufferedReader:
    """The file as decoders want it: small pieces do not go over the pipe one by one."""
    return io.BufferedReader(Lent(requests, answers, length), AHEAD)
