"""A copy of one photo where a person wants it: read whole and compared before it gets its name, nothing replaced."""

import contextlib
import itertools
import os
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from holdfast.catalog import sources
from holdfast.catalog.originals import Original
from holdfast.catalog.sources import SourceRow
from holdfast.domain.judge import TWICE, Received, judge
from holdfast.domain.photo import RemotePhoto
from holdfast.engine.connect import Signed, no_key, plain
from holdfast.engine.setup import Opened, open_library
from holdfast.errors import Damaged, UsageError
from holdfast.library import durable
from holdfast.library.digest import Digest
from holdfast.library.faults import told
from holdfast.library.folder import Folder
from holdfast.library.incoming import HEAD
from holdfast.library.originals import read_original

NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY
ELSEWHERE = "Choose a folder outside of the library."


def from_library(opened: Opened, held: Original, target: Path) -> Path:
    """Copy an original to `target`, or to a free name beside it when that is taken; the path that it got.
    Damaged: its bytes are no longer those that were stored, and no copy was made."""
    _refuse_own_places(opened, target)
    with open_library(opened) as library, closing(read_original(library, held.path)) as chunks:
        return _written(target, chunks, lambda digest, _: _compare(held, digest))


def from_cloud(opened: Opened, source: SourceRow, photo: RemotePhoto, target: Path) -> Path:
    """Fetch a photo from its cloud, as `from_library` copies one. It is compared with all that the cloud declares of
    it; a cloud that declares nothing is believed, because the person asked for what it has."""
    _refuse_own_places(opened, target)
    secret = opened.catalog.read(sources.credentials, source.id)
    if secret is None:
        raise no_key(source)
    with closing(plain(source.kind, Signed(source.settings, secret, source.facts), opened.clock)) as cloud:
        with closing(cloud.open(photo)) as stream:
            listed = () if photo.checksum is None else (photo.checksum,)
            declared = (*listed, *stream.declared)

            def compare(digest: Digest, head: bytes) -> None:
                sums = digest.against(declared)
                judge(photo, Received(digest.bytes, stream.length, head, sums, stream.as_listed), TWICE)

            return _written(target, stream.chunks(), compare, Digest(declared))


def _refuse_own_places(opened: Opened, target: Path) -> None:
    """A stray file in the library would be taken for a photo; one in the home, for Holdfast's own."""
    folder = target.parent.resolve()
    for place in (opened.library, opened.home.path):
        if folder.is_relative_to(place.resolve()):
            raise UsageError(f"{folder} belongs to Holdfast itself: a copy would be lost among its files.",
                             action=ELSEWHERE)  # fmt: skip


def _written(
    target: Path, chunks: Iterable[bytes], compare: Callable[[Digest, bytes], None], digest: Digest | None = None
) -> Path:
    digest, head = digest or Digest(), b""
    with told(str(target)), Folder.open(str(target.parent)) as folder, _part(folder) as (name, file):
        for chunk in chunks:
            head = (head + chunk)[:HEAD] if len(head) < HEAD else head
            digest.update(chunk)
            _write_all(file, chunk)
        compare(digest, head)
        durable.sync_file(file)
        free = _named(folder, name, target.name)
        folder.sync()
    return target.with_name(free)


@contextmanager
def _part(folder: Folder) -> Iterator[tuple[str, int]]:
    """An unfinished file beside the target; it is gone when the block ends without having named it."""
    name = f".{uuid.uuid4()}.part"
    file = folder.open_file(name, NEW, 0o666)
    try:
        yield name, file
    finally:
        os.close(file)
        with contextlib.suppress(OSError):
            folder.remove_part(name)


def _named(folder: Folder, part: str, wanted: str) -> str:
    stem, dot, ending = wanted.rpartition(".")
    if not stem:
        stem, dot, ending = wanted, "", ""
    for turn in itertools.count(1):
        name = wanted if turn == 1 else f"{stem}~{turn}{dot}{ending}"
        try:
            folder.rename_new(part, folder, name)
        except FileExistsError:
            continue
        return name
    raise AssertionError("there is always a free name")


def _write_all(file: int, chunk: bytes) -> None:
    written = os.write(file, chunk)
    while written < len(chunk):
        written += os.write(file, memoryview(chunk)[written:])


def _compare(held: Original, digest: Digest) -> None:
    if digest.sha256() != held.sha256:
        raise Damaged(f"{held.path} in your library no longer matches its checksum, so no copy of it was made.")
