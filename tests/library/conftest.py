"""A real library in a temporary folder."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from holdfast.library import root
from holdfast.library.root import Library
from holdfast.library.writer import Batch, Incoming, Landing, Part

LIBRARY_ID = "2f8a1c0e-0000-4000-8000-000000000001"
CATALOG_ID = "2f8a1c0e-0000-4000-8000-000000000002"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with root.make(tmp_path / "library", LIBRARY_ID, CATALOG_ID) as held:
        yield held


@pytest.fixture
def incoming(library: Library) -> Iterator[Incoming]:
    with Incoming(library) as held:
        yield held


@pytest.fixture
def batch(library: Library) -> Iterator[Batch]:
    held = Batch(library)
    yield held
    held.abandon()


Arrive = Callable[[bytes], Part]
Store = Callable[[dict[str, bytes]], Landing]


@pytest.fixture
def arrive(incoming: Incoming) -> Arrive:
    """A finished part with these bytes."""

    def arrived(content: bytes) -> Part:
        with incoming.new(len(content)) as part:
            part.write(content)
            part.finish(1_600_000_000_000)
        return part

    return arrived


@pytest.fixture
def store(arrive: Arrive, batch: Batch) -> Store:
    """Originals with these paths and bytes, the whole way."""

    def stored(contents: dict[str, bytes]) -> Landing:
        for path, content in contents.items():
            batch.add(arrive(content), path)
        return batch.commit()

    return stored


@pytest.fixture
def sha256() -> Callable[[bytes], str]:
    return lambda content: hashlib.sha256(content).hexdigest()


@pytest.fixture
def tree() -> Callable[[Library], dict[str, bytes]]:
    """Everything in the library that is not Holdfast's own, by path."""

    def found(library: Library) -> dict[str, bytes]:
        return {
            path.relative_to(library.path).as_posix(): path.read_bytes()
            for path in sorted(library.path.rglob("*"))
            if path.is_file() and ".holdfast" not in path.parts and path.name != "manifest-sha256.txt"
        }

    return found
