"""Holdfast's real engine and real catalog through some lives in a world made up from a seed; its promises checked after
every transaction. A power cut, a kill, a stop, or a drive that is full, failing or away ends most of them.

python simulation.py SEED...        prints the trace of each
"""

import hashlib
import logging
import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Literal
from unittest.mock import patch

from invariants import assert_counts_add_up, assert_nothing_unfinished
from simulated_calls import Calls
from simulated_events import cloud_changes, cloud_fails, some_kind, some_trouble, turn_a_byte
from simulated_turns import one_thread
from simulated_world import Ended, SimulatedCatalog, SimulatedClock, SimulatedCloud, Trouble, World

from holdfast import errors
from holdfast.catalog import Connection, jobs, settings, sources
from holdfast.catalog.jobs import Job, Kind, Parameters
from holdfast.clock import milliseconds
from holdfast.config import Home
from holdfast.daemon.look import HomeLook
from holdfast.daemon.runner import Runner
from holdfast.domain.photo import RemotePhoto
from holdfast.engine import connect, setup
from holdfast.engine.report import Status, report
from holdfast.engine.setup import Opened
from holdfast.errors import Interrupted
from holdfast.library import incoming

SAFE = (
    "SELECT DISTINCT p.key, p.version, o.path, o.sha256 FROM photos AS p JOIN originals AS o ON o.id = p.original_id"
    " WHERE p.state = 'safe' AND o.condition = 'intact'"
)
ORIGINS: tuple[Literal["person", "schedule"], ...] = ("person", "schedule")
ENOUGH = 12
"""More lives than a person would need to see all safe again."""


class Simulation:
    """One seed. `run` raises AssertionError where a promise was broken."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.world = World(seed, folder)
        self.dice = self.world.dice
        self.clock = SimulatedClock(self.world)
        self.home = Home(folder / "home")
        self.cloud = SimulatedCloud(self.world, self.dice.randint(1, 50))
        self.kept: dict[str, str] = {}
        """Every file that was ever called safe, with its SHA-256: it stays so."""
        self.safe: set[tuple[str, str | None]] = set()
        """Photos that are safe now: their bytes are not asked for."""
        self.spoiled: set[str] = set()
        """Files that rotted, until a verify has been over them."""
        self.lives = self.cuts = 0

    def run(self) -> None:
        with patch.dict(connect.KINDS, {"folder": lambda *_: self.cloud.begin_life()}), one_thread(self.world):
            with Calls(self.world).installed():
                self._be_set_up()
                for _ in range(self.dice.randint(2, 6)):
                    cloud_changes(self.cloud, self.dice)
                    cloud_fails(self.cloud, self.dice, self.clock.now())
                    self._live(some_kind(self.dice), some_trouble(self.dice))
                self._come_to_rest()
                self._rot_and_mend()
        assert {"commit", "page", "fetch", "open", "rename", "fsync"} <= self.world.seen, "what was to be seen was not"

    def _be_set_up(self) -> None:
        (self.world.folder / "home").mkdir()
        setup.init(self.home, self.world.library, self.home.path / "catalog.key", self.clock)
        with closing(self._opened()) as opened:
            opened.catalog.write(
                lambda db: sources.add(
                    db, uid="uid", name="cloud", kind="folder", folder="cloud", settings={}, credentials={"key": "x"},
                    at=milliseconds(self.clock),
                )
            )  # fmt: skip
            opened.catalog.write(settings.change, "reserve_megabytes", 0, 1)
            opened.catalog.write(settings.change, "downloads_at_once", self.dice.randint(1, 8), 1)
        self.world.disk.sync_all()

    def _opened(self) -> Opened:
        SimulatedCatalog.world = self.world
        opened = setup.open_home(self.home, self.home.path / "catalog.key", self.clock)
        opened.catalog.__class__ = SimulatedCatalog  # from here on its transactions are steps
        return opened

    def _live(self, kind: Kind, trouble: Trouble | None) -> Job | None:
        """One process: it opens the catalog, does a job, and ends, well or badly."""
        self.lives += 1
        self.world.begin_life(trouble)
        self.world.tell(f"life {kind} {trouble}")
        job = None
        try:
            job = self._process(kind, trouble is None)
        except (Interrupted, errors.HoldfastError) as error:
            self.world.tell(f"ended: {error!r}")
        except Ended:
            self._die(trouble)
        self.world.end_life()
        self.world.heal()
        self._check_all()
        return job

    def _process(self, kind: Kind, is_calm: bool) -> Job:
        with closing(self._opened()) as opened:
            self._watch(opened)
            at = milliseconds(self.clock)
            wish, asks = Parameters(repair=kind == "verify"), self.dice.choice(ORIGINS)
            job = opened.catalog.write(jobs.enqueue, kind, wish, origin=asks, at=at)
            runner = Runner(opened, self.world.stop)
            done = runner.work_off(job.id)
            while is_calm and runner.take_one():
                pass  # what had to wait for the drive, as the daemon does it by itself
            self.world.tell(f"{done.state} {done.code} {sorted(done.result.items())}")
            return done

    def _die(self, trouble: Trouble | None) -> None:
        self.world.end_life()
        incoming._IN_HAND.clear()
        self.cuts += 1
        if trouble is not None and trouble.kind == "power":
            self.world.disk.cut(self.dice)

    # What must hold

    def _watch(self, opened: Opened) -> None:
        def after_commit() -> None:
            self._see_what_is_safe(opened.catalog.read(Connection.rows, SAFE))

        def before_fetch(photo: RemotePhoto) -> None:
            assert self.spoiled or (photo.key, photo.version) not in self.safe, (
                f"{photo.key} is safe and was fetched again"
            )

        self.world.after_commit, self.world.before_fetch = after_commit, before_fetch

    def _see_what_is_safe(self, rows: object) -> None:
        """I1, at the moment of the transaction: the bytes are there, and would be after a cut."""
        assert isinstance(rows, list)
        self.safe = {(row["key"], row["version"]) for row in rows}
        for row in rows:
            path, sha256 = row["path"], row["sha256"]
            if path in self.kept or path in self.spoiled:
                continue
            self.kept[path] = sha256
            kept = self.world.disk.durable(f"library/{path}")
            assert kept is not None and _sha256(kept) == sha256, f"I1: {path} is called safe and a cut could take it"

    def _check_all(self) -> None:
        """I1 to I4 and I9, by reading everything again."""
        for path, sha256 in self.kept.items():
            file = self.world.library / path
            assert file.is_file() and _sha256(file.read_bytes()) == sha256, f"I2: {path} was lost or changed"
        with closing(self._opened()) as opened:
            self._watch(opened)
            self._see_what_is_safe(opened.catalog.read(Connection.rows, SAFE))
            assert_counts_add_up(opened.catalog)
            status = report(opened.catalog, HomeLook(opened), self.clock)
        self.world.tell(f"{status.state}: {status.sentence}")
        totals = status.totals
        if status.state == "safe":
            assert totals.safe + totals.skipped == totals.listed and not totals.failed, f"I9: {status.sentence}"

    def _come_to_rest(self) -> None:
        """When nothing goes wrong any more all becomes safe, and then nothing is left to do (I5)."""
        self.cloud._planned.clear()
        idle = 0
        for _ in range(ENOUGH):
            self.world.now += 100_000.0
            self._accept()
            job = self._live("backup", None)
            idle = idle + 1 if job is not None and job.result["bytes"] == 0 else 0
            if idle == 2:  # the first may have been asked for long ago, and have listed then
                break
        status = self._status()
        assert status.state == "safe", f"not safe in the end: {status.sentence} {status.detail}"
        assert status.totals.safe == len(list(self.cloud.keys())), status.totals
        assert_nothing_unfinished(self.world.library)
        before = _files(self.world.library)
        job = self._live("backup", None)
        assert job is not None and (job.result["bytes"], job.result["downloaded"]) == (0, 0), job
        assert _files(self.world.library) == before, "I5: a run with nothing to do changed files"

    def _rot_and_mend(self) -> None:
        """E11 in bad weather: some bytes turn, and whatever cuts the repair short, all is right in the end."""
        with closing(self._opened()) as opened:
            there = sorted({row["path"] for row in opened.catalog.read(Connection.rows, SAFE)})
        for path in self.dice.sample(there, len(there) // 10):
            turn_a_byte(self.world.library / path, self.dice)
            del self.kept[path]
            self.spoiled.add(path)
        self.world.disk.sync_all()
        cloud_fails(self.cloud, self.dice, self.clock.now())
        self._live("verify", some_trouble(self.dice))
        self.cloud._planned.clear()
        for kind in ("verify", "verify", "retry"):
            self.world.now += 100_000.0
            self._live(kind, None)
        self.spoiled.clear()
        self._check_all()
        assert self._status().totals.safe == len(list(self.cloud.keys())), self._status()

    def _accept(self) -> None:
        with closing(self._opened()) as opened:
            (row,) = opened.catalog.read(sources.everything)
            if row.held is not None:
                opened.catalog.write(sources.accept, row.id, row.held.absent)

    def _status(self) -> Status:
        with closing(self._opened()) as opened:
            return report(opened.catalog, HomeLook(opened), self.clock)


def _files(library: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(library.rglob("*")) if path.is_file()}


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def simulate(seed: int) -> str:
    """The trace of a seed, after all promises held in it."""
    folder = Path(tempfile.mkdtemp(prefix="holdfast-", dir="/dev/shm"))
    try:
        simulation = Simulation(seed, folder)
        try:
            simulation.run()
        except BaseException as error:
            error.add_note(f"seed {seed}, life {simulation.lives}, step {simulation.world.steps}")
            raise
        return simulation.world.trace
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    logging.disable()
    for each in sys.argv[1:]:
        print(each, simulate(int(each)))
