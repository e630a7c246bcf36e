"""Two homes with one library, as on two computers or of two people: row F5, through whole commands."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from person import Person

from holdfast.config import Home
from holdfast.engine import setup
from holdfast.engine.rebuild import rebuild
from holdfast.errors import LibraryInUse
from holdfast.library import root
from holdfast.library.lock import Card, LibraryLock
from holdfast.library.processes import Process
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.wire import Asked, Reply


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Person]:
    with StandIn(8, seed=5) as cloud, Person(tmp_path / "anna", cloud) as made:
        made.set_up().run("backup")
        yield made


@pytest.fixture
def ben(tmp_path: Path, anna: Person) -> Iterator[Person]:
    """Another home, with a catalog of its own of Anna's library."""
    assert anna.cloud is not None
    with Person(tmp_path / "ben", anna.cloud) as made:
        rebuild(made.home, anna.library, made.home.key_file, made.clock)
        with closing(setup.open_home(made.home, None, made.clock)) as opened:
            setup.add_cloudinary(opened, "travel", anna.cloud.url)
        yield made


def test_f5_the_second_home_hears_who_writes_and_goes_on_when_it_is_over(anna: Person, ben: Person) -> None:
    with root.open(anna.library, None) as library, LibraryLock(library, anna.home.path, anna.clock):
        refused = ben.run("backup", code=6)
        refused.says(str(anna.home.path), "since", "One Holdfast at a time writes into a library")
        ben.run("status")
        ben.run("photos")
    ben.run("backup")
    ben.run("status", "--check")
    anna.run("backup")
    anna.run("status", "--check")


def test_f5_no_catalog_is_made_of_a_library_that_somebody_writes_into(anna: Person, tmp_path: Path) -> None:
    fresh = Home(tmp_path / "fresh")
    with root.open(anna.library, None) as library, LibraryLock(library, anna.home.path, anna.clock):
        with pytest.raises(LibraryInUse):
            rebuild(fresh, anna.library, fresh.key_file, anna.clock)
    assert not fresh.path.exists()
    anna.run("backup")


def test_f5_a_backup_that_slept_until_another_computer_took_over_writes_no_more(tmp_path: Path) -> None:
    """As on a network drive whose locks do not reach from one computer to the other: there is only its card."""
    with StandIn(12, seed=5) as cloud, Person(tmp_path / "anna", cloud) as anna:
        anna.set_up()
        lock, now = anna.library / ".holdfast/lock", anna.clock.now()
        nas = Card("nas", "/home/nas", Process(4711, "another-boot", "123"), now, now, "nas-machine")
        before: list[str] = []

        def take_over() -> None:
            before.extend(anna.files())
            lock.write_text(json.dumps(asdict(nas)), "utf-8")

        when_bytes_are_asked(cloud, 6, take_over)
        stopped = anna.run("backup", code=6)
        stopped.says("/home/nas", "One Holdfast at a time writes into a library")
        assert list(anna.files()) == before
        assert json.loads(lock.read_text("utf-8")) == asdict(nas)

        lock.write_text(json.dumps(asdict(replace(nas, renewed=now - 3600))), "utf-8")
        anna.run("backup")
        anna.run("status", "--check")
        assert len(anna.files()) == 12


def when_bytes_are_asked(cloud: StandIn, times: int, act: Callable[[], object]) -> None:
    answer, seen = cloud._server.answer, 0

    def acting(asked: Asked) -> Reply:
        nonlocal seen
        seen += asked.method == "GET" and "/v1_1/" not in asked.target
        if seen == times:
            seen += 1
            act()
        return answer(asked)

    cloud._server.answer = acting
