"""What a scan writes: the pages of a listing. What a complete one lets us conclude: `absences.py`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.catalog import folders, integrity, noted, photos, unfinished
from holdfast.catalog.driver import Connection, Row
from holdfast.domain.photo import Page, Refused, RemotePhoto
from holdfast.domain.plan import Known, Verdict, compare, fingerprint, folder_path

REFUSED = "refused"
"""In the place of a fingerprint: the last row of this photo made no sense, so the next one is news."""


@dataclass(slots=True)
class PageCounts:
    """What one page brought, in photos."""

    listed: int = 0
    new: int = 0
    changed: int = 0
    moved: int = 0


def record_page(
    db: Connection, source_id: int, listing: int, page: Page, at: int, *, keeps_place: bool = True
) -> PageCounts:
    """Write one page and the place where the listing goes on, in one transaction of the caller's.

    `listing` is the session that began this listing; a photo named twice in it counts once. `keeps_place`: False for
    the listing of a single folder, which leaves the place in the whole one alone.
    """
    latest = {photo.key: photo for photo in page.photos}
    nonsense = {refused.key: refused for refused in page.refused if refused.key not in latest}
    rows = _marks(db, source_id, [*latest, *nonsense])
    counts = PageCounts(listed=sum(key not in rows or rows[key]["seen_in"] != listing for key in (*latest, *nonsense)))
    marks = {key: fingerprint(photo) for key, photo in latest.items()}
    same = {key for key, mark in marks.items() if key in rows and _is_same(rows[key], mark)}
    _seen_again(db, listing, [rows[key]["id"] for key in same])
    if len(same) < len(latest) or nonsense:
        news = {key: photo for key, photo in latest.items() if key not in same}
        _Changes(db, source_id, listing, at, counts).write(news, nonsense, marks, rows)
    for folder in page.unread:
        _seen_below(db, source_id, listing, folder)
    if keeps_place:
        place = (page.cursor, listing, source_id)
        db.run("UPDATE sources SET scan_cursor = ?, scan_session_id = ? WHERE id = ?", place)
    return counts


def _marks(db: Connection, source_id: int, keys: list[str]) -> dict[str, Row]:
    """The little that tells whether anything changed, of those photos that we know."""
    rows = db.rows(
        "SELECT p.id, p.key, p.fingerprint, p.state, p.seen_in FROM json_each(?) AS wanted CROSS JOIN photos AS p"
        " ON p.key = wanted.value AND p.source_id = ?",
        (json.dumps(keys), source_id),
    )
    return {row["key"]: row for row in rows}


def _is_same(row: Row, mark: str) -> bool:
    return bool(row["fingerprint"] == mark and row["state"] != "gone")


def _seen_again(db: Connection, listing: int, ids: list[int]) -> None:
    if ids:
        db.run(
            "UPDATE photos SET seen_in = ?, absences = 0 WHERE id IN (SELECT value FROM json_each(?))",
            (listing, json.dumps(ids)),
        )


def _seen_below(db: Connection, source_id: int, listing: int, folder: tuple[str, ...]) -> None:
    """A folder could not be looked into: its photos are neither there nor absent, and stay what they are."""
    path = "/".join(folder)
    here = db.row("SELECT id FROM folders WHERE source_id = ? AND path = ?", (source_id, path))
    if here is not None:
        db.run(
            f"{folders.TREE} UPDATE photos SET seen_in = :listing WHERE folder_id IN tree",
            {"folder": here["id"], "listing": listing},
        )


def known(db: Connection, ids: list[int]) -> dict[str, Known]:
    """What the catalog holds of these photos, by key."""
    rows = db.rows(
        "SELECT p.id, p.key, p.fingerprint, p.name, f.path AS folder, p.bytes, p.checksum, p.version, p.state,"
        " p.original_id, p.folder_id FROM json_each(?) AS wanted CROSS JOIN photos AS p ON p.id = wanted.value"
        " JOIN folders AS f ON f.id = p.folder_id",
        (json.dumps(ids),),
    )
    return {row["key"]: Known(**{name: row[name] for name in Known.__slots__}) for row in rows}


class _Changes:
    """The rows of one page that are not as they were."""

    def __init__(self, db: Connection, source_id: int, listing: int, at: int, counts: PageCounts) -> None:
        self._db, self._source_id, self._listing, self._at, self._counts = db, source_id, listing, at, counts
        self._touched: set[int] = set()
        self._folders: dict[tuple[str, ...], int] = {}

    def write(
        self, news: Mapping[str, RemotePhoto], nonsense: Mapping[str, Refused], marks: Mapping[str, str],
        rows: Mapping[str, Row],
    ) -> None:  # fmt: skip
        before = known(self._db, [rows[key]["id"] for key in (*news, *nonsense) if key in rows])
        for key, photo in news.items():
            verdict = compare(before.get(key), photo, marks[key])
            self._photo(before.get(key), photo, marks[key], verdict)
            self._counts.new += verdict == "new"
            self._counts.changed += verdict == "changed"
            self._counts.moved += verdict == "moved"
        for key, refused in nonsense.items():
            self._counts.new += self._refuse(refused, before.get(key))
        folders.changed(self._db, self._touched, self._at)

    def _photo(self, was: Known | None, photo: RemotePhoto, mark: str, verdict: Verdict) -> None:
        folder_id = self._folder(photo.folder)
        if was is None:
            photo_id = photos.insert(self._db, self._source_id, folder_id, photo, mark, self._listing, self._at)
            if photo.skip_reason:
                photos.by_rule(self._db, photo_id, photo.skip_reason)
        else:
            photo_id = was.id
            self._update(was, photo, folder_id, mark, verdict)
        if verdict in ("new", "moved", "back", "changed"):
            self._touched |= {folder_id, was.folder_id if was else folder_id}
        photos.describe(self._db, photo_id, photo, fresh=was is None)
        if photo.original_name:
            photos.remember_name(self._db, photo_id, photo.original_name, "upload", self._at)

    def _folder(self, segments: tuple[str, ...]) -> int:
        if segments not in self._folders:
            self._folders[segments] = folders.ensure(self._db, self._source_id, segments, self._at)
        return self._folders[segments]

    def _update(self, was: Known, photo: RemotePhoto, folder_id: int, mark: str, verdict: Verdict) -> None:
        if verdict == "changed":
            _set_old_bytes_apart(self._db, was, self._at)
        if was.name != photo.name or was.folder != folder_path(photo):
            photos.remember_name(self._db, was.id, was.name, "rename", self._at)
        if verdict == "changed" or was.version != photo.version:
            unfinished.forget(self._db, was.id)
        photos.update(self._db, was.id, folder_id, photo, mark, self._listing)
        if was.fingerprint == REFUSED:
            photos.is_pending(self._db, was.id)
        if verdict == "back":
            _is_back(self._db, was, self._at)
        photos.by_rule(self._db, was.id, photo.skip_reason)

    def _refuse(self, refused: Refused, was: Known | None) -> bool:
        """A row that makes no sense is a listed photo that failed until a row makes sense; one whose bytes we hold is
        what its bytes are. True when it is new."""
        if was is None:
            folder_id = self._folder(())
            photo = RemotePhoto(key=refused.key, name=refused.name)
            photo_id = photos.insert(self._db, self._source_id, folder_id, photo, REFUSED, self._listing, self._at)
        else:
            photo_id = was.id
            _seen_again(self._db, self._listing, [photo_id])
            if was.state == "gone":
                _is_back(self._db, was, self._at)
            if was.original_id is not None:
                return False
            self._db.run("UPDATE photos SET fingerprint = ? WHERE id = ?", (REFUSED, photo_id))
        action = "Nothing to do: it is looked at again at the next listing."
        photos.fail(self._db, photo_id, refused.code, refused.message, action, self._at, None)
        return was is None


def _set_old_bytes_apart(db: Connection, was: Known, at: int) -> None:
    """The photo has other bytes now: the old original stays as a version, the new bytes are pending."""
    if was.original_id is not None:
        old = noted.Earlier(was.original_id, was.version, was.checksum, at)
        noted.remember_earlier(db, was.id, old)
    db.run(
        "UPDATE photos SET state = 'pending', original_id = NULL, strength = NULL, label = NULL, safe_at = NULL"
        " WHERE id = ?",
        (was.id,),
    )
    db.run("DELETE FROM failed_downloads WHERE photo_id = ?", (was.id,))


def _is_back(db: Connection, was: Known, at: int) -> None:
    """A photo that was gone is listed again: its bytes, if we hold them, decide what it is."""
    photos.is_pending(db, was.id)
    if was.original_id is not None:
        integrity.settle(db, was.original_id, at)
