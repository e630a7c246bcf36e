"""Statistics: counted anew in a small catalog, and in a large one as they were counted last, with the time of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.catalog import Catalog, Connection, duplicates, statistics, worklist
from holdfast.catalog import figures as rows
from holdfast.catalog.figures import LargeShoot
from holdfast.clock import Clock, milliseconds
from holdfast.domain import figures as arithmetic
from holdfast.domain.figures import Days, Share, Span
from holdfast.domain.risks import Risk, risks
from holdfast.engine.report import Json, as_json

LIVE = 8_000
"""Photos: so many are counted while a person waits; of more, what was counted last is shown."""

SHOWN = 20
"""Cameras and lenses by name; all others are one."""

OLD = 90 * rows.DAY
"""A file that was not read back for so long is named among the risks."""

WHOLE = "whole"
MISSING = "missing"
IDENTICAL = "identical"


@dataclass(frozen=True, slots=True)
class Ranking:
    """The kinds with the most photos, and all others together."""

    first: list[Share]
    rest: Share | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What the statistics say of the whole catalog."""

    counted_at: int
    undated: int
    """Photos of which nobody knows when they were taken."""
    taken: list[Span]
    """By the month that they were taken in."""
    grown: list[Span]
    """What the library held at the end of each month in which something came into it."""
    years: list[Span]
    formats: Ranking
    cameras: Ranking
    lenses: Ranking
    shoots: list[LargeShoot]
    risks: list[Risk]
    days: list[int]
    """The years of which single days are known."""


def whole(catalog: Catalog, clock: Clock, *, anew: bool = False) -> Mapping[str, Json]:
    """The statistics, as JSON; `anew`: counted now however long it takes."""
    found = _found(catalog, clock, WHOLE, anew)
    assert found is not None
    return found


def is_kept(catalog: Catalog) -> bool:
    """Whether `whole` shows what was counted some time ago: in a large catalog."""
    return catalog.read(rows.size) > LIVE


def year(catalog: Catalog, clock: Clock, number: int) -> Mapping[str, Json]:
    """The days of one year: photos taken, and files that came into the library."""
    nothing: Mapping[str, Json] = {"year": number, "taken": [], "copied": []}
    return _found(catalog, clock, str(number), anew=False) or nothing


def missing(catalog: Catalog, clock: Clock) -> Mapping[str, Json]:
    """How many photos lack a date, a place, a camera, tags; in a large catalog as it was counted last."""
    return _found(catalog, clock, MISSING, anew=False) or refresh(catalog, clock)[MISSING]


def identical(catalog: Catalog, clock: Clock) -> Mapping[str, Json]:
    """How many originals are listed more than once, and the bytes that holding them once spares; in a large catalog as
    it was counted last."""
    return _found(catalog, clock, IDENTICAL, anew=False) or refresh(catalog, clock)[IDENTICAL]


def _found(catalog: Catalog, clock: Clock, name: str, anew: bool) -> Mapping[str, Json] | None:
    if anew:
        return refresh(catalog, clock).get(name)
    if not is_kept(catalog):
        return catalog.read(_now, name, milliseconds(clock))
    if (any_kept := catalog.read(rows.kept, WHOLE)) is None:
        return refresh(catalog, clock).get(name)
    kept = any_kept if name == WHOLE else catalog.read(rows.kept, name)
    return kept.value if kept else None


def refresh(catalog: Catalog, clock: Clock) -> Mapping[str, Mapping[str, Json]]:
    """Count everything now and keep it for those who ask later; seconds, in a catalog of a million photos."""
    now = milliseconds(clock)
    values = catalog.read(count, now)
    catalog.write(rows.keep, values, now)
    return values


def after_changes(catalog: Catalog, clock: Clock) -> None:
    """Count what a large catalog shows; a small one is counted when somebody looks."""
    if is_kept(catalog):
        refresh(catalog, clock)


def count(db: Connection, now: int) -> dict[str, Mapping[str, Json]]:
    """All statistics by the name under which they are kept."""
    taken, copied = rows.taken(db), rows.copied(db)
    days = _by_year(taken, copied)
    found = {WHOLE: _fields(_figures(db, now, taken, copied, list(days)))}
    found |= {MISSING: _missing(db), IDENTICAL: _identical(db)}
    return found | {str(name): each for name, each in days.items()}


def _now(db: Connection, name: str, now: int) -> Mapping[str, Json] | None:
    """One of them alone."""
    if name == MISSING:
        return _missing(db)
    if name == IDENTICAL:
        return _identical(db)
    taken, copied = rows.taken(db), rows.copied(db)
    days = _by_year(taken, copied)
    return _fields(_figures(db, now, taken, copied, list(days))) if name == WHOLE else days.get(int(name))


def _missing(db: Connection) -> Mapping[str, Json]:
    return dict(worklist.counts(db).as_fields())


def _identical(db: Connection) -> Mapping[str, Json]:
    found = duplicates.identical(db)
    return {"groups": found.groups, "bytes": found.bytes}


def _by_year(taken: Days, copied: Days) -> dict[int, Mapping[str, Json]]:
    """The days of each year that has any."""
    both = {"taken": arithmetic.by_day(taken), "copied": arithmetic.by_day(copied)}
    names = sorted({name for years in both.values() for name in years})
    return {name: {"year": name, **{of: as_json(years.get(name, [])) for of, years in both.items()}} for name in names}


def _figures(db: Connection, now: int, taken: Days, copied: Days, names: list[int]) -> Figures:
    return Figures(
        now, rows.undated(db), arithmetic.by_month(taken), arithmetic.grown(arithmetic.by_month(copied)),
        arithmetic.by_year(taken), _ranked(rows.formats(db)), _ranked(rows.cameras(db)), _ranked(rows.lenses(db)),
        rows.shoots(db, 10), _risks(db, now), names,
    )  # fmt: skip


def _ranked(shares: list[Share]) -> Ranking:
    return Ranking(*arithmetic.largest(shares, SHOWN))


def _risks(db: Connection, now: int) -> list[Risk]:
    proved = statistics.strengths(db).values()
    counts = statistics.per_source(db).values()
    return risks(
        only_here=rows.only_here(db), weak=sum(one.size + one.none for one in proved),
        unread=rows.unread_since(db, now - OLD), failed=sum(one.failed for one in counts),
        broken=statistics.broken(db),
    )  # fmt: skip


def _fields(value: Figures) -> Mapping[str, Json]:
    plain = as_json(value)
    assert isinstance(plain, dict)
    return plain
