"""Fourteen days of a daemon: the real loop with its schedule under a clock of ours, in a world that is seldom kind."""

import logging
import os
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path
from unittest.mock import patch

from calendar_world import DAY, HOUR, CalendarWorld
from invariants import assert_counts_add_up, assert_safe_is_true
from simulated_calls import Calls
from simulated_events import turn_a_byte
from simulated_turns import one_thread
from simulated_world import SimulatedCatalog, SimulatedClock, SimulatedCloud, Trouble

from holdfast import errors
from holdfast.catalog import Connection, jobs, settings, sources
from holdfast.catalog.jobs import Parameters
from holdfast.clock import milliseconds
from holdfast.config import Home
from holdfast.daemon.look import HomeLook
from holdfast.daemon.runner import Runner
from holdfast.engine import connect, setup
from holdfast.engine.report import Status, report
from holdfast.engine.setup import Opened

DAYS = 14
SAFE = "SELECT p.key, o.path FROM photos AS p JOIN originals AS o ON o.id = p.original_id WHERE p.state = 'safe'"
YEARS = 10 * 365 * DAY


class Fortnight:
    """One daemon, from its start to its end two weeks later. What is noted of each day is there for the test."""

    def __init__(self, folder: Path, photos: int, nap: float, seed: int = 7) -> None:
        self.world = CalendarWorld(seed, folder / "world", nap)
        self.clock = SimulatedClock(self.world)
        self.dice = self.world.dice
        self.cloud = SimulatedCloud(self.world, photos)
        self.home = Home(folder / "world" / "home")
        self.rotten: set[str] = set()
        """Photos some of whose bytes turned in the library."""
        self.states: list[str] = []
        self.memory: list[int] = []
        self.sizes: list[int] = []
        self.asked: list[int] = []
        self.naps: list[int] = []
        self.log: Counter[str] = Counter()

    def run(self) -> None:
        with self._listening() as stack:
            stack.enter_context(patch.dict(connect.KINDS, {"folder": lambda *_: self.cloud.begin_life()}))
            stack.enter_context(one_thread(self.world))
            stack.enter_context(Calls(self.world).installed())
            self.opened = stack.enter_context(closing(self._set_up()))
            self._write_the_calendar()
            self.world.begin_life(None)
            Runner(self.opened, self.world.stop).serve()
            self.world.end_life()
            self.end, self.runs = self.status(), self._count_runs()
            self.copies = len(list(self.home.path.glob("copies/*.db")))

    def _set_up(self) -> Opened:
        self.home.path.mkdir()
        key = self.home.path / "catalog.key"
        setup.init(self.home, self.world.library, key, self.clock)
        opened = setup.open_home(self.home, key, self.clock)
        at = milliseconds(self.clock)
        opened.catalog.write(
            lambda db: sources.add(
                db, uid="uid", name="cloud", kind="folder", folder="cloud", settings={}, credentials={"key": "x"}, at=at
            )
        )
        opened.catalog.write(settings.change, "reserve_megabytes", 0, 1)
        opened.catalog.write(settings.change, "full_check_days", 3, 1)
        opened.catalog.write(settings.change, "drill_every_days", 5, 1)
        SimulatedCatalog.world = self.world
        opened.catalog.__class__ = SimulatedCatalog
        self.world.disk.sync_all()
        return opened

    # The calendar

    def _write_the_calendar(self) -> None:
        at = self.world.at
        for day in range(DAYS):
            at(day * DAY + 20 * HOUR, self._cloud_changes)
            at(day * DAY + 22 * HOUR, self._end_of_the_day)
        at(2.5 * DAY, lambda: self._asks_to_wait(2 * HOUR))
        at(3.1 * DAY, lambda: self.cloud.plan(errors.Offline("no network"), "describe", times=10**6))
        at(3.6 * DAY, self.cloud._planned.clear)
        at(4.2 * DAY, self.world.unplug)
        at(6.7 * DAY, self.world.heal)
        at(7.4 * DAY, lambda: self._wall_moves(8 * HOUR))  # the lid was shut: only the clock on the wall went on
        at(8.3 * DAY, lambda: self._wall_moves(YEARS))
        at(8.4 * DAY, lambda: self._wall_moves(-YEARS))
        at(9.2 * DAY, lambda: self._wall_moves(-YEARS))
        at(9.3 * DAY, lambda: self._wall_moves(YEARS))
        at(9.9 * DAY, self._withhold_one)
        at(11.2 * DAY, self.cloud._planned.clear)
        at(11.3 * DAY, self._fill_the_drive)
        at(11.8 * DAY, self.world.heal)
        at(10.93 * DAY, self._bytes_turn)
        at(13.8 * DAY, self._somebody_asks_for_a_repair)
        at(DAYS * DAY, self._ends)

    def _ends(self) -> None:
        self.world.stop.set()

    def _cloud_changes(self) -> None:
        keys = [key for key in list(self.cloud.keys()) if key not in self.rotten]
        for number in range(5):
            self.cloud.add(f"new{self.world.now:.0f}-{number}", self.dice.randbytes(900))
        self.cloud.replace(keys[0], self.dice.randbytes(800))
        self.cloud.delete(self.dice.choice(keys[1:]))

    def _asks_to_wait(self, seconds: float) -> None:
        self.cloud.plan(errors.RateLimited("slowly", until=self.clock.now() + seconds), "list", times=1)

    def _wall_moves(self, seconds: float) -> None:
        self.world.skew += seconds

    def _withhold_one(self) -> None:
        added = self.cloud.add("withheld", self.dice.randbytes(900))
        self.cloud.plan(errors.Forbidden("no"), "open", key=added.key, times=10**6)

    def _fill_the_drive(self) -> None:
        self.world.trouble = Trouble("full", 0, 10**9)

    def _bytes_turn(self) -> None:
        """Of two photos that the cloud still has: an older state of one that is gone there could not be had again."""
        rows = self.opened.catalog.read(Connection.rows, SAFE)
        for row in self.dice.sample([row for row in rows if row["key"] in set(self.cloud.keys())], 2):
            turn_a_byte(self.world.library / row["path"], self.dice)
            self.rotten.add(row["key"])

    def _somebody_asks_for_a_repair(self) -> None:
        self.opened.catalog.write(
            jobs.enqueue, "verify", Parameters(repair=True), origin="person", at=milliseconds(self.clock)
        )

    # What is seen each day

    def _end_of_the_day(self) -> None:
        status = self.status()
        self.states.append(status.state)
        assert_counts_add_up(self.opened.catalog)
        if not self.rotten:  # nobody may have read it yet
            assert_safe_is_true(self.opened.catalog, self.world.photos)
        assert status.totals.failed <= 1, status
        if self.world.photos != self.world.library:
            assert list(self.world.library.iterdir()) == [], "something was written where the drive should be"
        self.memory.append(resident())
        self.sizes.append(sum(file.stat().st_size for file in self.home.path.glob("catalog.db*")))
        self.asked.append(sum(self.cloud.asked[step] for step in ("describe", "list", "open")))
        self.naps.append(self.world.naps)

    def status(self) -> Status:
        """What the window would show now."""
        return report(self.opened.catalog, HomeLook(self.opened), self.clock)

    @property
    def pages(self) -> int:
        """Questions that one listing takes, for as many listings as a bad day has."""
        return 6 * (1 + len(list(self.cloud.keys())) // 7)

    def reopened(self) -> "closing[Opened]":
        """The catalog once more, after the daemon's end."""
        return closing(setup.open_home(self.home, self.home.path / "catalog.key", self.clock))

    def _count_runs(self) -> Counter[str]:
        """How many runs of each kind there were."""
        rows = self.opened.catalog.read(
            Connection.rows, "SELECT kind, count(*) AS n FROM backup_sessions GROUP BY kind"
        )
        return Counter({row["kind"]: row["n"] for row in rows})

    def _listening(self) -> ExitStack:
        stack, listener = ExitStack(), logging.Handler(logging.INFO)
        listener.emit = lambda record: self.log.update([record.levelname])  # type: ignore[method-assign]
        ours = logging.getLogger("holdfast")
        stack.callback(ours.setLevel, ours.level)
        ours.setLevel(logging.INFO)
        ours.addHandler(listener)
        stack.callback(ours.removeHandler, listener)
        return stack


def resident() -> int:
    """The memory that this process has now, in kilobytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
