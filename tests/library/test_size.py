"""A library of a million photos is listed and compacted in little memory. Part of the torture."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from holdfast.library.root import Library

LINES = 1_000_000
MOST_MEGABYTES = 200

SCRIPT = """
import json, resource, sys
from holdfast.domain.photo import RemotePhoto
from holdfast.library import manifest, root, sidecars
from holdfast.library.records import PhotoLine, StoredOriginal
from holdfast.library.sidecars import Note

lines = int(sys.argv[2])
with root.open(sys.argv[1], None) as library:
    def path(number):
        return f"travel/a folder with a name of some length/IMG_{number * 7919 % lines:07}.jpg"

    def note(number):
        photo = RemotePhoto(str(number % (lines * 3 // 4)), path(number), tags=("sea", "sand"))
        return Note("travel", PhotoLine("uid", photo, StoredOriginal(path(number), "a" * 64, "b" * 32, 10, 0), "md5"))

    for start in range(0, lines, 10_000):
        numbers = range(start, start + 10_000)
        manifest.append(library, (manifest.Entry(path(number), "a" * 64) for number in numbers))
        sidecars.append(library, (note(number) for number in numbers))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kept = manifest.compact(library, (manifest.Entry(path(number), "a" * 64) for number in range(lines)))
    after_manifest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    compacted = sidecars.compact(library, "travel")
    known = sum(1 for _ in sidecars.read(library, "travel"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"kept": kept, "lines": compacted.lines, "superseded": compacted.superseded, "known": known,
        "megabytes": [before // 1024, after_manifest // 1024, peak // 1024]}))
"""


@pytest.mark.torture
@pytest.mark.timeout(900)
def test_a_million_lines_take_little_memory(library: Library, tmp_path: Path) -> None:
    command = [sys.executable, "-c", SCRIPT, str(library.path), str(LINES)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    print(told)
    assert told["kept"] == told["lines"] == LINES
    assert told["superseded"] == LINES - told["known"] == LINES // 4
    assert max(told["megabytes"]) < MOST_MEGABYTES
