"""A catalog to fill as the engine would have left it, and the real server that shows it."""

import hashlib
from dataclasses import dataclass

from holdfast.catalog import Catalog, Connection, folders, jobs, photos, sessions, sources
from holdfast.clock import Clock, milliseconds
from holdfast.engine.report import LibraryStatus, WorkerStatus
from holdfast.engine.setup import Opened
from holdfast.errors import HoldfastError
from holdfast_ui.codes import mint
from holdfast_ui.dialogs import Dialogs
from holdfast_ui.server import Server

MINUTE = 60_000
HOUR = 60 * MINUTE


CONNECTED = LibraryStatus("/media/anna/Photos 4TB/Holdfast", True, 1_640_000_000_000)
AT_WORK = WorkerStatus(True, "daemon", 4711)


@dataclass
class Sight:
    """What is seen of the library and the worker; a test changes it as drives come and go."""

    library_seen: LibraryStatus = CONNECTED
    worker_seen: WorkerStatus = AT_WORK
    trouble: HoldfastError | None = None

    def library(self) -> LibraryStatus:
        if self.trouble is not None:
            raise self.trouble
        return self.library_seen

    def worker(self) -> WorkerStatus:
        return self.worker_seen


@dataclass
class World:
    """A catalog to fill, and the server that shows it."""

    opened: Opened
    sight: Sight
    server: Server
    secret: bytes
    dialogs: Dialogs

    @property
    def catalog(self) -> Catalog:
        return self.opened.catalog

    @property
    def clock(self) -> Clock:
        return self.opened.clock

    @property
    def now(self) -> int:
        return milliseconds(self.clock)

    def address(self, code: str | None = None) -> str:
        """Where the page is, with a one-time code of this moment."""
        return f"{self.server.url}#code={code or mint(self.secret, self.clock)}"

    def source(self, name: str, kind: str = "cloudinary", *, checked: int | None = 12 * MINUTE) -> int:
        """A source, whose last complete check is so long ago (None: never)."""
        return self.catalog.write(self._source, name, kind, checked)

    def _source(self, db: Connection, name: str, kind: str, checked: int | None) -> int:
        number = sources.add(db, uid=f"uid-{name}", name=name, kind=kind, folder=f"folder-{name}", settings={},
                             credentials=None, at=self.now)  # fmt: skip
        sources.due_next(db, number, self.now + 11 * HOUR)
        if checked is not None:
            db.run("UPDATE sources SET last_complete_scan_at = ? WHERE id = ?", (self.now - checked, number))
        return number

    def photos(
        self, source: int, count: int, state: str = "safe", media: str = "image", size: int = 5_300_000,
        strength: str = "md5",
    ) -> None:  # fmt: skip
        """So many listed photos in that state, as the engine would have left them."""
        self.catalog.write(self._photos, source, count, state, media, size, strength)

    def _photos(
        self, db: Connection, source: int, count: int, state: str, media: str, size: int, strength: str = "md5"
    ) -> None:
        folder = folders.ensure(db, source, ())
        first = db.number("SELECT coalesce(max(id), 0) FROM photos") + 1
        numbers = range(first, first + count)
        if state == "safe":
            db.many(
                "INSERT INTO originals (id, sha256, md5, bytes, path, path_folded, stored_at) VALUES (?,?,?,?,?,?,?)",
                [(n, hashlib.sha256(b"%d" % n).hexdigest(), "0" * 32, size, f"{n}", f"{n}", self.now) for n in numbers],
            )
        db.many(
            "INSERT INTO photos (id, source_id, key, name, folder_id, media_type, bytes, fingerprint, state,"
            " original_id, skip_reason, first_seen_at, seen_in) VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, 1)",
            [
                (n, source, f"k{n}", f"IMG_{n:04}.jpg", folder, media, size, state, n if state == "safe" else None,
                 "EXCLUDED" if state == "skipped" else None, self.now)
                for n in numbers
            ],
        )  # fmt: skip
        if state == "safe":
            db.run("UPDATE photos SET strength = ? WHERE id >= ?", (strength, first))

    def failure(self, source: int, name: str, code: str, message: str, action: str, tries: int = 3) -> None:
        """One photo that could not be copied."""
        self.catalog.write(self._failure, source, name, (code, message, action), tries)

    def _failure(self, db: Connection, source: int, name: str, why: tuple[str, str, str], tries: int) -> None:
        self._photos(db, source, 1, "pending", "image", 4_000_000)
        number = db.number("SELECT max(id) FROM photos")
        db.run("UPDATE photos SET name = ? WHERE id = ?", (name, number))
        photos.fail(db, number, *why, self.now - HOUR, self.now + HOUR, attempts=tries)

    def job(self, kind: jobs.Kind = "backup") -> int:
        """A job that somebody works on."""
        return self.catalog.write(self._job, kind)

    def _job(self, db: Connection, kind: jobs.Kind) -> int:
        job = jobs.enqueue(db, kind, jobs.Parameters(), origin="person", at=self.now)
        jobs.take(db, self.now)
        return job.id

    def progress(self, job: int, progress: jobs.Progress) -> None:
        self.catalog.write(jobs.reports, job, progress)

    def session(self, kind: sessions.Kind, source: int | None, ago: int, took: int, **counts: int) -> None:
        """A run that ended complete."""
        self.catalog.write(self._session, kind, source, ago, took, counts)

    def _session(self, db: Connection, kind: sessions.Kind, source: int | None, ago: int, took: int,
                 counts: dict[str, int]) -> None:  # fmt: skip
        number = sessions.begin(db, kind, source, None, self.now - ago)
        sessions.count(db, number, **counts)
        sessions.finish(db, number, "complete", self.now - ago + took)
