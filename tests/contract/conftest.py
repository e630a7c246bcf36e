"""The clouds that the contract is held against, and what can be done to each behind the back of its source."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import ClassVar

import pytest
from foreign_s3 import KEY, SECRET, Bucket, MotoBucket, RcloneBucket, moto, rclone
from hurried import HurriedClock
from middleman import Middleman

from holdfast import errors
from holdfast.sources.base import Source
from holdfast.sources.cloudinary import CloudinarySource, parse_url
from holdfast.sources.folder import FolderSource
from holdfast.sources.folder_disk import Disk, Entry
from holdfast.sources.memory import MemorySource
from holdfast.sources.s3 import S3Source
from holdfast.sources.smugmug import SmugMugSource
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.s3 import S3StandIn
from holdfast.standins.smugmug import SmugMugStandIn


class CloudinaryCloud:
    forgets_cursors, renames, declares = True, True, True
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


class S3Cloud:
    """Our own stand-in."""

    forgets_cursors, renames, declares = False, False, True
    FAULTS: ClassVar = {**CloudinaryCloud.FAULTS, "page": ("500", "listing"), "busy": ("500", "bytes")}

    def __init__(self, standin: S3StandIn, clock: HurriedClock) -> None:
        self.standin, self.clock = standin, clock
        self.content, self.keys = standin.content, standin.keys
        self.rename: Callable[[str, str], object] = standin.rename
        self.delete, self.empty, self.revoke = standin.delete, standin.empty, standin.revoke
        self.expire_cursors = standin.expire_cursors

    def connect(self) -> Source:
        where = {"bucket": self.standin.bucket, "endpoint_url": self.standin.endpoint}
        key = {"access_key_id": self.standin.key, "secret_access_key": self.standin.secret}
        return S3Source(where, key, self.clock, page=250)

    def add(self, name: str, data: bytes) -> str:
        return self.standin.put(f"{name}.jpg", data).key

    def replace(self, key: str, data: bytes) -> object:
        return self.standin.put(key, data)

    def go_in_circles(self) -> None:
        self.standin.faults.plan("repeat_cursor", where="listing", times=10_000, skip=1)

    def fail(self, how: str, key: str | None = None, times: int = 1, skip: int = 0) -> None:
        kind, where = self.FAULTS[how]
        self.standin.faults.plan(kind, where=where, key=key, times=times, skip=skip)

    def pages_asked(self) -> int:
        return self.standin.asked("listing")

    def calls_asked(self) -> int:
        return len(self.standin.requests)


class ForeignCloud(S3Cloud):
    """A server that nobody here wrote, with a middleman that fails on order."""

    def __init__(self, bucket: Bucket, between: Middleman, photos: int, clock: HurriedClock) -> None:
        self.bucket, self.between, self.clock = bucket, between, clock
        self.content, self.delete, self.keys = bucket.get, bucket.delete, bucket.keys
        self.rename: Callable[[str, str], object] = self.move
        for number in range(photos):
            data = b"\xff\xd8 photo %d " % number + bytes(number % 700) + b"\xff\xd9"
            bucket.put(f"2024/{number % 12:02}/IMG_{number:04}.jpg", data)

    def connect(self) -> Source:
        where = {"bucket": self.bucket.name, "endpoint_url": self.between.base}
        return S3Source(where, {"access_key_id": KEY, "secret_access_key": SECRET}, self.clock, page=250)

    def add(self, name: str, data: bytes) -> str:
        self.bucket.put(f"{name}.jpg", data)
        return f"{name}.jpg"

    def replace(self, key: str, data: bytes) -> object:
        self.bucket.put(key, data)
        return key

    def move(self, key: str, name: str) -> None:
        self.bucket.put(name, self.content(key))
        self.delete(key)

    def empty(self) -> None:
        for key in self.keys():
            self.delete(key)

    def revoke(self) -> None:
        self.between.revoked = True

    def expire_cursors(self) -> None:
        self.between.forgetful = True

    def go_in_circles(self) -> None:
        self.between.circling = True

    def fail(self, how: str, key: str | None = None, times: int = 1, skip: int = 0) -> None:
        kind, where = self.FAULTS[how]
        self.between.faults.plan(kind, where=where, key=key, times=times, skip=skip)

    def pages_asked(self) -> int:
        return self.between.asked("listing")

    def calls_asked(self) -> int:
        return len(self.between.requests)


class SmugMugCloud:
    forgets_cursors, renames, declares = False, True, True
    FAULTS: ClassVar = {**CloudinaryCloud.FAULTS, "page": ("502", "listing")}

    def __init__(self, standin: SmugMugStandIn, clock: HurriedClock) -> None:
        self.standin, self.clock = standin, clock
        self.content, self.replace, self.rename = standin.content, standin.replace, standin.rename
        self.delete, self.empty, self.revoke = standin.delete, standin.empty, standin.revoke
        self.add, self.keys = standin.add, standin.keys
        self.token, self.token_secret = standin.oauth.give()

    def connect(self) -> Source:
        place = {"nickname": self.standin.account.nickname, "endpoint_url": self.standin.base}
        key = {"api_key": self.standin.key, "api_secret": self.standin.secret}
        return SmugMugSource(place, {**key, "token": self.token, "token_secret": self.token_secret}, self.clock)

    def expire_cursors(self) -> None:
        """A place is a number here, and never forgotten."""

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
    forgets_cursors, renames, declares = True, True, True

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


class WatchedDisk(Disk):
    """The real one; what is asked of it is counted."""

    def __init__(self) -> None:
        self.folders = self.files = 0

    def entries(self, path: bytes) -> Iterator[Entry]:
        self.folders += 1
        return super().entries(path)

    def open(self, path: bytes) -> int:
        self.files += 1
        return super().open(path)


class Folder:
    """A real one."""

    forgets_cursors, renames, declares = False, False, False

    def __init__(self, root: Path, photos: int) -> None:
        self.root, self.disk = root, WatchedDisk()
        for number in range(photos):
            self.put(f"IMG_{number:04}.jpg", b"\xff\xd8 photo %d " % number + bytes(number % 700) + b"\xff\xd9")

    def put(self, key: str, data: bytes) -> str:
        (self.root / key).write_bytes(data)
        return key

    def connect(self) -> Source:
        return FolderSource({"path": str(self.root)}, disk=self.disk, page=250)

    def keys(self) -> list[str]:
        return [path.name for path in self.root.iterdir()]

    def content(self, key: str) -> bytes:
        return (self.root / key).read_bytes()

    def add(self, name: str, data: bytes) -> str:
        return self.put(f"{name}.jpg", data)

    def replace(self, key: str, data: bytes) -> object:
        return self.put(key, data)

    def rename(self, key: str, name: str) -> object:
        return (self.root / key).rename(self.root / name)

    def delete(self, key: str) -> None:
        (self.root / key).unlink()

    def empty(self) -> None:
        for key in self.keys():
            self.delete(key)

    def expire_cursors(self) -> None:
        """They are paths, and none expires."""

    def pages_asked(self) -> int:
        return self.disk.folders

    def calls_asked(self) -> int:
        return self.disk.folders + self.disk.files

    def revoke(self) -> None:
        raise AssertionError("A folder has no key.")

    def go_in_circles(self) -> None:
        raise AssertionError("A folder is walked without following links.")

    def fail(self, how: str, key: str | None = None, times: int = 1, skip: int = 0) -> None:
        raise AssertionError("What fails at a folder is in tests/sources/test_folder.py.")


KINDS = (
    "cloudinary, dynamic folders", "cloudinary, fixed folders", "s3", "s3 of moto", "s3 of rclone", "smugmug", "memory",
)  # fmt: skip
READ_IN_PLACE = ("folder",)
"""No key, no requests that fail, no limits: the tests of those are for clouds."""
numbers = count(1)


@pytest.fixture
def clock() -> HurriedClock:
    return HurriedClock()


@pytest.fixture(scope="module")
def moto_port() -> Iterator[int]:
    with moto() as port:
        yield port


@pytest.fixture(scope="module")
def rclone_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rclone")


@pytest.fixture(scope="module")
def rclone_port(rclone_root: Path) -> Iterator[int]:
    with rclone(rclone_root) as port:
        yield port


Some = CloudinaryCloud | S3Cloud | SmugMugCloud | MemoryCloud | Folder


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "make" in metafunc.fixturenames:
        clouds_only = any(metafunc.definition.iter_markers("clouds"))
        metafunc.parametrize("make", KINDS if clouds_only else KINDS + READ_IN_PLACE, indirect=True)


@pytest.fixture
def make(request: pytest.FixtureRequest, clock: HurriedClock, tmp_path: Path) -> Iterator[Callable[[int], Some]]:
    """A cloud of the kind with so many photos."""
    kind = request.param

    def made(photos: int, stack: ExitStack) -> Some:
        if kind == "folder":
            return Folder(tmp_path, photos)
        if kind == "memory":
            return MemoryCloud(MemorySource(photos, page_size=100), clock)
        if kind == "s3":
            return S3Cloud(stack.enter_context(S3StandIn(photos, now=clock.now)), clock)
        if kind == "smugmug":
            return SmugMugCloud(stack.enter_context(SmugMugStandIn(photos, odd=False, now=clock.now)), clock)
        if kind.startswith("s3 of"):
            bucket = _foreign(kind, request)
            between = stack.enter_context(Middleman(bucket.port, clock.now))
            return ForeignCloud(bucket, between, photos, clock)
        mode = "dynamic" if "dynamic" in kind else "fixed"
        return CloudinaryCloud(stack.enter_context(StandIn(photos, folder_mode=mode, now=clock.now)), clock)

    with ExitStack() as stack:
        yield lambda photos: made(photos, stack)


def _foreign(kind: str, request: pytest.FixtureRequest) -> Bucket:
    """A bucket of its own for every test, on the one server of its kind."""
    name = f"photos-{next(numbers)}"
    if "moto" in kind:
        return MotoBucket(request.getfixturevalue("moto_port"), name)
    return RcloneBucket(request.getfixturevalue("rclone_port"), request.getfixturevalue("rclone_root"), name)
