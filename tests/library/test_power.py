"""Power cuts: whatever was called committed is on the medium. Needs root and a loop device; part of the torture."""

import json
import os
import random
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from powered import can_cut, cut_power, format_drive, mounted

from holdfast.library import manifest, originals, root, sidecars
from holdfast.library.records import PhotoLine

WRITING = Path(__file__).with_name("writing.py")
CUTS = 25
FILES, SIZE = 7, 30_000

pytestmark = [
    pytest.mark.torture,
    pytest.mark.skipif(not can_cut(), reason="only root can cut the power of a loop device"),
]


def write_until_cut(place: Path, commits: int, before: list[str]) -> str:
    """Batches go on until so many files are committed; then, whatever is just being done, the power goes."""
    command = [*before, sys.executable, str(WRITING), str(place / "library"), "1000", str(FILES), str(SIZE)]
    told = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            told += line
            if told.count("committed") >= commits:
                break
        cut_power(place)
        os.killpg(writer.pid, signal.SIGKILL)
        # What is told after the cut was committed before it.
        told += writer.stdout.read()
    return told


def require_kept(library: root.Library, told: str) -> int:
    committed = re.findall(r"^committed (.*)\n", told, re.MULTILINE)
    listed = {entry.path: entry.sha256 for entry in manifest.read(library)}
    lines = {
        line.photo.key: line.original.sha256 for line in sidecars.read(library, "travel") if isinstance(line, PhotoLine)
    }
    for path in committed:
        found = originals.hash_original(library, path)
        assert found.bytes == SIZE
        assert listed[path] == lines[path] == found.sha256
    return len(committed)


# The third question of a batch is what file system this is, to flush it as a whole; else it syncs each file.
EACH_FILE = [
    "strace",
    "-f",
    "-qq",
    "-o",
    "/dev/null",
    "-etrace=fstatfs",
    "-einject=fstatfs:error=EPERM:when=3+3",
]
WAYS = {"one flush": [], "each file": EACH_FILE}


@pytest.mark.parametrize("before", WAYS.values(), ids=WAYS)
def test_no_power_cut_takes_what_was_committed(tmp_path: Path, before: list[str]) -> None:
    dice = random.Random(int(os.environ.get("HOLDFAST_SEED", "1")))
    image, place = tmp_path / "drive.img", tmp_path / "drive"
    place.mkdir()
    kept = 0
    for _ in range(CUTS):
        format_drive(image)
        with mounted(image, place):
            root.make(place / "library", "library", "catalog").close()
            told = write_until_cut(place, dice.randrange(1, 200), before)
        with mounted(image, place), root.open(place / "library", None) as library:
            kept += require_kept(library, told)
    print(json.dumps({"cuts": CUTS, "committed and kept": kept}))
    assert kept > CUTS


def test_the_cut_is_a_cut(tmp_path: Path) -> None:
    """Bytes that were written but not synced are gone: the harness above would see a broken recipe."""
    image, place = tmp_path / "drive.img", tmp_path / "drive"
    place.mkdir()
    format_drive(image)
    with mounted(image, place):
        (place / "a.part").write_bytes(b"x" * 100_000)
        (place / "a.part").rename(place / "a.jpg")
        cut_power(place)
    with mounted(image, place):
        assert not (place / "a.jpg").exists() or (place / "a.jpg").stat().st_size == 0
