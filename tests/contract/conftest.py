"""The clouds that the contract is held against, and what can be done to each behind the back of its source."""

import threading
from collections.abc import Callable, Iterator
from typing import ClassVar

import pytest

from holdfast import errors
from holdfast.clock import SystemClock
from holdfast.sources.base import Source
from holdfast.sources.cloudinary import CloudinarySource, parse_url
from holdfast.sources.memory import MemorySource
from holdfast.standins.cloudinary import StandIn


class HurriedClock(SystemClock):
    """The real time, but sleeping takes none: what was slept through is added."""

    def __init__(self) -> None:
        self._skipped = 0.0

    def now(self) -> float:
        return super().now() + self._skipped

    def monotonic(self) -> float:
        return super().monotonic() + self._skipped

    def sleep(self, seconds: float, stop: threading.Event | None = None) -> bool:
        self._skipped += max(0.0, seconds)
        return stop is not None and stop.is_set()


class CloudinaryCloud:
    FAULTS: ClassVar = {
        "page": ("503", "listing"),
        "limit": ("429:30", "listing"),
        "truncated": ("truncate", "bytes"),
        "reset": ("reset", "bytes"),
        "busy": ("503", "bytes"),
    }

    def __init__(self, standin: StandIn, clock: HurriedClock) -> None:
        self.standin, self.clock = standin, clock
        self.content, self.replace, self.rename = standin.content, standin.replace, standin.rename
        self.delete, self.empty, self.revoke = standin.delete, standin.empty, standin.revoke
        self.expire_cursors = standin.expire_cursors

    def connect(self) -> Source:
        said = parse_url(self.standin.url)
        return CloudinarySource(said.settings, said.credentials, self.clock)

    def keys(self) -> list[str]:
        return [asset.asset_id for asset in self.standin.photos]

    def add(self, name: str, data: bytes) -> str:
        return self.standin.add(name, data).asset_id

    def go_in_circles(self) -> None:
        self.standin.faults.plan("repeat_cursor", where="listing", times=10_000, skip=1)

    def fail(self, how: str, key: str | None = None, times: int = 1, skip: int = 0) -> None:
        kind, where = self.FAULTS[how]
        self.standin.faults.plan(kind, where=where, key=key, times=times, skip=skip)

    def pages_asked(self) -> int:
        return self.standin.asked("listing")

    def calls_asked(self) -> int:
        return len(self.standin.requests)


class MemoryCloud:
    def __init__(self, memory: MemorySource, clock: HurriedClock) -> None:
        self.memory, self.clock = memory, clock
        self.content, self.replace, self.delete = memory.content, memory.replace, memory.delete
        self.empty, self.revoke, self.expire_cursors = memory.empty, memory.revoke, memory.expire_cursors

    def connect(self) -> Source:
        return self.memory

    def keys(self) -> list[str]:
        return list(self.memory.keys())

    def rename(self, key: str, name: str) -> object:
        return self.memory.change(key, name=name)

    def add(self, name: str, data: bytes) -> str:
        return self.memory.add(name, data).key

    def go_in_circles(self) -> None:
        self.memory.looping = True

    def fail(self, how: str, key: str | None = None, times: int = 1, skip: int = 0) -> None:
        if how == "page":
            self.memory.plan(errors.ServerError("Trouble."), "list", times=times, skip=skip)
        elif how == "limit":
            limited = errors.RateLimited("Wait.", until=self.clock.now() + 30)
            self.memory.plan(limited, "list", times=times, skip=skip)
        elif how == "busy":
            self.memory.plan(errors.DeliveryFailed("Busy."), "open", key=key, times=times, skip=skip)
        else:
            error = errors.NetTruncated("Short.") if how == "truncated" else errors.NetReset("Broken.")
            self.memory.plan(error, "read", key=key, times=times, skip=skip)

    def pages_asked(self) -> int:
        return self.memory.asked["list"]

    def calls_asked(self) -> int:
        return sum(self.memory.asked[step] for step in ("describe", "list", "open"))


KINDS = ("cloudinary, dynamic folders", "cloudinary, fixed folders", "memory")


@pytest.fixture
def clock() -> HurriedClock:
    return HurriedClock()


@pytest.fixture(params=KINDS)
def make(
    request: pytest.FixtureRequest, clock: HurriedClock
) -> Iterator[Callable[[int], CloudinaryCloud | MemoryCloud]]:
    """A cloud of the kind with so many photos."""
    started: list[StandIn] = []

    def made(photos: int) -> CloudinaryCloud | MemoryCloud:
        if request.param == "memory":
            return MemoryCloud(MemorySource(photos, page_size=100), clock)
        mode = "dynamic" if "dynamic" in request.param else "fixed"
        started.append(StandIn(photos, folder_mode=mode, now=clock.now).start())
        return CloudinaryCloud(started[-1], clock)

    yield made
    for standin in started:
        standin.stop()
