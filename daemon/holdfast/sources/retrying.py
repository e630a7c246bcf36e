"""A source around a source that tries again: as often as makes sense, and not once more."""

import random
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from holdfast import errors
from holdfast.clock import Clock
from holdfast.domain.budget import Budget
from holdfast.domain.photo import Page, RemotePhoto
from holdfast.domain.timing import Breaker, Policy, backoff
from holdfast.sources.addresses import Origin
from holdfast.sources.base import Asked, Description, Plain, Reached, Source, Stream, Thawing

__all__ = ["START", "Place", "Policy", "RetryingSource"]

T = TypeVar("T")
Held = Literal["asked", "again"]
"""A thread waits because the cloud asked for it, or before another try."""
Door = Literal["calls", "bytes"]
"""A cloud limits its API apart from its deliveries: being asked to wait at one door says nothing of the other."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an original to go on, and what the source called the bytes before it."""

    offset: int = 0
    validator: str | None = None


START = Place()


class RetryingSource:
    """See `Source`. What is permanent is raised at once; what is transient, after the tries of the policy.

    A photo that keeps failing raises its own PhotoError, and the others go on. Failures in a row, whatever the photo
    and the thread, mean that the source is down: then every call raises `Offline` or `ServerError` at once, until
    the rest of the policy is over. `Interrupted("stop")` is raised as soon as `stop` is set.
    """

    def __init__(
        self,
        source: Source,
        clock: Clock,
        policy: Policy,
        stop: threading.Event,
        *,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._source, self._clock, self._policy, self._stop, self._chance = source, clock, policy, stop, chance
        self._lock = threading.Lock()
        self._breaker = Breaker()
        self._down: errors.SourceError | None = None
        self._quiet: dict[Door, errors.RateLimited] = {}
        self._plain = source if isinstance(source, Plain) else None
        self.told: Callable[[Held, int], object] = _nobody
        """Called when a thread begins to be held up (1), and when it goes on (-1)."""

    def describe(self) -> Description:
        """See `Source.describe`."""
        return self._persist("calls", self._source.describe)

    def list(self, cursor: str | None, folder: tuple[str, ...] = ()) -> Iterator[Page]:
        """See `Source.list`. A page that fails is asked for again from the cursor before it."""
        pages = _Pages(self._source, cursor, folder)
        while True:
            page = self._persist("calls", pages.next)
            yield page
            if page.cursor is None:
                return

    def open(self, photo: RemotePhoto, offset: int = 0, validator: str | None = None) -> Stream:
        """See `Source.open`. What fails while the stream is read is the reader's; `load` tries that again, too."""
        return self._persist("bytes", lambda: self._source.open(photo, offset, validator))

    def load(self, photo: RemotePhoto, consume: Callable[[Stream], T], place: Callable[[], Place] = lambda: START) -> T:
        """Open the photo and hand the stream to `consume`, which may be called several times, each time with a stream
        that begins at `place()` or, if the source cannot do that, at the start; it is closed for it. A transient error
        of `consume` itself counts like one of the network."""

        def once() -> T:
            stream = self._opened(photo, place())
            try:
                return consume(stream)
            finally:
                stream.close()

        return self._persist("bytes", once)

    def _opened(self, photo: RemotePhoto, place: Place) -> Stream:
        try:
            return self._source.open(photo, place.offset, place.validator)
        except errors.ChangedUpstream:
            if place is START:
                raise
            return self._source.open(photo)  # other bytes by now: all of them

    def plainly(self, photo: RemotePhoto) -> Asked | None:
        """See `Plain.plainly`. None also while the source is to be left alone: `load` knows for how long."""
        return None if self._plain is None or self._is_left_alone() else self._plain.plainly(photo)

    def answered(self, photo: RemotePhoto, headers: Mapping[str, str]) -> Stream | None:
        """See `Plain.answered`."""
        stream = None if self._plain is None else self._plain.answered(photo, headers)
        if stream is not None:
            self._note_success()
        return stream

    def reach(self, origin: Origin) -> Reached:
        """See `Plain.reach`."""
        self._raise_if_stopped()
        if self._plain is None:
            raise errors.UsageError("This kind of source has no plain requests.")
        return self._plain.reach(origin)

    def _is_left_alone(self) -> bool:
        with self._lock:
            limited, is_down = self._quiet.get("bytes"), self._breaker.failures > 0
        is_limited = limited is not None and limited.until is not None and limited.until > self._clock.now()
        return is_limited or is_down or self._stop.is_set()

    def thaw(self, photo: RemotePhoto, days: int, tier: str) -> bool:
        """See `Thawing.thaw`. UsageError: this kind of source has no archive."""
        source = self._source
        if not isinstance(source, Thawing):
            raise errors.UsageError("This kind of source has no archive.")
        return self._persist("calls", lambda: source.thaw(photo, days, tier))

    def budget(self) -> Budget | None:
        """See `Source.budget`."""
        return self._source.budget()

    @property
    def is_open(self) -> bool:
        """Whether so much failed in a row that the source is not asked for now."""
        with self._lock:
            return self._breaker.is_open(self._clock.monotonic(), self._policy)

    def close(self) -> None:
        """See `Source.close`."""
        self._source.close()

    def _persist(self, door: Door, call: Callable[[], T]) -> T:
        tries = Retrying(
            sleep=self._sleep,
            stop=stop_after_attempt(self._policy.tries),
            wait=self._pause,
            retry=retry_if_exception(self._worth_another_try),
            reraise=True,
        )
        result: T = tries(self._once, door, call)
        return result

    def _once(self, door: Door, call: Callable[[], T]) -> T:
        """One try, unless the source is to be left alone; its outcome is noted for all threads."""
        self._may_ask(door)
        try:
            result = call()
        except errors.RateLimited as limited:
            self._note_limit(door, limited)
            raise
        except errors.HoldfastError as error:
            if error.transient and not isinstance(error, errors.ChangedUpstream):
                self._note_failure(error)
            elif isinstance(error, errors.PhotoError):
                self._note_success()  # a clear no is an answer, too
            raise
        self._note_success()
        return result

    def _may_ask(self, door: Door) -> None:
        """Return when the source may be asked. A limit that any thread was told holds for all; it costs no try."""
        self._raise_if_stopped()
        while (wait := self._quiet_time(door)) > 0:
            self._sleep(wait + self._chance(), "asked")
        with self._lock:
            if self._down is not None and self._breaker.is_open(self._clock.monotonic(), self._policy):
                raise _again(self._down)

    def _quiet_time(self, door: Door) -> float:
        """Seconds for which the source wants no call. RateLimited: more than patience allows."""
        with self._lock:
            limited = self._quiet.get(door)
        if limited is None or limited.until is None:
            return 0.0
        wait = limited.until - self._clock.now()
        if wait > self._policy.patience:
            raise errors.RateLimited(limited.message, until=limited.until, action=limited.action)
        return wait

    def _note_limit(self, door: Door, limited: errors.RateLimited) -> None:
        with self._lock:
            self._quiet[door] = limited

    def _note_success(self) -> None:
        with self._lock:
            self._breaker = self._breaker.succeeded()

    def _note_failure(self, error: errors.HoldfastError) -> None:
        """One more failure. When it is the one too many, the source as a whole is down, and that is what is raised."""
        with self._lock:
            now = self._clock.monotonic()
            self._breaker = self._breaker.failed(now, self._policy)
            if not self._breaker.is_open(now, self._policy):
                return
            self._down = _down(error, self._breaker.failures)
            raise _again(self._down) from error

    def _worth_another_try(self, error: BaseException) -> bool:
        if not isinstance(error, errors.HoldfastError) or not error.transient or isinstance(error, _HOPELESS):
            return False
        if isinstance(error, errors.RateLimited) and error.until is not None:
            return error.until - self._clock.now() <= self._policy.patience
        return True

    def _pause(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        pause = backoff(state.attempt_number, self._chance(), self._policy)
        if isinstance(error, errors.RateLimited) and error.until is not None:
            return 0.0  # the next try waits at the door, like everyone else
        return pause

    def _sleep(self, seconds: float, held: Held = "again") -> None:
        self.told(held, 1)
        try:
            self._clock.sleep(seconds, self._stop)
        finally:
            self.told(held, -1)
        self._raise_if_stopped()

    def _raise_if_stopped(self) -> None:
        if self._stop.is_set():
            raise errors.Interrupted("stop")


def _nobody(*_: object) -> None:
    """Nobody wants to know."""


class _Pages:
    """The pages of a listing one by one; after a failure it begins anew where it stood."""

    def __init__(self, source: Source, cursor: str | None, folder: tuple[str, ...]) -> None:
        self._source, self._cursor, self._folder = source, cursor, folder
        self._pages: Iterator[Page] | None = None

    def next(self) -> Page:
        try:
            if self._pages is None:
                self._pages = iter(self._source.list(self._cursor, self._folder))
            page = next(self._pages)
        except StopIteration:
            self._pages = None
            raise errors.ListingBad("The listing ended without saying that it was complete.") from None
        except errors.HoldfastError:
            self._pages = None
            raise
        self._cursor = page.cursor
        return page


class _SourceDown:
    """Marks an error that stands for the whole source: no try of a single photo helps."""


class _Unreachable(errors.Offline, _SourceDown):
    pass


class _Failing(errors.ServerError, _SourceDown):
    pass


_HOPELESS = (_SourceDown, errors.ChangedUpstream)
"""Another try now does not help: the source is down, or only a new listing tells what the photo is by now."""


def _down(error: errors.HoldfastError, failures: int) -> errors.SourceError:
    message = f"{failures} requests in a row failed, so Holdfast lets the source be for now. {error.message}"
    return _Unreachable(message) if isinstance(error, errors.Offline) else _Failing(message)


def _again(error: errors.SourceError) -> errors.SourceError:
    """The same error anew: an exception that is raised in several threads would mix their tracebacks."""
    return type(error)(error.message, action=error.action)
