"""One photo on its way, over as many attempts and runs as it takes: what is here of it, and where to go on."""

import logging
from collections.abc import Callable

from holdfast.catalog.photos import Wanted
from holdfast.domain.photo import Checksum
from holdfast.engine.unfinished import Unfinished
from holdfast.errors import DeliveryFailed, HoldfastError, Interrupted, NetReset, NetTruncated, SourceError, Stalled
from holdfast.library.incoming import Incoming, Part
from holdfast.sources.base import Stream
from holdfast.sources.retrying import START, Place

log = logging.getLogger(__name__)

BROKEN_OFF = (NetReset, NetTruncated, Stalled, DeliveryFailed, SourceError, Interrupted)
"""After these the bytes that came so far are as good as before."""

WORTH_KEEPING = 8 * 1024 * 1024
"""A download with fewer bytes is begun anew by the next run."""

EVERY = 64 * 1024 * 1024
"""After so many bytes it is written down how far a download has come: a kill costs no more than that."""


class Arriving:
    """One thread uses it. `room` raises when there is not enough of it, `look` when the work is to end."""

    def __init__(
        self,
        wanted: Wanted,
        incoming: Incoming,
        unfinished: Unfinished,
        room: Callable[[int], None],
        look: Callable[[], object],
    ) -> None:
        self.wanted = wanted
        self._incoming, self._unfinished, self._room, self._look = incoming, unfinished, room, look
        self._part: Part | None = None
        self._validator: str | None = None
        self._validators: set[str] = set()
        self._said: tuple[Checksum, ...] = ()
        self._saved = 0
        self._sha256, self._alike = "", 0

    def place(self) -> Place:
        """Where the next attempt is to go on."""
        if self._part is None:
            self._take_up()
        if self._part is None or self._validator is None or not self._part.size:
            return START
        return Place(self._part.size, self._validator)

    def part_for(self, stream: Stream) -> Part:
        """The file that this stream's bytes are to be added to: what is here already when it goes on right behind that,
        else an empty one."""
        if not self._goes_on(stream):
            self.start_over()
        if stream.offset != (self._part.size if self._part else 0):
            raise NetReset(f"{self.wanted.remote.name} was sent from a place in its middle that was not asked for.")
        if stream.validator is not None:
            self._validator = stream.validator
            self._validators.add(stream.validator)
        part = self._part = self._part or self._new(stream)
        self._said = tuple(dict.fromkeys((*self._said, *stream.declared)))
        part.expect(self.declared)
        return part

    def take(self, part: Part, stream: Stream) -> Part:
        """The whole of it, as somebody else brought it; what `stream` says of it counts as if it came from there."""
        self._part, self._said = part, stream.declared
        part.expect(self.declared)
        return part

    @property
    def declared(self) -> tuple[Checksum, ...]:
        """Every checksum that the listing and the answers name for these bytes."""
        listed = self.wanted.remote.checksum
        return self._said if listed is None else (listed, *self._said)

    def grew(self) -> None:
        """There are more bytes than before; now and then that is written down."""
        if self._part is not None and self._part.size - self._saved >= EVERY:
            self._save(self._part)

    def alike(self, sha256: str) -> int:
        """How often in a row these very bytes came."""
        self._alike = self._alike + 1 if sha256 == self._sha256 else 1
        self._sha256 = sha256
        return self._alike

    @property
    def changed(self) -> bool:
        """Whether the source called the bytes by different names meanwhile."""
        return len(self._validators) > 1

    def start_over(self) -> None:
        """The bytes that came are of no use."""
        part, self._part = self._part, None
        if part is not None:
            part.discard()
        if self._saved:
            self._unfinished.forget(self.wanted.id)
        self._saved, self._validator, self._said = 0, None, ()

    def leave(self, error: BaseException) -> None:
        """This run gives up; a later one goes on, if that pays."""
        part = self._part
        if part is not None and part.size >= WORTH_KEEPING and isinstance(error, BROKEN_OFF):
            try:
                if self._save(part):
                    part.put_away()
                    return
            except HoldfastError as trouble:
                log.info("an unfinished download is not kept: %s", trouble.message)
        self.start_over()

    def _goes_on(self, stream: Stream) -> bool:
        return self._part is not None and stream.offset > 0 and stream.validator in (None, self._validator)

    def _new(self, stream: Stream) -> Part:
        size = self.wanted.remote.bytes if self.wanted.remote.bytes is not None else stream.length
        self._room(size or 0)
        return self._incoming.new(size)

    def _take_up(self) -> None:
        """What an earlier run left of this photo, if it is still as it was."""
        kept = self._unfinished.of(self.wanted.id)
        if kept is None:
            return
        size = self.wanted.remote.bytes
        self._room(max(0, (size or 0) - kept.bytes))
        self._part = self._incoming.take_up(kept.part, kept.bytes, kept.sha256, size, self._look)
        if self._part is None:
            self._unfinished.forget(self.wanted.id)
            return
        self._validator, self._saved = kept.validator, kept.bytes
        self._validators.add(kept.validator)

    def _save(self, part: Part) -> bool:
        """Write down how far it has come; False where the source gives no name by which to go on."""
        if self._validator is None:
            return False
        self._unfinished.keep(self.wanted.id, part.name, self._validator, part.size, part.keep())
        self._saved = part.size
        return True
