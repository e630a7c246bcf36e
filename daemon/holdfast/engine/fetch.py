"""One photo: from the source into an unfinished file, compared with what the source declares."""

import threading
from functools import partial

from holdfast.catalog.photos import Wanted
from holdfast.domain.judge import Judgement, Received, judge
from holdfast.engine.arriving import BROKEN_OFF, Arriving
from holdfast.engine.shelf import Arrived
from holdfast.engine.spending import Spending
from holdfast.engine.throttle import Throttle
from holdfast.engine.unfinished import Unfinished
from holdfast.errors import ChangedUpstream, ChecksumDisagrees, FileTooBig, Interrupted, NoRoom, SizeMismatch
from holdfast.library.digest import Written
from holdfast.library.incoming import Incoming, Part
from holdfast.library.root import Library
from holdfast.sources.base import Stream
from holdfast.sources.retrying import START, RetryingSource

SOME_ROOM = 16 * 1024 * 1024
"""While so many bytes are free, some photos fit, and one that does not fails alone."""


class Fetch:
    """Fetches single photos; used by several threads at once. Memory: a piece or two of a stream per thread."""

    def __init__(
        self,
        library: Library,
        source: RetryingSource,
        incoming: Incoming,
        unfinished: Unfinished,
        reserve: int,
        halt: threading.Event,
        throttle: Throttle,
        spending: Spending,
    ) -> None:
        self._library = library
        self._source = source
        self._incoming = incoming
        self._unfinished = unfinished
        self._reserve = reserve
        self._halt = halt
        self._throttle = throttle
        self._spending = spending
        self.bytes_received = 0
        """What came over the wire so far, for showing speed; a lost update between threads does no harm."""

    def photo(self, wanted: Wanted) -> Arrived:
        """The bytes of one photo. After a passing fault it goes on where it stopped, in this run or a later one; what
        comes out raised is final for this run."""
        self._go_on()
        room = partial(self._require_room, wanted)
        arriving = Arriving(wanted, self._incoming, self._unfinished, room, self._go_on)
        try:
            if arriving.place() is START:
                room(wanted.remote.bytes or 0)  # before the cloud is asked for what cannot be kept
            return self._source.load(wanted.remote, lambda stream: self._receive(arriving, stream), arriving.place)
        except FileTooBig as error:
            arriving.leave(error)
            limit = self._library.largest_file()
            holds = "" if limit is None else f", which holds none of more than {limit:,} bytes"
            raise FileTooBig(
                f"{wanted.remote.name} is too big for the file system of the library's drive{holds}."
            ) from error
        except BaseException as error:
            arriving.leave(error)
            raise

    def brought(self, wanted: Wanted, part: Part, stream: Stream) -> Arrived:
        """A photo whose bytes another process has put into `part`, compared like any other; `stream` says what the
        answer said. Raises as `photo`, but for this one try; the part is gone then."""
        self.bytes_received += part.size
        arriving = Arriving(wanted, self._incoming, self._unfinished, lambda _: None, self._go_on)
        try:
            self._refuse_others(wanted, stream)
            return self._compared(arriving, stream, arriving.take(part, stream))
        except BaseException:
            part.discard()
            raise

    def has_room(self, size: int) -> bool:
        """Whether so many bytes fit, for now."""
        return self._library.free_bytes() - self._reserve >= size

    def _receive(self, arriving: Arriving, stream: Stream) -> Arrived:
        self._go_on()
        try:
            self._refuse_others(arriving.wanted, stream)
            part = arriving.part_for(stream)
            self._copy(arriving, stream, part)
            return self._compared(arriving, stream, part)
        except BROKEN_OFF:
            raise  # what is here is kept, and the next attempt goes on behind it
        except BaseException:
            arriving.start_over()
            raise

    def _refuse_others(self, wanted: Wanted, stream: Stream) -> None:
        """Other bytes than were listed: the next listing tells what the photo is by now. One that names the same bytes
        again means that this source's listing and answers never agree; then the photo is taken as it comes."""
        if stream.as_listed is False and not wanted.listed_again:
            raise ChangedUpstream(f"{wanted.remote.name} was replaced at the source after it was listed.")

    def _require_room(self, wanted: Wanted, size: int) -> None:
        """NoRoom: this photo is too big for what is left. DiskFull: what is left is as good as nothing. FileTooBig: no
        file on this drive can be so big."""
        limit = self._library.largest_file()
        if limit is not None and size > limit:
            raise FileTooBig(f"{size:,} bytes")
        left = self._library.free_bytes() - self._reserve
        if size > left >= SOME_ROOM:
            raise NoRoom(
                f"{wanted.remote.name} is too big for what is left on the library's drive: it has {size:,} bytes,"
                f" {left:,} are free{' beyond those kept free' if self._reserve else ''}."
            )
        if size > left:
            self._library.require_space(size, self._reserve)

    def _go_on(self) -> None:
        """A thread that comes late, out of a pause or a dead socket, does nothing any more."""
        if self._halt.is_set():
            raise Interrupted("stop")

    def _copy(self, arriving: Arriving, stream: Stream, part: Part) -> None:
        photo = arriving.wanted.remote
        for chunk in stream.chunks():
            self._go_on()
            if photo.bytes is not None and part.size + len(chunk) > photo.bytes:
                raise SizeMismatch(f"{photo.name} came with more than the {photo.bytes:,} bytes that the source lists.")
            with self._spending.on("drive"):
                part.write(chunk)
            self.bytes_received += len(chunk)
            arriving.grew()
            self._throttle.pace(len(chunk))

    def _compared(self, arriving: Arriving, stream: Stream, part: Part) -> Arrived:
        photo = arriving.wanted.remote
        with self._spending.on("drive"):
            written = part.finish(stream.modified_at or photo.created_at)
        length = None if stream.length is None else stream.offset + stream.length
        got = Received(written.bytes, length, part.head, part.against(arriving.declared), stream.as_listed)
        return Arrived(arriving.wanted, part, written, self._judged(arriving, got, written))

    def _judged(self, arriving: Arriving, got: Received, written: Written) -> Judgement:
        """What the comparison proved. Other bytes than listed, after the source had changed them under our hands, are
        no fault of the bytes: only a new listing helps."""
        alike = arriving.alike(written.sha256)
        try:
            return judge(arriving.wanted.remote, got, alike)
        except (ChecksumDisagrees, SizeMismatch) as error:
            if alike == 1 and arriving.changed:
                name = arriving.wanted.remote.name
                raise ChangedUpstream(f"{name} was replaced at the source while it was copied.") from error
            raise

