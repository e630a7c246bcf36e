"""One photo: from the source into an unfinished file, compared with what the source declares."""

import threading

from holdfast.catalog.photos import Wanted
from holdfast.domain.judge import Received, judge
from holdfast.domain.photo import RemotePhoto
from holdfast.engine.shelf import Arrived
from holdfast.errors import FileTooBig, Interrupted, SizeMismatch
from holdfast.library.incoming import Incoming, Part
from holdfast.library.root import Library
from holdfast.sources.base import Stream
from holdfast.sources.retrying import RetryingSource

HEAD = 512


class Fetch:
    """Fetches single photos; used by several threads at once. Memory: one piece of a stream per thread."""

    def __init__(
        self, library: Library, source: RetryingSource, incoming: Incoming, reserve: int, halt: threading.Event
    ) -> None:
        self._library = library
        self._source = source
        self._incoming = incoming
        self._reserve = reserve
        self._halt = halt
        self.bytes_received = 0
        """What came over the wire so far, for showing speed; a lost update between threads does no harm."""

    def photo(self, wanted: Wanted) -> Arrived:
        """The bytes of one photo. Passing faults are tried again from the first byte; what comes out raised is final
        for this run."""
        self._go_on()
        attempts = _Attempts()
        try:
            return self._source.load(wanted.remote, lambda stream: self._receive(wanted, stream, attempts))
        except FileTooBig as error:
            raise FileTooBig(f"{wanted.remote.name} is too big for the file system of the library's drive.") from error

    def _receive(self, wanted: Wanted, stream: Stream, attempts: "_Attempts") -> Arrived:
        self._go_on()
        photo = wanted.remote
        expected = photo.bytes if photo.bytes is not None else stream.length
        self._library.require_space(expected or 0, self._reserve)
        part = self._incoming.new(expected)
        try:
            head = self._copy(photo, stream, part)
            written = part.finish(photo.created_at)
            got = Received(written.md5, written.bytes, stream.length, head)
            judgement = judge(photo, got, attempts.alike(written.sha256))
        except BaseException:
            part.discard()
            raise
        return Arrived(wanted, part, written, judgement)

    def _go_on(self) -> None:
        """A thread that comes late, out of a pause or a dead socket, does nothing any more."""
        if self._halt.is_set():
            raise Interrupted("stop")

    def _copy(self, photo: RemotePhoto, stream: Stream, part: Part) -> bytes:
        head, received = b"", 0
        for chunk in stream.chunks():
            self._go_on()
            received += len(chunk)
            if photo.bytes is not None and received > photo.bytes:
                raise SizeMismatch(f"{photo.name} came with more than the {photo.bytes:,} bytes that the source lists.")
            head = head if len(head) >= HEAD else (head + chunk)[:HEAD]
            part.write(chunk)
            self.bytes_received += len(chunk)
        return head


class _Attempts:
    """How often in a row the same bytes came for one photo."""

    def __init__(self) -> None:
        self._sha256 = ""
        self._count = 0

    def alike(self, sha256: str) -> int:
        self._count = self._count + 1 if sha256 == self._sha256 else 1
        self._sha256 = sha256
        return self._count
