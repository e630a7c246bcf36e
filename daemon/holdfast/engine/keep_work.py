"""The job `keep_work`: what the person made, told to the library, so that a rebuild of the catalog brings it back."""

from contextlib import suppress
from itertools import chain
from pathlib import Path

from holdfast.catalog import Connection, copying, own
from holdfast.catalog.jobs import Job, Progress
from holdfast.catalog.migrations import SCHEMA_VERSION
from holdfast.clock import Clock, milliseconds
from holdfast.domain.own import Own, in_parts
from holdfast.engine.control import Control
from holdfast.engine.setup import Opened
from holdfast.engine.trouble import Trouble
from holdfast.errors import CatalogError
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
        sidecars.append(library, _notes(told))
        opened.catalog.write(own.settle, told)
        control.counts["told"] += len(told)
    sidecars.compact(library, OWN_WORK)
    return []


def tell_first(catalog: Path, key: bytes, library: Library, clock: Clock) -> None:
    """What the person made while the library was away, out of a catalog that is to be put aside. One that is not whole,
    or of another library, tells nothing. The caller holds the lock of the library."""
    with suppress(CatalogError):
        known = copying.examined(catalog, key)
        if known.version == SCHEMA_VERSION and known.library_id == library.marker.library_id:
            with copying.alone(catalog, key, clock) as db:
                while told := _told(db, milliseconds(clock)):
                    sidecars.append(library, _notes(told))
                    own.settle(db, told)


def _notes(told: list[Own]) -> list[Note]:
    return [Note(OWN_WORK, line) for line in chain.from_iterable(map(in_parts, told))]


def _told(db: Connection, now: int) -> list[Own]:
    return [own.as_it_is(db, subject, key, now) for subject, key in own.due(db, BATCH)]
