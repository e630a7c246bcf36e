"""SmugMug at the command line: the page is named, the six digits are asked for, and the photos come."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from person import CANARY, Person, Terminal
from smugmug_person import digits

from holdfast.standins.smugmug import SmugMugStandIn


@pytest.fixture
def smug() -> Iterator[SmugMugStandIn]:
    with SmugMugStandIn(9, odd=False, secret=CANARY) as running:
        yield running


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with Person(tmp_path) as somebody:
        somebody.set_up(source=None)
        yield somebody


def test_a_person_signs_in_with_the_six_digits_and_backs_up(person: Person, smug: SmugMugStandIn) -> None:
    screen = Terminal(person, "source", "add", "smugmug", "smug", "--endpoint-url", smug.base)
    screen.await_text("API key of SmugMug: ")
    screen.type(smug.key)
    screen.await_text("API secret that belongs to it: ")
    screen.type(smug.secret)
    screen.await_text("The six digits: ")
    address = re.search(r"http://\S+authorize\S+", screen.shown)
    assert address is not None
    code = digits(address[0])
    screen.type("nonsense")
    screen.await_text("has six digits")
    screen.type(code)
    ended = screen.finish()
    assert ended.code == 0, ended.out
    ended.says("smug: the key works", "SmugMug account ada", "photos in albums: 9")
    person.run("backup").says("All 9 photos are safe.")


def test_where_nobody_can_type_digits_it_says_so(person: Person, smug: SmugMugStandIn) -> None:
    env = {"SMUGMUG_API_KEY": smug.key, "SMUGMUG_API_SECRET": smug.secret}
    command = ("source", "add", "smugmug", "smug", "--endpoint-url", smug.base)
    person.run(*command, env=env, code=2).says("nobody is there to type them in")
    assert smug.requests == []
