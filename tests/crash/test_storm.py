"""A misbehaving cloud and SIGKILL at random moments: at the end everything is safe, true and fetched about once."""

from pathlib import Path

import pytest
from invariants import assert_promises
from storm import backup_through
from workplace import Workplace

from holdfast.catalog import settings
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.faults import Faults


def weather(tmp_path: Path, photos: int, kills: int, seed: int) -> None:
    faults = Faults(seed, rate=0.15, listing_rate=0.10)
    with StandIn(photos, seed=seed, faults=faults) as cloud, Workplace(tmp_path, cloud) as place:
        place.catalog.write(settings.change, "stalled_after_seconds", 3, 1)
        storm = backup_through(place, cloud, kills, seed)
        assert storm.kills == kills
        status = place.status
        assert status.totals.listed == photos == status.totals.safe + status.totals.skipped
        assert sum(faults.happened.values()) > photos // 20, faults.happened
        assert_promises(place)
        assert_nothing_needlessly_twice(place, cloud, kills)
        assert_nothing_elsewhere(place)
        before, asked = place.files(), len(cloud.requests)
        faults.clear()
        job = place.backup()
        assert (job.state, job.result["bytes"]) == ("done", 0)
        assert len(cloud.requests) - asked < 30
        assert_promises(place, before)


def assert_nothing_elsewhere(place: Workplace) -> None:
    """I7: nothing but home, library and key was made: nothing in the person's own folder, nothing in the shared one."""
    assert {path.name for path in place.folder.iterdir()} == {"home", "library", "key", "person", "scratch"}
    assert list((place.folder / "person").iterdir()) == list((place.folder / "scratch").iterdir()) == []


def assert_nothing_needlessly_twice(place: Workplace, cloud: StandIn, kills: int) -> None:
    """A photo is asked for again only after a fault or a kill; a kill costs at most the batch under way and the
    downloads in flight."""
    good = [
        one for one in cloud.requests if one.kind in ("delivery", "download") and one.status == 200 and not one.fault
    ]
    again = len(good) - len({one.key for one in good})
    at_once = 8 + 2
    assert again <= kills * (50 + at_once), f"{again} originals were fetched again"


def test_300_photos_through_faults_and_5_kills(tmp_path: Path) -> None:
    weather(tmp_path, photos=300, kills=5, seed=11)


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_3000_photos_through_faults_and_20_kills(tmp_path: Path) -> None:
    weather(tmp_path, photos=3000, kills=20, seed=12)
