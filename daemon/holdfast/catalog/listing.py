"""What a scan writes: pages of a listing, and what a complete listing lets us conclude."""

import json
from dataclasses import dataclass

from holdfast.catalog import folders, integrity, photos
from holdfast.catalog.driver import Connection, Row
from holdfast.domain.photo import Page, Refused, RemotePhoto
from holdfast.domain.plan import Known, Verdict, compare, conclude, fingerprint, folder_path
from holdfast.domain.status import HeldBack

REFUSED = "refused"
"""In the place of a fingerprint: the last row of this photo made no sense, so the next one is news."""


@dataclass(slots=True)
class PageCounts:
    """What one page brought, in photos."""

    listed: int = 0
    new: int = 0
    changed: int = 0
    moved: int = 0


def record_page(db: Connection, source_id: int, listing: int, page: Page, at: int) -> PageCounts:
    """Write one page and the place where the listing goes on, in one transaction of the caller's.

    `listing` is the session that began this listing; a photo named twice in it counts once.
    """
    counts = PageCounts()
    latest = {photo.key: photo for photo in page.photos}
    nonsense = {refused.key: refused for refused in page.refused if refused.key not in latest}
    seen, rows = _known(db, source_id, listing, [*latest, *nonsense])
    same: list[tuple[int, int]] = []
    for key, photo in latest.items():
        known, mark = rows.get(key), fingerprint(photo)
        verdict = compare(known, photo, mark)
        if known is not None and verdict == "same":
            same.append((listing, known.id))
        else:
            _apply(db, source_id, listing, photo, mark, known, verdict, at)
        counts.listed += key not in seen
        counts.new += verdict == "new"
        counts.changed += verdict == "changed"
        counts.moved += verdict == "moved"
    db.many("UPDATE photos SET seen_in = ?, absences = 0 WHERE id = ?", same)
    for refused in nonsense.values():
        counts.listed += refused.key not in seen
        counts.new += _refuse(db, source_id, listing, refused, rows.get(refused.key), at)
    db.run(
        "UPDATE sources SET scan_cursor = ?, scan_session_id = ? WHERE id = ?",
        (page.cursor, listing, source_id),
    )
    return counts


def _known(db: Connection, source_id: int, listing: int, keys: list[str]) -> tuple[set[str], dict[str, Known]]:
    """What the catalog has of these keys, and which of them this listing has named before."""
    seen: set[str] = set()
    found: dict[str, Known] = {}
    for row in db.rows(
        "SELECT p.id, p.key, p.fingerprint, p.name, f.path AS folder, p.bytes, p.checksum, p.version, p.state,"
        " p.original_id, p.seen_in FROM json_each(?) AS wanted CROSS JOIN photos AS p ON p.key = wanted.value"
        " AND p.source_id = ? JOIN folders AS f ON f.id = p.folder_id",
        (json.dumps(keys), source_id),
    ):
        if row["seen_in"] == listing:
            seen.add(row["key"])
        found[row["key"]] = _as_known(row)
    return seen, found


def _as_known(row: Row) -> Known:
    return Known(**{name: row[name] for name in Known.__slots__})


def _apply(
    db: Connection, source_id: int, listing: int, photo: RemotePhoto, mark: str, known: Known | None,
    verdict: Verdict, at: int,
) -> None:  # fmt: skip
    folder_id = folders.ensure(db, source_id, photo.folder)
    if known is None:
        photo_id = photos.insert(db, source_id, folder_id, photo, mark, listing, at)
    else:
        photo_id = known.id
        if verdict == "changed":
            _set_old_bytes_apart(db, known, at)
        if known.name != photo.name or known.folder != folder_path(photo):
            photos.remember_name(db, photo_id, known.name, "rename", at)
        photos.update(db, photo_id, folder_id, photo, mark, listing)
        if known.fingerprint == REFUSED:
            photos.is_pending(db, photo_id)
        if verdict == "back":
            _is_back(db, known, at)
    photos.describe(db, photo_id, photo, fresh=known is None)
    if photo.original_name:
        photos.remember_name(db, photo_id, photo.original_name, "upload", at)


def _set_old_bytes_apart(db: Connection, known: Known, at: int) -> None:
    """The photo has other bytes now: the old original stays as a version, the new bytes are pending."""
    if known.original_id is not None:
        old = photos.Earlier(known.original_id, known.version, known.checksum, at)
        photos.remember_earlier(db, known.id, old)
    db.run(
        "UPDATE photos SET state = 'pending', original_id = NULL, strength = NULL, label = NULL, safe_at = NULL"
        " WHERE id = ?",
        (known.id,),
    )
    db.run("DELETE FROM failed_downloads WHERE photo_id = ?", (known.id,))


def _refuse(db: Connection, source_id: int, listing: int, refused: Refused, known: Known | None, at: int) -> bool:
    """A row that makes no sense is a listed photo that failed until a row makes sense; one whose bytes we hold is
    what its bytes are. True when it is new."""
    if known is None:
        photo = RemotePhoto(key=refused.key, name=refused.name)
        folder_id = folders.ensure(db, source_id, ())
        photo_id = photos.insert(db, source_id, folder_id, photo, REFUSED, listing, at)
    else:
        photo_id = known.id
        db.run("UPDATE photos SET seen_in = ?, absences = 0 WHERE id = ?", (listing, photo_id))
        if known.state == "gone":
            _is_back(db, known, at)
        if known.original_id is not None:
            return False
        db.run("UPDATE photos SET fingerprint = ? WHERE id = ?", (REFUSED, photo_id))
    action = "Nothing to do: it is looked at again at the next listing."
    photos.fail(db, photo_id, refused.code, refused.message, action, at, None)
    return known is None


def _is_back(db: Connection, known: Known, at: int) -> None:
    """A photo that was gone is listed again: its bytes, if we hold them, decide what it is."""
    photos.is_pending(db, known.id)
    if known.original_id is not None:
        integrity.settle(db, known.original_id, at)


@dataclass(frozen=True, slots=True)
class Ending:
    """What a complete listing led to."""

    gone: int
    held: HeldBack | None


def finish(db: Connection, source_id: int, name: str, listing: int, listed: int, at: int) -> Ending:
    """A listing ended as the source said it would. Photos absent from two such in a row are gone (from one, if a
    person accepted their absence); an empty listing or a mass disappearance is held back."""
    absent = db.number(
        "SELECT count(*) FROM photos WHERE source_id = ? AND seen_in <> ? AND state <> 'gone'", (source_id, listing)
    )
    accepted = db.number("SELECT accepted_absent FROM sources WHERE id = ?", (source_id,))
    conclusion = conclude(listed, absent, accepted)
    db.run("UPDATE sources SET scan_cursor = NULL, scan_session_id = NULL WHERE id = ?", (source_id,))
    if conclusion != "gone":
        return Ending(0, HeldBack(conclusion, _held_sentence(name, listed, absent), absent))
    gone = _count_absences(db, source_id, listing, enough=1 if 0 < absent <= accepted else 2)
    db.run(
        "UPDATE sources SET last_complete_scan_at = ?, held = NULL, accepted_absent = 0 WHERE id = ?", (at, source_id)
    )
    return Ending(gone, None)


def _count_absences(db: Connection, source_id: int, listing: int, enough: int) -> int:
    absent = (source_id, listing)
    db.run("UPDATE photos SET absences = absences + 1 WHERE source_id = ? AND seen_in <> ? AND state <> 'gone'", absent)
    return db.run(
        "UPDATE photos SET state = 'gone', sidecar_due = original_id IS NOT NULL"
        " WHERE source_id = ? AND seen_in <> ? AND state <> 'gone' AND absences >= ?",
        (*absent, enough),
    )


def _held_sentence(name: str, listed: int, absent: int) -> str:
    if listed == 0:
        return f"{name} says your account has no photos; before, it had {absent:,}. All copies are kept."
    return f"{absent:,} photos are no longer in {name}. Your copies are kept."


def listed_in(db: Connection, source_id: int, listing: int) -> int:
    """How many photos a listing has named so far, over all the runs that it took."""
    return db.number("SELECT count(*) FROM photos WHERE source_id = ? AND seen_in = ?", (source_id, listing))


def foresee(db: Connection, source_id: int, page: Page) -> dict[str, int]:
    """What recording a page would do; nothing is written."""
    latest = {photo.key: photo for photo in page.photos}
    _, rows = _known(db, source_id, -1, list(latest))
    found = {"listed": len(latest) + len(page.refused), "new": 0, "changed": 0, "moved": 0, "photos": 0, "bytes": 0}
    for key, photo in latest.items():
        known = rows.get(key)
        verdict = compare(known, photo, fingerprint(photo))
        if verdict in found:
            found[verdict] += 1
        if known is None or verdict == "changed" or known.state in ("pending", "failed"):
            found["photos"] += 1
            found["bytes"] += photo.bytes or 0
    return found


def extent(db: Connection, source_id: int) -> int:
    """How many photos of the source are listed, as far as we know."""
    return db.number(
        "SELECT coalesce(sum(photos), 0) FROM photo_totals WHERE source_id = ? AND state <> 'gone'", (source_id,)
    )
