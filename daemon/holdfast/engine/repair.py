"""Putting back what a verification found damaged or missing: from whichever source has the bytes."""

from collections.abc import Callable

from holdfast.catalog import Connection, losses, originals, sources
from holdfast.catalog.jobs import Job, Parameters
from holdfast.catalog.losses import Wish
from holdfast.catalog.photos import Wanted
from holdfast.catalog.sources import SourceRow
from holdfast.engine.backup import each_source
from holdfast.engine.connect import linked
from holdfast.engine.control import Control
from holdfast.engine.download import Download
from holdfast.engine.part import part_of
from holdfast.engine.setup import Opened
from holdfast.engine.trouble import Trouble
from holdfast.errors import Waiting
from holdfast.library.root import Library


def repair(opened: Opened, library: Library, job: Job, control: Control, *, by_itself: bool) -> list[Trouble]:
    """Ask one source after the other until nothing is left to put right; damaged bytes are moved aside and kept.

    `by_itself`: nobody asked, so what looks like the person's own edit is left alone. What hindered a source is told
    only if something is left that it might have had.
    """
    asked = job.parameters
    wish = Wish(not by_itself and not asked.leave_edits, asked.keep_edits, asked.sources, _broken(opened, asked))
    if not opened.catalog.read(losses.count, wish):
        return []
    rows = opened.catalog.read(_rows, job)
    try:
        troubles = each_source(opened, control, rows, lambda row: _from(opened, library, row, control, wish))
    except Waiting:
        if opened.catalog.read(losses.count, wish):
            raise
        return []
    return troubles if opened.catalog.read(losses.count, wish) else []


def _broken(opened: Opened, asked: Parameters) -> tuple[int, ...] | None:
    """What is not as stored of the part that was asked for; None: all that is."""
    chosen = part_of(opened.catalog, asked).chosen
    return None if chosen is None else tuple(opened.catalog.read(originals.broken, chosen))


def _rows(db: Connection, job: Job) -> list[SourceRow]:
    """All that may be asked: a paused source only if the person named it. Whatever the job did before, what it finds
    later is asked for again."""
    named = set(job.parameters.sources or ()) if job.origin == "person" else set()
    return [row for row in sources.everything(db) if not row.paused or row.id in named]


def _from(opened: Opened, library: Library, row: SourceRow, control: Control, wish: Wish) -> None:
    """A source that has nothing of it is not spoken with."""
    chosen = _origins(opened, row, wish)
    if not chosen(0, 1):
        return
    with linked(opened.catalog, row, opened.clock) as link:
        Download(opened, library, row, link, control, chosen=chosen).run("repair")
    opened.catalog.write(sources.works, row.id)


def _origins(opened: Opened, row: SourceRow, wish: Wish) -> Callable[[int, int], list[Wanted]]:
    return lambda after, limit: opened.catalog.read(losses.origins, wish, row.id, after, limit)
