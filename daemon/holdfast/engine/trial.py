"""A look at an account before anything is copied: the key is tried, then the photos are counted while one watches."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.clock import Clock
from holdfast.domain.photo import Page
from holdfast.domain.timing import Policy
from holdfast.engine.connect import Signed, plain
from holdfast.errors import HoldfastError, Interrupted, OwnMistake
from holdfast.sources.retrying import RetryingSource


@dataclass(frozen=True, slots=True)
class Counted:
    """What was seen so far."""

    photos: int = 0
    bytes: int = 0
    unsized: int = 0
    """Photos of which the source names no size."""
    ended: bool = False
    """Nothing more comes."""
    whole: bool = False
    """Everything was counted."""
    trouble: HoldfastError | None = None
    """Why the counting ended before."""


class Trial:
    """One account and its key, kept in memory until it is added or forgotten. `RetryingSource` waits for the cloud."""

    def __init__(self, kind: str, place: Mapping[str, str], secret: Mapping[str, str], clock: Clock) -> None:
        self.kind = kind
        self.place = place
        self.secret = secret
        self._stop = threading.Event()
        self._source = RetryingSource(plain(kind, Signed(place, secret), clock), clock, Policy(), self._stop)
        self._lock = threading.Lock()
        self._counted = Counted()
        self._thread = threading.Thread(target=self._run, name="holdfast-trial", daemon=True)

    def begin(self) -> None:
        """Count, in a thread of its own."""
        self._thread.start()

    def counted(self) -> Counted:
        """What was seen so far."""
        with self._lock:
            return self._counted

    def end(self) -> None:
        """Count no further. Returns at once; a question that is under way is not waited for."""
        self._stop.set()

    def wait(self, seconds: float) -> None:
        """Until the counting has ended, or so long."""
        self._thread.join(seconds)

    def _run(self) -> None:
        whole, trouble = False, _mistake()
        try:
            for page in self._source.list(None):
                self._add(page)
                if self._stop.is_set():
                    raise Interrupted("stop")
            whole, trouble = True, None
        except Interrupted:
            trouble = None
        except HoldfastError as error:
            trouble = error
        finally:
            self._source.close()
            self._end(whole=whole, trouble=trouble)

    def _add(self, page: Page) -> None:
        wanted = [photo for photo in page.photos if photo.skip_reason is None]  # nobody copies the others
        known = [photo.bytes for photo in wanted if photo.bytes is not None]
        with self._lock:
            so_far = self._counted
            self._counted = Counted(
                so_far.photos + len(wanted), so_far.bytes + sum(known), so_far.unsized + len(wanted) - len(known),
            )  # fmt: skip

    def _end(self, *, whole: bool, trouble: HoldfastError | None) -> None:
        with self._lock:
            seen = self._counted
            self._counted = Counted(seen.photos, seen.bytes, seen.unsized, True, whole, trouble)


def _mistake() -> HoldfastError | None:
    return OwnMistake("Holdfast could not count this account's photos.")
