"""A person who looks at no window is told what needs them, once, in the words of the card."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hurried import HurriedClock
from workplace import Workplace

from holdfast.catalog import problems, settings
from holdfast.clock import milliseconds
from holdfast.daemon.runner import Runner
from holdfast.engine import notices
from holdfast.engine.notices import Notice
from holdfast.standins.cloudinary import StandIn

DAY = 24 * 3600.0


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(6) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn) -> Iterator[Workplace]:
    with Workplace(tmp_path, cloud, clock=HurriedClock()) as made:
        yield made


def revoked(place: Workplace, cloud: StandIn) -> None:
    """A backup that finds its key refused."""
    cloud.revoked = True
    place.backup()


def told(place: Workplace) -> list[Notice]:
    """What a look tells now."""
    said: list[Notice] = []

    def post(notice: Notice) -> bool:
        said.append(notice)
        return True

    assert notices.tell(place.catalog, place.clock, post) == len(said)
    return said


def test_success_is_silent(place: Workplace) -> None:
    place.backup()
    assert told(place) == []


def test_a_refused_key_is_told_once_a_day_in_the_words_of_its_card(place: Workplace, cloud: StandIn) -> None:
    revoked(place, cloud)
    (card,) = place.catalog.read(problems.open_ones)
    assert told(place) == [Notice("travel: backup needs you", f"{card.message} {card.action}")]
    assert told(place) == []
    place.clock.sleep(DAY)
    assert len(told(place)) == 1


def test_what_no_desktop_took_is_told_at_the_next_look(place: Workplace, cloud: StandIn) -> None:
    revoked(place, cloud)
    assert notices.tell(place.catalog, place.clock, lambda notice: False) == 0
    assert len(told(place)) == 1


def test_who_knows_or_wants_no_notices_hears_nothing(place: Workplace, cloud: StandIn) -> None:
    revoked(place, cloud)
    place.catalog.write(settings.change, "notices", 0, 1)
    assert told(place) == []
    place.catalog.write(settings.change, "notices", 1, 1)
    (card,) = place.catalog.read(problems.open_ones)
    place.catalog.write(problems.know, card.id, True, milliseconds(place.clock))
    assert told(place) == []


def test_the_daemon_tells_by_itself(place: Workplace, cloud: StandIn) -> None:
    cloud.revoked = True
    said: list[Notice] = []

    def post(notice: Notice) -> bool:
        said.append(notice)
        place.stop.set()
        return True

    Runner(place.opened, place.stop, post=post).serve()
    assert [notice.title for notice in said] == ["travel: backup needs you"]
