"""What a person says of many photos at once: one act, written in small steps, and undone as one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from holdfast.catalog import Catalog, Connection, due, jobs, marks, work
from holdfast.catalog.jobs import Parameters
from holdfast.catalog.work import Done
from holdfast.domain.marking import Marking
from holdfast.errors import UsageError

BATCH = 200
"""Photos in one transaction, undone ones too: nobody waits for longer than a blink."""


@dataclass(frozen=True, slots=True)
class Act:
    """What was done. `change`: its number, for undoing it; None: all was so already."""

    change: int | None
    photos: int
    passed_over: int
    """Photos of which no time is known that could be moved, or whose bytes the library does not hold."""
    what: str


def mark(catalog: Catalog, photo_ids: Iterable[int], marking: Marking, now: int) -> Act:
    """Mark the originals of these photos. UsageError when nothing is said, or what no photo can be."""
    try:
        marking = marking.checked()
    except ValueError as error:
        raise UsageError(f"This cannot be said of a photo: {error}.") from error
    if marking.is_empty():
        raise UsageError("Nothing is said of these photos.", action="Say what they are to have, such as --rating 4.")
    wanted = list(dict.fromkeys(photo_ids))
    what = f"{len(wanted):,} photo{'' if len(wanted) == 1 else 's'}: {marking.words()}"
    change: int | None = None
    done = 0
    for first in range(0, len(wanted), BATCH):
        change, given = catalog.write(_mark, wanted[first : first + BATCH], marking, what, now, change)
        done += given
    return Act(change, done, len(wanted) - done, what)


def _mark(
    db: Connection, photo_ids: list[int], marking: Marking, what: str, now: int, going_on: int | None
) -> tuple[int | None, int]:
    with work.change(db, what, now, going_on) as change:
        given = marks.give(db, change, marks.originals_of(db, photo_ids), marking)
    ask_to_keep(db, now)
    return change.id, given


def ask_to_keep(db: Connection, now: int) -> None:
    """Let the library be told, as soon as somebody works through the queue; what was done stands without it."""
    if due.is_any(db):
        jobs.enqueue(db, "keep_work", Parameters(), origin="schedule", at=now)


def undo(catalog: Catalog, change_id: int | None, now: int) -> Done:
    """Undo an act; without a number the last one that is not undone. Cut short, it goes on when asked for again."""
    return _turned(catalog, _last(catalog) if change_id is None else change_id, now, undone=True)


def redo(catalog: Catalog, change_id: int | None, now: int) -> Done:
    """Take an undo back; without a number the last undo after all that stands."""
    return _turned(catalog, _next(catalog) if change_id is None else change_id, now, undone=False)


def _last(catalog: Catalog) -> int:
    done = catalog.read(work.latest)
    if done is None:
        raise UsageError("There is nothing to undo.", action="`holdfast undo --list` shows what was done.")
    return done.id


def _next(catalog: Catalog) -> int:
    done = catalog.read(work.next_undone)
    if done is None:
        raise UsageError("There is nothing to do again.", action="Nothing to do: all that was undone lies before it.")
    return done.id


def _turned(catalog: Catalog, change_id: int, now: int, *, undone: bool) -> Done:
    done = catalog.read(work.by_id, change_id)
    work.require_state(done, undone=not undone)
    for numbers in _steps(catalog, done):
        catalog.read(work.check_back, done, numbers, undone)
    steps = list(_steps(catalog, done))
    for numbers in reversed(steps) if undone else steps:
        catalog.write(work.put_back, done, numbers, undone)
    return catalog.write(_settled, change_id, now, undone)


def _steps(catalog: Catalog, done: Done) -> Iterator[tuple[int, int]]:
    last = catalog.read(work.last_number, done.id)
    for first in range(1, last + 1, BATCH):
        yield first, min(first + BATCH - 1, last)


def _settled(db: Connection, change_id: int, now: int, undone: bool) -> Done:
    ask_to_keep(db, now)
    return work.settle(db, change_id, now if undone else None)
