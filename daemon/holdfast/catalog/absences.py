"""What the end of a listing lets us conclude: what is gone, and what is held back for a person."""

from dataclasses import dataclass

from holdfast.catalog import folders
from holdfast.catalog.driver import Connection
from holdfast.domain.plan import conclude
from holdfast.domain.status import HeldBack

ABSENT = "source_id = ? AND seen_in < ? AND state <> 'gone'"
"""Not seen since that listing began. Sessions count up: a later listing of a folder proves presence, too."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What a complete listing led to."""

    gone: int
    held: HeldBack | None


def finish(db: Connection, source_id: int, name: str, listing: int, listed: int, at: int) -> Ending:
    """A listing ended as the source said it would. Photos absent from two such in a row are gone (from one, if a
    person accepted their absence); an empty listing or a mass disappearance is held back."""
    absent = db.number(f"SELECT count(*) FROM photos WHERE {ABSENT}", (source_id, listing))
    accepted = db.number("SELECT accepted_absent FROM sources WHERE id = ?", (source_id,))
    conclusion = conclude(listed, absent, accepted)
    db.run("UPDATE sources SET scan_cursor = NULL, scan_session_id = NULL WHERE id = ?", (source_id,))
    if conclusion != "gone":
        return Ending(0, HeldBack(conclusion, _held_sentence(name, listed, absent), absent))
    gone = _count(db, source_id, listing, enough(absent, accepted), at) if absent else 0
    db.run(
        "UPDATE sources SET last_complete_scan_at = ?, held = NULL, accepted_absent = 0 WHERE id = ?", (at, source_id)
    )
    folders.listed(db, source_id, at)
    return Ending(gone, None)


def enough(absent: int, accepted: int) -> int:
    """How many complete listings in a row must not name a photo until it is gone."""
    return 1 if 0 < absent <= accepted else 2


def _count(db: Connection, source_id: int, listing: int, needed: int, at: int) -> int:
    absent = (source_id, listing)
    db.run(f"UPDATE photos SET absences = absences + 1 WHERE {ABSENT}", absent)
    rows = db.rows(f"SELECT DISTINCT folder_id FROM photos WHERE {ABSENT} AND absences >= ?", (*absent, needed))
    folders.changed(db, {row["folder_id"] for row in rows}, at)
    return db.run(
        f"UPDATE photos SET state = 'gone', sidecar_due = original_id IS NOT NULL WHERE {ABSENT} AND absences >= ?",
        (*absent, needed),
    )


def _held_sentence(name: str, listed: int, absent: int) -> str:
    if listed == 0:
        return f"{name} says your account has no photos; before, it had {absent:,}. All copies are kept."
    return f"{absent:,} photos are no longer in {name}. Your copies are kept."


def listed_in(db: Connection, source_id: int, listing: int) -> int:
    """How many photos were seen since a listing began, over all the runs that it took."""
    return db.number("SELECT count(*) FROM photos WHERE source_id = ? AND seen_in >= ?", (source_id, listing))
