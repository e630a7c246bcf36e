"""Photos that need not be fetched: the library has the bytes that their source declares, or is about to."""

from collections.abc import Callable, Sequence

from holdfast.catalog import Catalog, Connection, integrity, twins
from holdfast.catalog.integrity import Reading
from holdfast.catalog.originals import Original
from holdfast.catalog.photos import Wanted
from holdfast.catalog.twins import Told
from holdfast.clock import Clock, milliseconds
from holdfast.domain.judge import EMPTY_FILE, Judgement
from holdfast.domain.photo import Strength
from holdfast.domain.plan import DAY, telling
from holdfast.engine.reading import read_back
from holdfast.engine.shelf import Arrived
from holdfast.library.digest import Written
from holdfast.library.originals import status
from holdfast.library.root import Library

LAST = 400
"""So many of the photos under way are remembered. To forget one costs no more than fetching the same bytes twice."""

FRESH = 30 * DAY
"""For so long after a check an original is taken for intact; before a photo is called safe by an older one, the file
is read again."""


class Twins:
    """Looks a page of photos up at a time; nothing is asked of the cloud. One thread uses it. `look` is called for each
    piece of a file that is read again, and may raise to stop."""

    def __init__(
        self, catalog: Catalog, library: Library, session: int, clock: Clock, look: Callable[[], object]
    ) -> None:
        self._catalog, self._library, self._session, self._clock, self._look = catalog, library, session, clock, look
        self._began = milliseconds(clock)
        self._readings: dict[int, Reading] = {}
        self._noted = 0
        self._held: dict[Told, Original] = {}
        self._fetching: dict[Told, int] = {}
        self._tries: dict[Told, int] = {}
        self._waited = False

    def look_up(self, page: Sequence[Wanted]) -> None:
        """The originals for the photos of a page."""
        self.note()
        self._held = self._catalog.read(twins.held, [wanted.remote for wanted in page])
        for told in self._held:
            self._fetching.pop(told, None)

    def of(self, wanted: Wanted) -> Arrived | None:
        """The photo with the bytes that the library has for it; None: they have to be fetched."""
        told, checksum = twins.told(wanted.remote), telling(wanted.remote)
        original = None if told is None else self._held.get(told)
        if original is None or checksum is None or not self._is_intact(original):
            return None
        written = Written(original.sha256, original.md5, original.bytes)
        strength: Strength = "md5" if checksum.algorithm == "md5" else "full"
        return Arrived(wanted, None, written, Judgement(strength, None if original.bytes else EMPTY_FILE))

    def _is_intact(self, original: Original) -> bool:
        found = status(self._library, original.path)
        if found is None or found.bytes != original.bytes:
            return False
        if original.stored_at >= self._began or self._began - (original.verified_at or 0) < FRESH:
            return True
        if original.id not in self._readings:
            self._readings[original.id] = read_back(self._library, original, lambda _: self._look())
            if self._readings[original.id].result != "intact":
                self.note()  # its photos are not safe any more; the same bytes, fetched for this one, repair it
        return self._readings[original.id].result == "intact"

    def note(self) -> None:
        """Keep what was found by reading files again."""
        new = list(self._readings.values())[self._noted :]
        if new:
            self._noted += len(new)
            self._catalog.write(self._record, new)

    def _record(self, db: Connection, readings: list[Reading]) -> None:
        for reading in readings:
            integrity.record(db, self._session, reading, milliseconds(self._clock))

    def under_way(self, wanted: Wanted) -> None:
        """The photo is being fetched: others of the same bytes wait for it."""
        told = twins.told(wanted.remote)
        if told is not None:
            self._fetching[told] = self._fetching.get(told, 0) + 1
            if len(self._fetching) > LAST:
                del self._fetching[next(iter(self._fetching))]

    def wait_for_other(self, wanted: Wanted) -> bool:
        """True when a photo of the same bytes is being fetched: then this one has to be looked up again
        afterwards. Of bytes that came with none of the photos tried so far, twice as many are fetched at once."""
        told = twins.told(wanted.remote)
        waits = told is not None and self._fetching.get(told, 0) >= self._tries.get(told, 1)
        self._waited = self._waited or waits
        return waits

    def all_arrived(self) -> None:
        """None is under way any more."""
        self._waited = False
        self._tries.update((told, 2 * self._tries.get(told, 1)) for told in self._fetching)
        self._fetching.clear()

    @property
    def some_wait(self) -> bool:
        """Since then some photo waits for another one."""
        return self._waited
