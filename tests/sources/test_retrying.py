"""Trying again: how often, how long, and when not at all."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from holdfast import errors
from holdfast.domain.photo import RemotePhoto
from holdfast.sources.base import Stream
from holdfast.sources.memory import MemorySource
from holdfast.sources.retrying import START as FROM_THE_START
from holdfast.sources.retrying import Place, Policy, RetryingSource

START = 1_795_000_000.0


class FakeClock:
    """Time that passes only by sleeping; every sleep is kept."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.while_asleep: Callable[[], object] = lambda: None
        self._passed = 0.0
        self._lock = threading.Lock()

    def now(self) -> float:
        return START + self._passed

    def monotonic(self) -> float:
        return self._passed

    def sleep(self, seconds: float, stop: threading.Event | None = None) -> bool:
        self.slept.append(seconds)
        self.while_asleep()
        if stop is not None and stop.is_set():
            return True
        with self._lock:
            self._passed += seconds
        return False


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def stop() -> threading.Event:
    return threading.Event()


@pytest.fixture
def memory() -> MemorySource:
    return MemorySource(120, page_size=50)


@pytest.fixture
def source(memory: MemorySource, clock: FakeClock, stop: threading.Event) -> Iterator[RetryingSource]:
    source = RetryingSource(memory, clock, Policy(), stop, chance=lambda: 1.0)
    yield source
    source.close()


@pytest.fixture
def photos(memory: MemorySource) -> list[RemotePhoto]:
    found = [photo for page in memory.list(None) for photo in page.photos]
    memory.asked.clear()
    return found


def whole(stream: Stream) -> bytes:
    return b"".join(stream.chunks())


def test_a_transient_error_is_tried_five_times_with_doubled_pauses(
    source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto], clock: FakeClock
) -> None:
    memory.plan(errors.NetReset("Broken."), "read", key=photos[0].key, times=99)
    with pytest.raises(errors.NetReset):
        source.load(photos[0], whole)
    assert memory.asked[f"open:{photos[0].key}"] == 5
    assert clock.slept == [1, 2, 4, 8]


def test_what_helps_at_the_fifth_try_has_helped(
    source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto]
) -> None:
    memory.plan(errors.NetTruncated("Short."), "read", key=photos[0].key, times=4)
    assert source.load(photos[0], whole) == memory.content(photos[0].key)


@pytest.mark.parametrize(
    "error",
    [
        errors.GoneUpstream("Gone."),
        errors.Forbidden("No."),
        errors.RedirectRefused("No."),
        errors.BadMetadata("What?"),
        errors.AuthRevoked("Key."),
        errors.TlsRefused("Certificate."),
        errors.ClockSkew("Late."),
        errors.AddressRefused("Where?"),
    ],
    ids=lambda error: error.code,
)
def test_a_permanent_error_is_not_tried_again(
    source: RetryingSource,
    memory: MemorySource,
    photos: list[RemotePhoto],
    clock: FakeClock,
    error: errors.HoldfastError,
) -> None:
    memory.plan(error, "open", times=99)
    with pytest.raises(type(error)):
        source.load(photos[0], whole)
    assert memory.asked["open"] == 1
    assert clock.slept == []


@pytest.mark.parametrize("error", [errors.DiskFull("Full."), errors.Interrupted("cancel"), errors.UsageError("x")])
def test_what_the_reader_cannot_help_is_not_tried_again(
    source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto], error: Exception
) -> None:
    def consume(_: Stream) -> None:
        raise error

    with pytest.raises(type(error)):
        source.load(photos[0], consume)
    assert memory.asked["open"] == 1


def test_what_the_reader_finds_wrong_is_tried_again_and_each_stream_is_closed(
    source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto]
) -> None:
    streams: list[Stream] = []

    def consume(stream: Stream) -> str:
        streams.append(stream)
        next(iter(stream.chunks()))
        if len(streams) < 3:
            raise errors.ChecksumDisagrees("Not the same.")
        return "at last"

    assert source.load(photos[0], consume) == "at last"
    for stream in streams:
        with pytest.raises(errors.NetReset, match="closed"):
            list(stream.chunks())


# Being asked to wait


def test_a_short_wait_is_waited_for_here(source: RetryingSource, memory: MemorySource, clock: FakeClock) -> None:
    memory.plan(errors.RateLimited("Wait.", until=START + 45), "list", skip=1)
    assert sum(len(page.photos) for page in source.list(None)) == 120
    assert clock.now() >= START + 45
    assert clock.now() <= START + 47, "and not much longer"


def test_a_long_one_is_passed_up_with_its_time(source: RetryingSource, memory: MemorySource, clock: FakeClock) -> None:
    memory.plan(errors.RateLimited("Wait.", until=START + 61), "list")
    with pytest.raises(errors.RateLimited) as caught:
        next(source.list(None))
    assert caught.value.until == START + 61
    assert clock.slept == []


def test_a_limit_that_one_was_told_holds_for_all_until_it_is_over(
    source: RetryingSource, memory: MemorySource, clock: FakeClock
) -> None:
    memory.plan(errors.RateLimited("Wait.", until=START + 600), "describe")
    for _ in range(3):
        with pytest.raises(errors.RateLimited):
            source.describe()
    assert memory.asked["describe"] == 1
    clock.sleep(600)
    assert source.describe().title


def test_a_limit_of_the_api_does_not_stop_deliveries(
    source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto]
) -> None:
    memory.plan(errors.RateLimited("Wait.", until=START + 600), "list")
    with pytest.raises(errors.RateLimited):
        next(source.list(None))
    assert source.load(photos[0], whole) == memory.content(photos[0].key)


def test_a_limit_without_a_time_is_paused_for_like_any_error(
    source: RetryingSource, memory: MemorySource, clock: FakeClock
) -> None:
    memory.plan(errors.RateLimited("Slower."), "list", times=2)
    assert next(source.list(None)).photos
    assert clock.slept == [1, 2]


def test_waiting_at_the_door_costs_no_try(
    source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto], clock: FakeClock
) -> None:
    """Others may be told to wait again and again meanwhile: this photo has all its tries left."""
    told = iter(range(1, 9))

    def told_again() -> None:
        if (turn := next(told, None)) is not None:
            source._note_limit("bytes", errors.RateLimited("Wait.", until=clock.now() + turn))

    source._note_limit("bytes", errors.RateLimited("Wait.", until=START + 5))
    clock.while_asleep = told_again
    memory.plan(errors.NetReset("Broken."), "read", key=photos[0].key, times=4)
    assert source.load(photos[0], whole) == memory.content(photos[0].key)


# Stopping


def test_a_stop_during_a_pause_ends_it_at_once(
    source: RetryingSource,
    memory: MemorySource,
    photos: list[RemotePhoto],
    clock: FakeClock,
    stop: threading.Event,
) -> None:
    clock.while_asleep = stop.set
    memory.plan(errors.NetReset("Broken."), "open", times=99)
    with pytest.raises(errors.Interrupted, match="stop"):
        source.load(photos[0], whole)
    assert memory.asked["open"] == 1


def test_a_stop_while_the_source_wants_quiet_ends_that_at_once(
    source: RetryingSource, memory: MemorySource, clock: FakeClock, stop: threading.Event
) -> None:
    clock.while_asleep = lambda: stop.set() if clock.slept[-1] > 40 else None
    memory.plan(errors.RateLimited("Wait.", until=START + 50), "list")
    with pytest.raises(errors.Interrupted):
        next(source.list(None))
    assert len([pause for pause in clock.slept if pause > 40]) == 1


def test_after_a_stop_nothing_is_asked_for(
    source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto], stop: threading.Event
) -> None:
    stop.set()
    for call in (source.describe, lambda: next(source.list(None)), lambda: source.open(photos[0])):
        with pytest.raises(errors.Interrupted):
            call()
    assert memory.asked.total() == 0


# The circuit breaker


def test_twenty_failures_in_a_row_over_many_photos_mean_that_the_source_is_down(
    source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto]
) -> None:
    memory.plan(errors.NetReset("Broken."), "open", times=9999)
    outcomes = [outcome(source, photo) for photo in photos[:10]]
    assert outcomes[:3] == [errors.NetReset] * 3
    assert all(issubclass(each, errors.ServerError) for each in outcomes[3:])
    assert memory.asked["open"] == 20, "and then nothing was asked for any more"
    assert source.is_open
    with pytest.raises(errors.ServerError, match="20 requests in a row"):
        next(source.list(None))


def test_when_it_cannot_be_reached_it_is_offline(
    source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto]
) -> None:
    memory.plan(errors.Offline("No network."), "open", times=9999)
    assert {outcome(source, photo) for photo in photos[:3]} == {errors.Offline}
    assert issubclass(outcome(source, photos[4]), errors.Offline)
    assert issubclass(outcome(source, photos[5]), errors.Offline)
    assert memory.asked["open"] == 20


def test_one_good_answer_in_between_and_it_is_not(
    source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto]
) -> None:
    for photo in photos[:30]:
        memory.plan(errors.NetReset("Broken."), "open", key=photo.key, times=4)
        assert source.load(photo, whole) == memory.content(photo.key)
    assert not source.is_open


def test_a_clear_no_is_a_good_answer(source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto]) -> None:
    for number, photo in enumerate(photos[:12]):
        error = errors.GoneUpstream("Gone.") if number % 3 == 0 else errors.NetReset("Broken.")
        memory.plan(error, "open", key=photo.key, times=5)
        assert outcome(source, photo) is type(error)


def test_after_the_rest_it_is_asked_again(
    source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto], clock: FakeClock
) -> None:
    memory.plan(errors.ServerError("Down."), "open", times=20)
    for photo in photos[:5]:
        outcome(source, photo)
    assert source.is_open
    clock.sleep(60)
    assert not source.is_open
    assert source.load(photos[0], whole) == memory.content(photos[0].key)


def test_it_is_one_breaker_for_all_threads(
    source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto]
) -> None:
    memory.plan(errors.NetReset("Broken."), "open", times=9999)
    with ThreadPoolExecutor(8) as crew:
        list(crew.map(lambda photo: outcome(source, photo), photos))
    assert 20 <= memory.asked["open"] <= 20 + 8
    assert len(photos) == 120


def outcome(source: RetryingSource, photo: RemotePhoto) -> type[BaseException]:
    try:
        source.load(photo, whole)
    except errors.HoldfastError as error:
        return type(error)
    return type(None)  # type: ignore[return-value]


# Going on


def test_each_attempt_is_asked_where_to_go_on(
    source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto]
) -> None:
    """After a break the reader names its place, and gets the rest alone."""
    photo, got, offsets = photos[0], bytearray(), []
    memory.plan(errors.NetReset("Broken."), "read", key=photo.key, times=2)
    validator: str | None = None

    def place() -> Place:
        return Place(len(got), validator) if got else FROM_THE_START

    def read(stream: Stream) -> None:
        nonlocal validator
        validator = stream.validator
        offsets.append(stream.offset)
        for chunk in stream.chunks():
            got.extend(chunk)

    source.load(photo, read, place)
    assert bytes(got) == memory.content(photo.key)
    assert offsets[0] == 0 < offsets[1] < offsets[2]


def test_other_bytes_by_now_are_begun_anew(
    source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto]
) -> None:
    """A source may say so with an error instead of a stream from the start."""
    photo = photos[0]
    memory.plan(errors.ChangedUpstream("Other bytes."), "open", key=photo.key)
    assert source.load(photo, whole, lambda: Place(7, "old")) == memory.content(photo.key)
    assert memory.asked[f"open:{photo.key}"] == 2


def test_changed_upstream_is_for_the_next_listing_and_no_sign_of_trouble(
    source: RetryingSource, memory: MemorySource, photos: list[RemotePhoto], clock: FakeClock
) -> None:
    for photo in photos[:30]:
        memory.plan(errors.ChangedUpstream("Other bytes."), "open", key=photo.key)
        with pytest.raises(errors.ChangedUpstream):
            source.load(photo, whole)
    assert memory.asked["open"] == 30
    assert clock.slept == []
    assert not source.is_open
