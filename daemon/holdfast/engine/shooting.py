"""Shoots as the command line and the API show them."""

from datetime import UTC, datetime, timedelta

from holdfast.catalog import Catalog, Connection, shoot_acts, shoots, stacks, suggestions
from holdfast.catalog.shoots import ShootSeen
from holdfast.catalog.stacks import StackSeen
from holdfast.clock import rfc3339
from holdfast.engine.report import Json
from holdfast.errors import UsageError


def shown(seen: ShootSeen) -> dict[str, Json]:
    """A shoot as `Shoot`. Its moments are what the photographer's watch showed: they have no zone."""
    return {
        "id": seen.id, "name": seen.name, "state": seen.state, "begins_at": watch(seen.begins_at),
        "ends_at": watch(seen.ends_at), "date": seen.date, "location": seen.location, "client": seen.client,
        "description": seen.description, "photos": seen.photos, "bytes": seen.bytes, "camera": seen.camera,
        "changed_at": rfc3339(seen.changed_at),
    }  # fmt: skip


def watch(moment: int | None) -> str | None:
    """`2026-06-14T18:30:00`: a moment as the clocks there showed it."""
    if moment is None:
        return None
    return (
        (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=moment))
        .replace(tzinfo=None)
        .isoformat("T", "seconds")
    )


PART = 100
"""Suggestions that are kept in one transaction."""


def suggested(db: Connection) -> list[int]:
    """The numbers of all suggestions."""
    return suggestions.everything(db)


def keep(catalog: Catalog, ids: list[int], now: int) -> int | None:
    """Make these suggestions the person's own, however many they are, in one act; the change's number."""
    change: int | None = None
    for part in suggestions.in_batches(ids, PART):
        change = catalog.write(shoot_acts.keep_part, part, len(ids), now, change)
    return change


def stacks_of(db: Connection, photo_ids: list[int]) -> dict[int, StackSeen]:
    """The stacks that these photos' originals belong to, by the photo."""
    held = {photo: original for photo, original in shoots.held(db, photo_ids) if original is not None}
    found = stacks.of_originals(db, held.values())
    return {photo: found[original] for photo, original in held.items() if original in found}


def day(text: str) -> str | None:
    """A date that a person gives: YYYY-MM-DD; empty takes it back."""
    if not text.strip():
        return None
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").replace(tzinfo=UTC).date().isoformat()
    except ValueError as error:
        raise UsageError(f"{text!r} is no date.", action="Dates are written like 2026-06-14.") from error
