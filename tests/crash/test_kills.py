"""SIGKILL at random moments, to whichever process of Holdfast there is: the daemon, a command, the window's server, and
the processes that these have started. Nothing that was safe is lost, and the next one goes on (F2, F4)."""

import os
import random
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invariants import assert_counts_add_up, assert_promises, assert_safe_is_true
from storm import descendants, holdfast
from workplace import Workplace

from holdfast.catalog import settings, sources
from holdfast.catalog.jobs import Parameters
from holdfast.clock import milliseconds
from holdfast.daemon.lock import holder
from holdfast.engine.download import AHEAD
from holdfast.standins.cloudinary import StandIn

SEED = int(os.environ.get("HOLDFAST_SEED", "1"))
ROLES = (("daemon", "run"), ("backup",), ("daemon", "run"), ("verify",), ("serve", "--port", "0"), ("retry",))
BATCH, IN_FLIGHT = 50, AHEAD * 8 + 2
PATIENCE = 60.0

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="this system shows no processes as files")


class Killing:
    """A place in which nobody lives long."""

    def __init__(self, place: Workplace, cloud: StandIn, seed: int) -> None:
        self.place, self.cloud, self.dice = place, cloud, random.Random(seed)
        self.killed: Counter[str] = Counter()

    def round(self) -> None:
        """Somebody begins to work, and is killed; or somebody else is, whom it needs, and then it."""
        role = self.dice.choice(ROLES)
        self._make_work()
        running = holdfast(self.place, *role)
        try:
            self._until(lambda: self._is_at_it(running.pid) or running.poll() is not None)
            self._wait_a_little(running)
            helpers = descendants(running.pid)
            if helpers and self.dice.random() < 0.5:
                self._kill(self.dice.choice(helpers), f"helper of {role[0]}")
                self._wait_a_little(running)
                assert running.poll() in (None, 0, 1), f"{role[0]} did not outlive its helper"
            if running.poll() is None:
                self._kill(running.pid, role[0])
        finally:
            running.kill()
            output, _ = running.communicate(timeout=PATIENCE)
        assert "Traceback" not in output, output
        assert_safe_is_true(self.place.catalog, self.place.library)

    def _make_work(self) -> None:
        for _ in range(self.dice.randint(2, 25)):
            self.cloud.add(f"more/{self.dice.getrandbits(40)}", self.dice.randbytes(3000))
        (row,) = self.place.catalog.read(sources.everything)
        self.place.catalog.write(sources.due_next, row.id, milliseconds(self.place.clock) - 1)

    def _is_at_it(self, pid: int) -> bool:
        """It has opened the catalog."""
        try:
            return any("catalog.db" in str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir())
        except OSError:
            return False

    def _wait_a_little(self, running: "subprocess.Popen[str]") -> None:
        until = self.place.clock.monotonic() + self.dice.choice((0.0, 0.2, 0.8, 2.0))
        requests = len(self.cloud.requests) + self.dice.randint(1, 30)
        while running.poll() is None and self.place.clock.monotonic() < until and len(self.cloud.requests) < requests:
            self.place.clock.sleep(0.002)

    def _kill(self, pid: int, whom: str) -> None:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.killed[whom] += 1

    def _until(self, condition: Callable[[], bool]) -> None:
        deadline = self.place.clock.monotonic() + PATIENCE
        while not condition():
            assert self.place.clock.monotonic() < deadline
            self.place.clock.sleep(0.005)


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(60, seed=17, nasty=False, pictures=True) as running:
        yield running


def kill_so_many(place: Workplace, cloud: StandIn, kills: int, seed: int = SEED) -> Killing:
    place.catalog.write(settings.change, "reserve_megabytes", 0, 1)
    killing = Killing(place, cloud, seed)
    while killing.killed.total() < kills:
        killing.round()
    assert holder(place.home, place.clock) is None
    for _ in range(2):  # the first goes on with what was cut short, and with what that had listed
        assert place.backup().state == "done"
    assert place.status.totals.safe == len(cloud.photos)
    assert place.run("verify", Parameters()).result["damaged"] == 0
    assert_counts_add_up(place.catalog)
    assert_promises(place)
    assert place.backup().result["bytes"] == 0
    again = cloud.asked("delivery") + cloud.asked("download") - len(cloud.photos)
    assert again <= kills * (BATCH + IN_FLIGHT), f"{again} photos were fetched again"
    print(dict(killing.killed), f"{len(cloud.photos)} photos, {again} fetched again")
    return killing


def test_f2_f4_ten_kills_lose_nothing(tmp_path: Path, cloud: StandIn) -> None:
    with Workplace(tmp_path, cloud) as place:
        kill_so_many(place, cloud, 10)


@pytest.mark.torture
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("turn", range(5))
def test_f2_f4_a_hundred_kills_five_times_lose_nothing(tmp_path: Path, cloud: StandIn, turn: int) -> None:
    with Workplace(tmp_path, cloud) as place:
        killed = kill_so_many(place, cloud, 100, SEED + turn).killed
        assert min(killed[role[0]] for role in ROLES) > 2, killed
        assert sum(times for whom, times in killed.items() if whom.startswith("helper")) > 0, killed
