"""The cards of the window: what is wrong now, kept so that what is solved can be said to be."""

from holdfast.catalog import Catalog, Connection, drills, failures, jobs, problems
from holdfast.clock import Clock, milliseconds
from holdfast.domain.problems import Cause, Found, found
from holdfast.domain.status import Trouble
from holdfast.engine.checked import verification
from holdfast.engine.report import LibraryStatus, Look, drill_trouble, sources_now, without_needless
from holdfast.errors import Busy, LibraryError


def settle(catalog: Catalog, look: Look, clock: Clock) -> None:
    """Look at everything and keep what was found. Writes only what is new; a drive without room for that stops
    nothing: the next look keeps it."""
    library, now = look.library(), milliseconds(clock)
    if catalog.read(lambda db: problems.is_as_kept(db, present(db, library, now))):
        return
    try:
        catalog.write(lambda db: problems.settle(db, present(db, library, now), now))
    except (LibraryError, Busy):
        return


def present(db: Connection, library: LibraryStatus, now: int) -> list[Found]:
    """What is wrong now, from the facts of the headline."""
    rows, open_jobs = sources_now(db, now), jobs.open_ones(db)
    place = without_needless(library, rows, open_jobs)
    trouble = None if place.code is None else Trouble(place.code, place.message or "", place.action or "")
    causes = [Cause(one.code, one.message, one.action, one.photos) for one in failures.groups(db)]
    cards = found(causes, rows, trouble, verification(db, library.path, now), drill_trouble(drills.last(db)))
    return cards if not _is_listing(open_jobs) else _without_new(db, cards)


def _is_listing(open_jobs: list[jobs.Job]) -> bool:
    return any(job.state in ("queued", "running") and job.kind not in jobs.BESIDE for job in open_jobs)


def _without_new(db: Connection, cards: list[Found]) -> list[Found]:
    """A listing that is under way makes no source stale; one that was stale before stays so until it has ended."""
    kept = {one.key for one in problems.open_ones(db)}
    return [one for one in cards if one.subject != "stale" or one.key in kept]
