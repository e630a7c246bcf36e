"""What the crash tests run and kill: batches of originals into a library, each told on stdout once committed.

python writing.py LIBRARY BATCHES FILES SIZE
"""

import sys
from pathlib import Path

from holdfast.domain.naming import with_suffix
from holdfast.domain.photo import RemotePhoto
from holdfast.errors import HoldfastError
from holdfast.library import root
from holdfast.library.records import PhotoLine, SourceLine, StoredOriginal
from holdfast.library.sidecars import Note
from holdfast.library.writer import Batch, Incoming, Part


def content(path: str, size: int) -> bytes:
    """The bytes of an original, known from its path."""
    return (path.encode() * (size // len(path) + 1))[:size]


def paths(batch: int, files: int) -> list[str]:
    return [f"travel/day {batch}/IMG_{number}.jpg" for number in range(files)]


def note(path: str, part: Part) -> Note:
    assert part.written is not None
    original = StoredOriginal(path, part.written.sha256, part.written.md5, part.written.bytes, 0)
    return Note("travel", PhotoLine("uid", RemotePhoto(path, path), original, "md5"))


def write_one(library: root.Library, incoming: Incoming, number: int, files: int, size: int) -> list[str]:
    batch = Batch(library)
    batch.note(Note("travel", SourceLine("uid", "Travel", "cloudinary", "travel")))
    try:
        for path in paths(number, files):
            with incoming.new(size) as part:
                part.write(content(path, size))
                part.finish(1_600_000_000_000)
            batch.add(part, path, note(path, part))
        landing = batch.commit()
        for refused in landing.refused:
            raise refused.error
        committed = [landed.path for landed in landing.landed]
        for taken in landing.taken:
            path = with_suffix(taken.path, "key")
            batch.add(taken.part, path, note(path, taken.part))
        return committed + [landed.path for landed in batch.commit().landed]
    finally:
        batch.abandon()


def tell(line: str) -> None:
    """In one piece: a kill leaves the line out or whole."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def work(where: Path, batches: int, files: int, size: int) -> None:
    with root.open(where, None) as library, Incoming(library) as incoming:
        incoming.sweep()
        for number in range(batches):
            try:
                for path in write_one(library, incoming, number, files, size):
                    tell(f"committed {path}")
            except HoldfastError as error:
                tell(f"error {error.code}")


if __name__ == "__main__":
    work(Path(sys.argv[1]), *map(int, sys.argv[2:]))
