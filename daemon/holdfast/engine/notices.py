"""Tells a person of problems outside the window: what is due, once, by the one way that there is."""

from collections.abc import Callable
from dataclasses import dataclass

from holdfast.catalog import Catalog, Connection, problems, settings
from holdfast.catalog.problems import Problem
from holdfast.clock import Clock, milliseconds
from holdfast.domain.notices import Open, to_tell


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said: what it is about, what is wrong and what to do."""

    title: str
    text: str


Post = Callable[[Notice], bool]
"""Shows a notice; False when it cannot be shown now."""


def tell(catalog: Catalog, clock: Clock, post: Post) -> int:
    """Tell what is due; how many notices were shown. What could not be shown is tried again at the next look."""
    now = milliseconds(clock)
    shown = 0
    for problem in catalog.read(lambda db: due(db, now)):
        if not post(notice(problem)):
            break
        catalog.write(problems.tell, problem.id, now)
        shown += 1
    return shown


def due(db: Connection, now: int) -> list[Problem]:
    """The problems that are to be told now; none where the person wants no notices."""
    if not settings.value(db, "notices"):
        return []
    there = problems.open_ones(db)
    asked = [Open(one.key, one.subject, one.passes, one.since, one.known_at is not None) for one in there]
    keys = set(to_tell(asked, problems.told(db), now))
    return [one for one in there if one.key in keys]


def notice(problem: Problem) -> Notice:
    """In the words of its card."""
    title = f"{problem.source}: backup needs you" if problem.source else "Your photo backup needs you"
    return Notice(title, f"{problem.message} {problem.action}".strip())
