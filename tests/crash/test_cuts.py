"""Power cuts under the whole program: a backup from a cloud, library and catalog each in turn on the drive whose power
goes. After it every photo called safe is there byte for byte, and at most the batch under way is fetched again (F3)."""

import json
import os
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

import pytest
from invariants import assert_counts_add_up, assert_promises, assert_safe_is_true
from powered import can_cut, cut_power, format_drive, mounted
from storm import holdfast, kill_all, stop_at_once
from workplace import Workplace

from holdfast.catalog import settings
from holdfast.engine.download import AHEAD
from holdfast.standins.cloudinary import StandIn

PHOTOS = 150
BATCH, IN_FLIGHT = 50, AHEAD * 8 + 2
WHERE = ("library", "catalog", "both")
"""What lies on the drive that loses its power; the rest is on another one."""
SHORT = ("library", "catalog", "both", "library", "catalog")
LONG = 200
SEED = int(os.environ.get("HOLDFAST_SEED", "1"))

pytestmark = pytest.mark.skipif(not can_cut(), reason="only root can cut the power of a loop device")


@dataclass(slots=True)
class Cuts:
    """What came of them."""

    cuts: int = 0
    kept: int = 0
    """Photos that were safe before the power went, and were so afterwards."""
    again: int = 0
    """Photos whose bytes were fetched once more than without a cut."""
    most_again: int = 0
    at: list[int] = field(default_factory=list)
    """How many photos were safe at each cut."""


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(PHOTOS, seed=31, nasty=False, size=(4_000, 40_000)) as running:
        yield running


def fetched(cloud: StandIn) -> int:
    return cloud.asked("delivery") + cloud.asked("download")


class Cut:
    """One cut, from an empty drive to a library in which all is safe."""

    def __init__(self, folder: Path, cloud: StandIn, where: str, dice: random.Random) -> None:
        self.folder, self.cloud, self.where, self.dice = folder, cloud, where, dice
        folder.mkdir()
        self.drive, self.image = folder / "drive", folder / "drive.img"
        self.drive.mkdir()
        format_drive(self.image)
        self.home = (self.drive if where != "library" else folder) / "home"
        self.library = (self.drive if where != "catalog" else folder) / "library"

    def run(self, cuts: Cuts, before: Sequence[str] = ()) -> None:
        """Raises AssertionError where a promise was broken."""
        with mounted(self.image, self.drive):
            self._make_place()
            safe_before, asked = self._until_the_power_goes(before)
        with mounted(self.image, self.drive), ExitStack() as stack:
            self.place.reopen()
            stack.callback(self.place.close)
            self._look(cuts, safe_before, asked)

    def _make_place(self) -> None:
        self.place = Workplace(self.folder, self.cloud, home=self.home, library=self.library)
        self.place.catalog.write(settings.change, "reserve_megabytes", 0, 1)
        self.place.close()
        os.sync()

    def _until_the_power_goes(self, before: Sequence[str]) -> tuple[int, int]:
        """How many photos were surely safe, and how many were asked for, in the instant before."""
        begin = fetched(self.cloud)
        running = holdfast(self.place, "backup", before=before)
        self.place.reopen()
        target = self.dice.randint(1, PHOTOS)
        while running.poll() is None and fetched(self.cloud) - begin < target:
            self.place.clock.sleep(0.002)
        self._wait_a_little(running)
        assert running.poll() in (None, 0), "the backup was under way, or done"
        safe = self.place.status.totals.safe
        self.place.close()
        stopped = stop_at_once(running.pid)
        cut_power(self.drive)
        kill_all(stopped)
        running.communicate()
        return safe, fetched(self.cloud) - begin

    def _wait_a_little(self, running: "Popen[str]") -> None:
        """Cuts are to fall between two questions to the cloud, too: while names are given and rows are written."""
        wait = self.dice.choice((0.0, 0.01, 0.05, 0.2))
        until = self.place.clock.monotonic() + wait
        while running.poll() is None and self.place.clock.monotonic() < until:
            self.place.clock.sleep(0.002)

    def _look(self, cuts: Cuts, safe_before: int, asked: int) -> None:
        place = self.place
        assert_safe_is_true(place.catalog, place.library)
        assert_counts_add_up(place.catalog)
        safe = place.status.totals.safe
        assert safe >= safe_before, f"{safe_before} photos were safe before the power went, {safe} afterwards"
        begin = fetched(self.cloud)
        assert place.backup().state == "done"
        assert place.status.totals.safe == PHOTOS
        again = fetched(self.cloud) - begin + asked - PHOTOS
        assert again <= BATCH + IN_FLIGHT, f"{again} photos were fetched again"
        assert_promises(place)
        cuts.cuts, cuts.kept, cuts.again = cuts.cuts + 1, cuts.kept + safe_before, cuts.again + again
        cuts.most_again = max(cuts.most_again, again)
        cuts.at.append(safe)


@pytest.mark.parametrize(("turn", "where"), [*enumerate(SHORT)])
def test_f3_a_power_cut_takes_nothing_that_is_safe(tmp_path: Path, cloud: StandIn, turn: int, where: str) -> None:
    Cut(tmp_path / "place", cloud, where, random.Random(SEED + turn)).run(Cuts())


@pytest.mark.torture
@pytest.mark.timeout(7200)
def test_f3_two_hundred_power_cuts_take_nothing_that_is_safe(tmp_path: Path, cloud: StandIn) -> None:
    dice, cuts = random.Random(SEED), {where: Cuts() for where in WHERE}
    for turn in range(LONG):
        where = WHERE[turn % 3]
        Cut(tmp_path / f"place{turn}", cloud, where, dice).run(cuts[where])
        (tmp_path / f"place{turn}" / "drive.img").unlink()
    for where, found in cuts.items():
        print(
            json.dumps(
                {
                    "on the cut drive": where,
                    **{name: getattr(found, name) for name in ("cuts", "kept", "again", "most_again")},
                }
            )
        )
    assert sum(1 for found in cuts.values() for safe in found.at if 0 < safe < PHOTOS) > LONG // 5, "cuts in the middle"


LYING = ["strace", "-f", "-qq", "-o", "/dev/null", "-etrace=syncfs,fsync", "-einject=syncfs,fsync:retval=0"]
"""A drive that says that it has flushed, and has not."""


def test_f3_the_control_a_drive_that_lies_about_flushing_loses_photos(tmp_path: Path, cloud: StandIn) -> None:
    """Otherwise the cuts above would prove nothing."""
    cut = Cut(tmp_path / "place", cloud, "library", random.Random(1))
    with mounted(cut.image, cut.drive):
        cut._make_place()
        running = holdfast(cut.place, "backup", before=LYING)
        output, _ = running.communicate(timeout=120)
        assert running.returncode == 0, output
        cut_power(cut.drive)
    with mounted(cut.image, cut.drive):
        cut.place.reopen()
        with pytest.raises((AssertionError, FileNotFoundError)):
            assert_safe_is_true(cut.place.catalog, cut.place.library)
        cut.place.close()
