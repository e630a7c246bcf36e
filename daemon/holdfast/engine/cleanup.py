"""The job `cleanup`: what Holdfast keeps for itself and nobody needs any more. It never touches the library."""

from collections.abc import Callable

from holdfast.catalog import Connection, audit, settings, tidy
from holdfast.catalog import thumbnails as rows
from holdfast.catalog.jobs import Job, Progress
from holdfast.catalog.thumbnails import Stored
from holdfast.clock import milliseconds
from holdfast.engine.control import Control
from holdfast.engine.setup import Opened
from holdfast.engine.trouble import Trouble
from holdfast.library.faults import told
from holdfast.thumbnails.cache import PREFIXES, Cache, Kept

BATCH = 200
"""Rows changed in one transaction."""

HOUR = 3_600_000
"""A younger file without a row may be one whose row is being written just now."""


def cleanup(opened: Opened, job: Job, control: Control) -> list[Trouble]:
    """Remove aged and surplus thumbnails, files without a row, rows without a file, records that nothing refers to,
    and the room that they took. Gives way to other jobs; what is done stays done."""
    run = Cleanup(opened, job, control)
    with told(str(opened.home.thumbnails_dir)):
        run.age()
        run.hold_to_quota()
        run.compare()
    run.forget_records()
    run.compact()
    actor: audit.Actor = "person" if job.origin == "person" else "daemon"
    now = milliseconds(opened.clock)
    opened.catalog.write(lambda db: audit.note(db, actor, "cleanup", "home", now, dict(control.counts)))
    return []


class Cleanup:
    """One run, step by step."""

    def __init__(self, opened: Opened, job: Job, control: Control) -> None:
        self._catalog = opened.catalog
        self._clock = opened.clock
        self._kind = job.kind
        self._control = control
        self._counts = control.counts
        self._cache = Cache(opened.home.thumbnails_dir)

    def age(self) -> None:
        """Those on demand that nobody looked at for long; failures are tried once more."""
        days = self._catalog.read(settings.value, "thumbnail_max_age_days")
        before = milliseconds(self._clock) - days * rows.DAY
        while gone := self._catalog.read(rows.unused_since, before, BATCH):
            self._remove(gone, "aged")
        if self._catalog.read(rows.any_failed):
            self._counts["retried"] += self._catalog.write(rows.try_again, "failed")

    def hold_to_quota(self) -> None:
        """Least recently used ones go first, until the rest fits."""
        quota = self._catalog.read(settings.value, "thumbnail_quota_megabytes") * 10**6
        surplus = self._catalog.read(rows.bytes_on_demand) - quota
        while surplus > 0 and (found := self._catalog.read(rows.unused_since, 2**62, BATCH)):
            gone = []
            for one in found:
                if surplus > 0:
                    gone.append(one)
                    surplus -= one.bytes
            self._remove(gone, "over_quota")

    def _remove(self, gone: list[Stored], why: str) -> None:
        """The rows first: a row without a file would have to be looked for."""
        self._control.give_way(self._kind)
        self._catalog.write(rows.forget, gone)
        for one in gone:
            self._cache.remove(one.md5, one.size)
            self._counts["bytes"] += one.bytes
        self._counts[why] += len(gone)

    def compare(self) -> None:
        """Files with rows, one subfolder at a time."""
        for done, prefix in enumerate(PREFIXES):
            self._control.report(Progress(phase="cleaning", photos_done=done, photos_total=len(PREFIXES)))
            self._control.give_way(self._kind)
            stored = self._catalog.read(rows.below, prefix)
            known = {(one.md5, one.size) for one in stored}
            files = list(self._cache.walk(prefix))
            self._sweep([kept for kept in files if (kept.md5, kept.size) not in known])
            there = {(kept.md5, kept.size) for kept in files}
            self._forget([one for one in stored if (one.md5, one.size) not in there])

    def _sweep(self, litter: list[Kept]) -> None:
        now = milliseconds(self._clock)
        for kept in litter:
            if not now - HOUR < kept.modified_at <= now:
                kept.path.unlink(missing_ok=True)
                self._counts["litter"] += 1
                self._counts["bytes"] += kept.bytes

    def _forget(self, lost: list[Stored]) -> None:
        lost = [one for one in lost if not self._cache.path(one.md5, one.size).exists()]
        if lost:
            self._catalog.write(rows.forget, lost)
            self._counts["lost"] += len(lost)

    def forget_records(self) -> None:
        """Tags, folders and jobs that nothing refers to."""
        now = milliseconds(self._clock)
        self._repeat("tags", lambda db: tidy.unused_tags(db, BATCH))
        self._repeat("folders", lambda db: tidy.empty_folders(db, BATCH))
        self._repeat("jobs", lambda db: tidy.old_jobs(db, now, BATCH))

    def compact(self) -> None:
        """Give the room back that the catalog has no use for."""
        self._repeat("catalog_bytes", tidy.give_back)
        self._catalog.fold()

    def _repeat(self, name: str, step: Callable[[Connection], int]) -> None:
        """In short transactions, until there is nothing left to do."""
        while count := self._catalog.write(step):
            self._counts[name] += count
            self._control.give_way(self._kind)
