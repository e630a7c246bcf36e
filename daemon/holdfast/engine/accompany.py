"""XMP sidecars beside photos that were copied out: written, made durable, read back, and only then named."""

import hashlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

from holdfast.catalog import Catalog, said
from holdfast.domain.layout import Layout, Seen
from holdfast.domain.xmp import sidecar
from holdfast.engine.copying import Carried
from holdfast.errors import HoldfastError, TargetSpoilt, TargetTaken, UsageError
from holdfast.library.manifest import Entry
from holdfast.library.target import Part, Target

NAMINGS = ("name.xmp", "name.ext.xmp", "both", "none")
SUFFIX = ".xmp"


def checked(naming: str | None) -> str | None:
    """The naming as it was asked for, None for none; UsageError when it is no naming."""
    if naming is not None and naming not in NAMINGS:
        raise UsageError(f"--xmp {naming!r} is no way to name sidecars.", action=f"Say one of {', '.join(NAMINGS)}.")
    return None if naming == "none" else naming


def names(path: str, key: str, naming: str | None, layout: Layout) -> tuple[str, ...]:
    """Where the sidecars of the photo at this path go. Of two photos whose names differ in their ending alone, the
    first one has `name.xmp`; the other's sidecar keeps the ending."""
    if naming is None:
        return ()
    folder, slash, name = path.rpartition("/")
    short, long = f"{folder}{slash}{name.rpartition('.')[0] or name}{SUFFIX}", f"{path}{SUFFIX}"
    wanted = [short] if naming == "name.xmp" and layout.is_free(short) else [long]
    if naming == "both" and layout.is_free(short) and short != long:
        wanted = [short, long]
    return tuple(layout.place(one, key) for one in wanted)


class Company:
    """Writes the sidecars of photos that were carried into one folder."""

    def __init__(self, catalog: Catalog, target: Target) -> None:
        self._catalog, self._target = catalog, target
        self._listed = Seen()
        for entry in target.listed():
            if entry.path.endswith(SUFFIX):
                self._listed.add(_line(entry))

    def join(self, batch: Sequence[Carried]) -> list[Carried]:
        """The sidecars of those photos of the batch that are there; returned are sidecars that could not be written."""
        with_some = [one for one in batch if one.failure is None and one.errand.sidecars]
        known = self._catalog.read(said.of_photos, [one.errand.photo_id for one in with_some])
        failed: list[Carried] = []
        placed: list[Entry] = []
        for one in with_some:
            words = known.get(one.errand.photo_id)
            if words is None or words.is_nothing():
                continue
            data = sidecar(words)
            for path in one.errand.sidecars:
                self._put(one, path, data, placed, failed)
        self._seal(placed)
        return failed

    def _put(self, one: Carried, path: str, data: bytes, placed: list[Entry], failed: list[Carried]) -> None:
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            if self._target.sha256_of(path) != sha256:
                self._write(path, data, sha256)
            placed.append(Entry(path, sha256))
        except FileExistsError:
            failed.append(_failed(one, path, TargetTaken(f"{self._target.path / path}: something else has this name.")))
        except (TargetTaken, TargetSpoilt) as error:
            failed.append(_failed(one, path, error))

    def _write(self, path: str, data: bytes, sha256: str) -> None:
        with ExitStack() as stack:
            part: Part = self._target.new(len(data))
            stack.callback(part.close)
            self._target.write(part, data)
            self._target.sync([part])
            if self._target.reread(part) != sha256:
                raise TargetSpoilt(f"The drive of {self._target.path} gave back other bytes than were written to it.")
            self._target.place(part, path)

    def _seal(self, placed: Sequence[Entry]) -> None:
        fresh = [entry for entry in placed if _line(entry) not in self._listed]
        self._target.seal(fresh, {entry.path.rpartition("/")[0] for entry in fresh})
        for entry in fresh:
            self._listed.add(_line(entry))


def _failed(one: Carried, path: str, why: HoldfastError) -> Carried:
    return Carried(replace(one.errand, photo=f"{one.errand.photo} ({path})"), path, failure=why)


def _line(entry: Entry) -> str:
    return f"{entry.sha256} {entry.path}"
