"""A process killed at any call, and a drive that fails at any call, lose nothing that was called committed."""

import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.library import manifest, root, sidecars
from holdfast.library.records import PhotoLine
from holdfast.library.root import Library

WRITING = Path(__file__).with_name("writing.py")
SCRIPT = runpy.run_path(str(WRITING))
content: Callable[[str, int], bytes] = SCRIPT["content"]
work: Callable[[Path, int, int, int], None] = SCRIPT["work"]
BATCHES, FILES, SIZE = 2, 2, 5000
MINE = "travel/day 0/IMG_1.jpg"
"""Somebody else's file, in the way of one of ours."""

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


@pytest.fixture
def place(library: Library) -> Path:
    (library.path / MINE).parent.mkdir(parents=True)
    (library.path / MINE).write_bytes(b"mine")
    return library.path


def traced(place: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = ["strace", "-f", "-qq", *options, sys.executable, str(WRITING), str(place)]
    return subprocess.run([*command, str(BATCHES), str(FILES), str(SIZE)], capture_output=True, text=True, timeout=60)


def injected(place: Path, call: str, what: str, number: int) -> subprocess.CompletedProcess[str]:
    inject = f"inject={call}:{what}:when={number}"
    return traced(place, "-o", "/dev/null", "-e", f"trace={call}", "-e", inject)


def require_kept(place: Path, told: str) -> None:
    """Everything called committed is there, whole, in the manifest and in the sidecar; nothing else was replaced."""
    committed = re.findall(r"^committed (.*)\n", told, re.MULTILINE)
    with root.open(place, None) as library:
        listed = {entry.path for entry in manifest.read(library)}
        lines = {line.photo.key for line in sidecars.read(library, "travel") if isinstance(line, PhotoLine)}
    for path in committed:
        assert (place / path).read_bytes() == content(re.sub("~[0-9a-f]{8}", "", path), SIZE)
        assert path in listed
        assert path in lines
    for path in (place / "travel").rglob("*.jpg"):
        expected = (
            b"mine"
            if path == place / MINE
            else content(re.sub("~[0-9a-f]{8}", "", path.relative_to(place).as_posix()), SIZE)
        )
        assert path.read_bytes() == expected


def require_recovered(place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The next run ends with everything in place once, nothing left over, and a manifest that GNU finds right."""
    capfd.readouterr()
    work(place, BATCHES, FILES, SIZE)
    told = capfd.readouterr().out
    assert "error" not in told
    require_kept(place, told)
    assert len(list((place / "travel").rglob("*.jpg"))) == BATCHES * FILES + 1
    assert list((place / ".holdfast/incoming").iterdir()) == []
    checked = subprocess.run(["sha256sum", "--strict", "-c", manifest.NAME], cwd=place, capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("call", "at_least"),
    [("syncfs", 2), ("renameat2", 4), ("fsync", 8), ("mkdirat", 1), ("fallocate", 4), ("fchmod", 4)],
)
def test_a_kill_at_any_call_loses_nothing(
    place: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], call: str, at_least: int
) -> None:
    fresh = tmp_path / "fresh"
    shutil.copytree(place, fresh)
    number = 0
    while True:
        number += 1
        shutil.rmtree(place)
        shutil.copytree(fresh, place)
        run = injected(place, call, "signal=SIGKILL", number)
        if run.returncode == 0:
            break
        assert run.returncode in (-9, 137), run.stderr
        require_kept(place, run.stdout)
        require_recovered(place, capfd)
    assert number > at_least


@pytest.mark.parametrize(
    ("call", "error", "at_least"),
    [
        ("syncfs", "EIO", 2),
        ("syncfs", "ENOSPC", 2),
        ("fsync", "EIO", 8),
        ("renameat2", "EIO", 4),
        ("renameat2", "ENOSPC", 4),
    ],
)
def test_a_drive_that_fails_at_any_call_voids_the_batch_and_says_so(
    place: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], call: str, at_least: int, error: str
) -> None:
    fresh = tmp_path / "fresh"
    shutil.copytree(place, fresh)
    number = 0
    while True:
        number += 1
        shutil.rmtree(place)
        shutil.copytree(fresh, place)
        run = injected(place, call, f"error={error}", number)
        assert run.returncode == 0, run.stderr
        if "error" not in run.stdout:
            break
        assert re.findall("error (.*)", run.stdout) == [{"EIO": "DISK_ERROR", "ENOSPC": "DISK_FULL"}[error]]
        assert list((place / ".holdfast/incoming").iterdir()) == []
        require_kept(place, run.stdout)
        require_recovered(place, capfd)
    assert number > at_least


@pytest.mark.parametrize(
    ("call", "error", "code"),
    [
        ("fallocate", "EDQUOT", "DISK_FULL"),
        ("fallocate", "EFBIG", "FILE_TOO_BIG"),
        ("mkdirat", "EACCES", "PERMISSION"),
        ("renameat2", "EROFS", "READ_ONLY"),
        ("renameat2", "ESTALE", "LIBRARY_OFFLINE"),
        ("ftruncate", "EIO", "DISK_ERROR"),
    ],
)
def test_what_the_system_refuses_has_its_own_code(place: Path, call: str, error: str, code: str) -> None:
    run = injected(place, call, f"error={error}", 1)
    assert re.findall("error (.*)", run.stdout)[0] == code
    require_kept(place, run.stdout)


FALLBACKS = {
    "no exclusive rename: a link": ["renameat2:error=EINVAL"],
    "nor links: a reserved name": ["renameat2:error=EINVAL", "linkat:error=EPERM"],
    "no flush of the whole drive": ["syncfs:error=ENOSYS"],
    "an unknown file system": ["fstatfs:error=EPERM:when=3+3"],
    "no reserving of room": ["fallocate:error=EOPNOTSUPP"],
}


@pytest.mark.parametrize("missing", FALLBACKS.values(), ids=FALLBACKS)
def test_a_drive_that_can_less_is_written_all_the_same(
    place: Path, capfd: pytest.CaptureFixture[str], missing: list[str]
) -> None:
    calls = ",".join(each.partition(":")[0] for each in missing)
    run = traced(place, "-o", "/dev/null", "-e", f"trace={calls}", *(f"-einject={each}" for each in missing))
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count("committed") == BATCHES * FILES
    require_kept(place, run.stdout)
    require_recovered(place, capfd)


def test_folders_that_cannot_be_synced_are_tolerated(place: Path) -> None:
    """Folders are synced by nothing but fsync; files on such a drive by syncfs first."""
    folder = str(place / "travel/day 1")
    run = traced(place, "-o", "/dev/null", "-P", folder, "-e", "trace=fsync", "-e", "inject=fsync:error=EINVAL")
    assert run.stdout.count("committed") == BATCHES * FILES


STEPS = {
    "bytes": r"^syncfs\(",
    "folder made": r"^fsync\(\d+<[^>]*/(library|travel)>\)",
    "name": r"^renameat2\(.*\.part",
    "folder": r"^fsync\(\d+<[^>]*(/day \d|/incoming)>\)",
    "manifest": r"^write\(.*manifest-sha256\.txt",
    "manifest synced": r"^fsync\(.*manifest-sha256\.txt",
    "sidecar": r"^write\(.*sidecars/travel\.jsonl",
    "sidecar synced": r"^fsync\(.*sidecars/travel\.jsonl",
    "told": r"^write\(1<.*committed",
}


def steps(log: str, names: dict[str, str]) -> list[str]:
    """What was done, each step once however often it came in a row."""
    calls = [re.sub(r"^\d+ +", "", line) for line in log.splitlines()]
    found = [next((name for name, pattern in names.items() if re.search(pattern, call)), None) for call in calls]
    done = [name for name in found if name is not None]
    return [name for number, name in enumerate(done) if number == 0 or done[number - 1] != name]


def test_the_order_of_the_recipe(library: Library, tmp_path: Path) -> None:
    work(library.path, 1, 1, 1)  # manifest and sidecar are there: making them syncs their folders once more
    shutil.rmtree(library.path / "travel/day 0")
    log = tmp_path / "log"
    traced(library.path, "-y", "-o", str(log), "-e", "trace=syncfs,fsync,renameat2,write")
    assert steps(log.read_text(), STEPS) == [*STEPS] * BATCHES


def test_new_files_of_lines_are_durable_by_name_too(library: Library, tmp_path: Path) -> None:
    log = tmp_path / "log"
    traced(library.path, "-y", "-o", str(log), "-e", "trace=fsync,write")
    names = {
        "manifest": r"^fsync\(.*manifest-sha256\.txt",
        "root": r"^fsync\(\d+<[^>]*/library>\)",
        "sidecar": r"^fsync\(.*sidecars/travel\.jsonl",
        "sidecars": r"^fsync\(\d+<[^>]*/sidecars>\)",
        "told": r"^write\(1<.*committed",
    }
    first = ["root", "manifest", "root", "sidecar", "sidecars", "told"]  # the first root: for the source's folder
    assert steps(log.read_text(), names) == [*first, "manifest", "sidecar", "told"]


SET_ASIDE = """
import sys
from holdfast.library import originals, root

with root.open(sys.argv[1], None) as library:
    print(originals.set_aside_damaged(library, "travel/day 0/IMG_1.jpg"))
"""


def test_damaged_bytes_that_were_moved_aside_are_durable_there(place: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = ["strace", "-f", "-qq", "-y", "-o", str(log), "-e", "trace=renameat2,fsync", sys.executable]
    run = subprocess.run([*command, "-c", SET_ASIDE, str(place)], capture_output=True, text=True, timeout=60)
    assert run.stdout == ".holdfast/damaged/travel/day 0/IMG_1.jpg~1\n"
    names = {
        "moved": r"^renameat2\(",
        "there": r"^fsync\(.*/damaged/travel/day 0>",
        "here": r"^fsync\(.*library/travel/day 0>",
    }
    assert steps(log.read_text(), names) == ["moved", "there", "here"]


def test_without_one_flush_every_file_is_synced_before_it_gets_its_name(library: Library, tmp_path: Path) -> None:
    log = tmp_path / "log"
    traced(
        library.path,
        "-y",
        "-o",
        str(log),
        "-e",
        "trace=fstatfs,fsync,renameat2",
        "-e",
        "inject=fstatfs:error=EPERM:when=3+3",
    )
    found = steps(log.read_text(), {"bytes": r"^fsync\(.*\.part", "name": r"^renameat2\(.*\.part"})
    assert found == ["bytes", "name"] * BATCHES
    assert len(re.findall(r"fsync\(.*\.part", log.read_text())) == BATCHES * FILES
