"""SIGKILL in the middle of a restore: the next run writes only what is missing, and nothing half stays."""

import random
import signal
import subprocess
from pathlib import Path

import pytest
from storm import holdfast
from workplace import Workplace

from holdfast.standins.cloudinary import StandIn

PHOTOS = 600


def whole(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file that has its name, with its inode: the same inode is the same file, not written again."""
    if not folder.exists():
        return {}
    kept = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".part", ".txt"))
    return {path.relative_to(folder).as_posix(): (path.stat().st_ino, path.read_bytes()) for path in kept}


def count(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*.jpg") if ".holdfast-restoring" not in path.parts)


def test_a_restore_survives_being_killed(tmp_path: Path) -> None:
    killed_in_the_middle(tmp_path, kills=4, seed=1)


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_a_restore_survives_being_killed_a_hundred_times(tmp_path: Path) -> None:
    killed_in_the_middle(tmp_path, kills=100, seed=2)


def killed_in_the_middle(tmp_path: Path, kills: int, seed: int) -> None:
    chance, to = random.Random(seed), tmp_path / "back"
    with StandIn(0, seed=9) as cloud, Workplace(tmp_path, cloud) as place:
        for number in range(PHOTOS):
            cloud.add(f"trip {number % 7}/{number}", b"\xff\xd8\xff" + number.to_bytes(4) * 3000)
        place.backup()
        place.opened.close()
        held, halves = place.files(), 0
        for _ in range(kills):
            before = whole(to)
            running = holdfast(place, "restore", "--to", str(to))
            kill_when(running, to, min(PHOTOS, len(before) + chance.randint(0, 2 * PHOTOS // kills)))
            after = whole(to)
            halves += 0 < len(after) < PHOTOS
            assert before.items() <= after.items()
            assert {path: content for path, (_, content) in after.items()}.items() <= held.items()
        assert halves, "no kill came in the middle"
        before = whole(to)
        running = holdfast(place, "restore", "--to", str(to))
        output, _ = running.communicate(timeout=120)
        assert running.returncode == 0, output
        assert before.items() <= whole(to).items()
        assert {path: content for path, (_, content) in whole(to).items()} == held
        assert list(to.rglob("*.part")) == []
        assert {path.name for path in tmp_path.iterdir()} == {"home", "library", "key", "person", "scratch", "back"}
        assert list((tmp_path / "scratch").iterdir()) == list((tmp_path / "person").iterdir()) == []
    check = ["sha256sum", "--quiet", "--strict", "-c", "manifest-sha256.txt"]
    assert subprocess.run(check, cwd=to, capture_output=True).returncode == 0


def kill_when(running: "subprocess.Popen[str]", to: Path, files: int) -> None:
    """SIGKILL as soon as so many files are there, or leave it when it ended before."""
    while running.poll() is None:
        if to.exists() and count(to) >= files:
            running.send_signal(signal.SIGKILL)
        try:
            running.wait(0.002)
        except subprocess.TimeoutExpired:
            continue
    running.communicate(timeout=30)
