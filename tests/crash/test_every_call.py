"""A whole backup of 20 photos, killed at every call that changes the library or the catalog: what was called safe is
there, the next run ends with all safe, and nothing that was safe is fetched again (F2)."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from invariants import assert_counts_add_up, assert_promises, assert_safe_is_true
from storm import holdfast
from workplace import Workplace

from holdfast.catalog import settings
from holdfast.standins.cloudinary import StandIn

PHOTOS = 20
NAMES = ("renameat2", "rename", "mkdirat", "mkdir", "unlinkat", "unlink")
BYTES = ("syncfs", "fsync", "fdatasync", "fallocate", "ftruncate", "fchmod")
COMMITS = ("pwrite64",)
"""What the catalog is written with; its syncs are among the others."""

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


@dataclass
class Scene:
    """A place before its first backup, which can be had again and again."""

    place: Workplace
    cloud: StandIn
    fresh: Path

    def anew(self) -> None:
        """As if nothing had happened yet. The catalog is shut."""
        for folder in (self.place.home.path, self.place.library):
            shutil.rmtree(folder)
            shutil.copytree(self.fresh / folder.name, folder)

    def traced(self, *options: str) -> int:
        """One backup under strace; what it ended with."""
        running = holdfast(self.place, "backup", before=["strace", "-f", "-qq", *options])
        output, _ = running.communicate(timeout=120)
        assert "Traceback" not in output, output
        return running.returncode

    def fetched(self) -> int:
        """How often bytes were asked for."""
        return self.cloud.asked("delivery") + self.cloud.asked("download")


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with StandIn(PHOTOS, seed=12, nasty=False) as cloud:
        place = Workplace(tmp_path / "place", cloud)
        place.catalog.write(settings.change, "reserve_megabytes", 0, 1)
        place.close()
        for folder in (place.home.path, place.library):
            shutil.copytree(folder, tmp_path / "fresh" / folder.name)
        yield Scene(place, cloud, tmp_path / "fresh")


def calls_made(scene: Scene, log: Path) -> Counter[str]:
    """How often each call is made by the thread that makes it most: strace counts for each thread."""
    scene.anew()
    assert scene.traced("-o", str(log), "-e", f"trace={','.join((*NAMES, *BYTES, *COMMITS))}") == 0
    per_thread = Counter(re.findall(r"^(\d+) +(\w+)\(", log.read_text(), re.MULTILINE))
    most: Counter[str] = Counter()
    for (_, call), times in per_thread.items():
        most[call] = max(most[call], times)
    return most


def killed(scene: Scene, call: str, number: int) -> bool:
    """Kill at that call, look, go on, look again. False: this run did not make so many of them."""
    scene.anew()
    code = scene.traced("-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={number}")
    if code == 0:
        return False
    assert code in (-9, 137), (call, number, code)
    place = scene.place
    place.reopen()
    try:
        assert_safe_is_true(place.catalog, place.library)
        assert_counts_add_up(place.catalog)
        safe, before = place.status.totals.safe, scene.fetched()
        assert place.backup().state == "done", (call, number)
        assert place.status.totals.safe == PHOTOS, (call, number)
        assert scene.fetched() - before <= PHOTOS - safe, (call, number, "what was safe was fetched again")
        assert_promises(place)
        assert place.backup().result["bytes"] == 0
    finally:
        place.close()
    return True


def sample(count: int, of: int) -> list[int]:
    """So many numbers from 1 to `of`, spread evenly, first and last among them."""
    return sorted({1 + round(step * (of - 1) / max(1, count - 1)) for step in range(count)})


def test_f2_a_backup_killed_at_some_of_its_calls_goes_on(scene: Scene, tmp_path: Path) -> None:
    made = calls_made(scene, tmp_path / "log")
    assert made["renameat2"] == PHOTOS
    for call, count in (("renameat2", 2), ("fsync", 4), ("pwrite64", 3), ("syncfs", 1)):
        for number in sample(count, made[call]):
            assert killed(scene, call, number) or number == made[call], (call, number)


@pytest.mark.torture
@pytest.mark.timeout(7200)
def test_f2_a_backup_killed_at_each_of_its_calls_goes_on(scene: Scene, tmp_path: Path) -> None:
    made = calls_made(scene, tmp_path / "log")
    kills = Counter(
        call for call, times in made.items() for number in range(1, times + 1) if killed(scene, call, number)
    )
    print(dict(made), dict(kills))
    assert kills.total() > 0.9 * made.total(), (made, kills)
