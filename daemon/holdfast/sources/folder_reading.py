"""The bytes of one file of a folder, read twice: once for a checksum to compare with, once to be copied."""

import hashlib
from collections.abc import Callable, Iterator

from holdfast import errors
from holdfast.domain.photo import Checksum
from holdfast.sources.folder_disk import Disk, Look

Trouble = Callable[[OSError], errors.HoldfastError]


class Reading:
    """See `Stream`. Changed while it is read, it raises `ChangedUpstream`: the next listing tells what it is."""

    def __init__(
        self, disk: Disk, handle: int, name: str, look: Look, version: str, gate: Callable[[], None], trouble: Trouble,
    ) -> None:  # fmt: skip
        """Takes over the handle. `gate` is called for each piece and may raise; `trouble` says what an error means."""
        self._disk, self._handle, self._name, self._look = disk, handle, name, look
        self._gate, self._trouble = gate, trouble
        self._is_open = True
        self.content_type = "application/octet-stream"
        self.validator: str | None = version
        self.as_listed: bool | None = None
        self.modified_at: int | None = look.mtime_ns // 1_000_000
        self.length: int | None = look.size
        self.offset = 0
        self.declared: tuple[Checksum, ...] = ()

    def declare(self) -> None:
        """Read all of it and keep what it must come to when it is read again."""
        digest = hashlib.md5(usedforsecurity=False)
        for piece in self.chunks():
            digest.update(piece)
        self.declared = (Checksum("md5", digest.hexdigest()),)
        self.go_to(0)

    def go_to(self, offset: int) -> None:
        """Read on from there."""
        self._disk.go_to(self._handle, offset)
        self.offset, self.length = offset, self._look.size - offset

    def chunks(self) -> Iterator[bytes]:
        """See `Stream.chunks`."""
        left = self.length or 0
        while piece := self._piece():
            left -= len(piece)
            if left < 0:
                break
            yield piece
        if left or self._disk.looks_at(self._handle) != self._look:
            raise errors.ChangedUpstream(f"{self._name} is being written just now: it changed while it was read.")

    def _piece(self) -> bytes:
        self._gate()
        if not self._is_open:
            raise errors.NetReset("The file was closed while it was read.")
        try:
            return self._disk.read(self._handle)
        except OSError as error:
            raise self._trouble(error) from error

    def close(self) -> None:
        """See `Stream.close`."""
        if self._is_open:
            self._is_open = False
            self._disk.close(self._handle)
