"""Random histories: whatever a cloud, a drive and a person do in whatever order, the promises hold after each step."""

import tempfile
import threading
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from invariants import assert_counts_add_up, assert_no_secret, assert_nothing_unfinished, assert_safe_is_true
from workplace import Workplace

from holdfast.catalog import Connection, originals, sources, statistics
from holdfast.catalog import settings as values
from holdfast.catalog.jobs import Job, Kind, Parameters, Progress
from holdfast.daemon.runner import Runner
from holdfast.engine import setup
from holdfast.engine.rebuild import rebuild
from holdfast.errors import Interrupted
from holdfast.standins.account import Asset
from holdfast.standins.cloudinary import StandIn

PICTURES = tuple(b"\xff\xd8\xff picture %d \xff\xd9" % number for number in range(6))
FAULTS = st.sampled_from(["404", "403", "html", "gzip", "wrong_bytes"])
"""Faults that are answered at once: waiting for a retry is tested elsewhere."""
NUMBERS = st.integers(0, 50)


class Histories(RuleBasedStateMachine):
    """A cloud, a library and a catalog. `kept`: every file that was ever stored, which no job may touch."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.cloud = StandIn(0, secret="canary-of-a-history").start()
        self.place = Workplace(Path(self.folder.name) / "place", self.cloud)
        self.place.catalog.write(values.change, "reserve_megabytes", 0, 1)
        self.names = 0
        self.spoiled: set[str] = set()
        self.kept: dict[str, bytes] = {}
        self.stored: set[bytes] = set()

    @initialize()
    def begin(self) -> None:
        for picture in PICTURES[:3]:
            self.add(picture, "")
        self.backup()

    def teardown(self) -> None:
        try:
            self.assert_all_ends_well()
        finally:
            self.place.close()
            self.cloud.stop()
            self.folder.cleanup()

    def assert_all_ends_well(self) -> None:
        """When cloud and drive behave again, everything that is listed becomes safe by what a person would do."""
        self.cloud.faults.clear()
        for asset in self.cloud.photos:
            self.cloud.account.change(asset, said={})
        self.backup()
        self.accept()
        self.backup()
        self.work("verify", Parameters(repair=True))
        self.retry()
        self.verify(repair=False)
        totals = self.place.status.totals
        assert (totals.safe, totals.listed) == (len(self.cloud.photos), len(self.cloud.photos)), self.place.status
        assert_safe_is_true(self.place.catalog, self.place.library)
        assert_no_secret(self.place)
        assert self.backup_is_idle(), "I5: a second run with no change fetches nothing"

    def backup_is_idle(self) -> bool:
        before = self.place.files()
        job = self.work("backup")
        return (job.result["bytes"], job.result["downloaded"], self.place.files()) == (0, 0, before)

    def some(self, number: int) -> Asset | None:
        there = self.cloud.photos
        return there[number % len(there)] if there else None

    # The cloud

    @rule(picture=st.sampled_from(PICTURES), folder=st.sampled_from(["", "a", "a/b"]))
    def add(self, picture: bytes, folder: str) -> None:
        self.names += 1
        name = ("same", "Same", f"n{self.names}")[self.names % 3]
        self.cloud.add(f"id/{self.names}", picture, display_name=name, asset_folder=folder)

    @rule(number=NUMBERS, picture=st.sampled_from(PICTURES))
    def replace(self, number: int, picture: bytes) -> None:
        if asset := self.some(number):
            self.cloud.replace(asset.asset_id, picture)

    @rule(number=NUMBERS, folder=st.sampled_from(["", "a", "c"]))
    def move(self, number: int, folder: str) -> None:
        if asset := self.some(number):
            self.cloud.move(asset.asset_id, folder)
            self.cloud.rename(asset.asset_id, f"renamed {number % 3}")

    @rule(number=NUMBERS)
    def delete(self, number: int) -> None:
        if asset := self.some(number):
            self.cloud.delete(asset.asset_id)

    @rule(number=NUMBERS, said=st.sampled_from([{"bytes": "12"}, {"etag": "00" * 16}, {"bytes": 3}, {}]))
    def misstate(self, number: int, said: dict[str, object]) -> None:
        if asset := self.some(number):
            self.cloud.account.change(asset, said=said)

    @rule(number=NUMBERS)
    def withhold(self, number: int) -> None:
        if asset := self.some(number):
            self.cloud.withhold(asset.asset_id)

    @rule(kind=FAULTS, times=st.integers(1, 4))
    def misbehave(self, kind: str, times: int) -> None:
        self.cloud.faults.plan(kind, times=times)

    @rule()
    def calm(self) -> None:
        self.cloud.faults.clear()

    # The drive and the person

    @precondition(lambda self: self.place.files())
    @rule(number=NUMBERS, how=st.sampled_from(["flip", "cut", "remove", "folder"]))
    def spoil(self, number: int, how: str) -> None:
        files = sorted(self.place.files())
        path = files[number % len(files)]
        file, content = self.place.library / path, bytearray(self.place.files()[path])
        self.kept.pop(path, None)
        if how in ("remove", "folder"):
            file.unlink()
            if how == "folder":
                file.mkdir()
        else:
            content[-1] ^= 1
            file.write_bytes(content if how == "flip" else content[:5])
        self.spoiled.add(path)

    @rule()
    def accept(self) -> None:
        (row,) = self.place.catalog.read(sources.everything)
        if row.held is not None:
            self.place.catalog.write(sources.accept, row.id, row.held.absent)

    # Holdfast

    def work(self, kind: Kind, parameters: Parameters | None = None) -> Job:
        job = self.place.run(kind, parameters)
        self.remember()
        return job

    def remember(self) -> None:
        """What is stored now, undamaged, stays."""
        self.kept = {path: content for path, content in self.place.files().items() if path not in self.spoiled}

    @rule()
    def backup(self) -> None:
        before = dict(self.kept)
        self.work("backup")
        self.assert_kept(before)

    @rule()
    def retry(self) -> None:
        before = dict(self.kept)
        self.work("retry")
        self.assert_kept(before)

    @rule(repair=st.booleans())
    def verify(self, repair: bool) -> None:
        before = dict(self.kept)
        job = self.work("verify", Parameters(repair=repair))
        assert job.result["checked"] == self.place.catalog.read(originals.count) or repair
        self.spoiled = self.still_spoiled()
        assert_safe_is_true(self.place.catalog, self.place.library)
        self.assert_kept(before)

    @rule(kind=st.sampled_from(["backup", "verify"]), reports=st.integers(0, 6))
    def stop_in_between(self, kind: Kind, reports: int) -> None:
        seen = 0

        def watch(_job: Job, _progress: Progress) -> None:
            nonlocal seen
            seen += 1
            if seen > reports:
                self.place.stop.set()

        job = self.place.ask(kind)
        with suppress(Interrupted):
            Runner(self.place.opened, self.place.stop, watch).work_off(job.id)
        self.place.stop = threading.Event()
        self.remember()

    @rule()
    def lose_the_catalog(self) -> None:
        self.place.close()
        self.place.home.catalog_file.unlink()
        rebuild(self.place.home, self.place.library, None, self.place.clock)
        self.place.reopen()
        if self.place.catalog.read(sources.everything):
            setup.add_cloudinary(self.place.opened, "travel", self.cloud.url)
        self.spoiled = self.still_spoiled()
        assert_safe_is_true(self.place.catalog, self.place.library)

    def still_spoiled(self) -> set[str]:
        rows = self.place.catalog.read(Connection.rows, "SELECT path FROM originals WHERE condition <> 'intact'")
        return {row["path"] for row in rows}

    # What always holds

    def assert_kept(self, before: dict[str, bytes]) -> None:
        now = self.place.files()
        for path, content in before.items():
            assert now.get(path) == content, f"I2: {path} was changed or removed"

    @invariant()
    def promises_hold(self) -> None:
        assert_counts_add_up(self.place.catalog)
        assert_nothing_unfinished(self.place.library)
        if not self.spoiled:
            assert_safe_is_true(self.place.catalog, self.place.library)
        totals = self.place.status.totals
        if self.place.state() == "safe":
            assert totals.safe + totals.skipped == totals.listed
        held = self.place.catalog.read(statistics.holdings)
        intact = "SELECT count(*) FROM originals WHERE condition = 'intact'"
        assert held.originals == self.place.catalog.read(Connection.number, intact)


Histories.TestCase.settings = settings(
    max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)
TestHistories = Histories.TestCase
