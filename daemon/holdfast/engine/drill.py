"""The job `drill`: photos taken at random through a whole restore into a folder of Holdfast's home. A backup that was
never restored from is a hope; this is the proof that it works, each month, with a receipt."""

import random
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from holdfast.catalog import Connection, drills, exports, integrity, sessions, settings
from holdfast.catalog.drills import Drill, Drilled
from holdfast.catalog.jobs import Job, Progress
from holdfast.clock import milliseconds, rfc3339
from holdfast.domain import statement, template
from holdfast.domain.layout import Layout
from holdfast.engine.choice import errand
from holdfast.engine.control import Control
from holdfast.engine.copying import Carried, Carrier, Errand
from holdfast.engine.export import BLOCK, ROOM, batches, counted
from holdfast.engine.reading import read_back
from holdfast.engine.report import drill_failed
from holdfast.engine.setup import Opened
from holdfast.engine.trouble import Trouble
from holdfast.errors import HoldfastError, Interrupted, TargetRefused, TargetSpoilt
from holdfast.library import manifest, paper, target
from holdfast.library.root import Library
from holdfast.library.target import Target

FOLDER = "drill"
"""In the home; it is there only while a drill runs."""


def drill(opened: Opened, library: Library, job: Job, control: Control) -> list[Trouble]:
    """Restore photos of every kind and age at random, read them back and keep a receipt. Raises DrillFailed, after the
    receipt was written, when one did not come back whole."""
    found = DrillRun(opened, library, job, control).run()
    if found is not None and found.intact < found.photos:
        raise drill_failed(found)
    return []


class DrillRun:
    """One drill."""

    def __init__(self, opened: Opened, library: Library, job: Job, control: Control) -> None:
        self._opened, self._library, self._control = opened, library, control
        self._catalog, self._clock = opened.catalog, opened.clock
        self._wanted = job.parameters.photos or self._catalog.read(settings.value, "drill_photos")
        self._folder = opened.home.path / FOLDER

    def run(self) -> Drill | None:
        """The receipt; None: there is nothing to take yet."""
        begun = self._clock.monotonic()
        session = self._catalog.write(sessions.begin, "drill", None, self._control.job_id, milliseconds(self._clock))
        try:
            carried = self._restore(session, drawn(self._opened, self._wanted))
            found = self._receipt(session, carried, self._clock.monotonic() - begun) if carried else None
        except (HoldfastError, Interrupted) as end:
            self._catalog.write(sessions.cut_short, session, end, milliseconds(self._clock))
            raise
        self._catalog.write(sessions.finish, session, "complete", milliseconds(self._clock))
        return found

    def _restore(self, session: int, errands: Sequence[Errand]) -> list[Carried]:
        """All of them through the very steps of a restore; the folder is gone afterwards."""
        carried: list[Carried] = []
        self._clear()
        try:
            with ExitStack() as stack:
                place = stack.enter_context(target.open(self._folder, (self._library.path,)))
                errands = fitting(errands, place)
                self._report(0, len(errands))
                carrier = stack.enter_context(Carrier(self._library, place, self._control))
                for batch in batches(iter(errands)):
                    carried += carrier.carry(batch)
                    self._report(len(carried), len(errands))
                by_manifest(place, carried)
            self._keep(session, carried)
        finally:
            self._clear()
        return carried

    def _clear(self) -> None:
        """Copies of photos, in a folder that nobody else uses; one that was killed may have left some."""
        if self._folder.is_symlink():
            raise TargetRefused(f"{self._folder} is a link.", action="Remove it: a drill makes that folder itself.")
        if self._folder.is_dir():
            shutil.rmtree(self._folder, ignore_errors=True)

    def _report(self, done: int, total: int) -> None:
        self._control.report(Progress(phase="restoring", photos_done=done, photos_total=total))

    def _keep(self, session: int, carried: list[Carried]) -> None:
        """What is damaged or missing in the library is so from now on: a retry or a verify with repair fetches it."""
        bad = [one for one in carried if one.failure is not None]
        readings = [read_back(self._library, one.errand.original) for one in bad]
        now = milliseconds(self._clock)

        def record(db: Connection) -> None:
            counted(db, session, carried)
            for reading in readings:
                if reading.result != "intact":
                    integrity.record(db, session, reading, now)

        self._catalog.write(record)

    def _receipt(self, session: int, carried: Sequence[Carried], seconds: float) -> Drill:
        now, lines = milliseconds(self._clock), [_line(one) for one in carried]
        self._catalog.write(drills.record, session, now, seconds, lines)
        found = self._catalog.read(drills.last)
        assert found is not None
        write(self._opened, found)
        return found


def drawn(opened: Opened, wanted: int) -> list[Errand]:
    """Safe photos at random, each original at most once, with the paths that a restore gives them."""
    chance, highest = random.SystemRandom(), opened.catalog.read(exports.last_original)
    layout, structure = Layout(manifest.NAME), template.checked(template.TREE)
    taken: set[int] = set()
    found: list[Errand] = []
    for _ in range(8 * wanted if highest else 0):
        original_id = opened.catalog.read(exports.original_from, chance.randint(1, highest))
        if original_id is not None and original_id not in taken and len(found) < wanted:
            taken.add(original_id)
            photo = opened.catalog.read(exports.of_original, original_id)
            found += [errand(photo, structure, layout)] if photo is not None else []
    return found


def fitting(errands: Sequence[Errand], place: Target) -> list[Errand]:
    """Those for which there is room, the small ones first: a film of 30 GB must not keep the drill from taking place.
    TargetFull: there is room for none."""
    kept: list[Errand] = []
    room = place.free_bytes() - ROOM
    for one in sorted(errands, key=lambda one: one.original.bytes):
        room -= one.original.bytes + BLOCK
        if room > 0:
            kept.append(one)
    if errands and not kept:
        place.require_space(errands[0].original.bytes + ROOM)
    return kept


def by_manifest(place: Target, carried: Sequence[Carried]) -> None:
    """As a stranger would check it: the list beside the photos names each of them, and each is as it says."""
    listed = {entry.path: entry.sha256 for entry in place.listed()}
    for one in carried:
        if one.failure is None and (listed.get(one.path) is None or place.sha256_of(one.path) != listed[one.path]):
            one.failure = TargetSpoilt(f"{one.path} is not what the manifest beside it says.")


def _line(one: Carried) -> Drilled:
    errand, failure = one.errand, one.failure
    line = Drilled(
        errand.source, errand.photo, errand.original.path, errand.original.sha256, errand.original.bytes, "intact"
    )
    return line if failure is None else replace(line, result=failure.code, message=failure.message)


def write(opened: Opened, found: Drill) -> Path:
    """The receipt as a page of text in the home."""
    opened.home.receipts_dir.mkdir(mode=0o700, exist_ok=True)
    path = opened.home.receipts_dir / f"drill-{found.id}.txt"
    with paper.fresh(path) as out:
        out.write("HOLDFAST RESTORE DRILL\n\n")
        out.write(f"{found.intact} of {found.photos} photos, drawn at random, came back whole.\n")
        out.write(f"Ended {rfc3339(found.finished_at)}, after {found.seconds:.1f} seconds; {found.bytes} bytes.\n")
        out.write("Each was copied out of the library, read back from the copy and compared by SHA-256.\n\n")
        for one in found.receipt:
            fields = (one.result, one.sha256, one.source, one.photo, one.path, one.message)
            out.write("\t".join(map(statement.one_line, fields)).rstrip() + "\n")
    return path
