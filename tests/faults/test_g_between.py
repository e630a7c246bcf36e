"""G2, G4, G14: `catalog restore` and `catalog rekey` killed between two renames leave nothing behind that is lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from invariants import assert_promises
from kill_at import killed_at
from workplace import Workplace

from holdfast.catalog import sources
from holdfast.engine import copies, rescue, setup
from holdfast.errors import CatalogMissing
from holdfast.standins.cloudinary import StandIn

RESTORE = """
import sys
from pathlib import Path
from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.engine import rescue
rescue.restore(Home(Path(sys.argv[1])), None, SystemClock(), lambda _: None)
"""


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(6, seed=4) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn) -> Iterator[Workplace]:
    with Workplace(tmp_path / "work", cloud) as made:
        made.backup()
        yield made


@pytest.mark.parametrize("copied", [True, False])
def test_g4_a_restore_killed_at_any_rename_loses_nothing_that_came_after_the_last_copy(
    place: Workplace, cloud: StandIn, copied: bool
) -> None:
    if copied:
        place.run("catalog_copy")
    setup.add_cloudinary(place.opened, "second", cloud.url)
    place.close()
    shutil.copytree(place.folder, fresh := place.folder.with_name("fresh"))
    number = 1
    while killed_at("rename", number, RESTORE, place.home.path):
        rescue.restore(place.home, None, place.clock, lambda _: None)
        place.reopen()
        names = [row.name for row in place.catalog.read(sources.everything)]
        assert (names, place.status.totals.safe) == (["travel", "second"], 6), f"killed at rename {number}"
        assert_promises(place)
        place.close()
        number += 1
        shutil.rmtree(place.folder)
        shutil.copytree(fresh, place.folder)
    assert number > 3, "there was nothing to kill it at"
    place.reopen()


def test_g4_a_catalog_that_was_set_aside_is_the_way_back_when_none_took_its_place(place: Workplace) -> None:
    place.close()
    place.home.catalog_file.rename(place.home.path / "catalog.db.old-1795270000000")
    with pytest.raises(CatalogMissing) as caught:
        place.reopen()
    assert "catalog restore" in caught.value.action
    assert rescue.restore(place.home, None, place.clock, lambda _: None).copy == "old-1795270000000"
    place.reopen()
    assert copies.listing(place.home, place.clock) == []
    assert place.status.totals.safe == 6
