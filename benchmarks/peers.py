"""Holdfast beside rclone, s5cmd, `aws s3 sync` and `cld sync --pull`: same server, same files, same run, in turns.

Whole processes from start to end. Holdfast's include its two hashes, its catalog and its durability barrier: when it
ends, everything is on the medium. The others check less or nothing and leave that to the system. Prints Markdown.
"""

import argparse
import compileall
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import corpora
import servers
from runs import Broke, Contestant, in_turns, table
from tools import CLOUDINARY, COPIES, LISTINGS, ROOT, Maker, Place, contestants, is_listed


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much work each comparison is."""

    small: int
    large: int
    large_bytes: int
    keys: int
    kept: int
    far: int
    cloudinary: int
    turns: int


FULL = Sizes(5000, 8, 128 * 1024 * 1024, 50_000, 50_000, 1000, 2000, 3)
BOUNDED = Sizes(1500, 4, 64 * 1024 * 1024, 20_000, 5000, 300, 1000, 3)
QUICK = Sizes(12, 1, 1024 * 1024, 30, 12, 6, 12, 1)

Comparison = Callable[[Path, Sizes, str], str]


def small(place: Path, sizes: Sizes, server: str) -> str:
    """Many small files"""
    return _copied(place, sizes, server, "Many small files", COPIES, (sizes.small, 267_000))


def large(place: Path, sizes: Sizes, server: str) -> str:
    """Few large files"""
    corpus = corpora.make(place / "large" / "bucket", sizes.large, sizes.large_bytes, spread=False)
    title = f"Few large files: {sizes.large} × {sizes.large_bytes >> 20} MiB"
    with _serving(corpus, server) as there:
        found = contestants(COPIES, there)
        return _measured(title, found, place, sizes, corpora.total(corpus) / 1e6, "MB")


def listing(place: Path, sizes: Sizes, server: str) -> str:
    """Keys listed"""
    corpus = corpora.make(place / "keys" / "bucket", sizes.keys, 100, spread=False)
    with _serving(corpus, server) as there:
        found = contestants(LISTINGS, there, partial(is_listed, sizes.keys))
        return _measured(f"{sizes.keys:,} keys listed", found, place, sizes, sizes.keys, "keys")


def unchanged(place: Path, sizes: Sizes, server: str) -> str:
    """Nothing changed since the last run"""
    corpus = corpora.make(place / "kept" / "bucket", sizes.kept, 100, spread=False)
    with _serving(corpus, server) as there:
        found = [replace(each, keeps=True) for each in contestants(COPIES, there)]
        return _measured(f"Nothing changed: {sizes.kept:,} files in place", found, place, sizes, sizes.kept, "files")


def far(place: Path, sizes: Sizes, server: str) -> str:
    """The same through a link of 200 Mbit/s and 30 ms"""
    corpus = corpora.make(place / "far" / "bucket", sizes.far, 267_000)
    with _serving(corpus, server) as there, servers.slow_link(there.port) as port:
        found = contestants(COPIES, Place(port, sizes.far))
        title = f"A link of 200 Mbit/s and 30 ms: {sizes.far:,} small files"
        return _measured(title, found, place, sizes, sizes.far, "files")


def cloudinary(place: Path, sizes: Sizes, _server: str) -> str:
    """Cloudinary"""
    return _copied(place, sizes, "own", "Cloudinary", CLOUDINARY, (sizes.cloudinary, 200_000))


COMPARISONS: dict[str, Comparison] = {
    "small": small, "large": large, "listing": listing, "unchanged": unchanged, "far": far, "cloudinary": cloudinary,
}  # fmt: skip


def _copied(
    place: Path, sizes: Sizes, server: str, title: str, makers: dict[str, Maker], files: tuple[int, int]
) -> str:
    count, mean = files
    corpus = corpora.make(place / "files" / "bucket", count, mean)
    with _serving(corpus, server) as there:
        found = contestants(makers, there)
        return _measured(f"{title}: {count:,} of {mean // 1000} kB on average", found, place, sizes, count, "files")


@contextmanager
def _serving(corpus: Path, server: str) -> Iterator[Place]:
    files = len(corpora.index(corpus))
    if server == "own":
        with servers.cloud(corpus) as port:
            yield Place(port, files)
    else:
        (corpus / corpora.INDEX).unlink()  # would be one more key
        with servers.rclone_server(corpus.parent) as port:
            yield Place(port, files)


def _measured(title: str, found: list[Contestant], place: Path, sizes: Sizes, work: float, unit: str) -> str:
    runs = in_turns(found, sizes.turns, place)
    return table(title, found, runs, work, unit)


def compare(names: list[str], sizes: Sizes, server: str, folder: Path | None = None) -> Iterator[str]:
    """The table of each comparison, one after the other; what could not be measured says why."""
    for name in names:
        with tempfile.TemporaryDirectory(prefix="holdfast-bench-", dir=folder) as place:
            try:
                yield COMPARISONS[name](Path(place), sizes, server)
            except Broke as broke:
                yield f"### {COMPARISONS[name].__doc__}: not measured\n\n{broke}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="COMPARISON", help=f"of {', '.join(COMPARISONS)}; else all")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--full", action="store_true", help="the sizes of docs/speed.md: takes long")
    size.add_argument("--quick", action="store_true", help="only to see whether everything runs")
    parser.add_argument("--server", choices=("own", "rclone"), default="own", help="what speaks S3")
    parser.add_argument("--folder", type=Path, help="where files are made and copied to; else the system's own place")
    asked = parser.parse_args()
    sizes = FULL if asked.full else QUICK if asked.quick else BOUNDED
    if unknown := set(asked.names) - set(COMPARISONS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    for part in ("daemon/holdfast", "ui/holdfast_ui"):  # as it is where a person has it installed
        compileall.compile_dir(ROOT / part, quiet=1)
    failed = False
    for text in compare(asked.names or list(COMPARISONS), sizes, asked.server, asked.folder):
        print(f"{text}\n", flush=True)
        failed |= "not measured" in text
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
