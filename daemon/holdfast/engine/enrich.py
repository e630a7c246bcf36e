"""The job `thumbnails`: what every safe original says of itself, and a small picture of it, newest first, for when
somebody looks or searches."""

from holdfast.catalog import Connection, prints, settings
from holdfast.catalog import thumbnails as rows
from holdfast.catalog.jobs import Job, Progress
from holdfast.catalog.originals import Original
from holdfast.clock import milliseconds
from holdfast.engine.control import Control
from holdfast.engine.crew import Crew
from holdfast.engine.setup import Opened
from holdfast.engine.thumbnails import AT_ONCE, attempt, keep
from holdfast.engine.trouble import Trouble
from holdfast.errors import DiskError, Missing, PermissionRefused
from holdfast.library.root import Library
from holdfast.thumbnails.maker import Look, Made, Makers

RULES = "2"
"""Of what is refused. Another number, and all that was refused or failed is tried once more."""

BATCH = 32
"""Originals whose thumbnails are written down together."""

LOOK = 0.05
"""Seconds between two looks for a job that somebody waits for."""

NICE = 10
FIRST = 2**62

Result = Look | None
"""None: the file could not be read; `verify` says why."""


def enrich(opened: Opened, library: Library, job: Job, control: Control) -> list[Trouble]:
    """Make what is missing. Gives way to every job that somebody waits for, and goes on later."""
    opened.catalog.write(_follow_rules, milliseconds(opened.clock))
    makers = Makers(opened.clock, AT_ONCE, nice=NICE)
    crew: Crew[Original, Result] = Crew(AT_ONCE, lambda original: _tried(opened, library, original, makers))
    try:
        Enrich(opened, job, control, crew).run()
    finally:
        makers.close()
        crew.dismiss(patience=1)
    return []


def _follow_rules(db: Connection, now: int) -> None:
    if settings.identity(db, "thumbnail_rules") != RULES:
        rows.try_again(db, "refused", "failed")
        settings.remember(db, "thumbnail_rules", RULES, now)


def _tried(opened: Opened, library: Library, original: Original, makers: Makers) -> Result:
    """No picture is made of what has one already: then only its facts are read anew."""
    size = 0 if opened.catalog.read(_is_pictured, original.id) else rows.KEPT
    try:
        return attempt(library, original, size, makers)
    except (Missing, DiskError, PermissionRefused):
        return None


def _is_pictured(db: Connection, original_id: int) -> bool:
    """It has its thumbnail and its print, or it is known that there can be none."""
    found = rows.find(db, original_id, rows.KEPT)
    return found is not None and (found.state != "made" or prints.of_original(db, original_id) is not None)


class Enrich:
    """One run through all originals that have no thumbnail yet, or whose facts were read by older rules."""

    def __init__(self, opened: Opened, job: Job, control: Control, crew: Crew[Original, Result]) -> None:
        self._opened = opened
        self._kind = job.kind
        self._control = control
        self._crew = crew
        self._done = 0

    def run(self) -> None:
        total, last = self._opened.catalog.read(rows.due_count), FIRST
        while batch := self._opened.catalog.read(rows.due, last, BATCH):
            self._control.report(Progress(phase="thumbnails", photos_done=self._done, photos_total=total))
            self._make(batch)
            last = batch[-1].id

    def _make(self, batch: list[Original]) -> None:
        """What is made when the job has to stop is kept."""
        for original in batch:
            self._crew.give(original)
        results: list[tuple[Original, Look]] = []
        try:
            while self._crew.busy:
                self._control.give_way(self._kind)
                outcome = self._crew.take(LOOK)
                if outcome is not None and (result := outcome.result()) is not None:
                    results.append((outcome.task, result))
        finally:
            keep(self._opened, rows.KEPT, results)
            self._count([result for _, result in results])
        self._done += len(batch)

    def _count(self, results: list[Look]) -> None:
        for result in results:
            if result.picture is not None:
                self._control.counts["made" if isinstance(result.picture, Made) else "not_made"] += 1
