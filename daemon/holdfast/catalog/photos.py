"""The photos that sources list, and what Holdfast says of each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from holdfast.catalog import carried
from holdfast.catalog.driver import Connection, Row
from holdfast.catalog.folders import TREE
from holdfast.domain.photo import Checksum, RemotePhoto, State, Strength
from holdfast.domain.plan import DAY, declared
from holdfast.domain.skips import UNLISTED

REMOTE_COLUMNS = """p.id, p.key, p.name, f.path AS folder, p.media_type, p.delivery, p.format, p.bytes, p.checksum,
 p.version, p.width, p.height, p.created_at, p.original_name, p.locator,
 (SELECT json_group_array(t.name) FROM photo_tags AS pt JOIN tags AS t ON t.id = pt.tag_id
  WHERE pt.photo_id = p.id) AS tags,
 (SELECT json_group_array(json_array(c.origin, c.name, c.value)) FROM photo_context AS c
  WHERE c.photo_id = p.id) AS said"""


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """One line of a plain list of photos."""

    id: int
    source: str
    name: str
    folder: str
    media_type: str
    state: State
    bytes: int | None
    path: str | None
    strength: Strength | None
    label: str | None
    skip_reason: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A photo whose bytes have to be fetched."""

    id: int
    remote: RemotePhoto
    attempts: int
    lost_path: str | None
    """Where its bytes belong when they were held once and are damaged or missing."""
    lost_sha256: str | None
    listed_again: bool = False
    """Other bytes came than were listed, and a later listing names the same ones as before."""


def insert(db: Connection, source_id: int, folder_id: int, photo: RemotePhoto, mark: str, listing: int, at: int) -> int:
    """A photo listed for the first time: pending."""
    return db.insert(
        "INSERT INTO photos (source_id, key, first_seen_at, name, folder_id, media_type, delivery, format, bytes,"
        " checksum, version, width, height, created_at, original_name, locator, fingerprint, seen_in)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (source_id, photo.key, at, *_said(photo, folder_id, mark, listing)),
    )


def update(db: Connection, photo_id: int, folder_id: int, photo: RemotePhoto, mark: str, listing: int) -> None:
    """What the source says now; state and bytes stay as they are."""
    db.run(
        "UPDATE photos SET name = ?, folder_id = ?, media_type = ?, delivery = ?, format = ?, bytes = ?, checksum = ?,"
        " version = ?, width = ?, height = ?, created_at = ?, original_name = ?, locator = ?, fingerprint = ?,"
        " seen_in = ?, absences = 0, sidecar_due = original_id IS NOT NULL WHERE id = ?",
        (*_said(photo, folder_id, mark, listing), photo_id),
    )


def _said(photo: RemotePhoto, folder_id: int, mark: str, listing: int) -> tuple[str | int | None, ...]:
    return (
        photo.name, folder_id, photo.media_type, photo.delivery, photo.format, photo.bytes, declared(photo),
        photo.version, photo.width, photo.height, photo.created_at, photo.original_name,
        json.dumps(dict(photo.locator)), mark, listing,
    )  # fmt: skip


def describe(db: Connection, photo_id: int, photo: RemotePhoto, *, fresh: bool) -> None:
    """Tags, captions and structured metadata, exactly as the source has them now."""
    if not fresh:
        db.run("DELETE FROM photo_tags WHERE photo_id = ?", (photo_id,))
        db.run("DELETE FROM photo_context WHERE photo_id = ?", (photo_id,))
    for tag in dict.fromkeys(photo.tags):
        db.run("INSERT INTO tags (name) VALUES (?) ON CONFLICT DO NOTHING", (tag,))
        db.run("INSERT INTO photo_tags SELECT ?, id FROM tags WHERE name = ?", (photo_id, tag))
    said = [("context", *item) for item in photo.context.items()]
    said += [("metadata", *item) for item in photo.metadata.items()]
    if said:
        db.many("INSERT INTO photo_context VALUES (?, ?, ?, ?)", [(photo_id, *item) for item in said])


def remember_name(db: Connection, photo_id: int, name: str, origin: Literal["upload", "rename"], at: int) -> None:
    """Keep a name that the photo had."""
    db.run("INSERT INTO original_filenames VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", (photo_id, name, origin, at))


def fail(
    db: Connection, photo_id: int, code: str, message: str, action: str, at: int, next_attempt: int | None,
    attempts: int = 1,
) -> None:  # fmt: skip
    """The photo could not be copied: say why, what to do, and when it is tried again."""
    db.run("UPDATE photos SET state = 'failed' WHERE id = ? AND state <> 'failed'", (photo_id,))
    db.run(
        "INSERT INTO failed_downloads (photo_id, code, message, action, attempts, first_attempt, last_attempt,"
        " next_attempt) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7) ON CONFLICT (photo_id) DO UPDATE SET code = ?2,"
        " message = ?3, action = ?4, attempts = attempts + ?5, last_attempt = ?6, next_attempt = ?7",
        (photo_id, code, message, action, attempts, at, next_attempt),
    )


def is_safe(
    db: Connection, photo_id: int, original_id: int, strength: Strength, label: str | None, at: int,
    sidecar_due: bool = False,
) -> None:  # fmt: skip
    """The bytes are on disk, compared and durable. Other bytes that it had before become an earlier version, and what
    the person said of those is said of these."""
    was = db.row(
        "SELECT name, coalesce(original_id, (SELECT v.original_id FROM photo_versions AS v WHERE v.photo_id = p.id"
        " ORDER BY v.replaced_at DESC, v.id DESC LIMIT 1)) AS original_id FROM photos AS p WHERE id = ?",
        (photo_id,),
    )
    db.run(
        "INSERT INTO photo_versions (photo_id, original_id, version, checksum, replaced_at)"
        " SELECT id, original_id, version, checksum, ? FROM photos WHERE id = ? AND original_id <> ?"
        " ON CONFLICT DO NOTHING",
        (at, photo_id, original_id),
    )
    db.run(
        "UPDATE photos SET state = 'safe', original_id = ?, strength = ?, label = ?, safe_at = ?, skip_reason = NULL,"
        " sidecar_due = ? WHERE id = ?",
        (original_id, strength, label, at, int(sidecar_due), photo_id),
    )
    # The same bytes may have come anew: they are no earlier version of themselves.
    db.run("DELETE FROM photo_versions WHERE photo_id = ? AND original_id = ?", (photo_id, original_id))
    if was is not None and was["original_id"] not in (None, original_id):
        carried.go_along(db, was["name"], was["original_id"], original_id, at)


def is_pending(db: Connection, photo_id: int) -> None:
    """Its bytes have to be fetched at the next chance."""
    db.run("UPDATE photos SET state = 'pending' WHERE id = ?", (photo_id,))
    db.run("DELETE FROM failed_downloads WHERE photo_id = ?", (photo_id,))


def by_rule(db: Connection, photo_id: int, reason: str | None) -> None:
    """Its source says why it is not to be copied, or that it is (None). Bytes that we hold decide before any rule."""
    if reason is None:
        db.run(
            "UPDATE photos SET state = 'pending', skip_reason = NULL WHERE id = ? AND state = 'skipped'", (photo_id,)
        )
    else:
        db.run(
            "UPDATE photos SET state = 'skipped', skip_reason = ? WHERE id = ? AND original_id IS NULL",
            (reason, photo_id),
        )


def asked_out(db: Connection, source_id: int, folder_id: int | None = None) -> None:
    """Archived photos that were asked for, and of which no listing tells when they are out, are to be fetched: whether
    they are out is found when they are opened."""
    tree, here = _here(folder_id)
    db.run(
        f"{tree} UPDATE photos SET state = 'pending', skip_reason = NULL WHERE source_id = :source {here}"
        f" AND state = 'skipped' AND skip_reason GLOB 'ARCHIVED:*{UNLISTED}' AND id IN (SELECT photo_id FROM thaws)",
        {"source": source_id, "folder": folder_id},
    )


DUE = f"(d.next_attempt NOT BETWEEN :due AND :due + {2 * DAY})"
"""A failure whose next try is due; a time further away than any pause means that the clock was wrong."""

LISTED_AGAIN = """(d.code = 'CHANGED_UPSTREAM'
 AND d.last_attempt <= (SELECT started_at FROM backup_sessions WHERE id = p.seen_in))"""
"""A failure of which a photo that a listing finds changed is rid at once."""


def wanted(
    db: Connection, source_id: int, state: Literal["pending", "failed"], after: int, limit: int, due_before: int,
    folder_id: int | None = None,
) -> list[Wanted]:  # fmt: skip
    """The next photos to fetch, by id, in that folder and below. Of the failed ones, those whose next try is due before
    that moment."""
    due = f"AND {DUE}" if state == "failed" else ""
    tree, here = _here(folder_id)
    rows = db.rows(
        f"{tree} SELECT {REMOTE_COLUMNS}, coalesce(d.attempts, 0) AS attempts, o.path AS lost_path,"
        f" o.sha256 AS lost_sha256, {LISTED_AGAIN} AS listed_again"
        " FROM photos AS p JOIN folders AS f ON f.id = p.folder_id"
        " LEFT JOIN failed_downloads AS d ON d.photo_id = p.id LEFT JOIN originals AS o ON o.id = p.original_id"
        f" WHERE p.source_id = :source AND p.state = :state AND p.id > :after {due} {here} ORDER BY p.id LIMIT :limit",
        {"source": source_id, "state": state, "after": after, "limit": limit, "due": due_before, "folder": folder_id},
    )  # fmt: skip
    return [
        Wanted(row["id"], remote(row), row["attempts"], row["lost_path"], row["lost_sha256"], bool(row["listed_again"]))
        for row in rows
    ]


def _here(folder_id: int | None) -> tuple[str, str]:
    """What comes before a statement and in it to keep it to a folder and below."""
    return ("", "") if folder_id is None else (TREE, "AND folder_id IN tree")


def remote(row: Row) -> RemotePhoto:
    """The photo as its source described it."""
    said = json.loads(row["said"])
    return RemotePhoto(
        key=row["key"],
        name=row["name"],
        folder=tuple(row["folder"].split("/")) if row["folder"] else (),
        checksum=Checksum.parsed(row["checksum"]) if row["checksum"] else None,
        locator=json.loads(row["locator"]),
        tags=tuple(sorted(json.loads(row["tags"]))),
        context={name: value for origin, name, value in said if origin == "context"},
        metadata={name: value for origin, name, value in said if origin == "metadata"},
        **{name: row[name] for name in ("media_type", "delivery", "format", "bytes", "version", "width", "height",
                                        "created_at", "original_name")},
    )  # fmt: skip


def ask_again(
    db: Connection, source_ids: list[int] | None, codes: tuple[str, ...] = (), only: tuple[int, ...] | None = None
) -> int:
    """Make every failure of these sources (None: of all), or those with these codes, or of these photos alone, due at
    once; how many. Without codes what the person edited is left as it is: nothing failed there."""
    chosen = "" if source_ids is None else "AND source_id IN (SELECT value FROM json_each(:sources))"
    coded = "AND code IN (SELECT value FROM json_each(:codes))" if codes else "AND code <> 'EDITED'"
    coded += "" if only is None else " AND photo_id IN (SELECT value FROM json_each(:only))"
    return db.run(
        "UPDATE failed_downloads SET next_attempt = 0"
        f" WHERE photo_id IN (SELECT id FROM photos WHERE state = 'failed' {chosen}) {coded}",
        {"sources": json.dumps(source_ids or []), "codes": json.dumps(codes), "only": json.dumps(only)},
    )


_RARE = "SELECT id FROM photos WHERE source_id IN (SELECT id FROM sources) AND state = :state"
"""Photos of a state that few have, from the index of states: a walk along all ids would pass a million for a page."""


_ROW = """SELECT p.id, s.name AS source, p.name, f.path AS folder, p.media_type, p.state, p.bytes, o.path, p.strength,
 p.label, p.skip_reason FROM photos AS p JOIN sources AS s ON s.id = p.source_id
 JOIN folders AS f ON f.id = p.folder_id LEFT JOIN originals AS o ON o.id = p.original_id"""


def page(
    db: Connection, after: int = 0, limit: int = 200, source_id: int | None = None, state: str | None = None
) -> list[PhotoRow]:
    """A page of the plain list, by id."""
    where = ["p.id > :after", "s.removed_at IS NULL"]
    where += ["p.source_id = :source"] if source_id is not None else []
    where += ["p.state = :state"] if state is not None else []
    where += [f"p.id IN ({_RARE})"] if state in ("failed", "skipped") and source_id is None else []
    rows = db.rows(
        f"{_ROW} WHERE {' AND '.join(where)} ORDER BY p.id LIMIT :limit",
        {"after": after, "limit": limit, "source": source_id, "state": state},
    )
    return [PhotoRow(**dict(row)) for row in rows]


def rows(db: Connection, ids: Sequence[int]) -> list[PhotoRow]:
    """The lines of these photos, in this order."""
    found = db.rows(
        f"{_ROW} JOIN json_each(?) AS j ON j.value = p.id ORDER BY j.key", (json.dumps(list(ids)),)
    )
    return [PhotoRow(**dict(row)) for row in found]


def still_to_fetch(db: Connection, source_id: int, due_before: int, folder_id: int | None = None) -> tuple[int, int]:
    """How many photos a download has before it, and their declared bytes."""
    tree, here = _here(folder_id)
    row = db.row(
        f"{tree} SELECT count(*) AS photos, coalesce(sum(bytes), 0) AS bytes FROM photos"
        f" WHERE source_id = :source {here} AND (state = 'pending' OR (state = 'failed' AND id IN"
        f" (SELECT d.photo_id FROM failed_downloads AS d WHERE {DUE})))",
        {"source": source_id, "due": due_before, "folder": folder_id},
    )
    return (int(row["photos"]), int(row["bytes"])) if row else (0, 0)


def id_of(db: Connection, source_id: int, key: str) -> int | None:
    """The photo that a source knows by this key."""
    row = db.row("SELECT id FROM photos WHERE source_id = ? AND key = ?", (source_id, key))
    return row["id"] if row else None


def count(db: Connection) -> int:
    """How many photos are known, gone ones too."""
    return db.number("SELECT coalesce(sum(photos), 0) FROM photo_totals")


def agrees(db: Connection, photo_id: int, mark: str, held: tuple[str, str], strength: str, gone: bool) -> bool:
    """Whether the catalog knows just this of the photo: what the source said of it, its bytes and their path, what was
    proved of them, and whether the source still lists it."""
    row = db.row(
        "SELECT 1 FROM photos AS p JOIN originals AS o ON o.id = p.original_id"
        " WHERE p.id = ? AND p.fingerprint = ? AND o.sha256 = ? AND o.path = ? AND p.strength IS ?"
        " AND (p.state = 'gone') = ?",
        (photo_id, mark, *held, strength, int(gone)),
    )
    return row is not None


def belongs_to(
    db: Connection, photo_id: int, original_id: int, strength: Strength, label: str | None, safe_at: int | None,
    gone: bool,
) -> None:  # fmt: skip
    """A sidecar says that these are its bytes; unless it is gone upstream, it stays pending until they were read."""
    db.run(
        "UPDATE photos SET original_id = ?, strength = ?, label = ?, safe_at = ?, sidecar_due = 0, state = ?"
        " WHERE id = ?",
        (original_id, strength, label, safe_at, "gone" if gone else "pending", photo_id),
    )
