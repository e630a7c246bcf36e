"""What a listing would lead to: the rules of `listing.py` and `absences.py`, with nothing written."""

import json
from dataclasses import dataclass, field

from holdfast.catalog import absences, photos, twins
from holdfast.catalog.driver import Connection, Row
from holdfast.catalog.listing import REFUSED
from holdfast.domain.photo import Page, RemotePhoto
from holdfast.domain.plan import Known, compare, conclude, fingerprint


@dataclass(slots=True)
class Foresight:
    """What a backup would do, page by page. Memory: some bytes per photo that is not known yet."""

    source_id: int
    at: int
    listed: int = 0
    new: int = 0
    changed: int = 0
    moved: int = 0
    skipped: int = 0
    absent: int = 0
    gone: int = 0
    photos: int = 0
    """Photos whose bytes would be fetched, and their declared bytes."""
    bytes: int = 0
    already_held: int = 0
    """Photos that would cost no bytes, because the library has the same already."""
    _seen: set[int] = field(default_factory=set)
    _given: set[int] = field(default_factory=set)
    _known: int = 0
    _absent_before: int = 0

    def page(self, db: Connection, page: Page) -> None:
        """One more page of the listing."""
        latest: dict[str, RemotePhoto | None] = {refused.key: None for refused in page.refused}
        latest |= {photo.key: photo for photo in page.photos}
        rows = _rows(db, self.source_id, list(latest), self.at)
        wanted = []
        for key, photo in latest.items():
            if hash(key) not in self._seen:
                self._seen.add(hash(key))
                if self._one(photo, rows.get(key)) and photo is not None:
                    wanted.append(photo)
        self._without_twins(db, wanted)

    def _one(self, photo: RemotePhoto | None, row: Row | None) -> bool:
        """Count one photo of the listing. True when its bytes would be fetched."""
        self.listed += 1
        mark = "" if photo is None or row is None else fingerprint(photo)
        if row is not None and row["state"] != "gone":
            self._known += 1
            self._absent_before += row["absences"] > 0
            if row["state"] == "safe" and row["fingerprint"] == mark:
                return False
        was = None if row is None else Known(**{name: row[name] for name in Known.__slots__})
        before = row is not None and bool(row["wanted"])
        after = self._judged(photo, mark, was, before)
        self.photos += after - before
        self.bytes += (photo.bytes or 0 if after and photo else 0) - ((was.bytes or 0) if before and was else 0)
        return after

    def _judged(self, photo: RemotePhoto | None, mark: str, was: Known | None, before: bool) -> bool:
        if photo is None:
            self.new += was is None
            return False
        verdict = compare(was, photo, mark)
        self.new += verdict == "new"
        self.changed += verdict == "changed"
        self.moved += verdict == "moved"
        has_bytes = was is not None and was.original_id is not None and verdict != "changed"
        if photo.skip_reason and not has_bytes:
            self.skipped += 1
            return False
        if was is None or verdict == "changed" or was.state == "skipped" or was.fingerprint == REFUSED:
            return True
        return not has_bytes if verdict == "back" else before

    def _without_twins(self, db: Connection, wanted: list[RemotePhoto]) -> None:
        held = twins.held(db, wanted)
        for photo in wanted:
            told = twins.told(photo)
            if told is None:
                continue
            if told in held or hash(told) in self._given:
                self.already_held += 1
                self.photos -= 1
                self.bytes -= photo.bytes or 0
            self._given.add(hash(told))

    def end(self, db: Connection) -> None:
        """The listing is complete."""
        photos_before, bytes_before = photos.still_to_fetch(db, self.source_id, self.at)
        self.photos += photos_before
        self.bytes += bytes_before
        self.absent = extent(db, self.source_id) - self._known
        accepted = db.number("SELECT accepted_absent FROM sources WHERE id = ?", (self.source_id,))
        if conclude(self.listed, self.absent, accepted) != "gone":
            return
        absent_before = db.number(
            "SELECT count(*) FROM photos WHERE source_id = ? AND absences > 0 AND state <> 'gone'", (self.source_id,)
        )
        once = absences.enough(self.absent, accepted) == 1
        self.gone = self.absent if once else absent_before - self._absent_before


def _rows(db: Connection, source_id: int, keys: list[str], at: int) -> dict[str, Row]:
    rows = db.rows(
        "SELECT p.id, p.key, p.fingerprint, p.name, f.path AS folder, p.bytes, p.checksum, p.version, p.state,"
        " p.original_id, p.folder_id, p.absences,"
        f" p.state = 'pending' OR (p.state = 'failed' AND {photos.DUE}) AS wanted"
        " FROM json_each(:keys) AS asked CROSS JOIN photos AS p ON p.key = asked.value AND p.source_id = :source"
        " JOIN folders AS f ON f.id = p.folder_id LEFT JOIN failed_downloads AS d ON d.photo_id = p.id",
        {"keys": json.dumps(keys), "source": source_id, "due": at},
    )
    return {row["key"]: row for row in rows}


def extent(db: Connection, source_id: int) -> int:
    """How many photos of the source are listed, as far as we know."""
    return db.number(
        "SELECT coalesce(sum(photos), 0) FROM photo_totals WHERE source_id = ? AND state <> 'gone'", (source_id,)
    )
