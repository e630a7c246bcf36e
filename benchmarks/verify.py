"""`holdfast verify` beside `sha256sum -c` and `rclone check`: the same library, the same run, in turns.

Each is a whole process that reads every original and compares it with the library's own manifest (Holdfast: with its
catalog). Cold: what memory has of the files is dropped before each of them. Warm: the others read from memory, and
Holdfast, which drops it on purpose, from the drive.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import corpora
import servers
from runs import Broke, Command, Contestant, in_turns, run, table
from tools import Place, holdfast_command, holdfast_s3, install

MANIFEST = "manifest-sha256.txt"


@dataclass(frozen=True, slots=True)
class Corpus:
    """So many files of that size on average."""

    name: str
    files: int
    mean: int


SHELVES = (Corpus("small files", 5000, 267_000), Corpus("large files", 12, 128 * 1024 * 1024))
QUICK = (Corpus("small files", 60, 20_000), Corpus("large files", 2, 2_000_000))


def make_library(place: Path, corpus: Corpus) -> Path:
    """A library with these files, backed up from a bucket; the folder that holds it and its home."""
    bucket = corpora.make(place / "files" / "bucket", corpus.files, corpus.mean)
    folder = place / "made"
    folder.mkdir()
    with servers.cloud(bucket) as port:
        run(holdfast_s3(Place(port, corpus.files), folder), folder / "said.txt")
    shutil.rmtree(place / "files")
    return folder


def originals(library: Path) -> Iterator[Path]:
    """Every file that is to be read."""
    for line in (library / MANIFEST).read_text("utf-8").splitlines():
        yield library / line.split("  ", 1)[1]


def forget(library: Path) -> None:
    """Let memory forget these files, and no others."""
    os.sync()
    for path in originals(library):
        file = os.open(path, os.O_RDONLY)
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(file)


def remember(library: Path) -> None:
    """Let memory have them all."""
    for path in originals(library):
        with path.open("rb") as file:
            while file.read(1 << 20):
                pass


def contestants(made: Path, prepare: Callable[[Path], None]) -> list[Contestant]:
    """The three programs; `prepare` is called before each run and not timed."""
    library = made / "copy"
    rclone = [install("rclone"), "check", "--checkfile", "sha256", MANIFEST, ".", "--one-way", "--config="]
    commands = {
        "Holdfast": holdfast_command(made, "verify"),
        "sha256sum -c": Command(["sha256sum", "--quiet", "-c", MANIFEST], folder=library),
        "rclone check": Command(rclone, folder=library),
    }

    def begun(command: Command, _folder: Path) -> Command:
        prepare(library)
        return command

    missing = set() if install("rclone") else {"rclone check"}
    return [
        Contestant(name, None if name in missing else partial(begun, command), missing="not available here")
        for name, command in commands.items()
    ]


def compare(shelves: tuple[Corpus, ...], turns: int, folder: Path | None) -> Iterator[str]:
    """One table for each corpus, cold and warm."""
    for corpus in shelves:
        with tempfile.TemporaryDirectory(prefix="holdfast-verify-", dir=folder) as place:
            made = make_library(Path(place), corpus)
            size = sum(path.stat().st_size for path in originals(made / "copy")) / 1e6
            for name, prepare in (("cold", forget), ("warm", remember)):
                able = contestants(made, prepare)
                found = in_turns(able, turns, Path(place))
                yield table(f"{corpus.name}, {name}: {corpus.files:,} of {size:,.0f} MB", able, found, size, "MB")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only to see whether everything runs")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the library is made; else the system's own place")
    asked = parser.parse_args()
    try:
        for text in compare(QUICK if asked.quick else SHELVES, asked.turns, asked.folder):
            print(f"{text}\n", flush=True)
    except Broke as broke:
        print(f"not measured: {broke}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
