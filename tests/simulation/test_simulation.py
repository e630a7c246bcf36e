"""Cloud, drive and time made up from a seed, the rest real: whatever order things go wrong in, the promises hold after
every transaction, and in the end all is safe. The same seed is the same story."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from simulated_disk import Disk
from simulation import simulate

from holdfast.library import durable, writer

BEGIN = int(os.environ.get("HOLDFAST_SEED", "1"))
SHORT, LONG, AT_A_TIME = 40, 2000, 100

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the drive's calls are looked at as Linux has them")


@pytest.mark.parametrize("first", range(0, SHORT, 10))
def test_the_promises_hold_whatever_goes_wrong(first: int) -> None:
    for seed in range(first, first + 10):
        simulate(seed)


@pytest.mark.torture
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("first", range(BEGIN, BEGIN + LONG, AT_A_TIME))
def test_the_promises_hold_in_2000_stories(first: int) -> None:
    for seed in range(first, first + AT_A_TIME):
        simulate(seed)


def told(hash_seed: str) -> str:
    """The traces of some seeds, in a process of its own."""
    script = Path(simulate.__code__.co_filename)
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    seeds = [str(seed) for seed in range(100, 106)]
    return subprocess.run(
        [sys.executable, script, *seeds], env=environment, text=True, capture_output=True, check=True
    ).stdout


def test_the_same_seed_is_the_same_story() -> None:
    first = told("1")
    assert first == told("2")
    assert len(set(first.split())) == 12, "each seed is a story of its own"


FAULTY = {
    "names are not synced": (durable, "sync_folder", lambda _folder: None),
    "bytes are not synced": (durable, "sync_files", lambda _volume, _files: True),
    "the folders of a batch are not synced": (writer._Folders, "sync", lambda _self, upwards: None),
}


@pytest.mark.parametrize("where", FAULTY.values(), ids=FAULTY)
def test_a_program_that_forgets_a_sync_is_found_out(
    where: tuple[object, str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a story that no mistake could spoil would prove nothing."""
    monkeypatch.setattr(*where)
    with pytest.raises(AssertionError, match="I1"):
        for seed in range(1, 6):
            simulate(seed)


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path)


def test_a_cut_takes_what_was_not_synced_now_and_then_and_what_was_synced_never(disk: Disk) -> None:
    found = set()
    for turn in range(60):
        old, new = disk.top / "old.jpg", disk.top / f"new{turn}.jpg"
        old.write_bytes(b"synced")
        disk.sync_all()
        new.write_bytes(b"not synced")
        disk.cut(random.Random(turn))
        assert old.read_bytes() == b"synced"
        found.add(new.read_bytes() if new.exists() else None)
    assert {None, b"", b"not synced"} < found, "and something torn"


def test_a_rename_is_done_whole_or_not_at_all(disk: Disk) -> None:
    (disk.top / "incoming").mkdir()
    found = set()
    for turn in range(40):
        part = disk.top / "incoming" / "a.part"
        part.write_bytes(b"bytes")
        disk.sync_all()
        part.rename(disk.top / "a.jpg")
        disk.cut(random.Random(turn))
        there = [path for path in (part, disk.top / "a.jpg") if path.exists()]
        assert [path.read_bytes() for path in there] == [b"bytes"]
        found.add(there[0].name)
        there[0].unlink()
    assert found == {"a.part", "a.jpg"}
