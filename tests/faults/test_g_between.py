"""G2, G4, G14: `catalog restore` and `catalog rekey` killed between two renames leave nothing behind that is lost."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from invariants import assert_promises
from kill_at import killed_at
from workplace import Workplace

from holdfast.catalog import sources
from holdfast.catalog.copying import opens
from holdfast.clock import SystemClock
from holdfast.engine import copies, rekey, rescue, setup
from holdfast.errors import CatalogMissing
from holdfast.keys import key_file
from holdfast.standins.cloudinary import StandIn

RESTORE = """
import sys
from pathlib import Path
from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.engine import rescue
rescue.restore(Home(Path(sys.argv[1])), None, SystemClock(), lambda _: None)
"""

REKEY = RESTORE.replace("rescue.restore", "rekey.rekey").replace("import rescue", "import rekey")
COPY = """
import sys
from pathlib import Path
from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.engine import copies, setup
opened = setup.open_home(Home(Path(sys.argv[1])), None, SystemClock())
copies.make(opened.home, opened.catalog, opened.clock)
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


def rekey_dies_after_the_catalog(place: Workplace) -> tuple[bytes, bytes]:
    """The old key and the new one, of which only the catalog knows."""
    place.close()
    old = key_file.read(place.key_file)
    for number in range(1, 20):
        assert killed_at("rename", number, REKEY, place.home.path), "it never got as far"
        following = place.key_file.with_name("key.next")
        if following.exists() and opens(place.home.catalog_file, new := key_file.read(following)):
            return old, new
    raise AssertionError


def restored(place: Workplace) -> rescue.Restored:
    """The catalog is lost; as `catalog restore` brings it back."""
    place.close()
    place.home.catalog_file.unlink()
    with pytest.raises(CatalogMissing) as caught:
        place.reopen()
    assert "catalog restore" in caught.value.action
    return rescue.restore(place.home, None, place.clock, lambda _: None)


def test_g14_a_copy_made_after_a_rekey_that_was_cut_short_is_the_way_back(place: Workplace) -> None:
    _, new = rekey_dies_after_the_catalog(place)
    place.reopen()
    assert place.opened.key_change_cut_short
    place.run("catalog_copy")
    (copy,) = copies.listing(place.home, place.clock)
    assert opens(copy.path, new)
    found = restored(place)
    assert (found.copy, found.passed_over, found.key_change_cut_short) == (copy.name, (), True)
    done = rekey.rekey(place.home, None, place.clock, lambda _: None)
    place.reopen()
    assert (key_file.read(place.key_file), done.copies, done.left) == (new, 1, ())
    assert not place.opened.key_change_cut_short
    assert place.status.totals.safe == 6
    assert_promises(place)


def test_g14_no_key_is_thrown_away_that_a_copy_has(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of key that was cut short an older catalog is put back; then comes another change of key."""
    copied_on(place, monkeypatch, 1)
    old, between = rekey_dies_after_the_catalog(place)
    place.reopen()
    copied_on(place, monkeypatch, 2)
    rescue.restore(place.home, None, place.clock, lambda _: None, "20261001")
    place.reopen()
    assert opens(place.home.catalog_file, old) and not place.opened.key_change_cut_short
    place.close()
    done = rekey.rekey(place.home, None, place.clock, lambda _: None)
    new = key_file.read(place.key_file)
    assert new not in (old, between)
    assert (done.copies, [opens(copy.path, new) for copy in copies.listing(place.home, place.clock)]) == (2, [True] * 2)
    place.reopen()
    assert_promises(place)


def copied_on(place: Workplace, monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    at = datetime(2026, 10, day, 3, 10, tzinfo=UTC).timestamp()
    monkeypatch.setattr(SystemClock, "now", lambda _: at)
    copies.make(place.home, place.catalog, place.clock)
    monkeypatch.undo()
    place.close()


def test_g15_what_killed_copies_left_goes_with_the_next_one(place: Workplace) -> None:
    place.close()
    number = 1
    while not list(place.home.copies_dir.glob("*.part")):
        assert killed_at("rename", number, COPY, place.home.path), "no kill left anything"
        number += 1
    (left,) = place.home.copies_dir.glob("*.part")
    left.rename(left.with_name("catalog-20261001T031000Z.db.part"))
    place.reopen()
    made = copies.make(place.home, place.catalog, place.clock)
    assert list(place.home.copies_dir.iterdir()) == [made.path]


def test_g14_an_unfinished_catalog_with_the_old_key_is_named(place: Workplace) -> None:
    place.close()
    place.home.copies_dir.mkdir(exist_ok=True)
    swept = place.home.copies_dir / "catalog-20261001T031000Z.db.part"
    left = place.home.path / "catalog.db.restoring.part"
    for path in (swept, left):
        shutil.copy(place.home.catalog_file, path)
    assert rekey.rekey(place.home, None, place.clock, lambda _: None).left == (left,)
    assert not swept.exists()
    place.reopen()
