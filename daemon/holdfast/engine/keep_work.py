"""The job `keep_work`: what the person made, told to the library, so that a rebuild of the catalog brings it back."""

from itertools import chain

from holdfast.catalog import Connection, own
from holdfast.catalog.jobs import Job, Progress
from holdfast.clock import milliseconds
from holdfast.domain.own import Own, in_parts
from holdfast.engine.backup import Trouble
from holdfast.engine.control import Control
from holdfast.engine.setup import Opened
from holdfast.library import sidecars
from holdfast.library.root import Library
from holdfast.library.sidecars import OWN_WORK, Note

BATCH = 100
"""Subjects told at once."""


def keep_work(opened: Opened, library: Library, _job: Job, control: Control) -> list[Trouble]:
    """Write what is due into the sidecar of the person's work. The line first, then the word that it is there: cut
    short between the two, it is written twice, which does no harm."""
    while told := opened.catalog.read(_told, milliseconds(opened.clock)):
        control.report(Progress(phase="finishing", photos_done=control.counts["told"]))
        notes = [Note(OWN_WORK, line) for line in chain.from_iterable(map(in_parts, told))]
        sidecars.append(library, notes)
        opened.catalog.write(own.settle, told)
        control.counts["told"] += len(told)
    sidecars.compact(library, OWN_WORK)
    return []


def _told(db: Connection, now: int) -> list[Own]:
    return [own.as_it_is(db, subject, key, now) for subject, key in own.due(db, BATCH)]
