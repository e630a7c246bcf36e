"""The limit of the hour in a real backup: all that comes keeps to it, and a change works while photos come."""

from pathlib import Path

from hurried import HurriedClock
from workplace import Workplace

from holdfast.catalog import settings
from holdfast.clock import milliseconds
from holdfast.engine.errands import ENOUGH
from holdfast.standins.cloudinary import StandIn

EVERY_HOUR = "0-24:{}"


def limited(place: Workplace, rate: int | None) -> None:
    text = "" if rate is None else EVERY_HOUR.format(rate)
    place.catalog.write(settings.change_text, "bandwidth_by_hour", text, milliseconds(place.clock))


def takes_as_long_as_its_limit_says(place: Workplace, cloud: StandIn) -> None:
    total = sum(len(cloud.content(photo.asset_id)) for photo in cloud.photos)
    limited(place, rate := max(10_000, total // 60))
    began = place.clock.monotonic()
    assert place.backup().state == "done"
    took = place.clock.monotonic() - began
    assert place.state() == "safe"
    assert took >= total / rate - 1, "as the clock that everybody waited on says"


def test_a_backup_takes_as_long_as_its_limit_says(place: Workplace, cloud: StandIn) -> None:
    takes_as_long_as_its_limit_says(place, cloud)


def test_so_many_photos_that_a_courier_would_come_keep_to_it_too(tmp_path: Path) -> None:
    with (
        StandIn(ENOUGH + 20, seed=5, nasty=False) as cloud,
        Workplace(tmp_path, cloud, clock=HurriedClock()) as place,
    ):
        takes_as_long_as_its_limit_says(place, cloud)


def test_a_limit_that_is_taken_away_holds_nobody_up(place: Workplace) -> None:
    limited(place, 10_000)
    limited(place, None)
    assert place.catalog.read(settings.text, "bandwidth_by_hour") == ""
    assert place.backup().state == "done"
