"""What re-reading the disk found."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from holdfast.catalog import photos
from holdfast.catalog.driver import Connection
from holdfast.errors import Damaged, Edited, Missing

Result = Literal["intact", "damaged", "missing", "unreadable"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One original, re-read."""

    original_id: int
    path: str
    result: Result
    sha256_found: str | None
    bytes_found: int | None
    looks_edited: bool = False


def record(db: Connection, session_id: int, reading: Reading, at: int) -> None:
    """Keep what a reading found, and let the photos that have these bytes be what they now are."""
    db.run(
        "INSERT INTO file_integrity (original_id, session_id, result, checked_at, sha256_found, bytes_found,"
        " looks_edited) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (original_id) DO UPDATE SET session_id = ?2,"
        " result = ?3, checked_at = ?4, sha256_found = ?5, bytes_found = ?6, looks_edited = ?7",
        (reading.original_id, session_id, reading.result, at, reading.sha256_found, reading.bytes_found,
         int(reading.looks_edited)),
    )  # fmt: skip
    condition = "damaged" if reading.result == "unreadable" else reading.result
    verified = at if reading.result == "intact" else None
    db.run(
        "UPDATE originals SET condition = ?, verified_at = coalesce(?, verified_at) WHERE id = ?",
        (condition, verified, reading.original_id),
    )
    settle(db, reading.original_id, at)


def record_all(db: Connection, session_id: int, readings: Sequence[Reading], at: int) -> None:
    """As `record`, for many: those that are intact and were so before, as nearly all are, take two statements."""
    broken = {row["id"] for row in db.rows("SELECT id FROM originals WHERE condition <> 'intact' AND id IN"
              " (SELECT value FROM json_each(?))", (json.dumps([one.original_id for one in readings]),))}  # fmt: skip
    plain = [one for one in readings if one.result == "intact" and one.original_id not in broken]
    db.many(
        "INSERT INTO file_integrity (original_id, session_id, result, checked_at, sha256_found, bytes_found,"
        " looks_edited) VALUES (?1, ?2, 'intact', ?3, ?4, ?5, 0) ON CONFLICT (original_id) DO UPDATE SET"
        " session_id = ?2, result = 'intact', checked_at = ?3, sha256_found = ?4, bytes_found = ?5, looks_edited = 0",
        [(one.original_id, session_id, at, one.sha256_found, one.bytes_found) for one in plain],
    )
    db.many("UPDATE originals SET verified_at = ? WHERE id = ?", [(at, one.original_id) for one in plain])
    for one in readings:
        if one.result != "intact" or one.original_id in broken:
            record(db, session_id, one, at)


def forget_missing(db: Connection, original_ids: Sequence[int], at: int) -> None:
    """What was just noted as missing is not: the library itself seems to be another one, or half of it away."""
    for original_id in original_ids:
        db.run("UPDATE originals SET condition = 'intact' WHERE id = ? AND condition = 'missing'", (original_id,))
        db.run("DELETE FROM file_integrity WHERE original_id = ?", (original_id,))
        settle(db, original_id, at)


def forget(db: Connection, original_ids: Sequence[int]) -> None:
    """These were not read by anybody; what they are is said by whoever reads them next."""
    db.run(
        "DELETE FROM file_integrity WHERE original_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(original_ids)),),
    )


def settle(db: Connection, original_id: int, at: int) -> None:
    """The listed photos that have these bytes are safe if the bytes are intact, else failed for what was found."""
    row = db.row(
        "SELECT o.path, o.condition, i.result, i.looks_edited FROM originals AS o"
        " LEFT JOIN file_integrity AS i ON i.original_id = o.id WHERE o.id = ?",
        (original_id,),
    )
    assert row is not None
    if row["condition"] == "intact":
        db.run(
            "UPDATE photos SET state = 'safe' WHERE original_id = ? AND state IN ('pending', 'failed')", (original_id,)
        )
        return
    kind = Missing if row["condition"] == "missing" else Edited if row["looks_edited"] else Damaged
    sentence = f"{row['path']} {WORDS[row['result'] or row['condition']]}."
    if row["looks_edited"]:
        sentence = sentence[:-1] + "; it looks edited by another program."
    for photo in db.rows(
        "SELECT id FROM photos WHERE original_id = ? AND state IN ('safe', 'pending', 'failed')", (original_id,)
    ):
        photos.fail(db, photo["id"], kind.code, sentence, kind.default_action, at, None)


def is_read(db: Connection, original_id: int) -> bool:
    """Whether this original was ever read back."""
    return db.row("SELECT 1 FROM file_integrity WHERE original_id = ?", (original_id,)) is not None


def results(db: Connection, session_id: int) -> dict[Result, int]:
    """How many originals this run has read, by what it found."""
    rows = db.rows(
        "SELECT result, count(*) AS originals FROM file_integrity WHERE session_id = ? GROUP BY 1", (session_id,)
    )
    found: dict[Result, int] = {"intact": 0, "damaged": 0, "missing": 0, "unreadable": 0}
    return found | {row["result"]: row["originals"] for row in rows}


WORDS = {
    "damaged": "no longer matches its checksum",
    "missing": "is no longer in the library",
    "unreadable": "cannot be read from the drive",
}


def last_full_check(db: Connection) -> int | None:
    """When the last pass over the whole library ended."""
    row = db.row(
        "SELECT max(b.finished_at) AS at FROM backup_sessions AS b JOIN jobs AS j ON j.id = b.job_id"
        " WHERE b.kind = 'verify' AND b.outcome = 'complete' AND j.kind = 'verify'"
        " AND j.parameters ->> 'sample' IS NULL AND j.parameters ->> 'sources' IS NULL"
        " AND coalesce(j.parameters ->> 'folder', j.parameters ->> 'shoot', j.parameters ->> 'collection',"
        "  j.parameters ->> 'query') IS NULL"
    )
    return row["at"] if row else None


@dataclass(frozen=True, slots=True)
class Finding:
    """One file that was not as it was stored."""

    path: str
    result: Result
    looks_edited: bool
    repaired: bool
    is_listed: bool
    """A source lists a photo that had these bytes."""


def findings(db: Connection, job_id: int) -> list[Finding]:
    """What the runs of a job found wrong, by path; what they repaired too."""
    rows = db.rows(
        "WITH runs AS (SELECT id FROM backup_sessions WHERE job_id = ?)"
        " SELECT o.path, i.result, i.looks_edited, 0 AS repaired, EXISTS (SELECT 1 FROM photos AS p WHERE"
        "  p.original_id = o.id AND p.state IN ('failed', 'pending')) AS is_listed FROM file_integrity AS i"
        " JOIN originals AS o ON o.id = i.original_id WHERE i.result <> 'intact' AND i.session_id IN runs"
        " UNION ALL SELECT subject, detail ->> 'was', 0, 1, 1 FROM audit_log"
        " WHERE action = 'repair' AND detail ->> 'session' IN runs ORDER BY path",
        (job_id,),
    )
    flags = ("looks_edited", "repaired", "is_listed")
    return [Finding(row["path"], row["result"], *(bool(row[flag]) for flag in flags)) for row in rows]
