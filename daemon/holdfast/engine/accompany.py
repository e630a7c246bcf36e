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
        self._listed, self._paths = Seen(), Seen()
        self._outdated: set[str] = set()
        """Sidecars of which the manifest has an older line, too."""
        for entry in target.listed():
            if entry.path.endswith(SUFFIX):
                self._lists(entry)

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

    def end(self) -> None:
        """Of sidecars that were written anew, the manifest keeps the last line only."""
        self._target.keep_last_lines(self._outdated)
        self._outdated.clear()

    def _lists(self, entry: Entry) -> None:
        if _line(entry) in self._listed:
            return
        if entry.path in self._paths:
            self._outdated.add(entry.path)
        self._paths.add(entry.path)
        self._listed.add(_line(entry))

    def _put(self, one: Carried, path: str, data: bytes, placed: list[Entry], failed: list[Carried]) -> None:
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            found = self._target.sha256_of(path)
            if found != sha256:
                self._write(path, data, sha256, self._is_ours(path, found))
            placed.append(Entry(path, sha256))
        except FileExistsError:
            failed.append(_failed(one, path, self._changed(path)))
        except (TargetTaken, TargetSpoilt) as error:
            failed.append(_failed(one, path, error))

    def _is_ours(self, path: str, sha256: str | None) -> bool:
        """Whether an earlier export wrote what lies there, and nobody touched it since."""
        return sha256 is not None and _line(Entry(path, sha256)) in self._listed

    def _changed(self, path: str) -> HoldfastError:
        where = self._target.path / path
        return TargetTaken(
            f"{where} is not as Holdfast wrote it, so it was left as it is.",
            action="Move it away and export again, if you want what Holdfast knows.",
        )

    def _write(self, path: str, data: bytes, sha256: str, anew: bool) -> None:
        with ExitStack() as stack:
            part: Part = self._target.new(len(data))
            stack.callback(part.close)
            self._target.write(part, data)
            self._target.sync([part])
            if self._target.reread(part) != sha256:
                raise TargetSpoilt(f"The drive of {self._target.path} gave back other bytes than were written to it.")
            (self._target.renew if anew else self._target.place)(part, path)

    def _seal(self, placed: Sequence[Entry]) -> None:
        fresh = [entry for entry in placed if _line(entry) not in self._listed]
        self._target.seal(fresh, {entry.path.rpartition("/")[0] for entry in fresh})
        for entry in fresh:
            self._lists(entry)


def _failed(one: Carried, path: str, why: HoldfastError) -> Carried:
    return Carried(replace(one.errand, photo=f"{one.errand.photo} ({path})"), path, failure=why)


def _line(entry: Entry) -> str:
    return f"{entry.sha256} {entry.path}"
