"""One photo in a cloud, and what may befall it: the same scenes for every kind of cloud, through a whole backup."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import workplace
from hurried import HurriedClock
from workplace import Workplace

from holdfast.catalog import Connection, failures
from holdfast.catalog.driver import Row
from holdfast.catalog.failures import Failure
from holdfast.clock import SystemClock
from holdfast.engine import setup
from holdfast.standins.cloud import Cloud, Request
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.s3 import S3StandIn
from holdfast.standins.wire import Asked, Reply

PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20 + b"\xff\xd9"
KINDS = ("cloudinary", "s3")
SUMMED: dict[str, Any] = {"content_type": "image/jpeg", "checksum": "sha256"}
"""As an uploader of today leaves an object: with a checksum of the whole."""


class Scene:
    """A home that backs up a cloud with three photos; one of them, `victim`, is where things happen."""

    def __init__(self, kind: str, cloud: Cloud, place: Workplace) -> None:
        self.kind, self.cloud, self.place = kind, cloud, place
        self.key = self.add("victim", PHOTO)

    def add(self, name: str, data: bytes, length: int | None = None) -> str:
        """A photo; the key by which the cloud knows it."""
        if isinstance(self.cloud, StandIn):
            return self.cloud.add(name, data, length=length).asset_id
        assert isinstance(self.cloud, S3StandIn)
        return self.cloud.put(f"{name}.jpg", data, length=length, **SUMMED).key

    def add_private(self, name: str, data: bytes) -> None:
        """A photo that only the holder of the key may have."""
        if isinstance(self.cloud, StandIn):
            self.cloud.add(name, data, type="private")
        else:
            self.add(name, data)

    def replace(self, data: bytes) -> None:
        """Other bytes in the victim's place."""
        if isinstance(self.cloud, StandIn):
            self.cloud.replace(self.key, data)
        elif isinstance(self.cloud, S3StandIn):
            self.cloud.put(self.key, data, **SUMMED)

    def delete(self) -> None:
        assert isinstance(self.cloud, StandIn | S3StandIn)
        self.cloud.delete(self.key)

    def content(self) -> bytes:
        """The victim's bytes as the cloud has them now."""
        assert isinstance(self.cloud, StandIn | S3StandIn)
        return self.cloud.content(self.key)

    def fault(self, kind: str, times: int = 1, skip: int = 0) -> None:
        """Something goes wrong when the victim's bytes are asked for."""
        self.cloud.faults.plan(kind, key=self.key, times=times, skip=skip)

    def before(self, time: int, act: Callable[[], object], name: str = "victim") -> None:
        """Let something happen right before bytes of such a name are asked for the so-maniest time."""
        answer, seen = self.cloud._server.answer, 0

        def acting(asked: Asked) -> Reply:
            nonlocal seen
            if name in asked.target and asked.method == "GET":
                seen += 1
                if seen == time:
                    act()
            return answer(asked)

        self.cloud._server.answer = acting

    @property
    def given(self) -> list[Request]:
        """Each time that the victim's bytes were asked for."""
        kinds = ("delivery", "download", "bytes")
        return [one for one in self.cloud.requests if one.kind in kinds and one.key == self.key]

    @property
    def failure(self) -> Failure:
        """Why the one photo that failed did."""
        (found,) = self.place.catalog.read(failures.page)
        return found

    @property
    def row(self) -> Row:
        """What the catalog says of the victim."""
        found = self.place.catalog.read(
            Connection.row,
            "SELECT p.state, p.strength, p.label, o.path FROM photos AS p"
            " LEFT JOIN originals AS o ON o.id = p.original_id WHERE p.name LIKE 'victim%'",
        )
        assert found is not None
        return found

    @property
    def held(self) -> bytes:
        """The victim's bytes as the library has them."""
        path: Path = self.place.library / self.row["path"]
        return path.read_bytes()


def started(kind: str, clock: SystemClock, **options: object) -> Cloud:
    """A cloud of the kind with two photos."""
    if kind == "cloudinary":
        return StandIn(2, seed=7, nasty=False, now=clock.now, **options).start()  # type: ignore[arg-type]
    return S3StandIn(2, now=clock.now, **options).start()  # type: ignore[arg-type]


def signed_in(place: Workplace, cloud: Cloud, name: str = "travel") -> None:
    """The cloud as a source."""
    if isinstance(cloud, StandIn):
        setup.add_cloudinary(place.opened, name, cloud.url)
    elif isinstance(cloud, S3StandIn):
        where = {"bucket": cloud.bucket, "endpoint_url": cloud.endpoint}
        setup.add_s3(place.opened, name, where, {"access_key_id": cloud.key, "secret_access_key": cloud.secret})


@contextmanager
def scene(kind: str, folder: Path, patch: pytest.MonkeyPatch, **options: object) -> Iterator[Scene]:
    """A scene with a cloud of this kind, in which pauses take no time."""
    clock = HurriedClock()
    patch.setattr(workplace, "SystemClock", lambda: clock)
    cloud = started(kind, clock, **options)
    try:
        with Workplace(folder) as place:
            signed_in(place, cloud)
            yield Scene(kind, cloud, place)
    finally:
        cloud.stop()
