"""What the drive tests run inside a small drive of their own, mounted at the folder given: one scenario by name.

python drive.py SCENARIO MOUNTPOINT          prints what happened, a line of JSON
"""

import json
import subprocess
import sys
from pathlib import Path

from holdfast.errors import LibraryError
from holdfast.library import manifest, root
from holdfast.library.manifest import Entry
from holdfast.library.root import Library
from holdfast.library.writer import Batch, Incoming


def arrive(incoming: Incoming, batch: Batch, path: str, content: bytes, size: int | None) -> None:
    with incoming.new(size) as part:
        part.write(content)
        part.finish()
    batch.add(part, path)


def fill(library: Library, incoming: Incoming, chunk: int, declared: bool) -> int:
    """Batches of one file until the drive has enough; how many were committed."""
    for number in range(10_000):
        batch = Batch(library)
        try:
            arrive(incoming, batch, f"travel/{number}.jpg", bytes([number % 256]) * chunk, chunk if declared else None)
            batch.commit()
        except LibraryError as error:
            return tell(library, error, number)
        finally:
            batch.abandon()
    raise AssertionError("the drive never had enough")


def tell(library: Library, error: LibraryError, committed: int = 0) -> int:
    listed = [entry.path for entry in manifest.read(library)]
    left = len(list((library.path / ".holdfast/incoming").iterdir()))
    print(json.dumps({
        "code": error.code, "message": error.message, "action": error.action, "committed": committed,
        "listed": len(listed), "present": sum((library.path / path).is_file() for path in listed), "left": left,
    }))  # fmt: skip
    return committed


def big_file(library: Library, incoming: Incoming) -> None:
    try:
        incoming.new(50_000_000)
    except LibraryError as error:
        tell(library, error)


def full_undeclared(library: Library, incoming: Incoming) -> None:
    fill(library, incoming, 100_000, declared=False)


def full_declared(library: Library, incoming: Incoming) -> None:
    fill(library, incoming, 100_000, declared=True)


def full_of_names(library: Library, incoming: Incoming) -> None:
    fill(library, incoming, 1, declared=False)


def full_manifest(library: Library, incoming: Incoming) -> None:
    """Not one byte is left when the manifest's turn comes: its lines are as before."""
    manifest.append(library, [Entry(f"travel/{number}.jpg", "a" * 64) for number in range(10)])
    with (library.path / "ballast").open("wb", buffering=0) as ballast:
        try:
            while True:
                ballast.write(b"x" * 4096)
        except OSError:
            pass
    before = (library.path / manifest.NAME).read_bytes()
    try:
        manifest.append(library, [Entry("travel/x.jpg" + "x" * 200, "b" * 64) for _ in range(100)])
    except LibraryError as error:
        assert (library.path / manifest.NAME).read_bytes() == before
        tell(library, error)


def read_only(library: Library, incoming: Incoming) -> None:
    batch = Batch(library)
    with incoming.new(1) as part:
        part.write(b"x")
        part.finish()
    batch.add(part, "travel/a.jpg")
    part.release()  # the system makes no drive read-only by request while a file is open for writing
    subprocess.run(["mount", "-o", "remount,bind,ro", str(library.path)], check=True)
    library.check(writing=False)
    try:
        batch.commit()
    except LibraryError as error:
        tell(library, error)
    try:
        incoming.new()
    except LibraryError as error:
        tell(library, error)


def pulled(library: Library, incoming: Incoming) -> None:
    """The drive goes in the middle of a batch; the empty place where it was stays empty."""
    batch = Batch(library)
    arrive(incoming, batch, "travel/a.jpg", b"x", 1)
    subprocess.run(["umount", "-l", str(library.path)], check=True)
    try:
        batch.commit()
    except LibraryError as error:
        print(
            json.dumps(
                {"code": error.code, "message": error.message, "found": [path.name for path in library.path.iterdir()]}
            )
        )


def main(scenario: str, place: str) -> None:
    with root.make(Path(place), "library", "catalog") as library, Incoming(library) as incoming:
        globals()[scenario](library, incoming)


if __name__ == "__main__":
    main(*sys.argv[1:])
