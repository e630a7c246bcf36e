"""The job `catalog_copy`: one new copy of the catalog, which the schedule asks for every night."""

from holdfast.catalog import Connection, sessions
from holdfast.catalog.jobs import Job, Progress
from holdfast.clock import milliseconds
from holdfast.engine import copies
from holdfast.engine.control import Control
from holdfast.engine.setup import Opened
from holdfast.engine.trouble import Trouble
from holdfast.errors import HoldfastError


def catalog_copy(opened: Opened, job: Job, control: Control) -> list[Trouble]:
    """Make one copy, which is believed only after it was opened and read. The library need not be there."""
    catalog, clock = opened.catalog, opened.clock
    control.report(Progress(phase="copying"))
    run = catalog.write(sessions.begin, "catalog_copy", None, job.id, milliseconds(clock))
    try:
        made = copies.make(opened.home, catalog, clock)
    except HoldfastError as error:
        catalog.write(sessions.cut_short, run, error, milliseconds(clock))
        raise

    def record(db: Connection) -> None:
        sessions.count(db, run, checked=1, bytes=made.bytes)
        sessions.finish(db, run, "complete", milliseconds(clock))

    catalog.write(record)
    return []
