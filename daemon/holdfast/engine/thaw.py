"""The job `thaw`: ask a cloud's archive to bring photos out. It takes hours; later listings see what has come."""

from dataclasses import dataclass

from holdfast.catalog import Connection, audit, sessions, sources, thaws
from holdfast.catalog.jobs import Job, Progress
from holdfast.catalog.sources import SourceRow
from holdfast.catalog.thaws import Frozen
from holdfast.clock import milliseconds
from holdfast.engine.backup import each_source
from holdfast.engine.connect import Link, linked
from holdfast.engine.control import Control
from holdfast.engine.setup import Opened
from holdfast.engine.trouble import Trouble
from holdfast.errors import Archived, HoldfastError, Interrupted, PhotoError, SourceError, UsageError
from holdfast.library.root import Library

DAYS, TIER = 7, "Standard"
TIERS = ("Standard", "Bulk", "Expedited")
SLOW = "DEEP_ARCHIVE"
"""The class that knows no Expedited, and how the tier of Intelligent-Tiering begins that knows none either."""
MOST_DAYS = 365


def thaw(opened: Opened, library: Library, job: Job, control: Control) -> list[Trouble]:  # noqa: ARG001 - as every job
    """Ask for every archived photo of the job's sources, or of its folder, that was not asked for yet."""
    wish = _wish(job)
    wanted = job.parameters.sources
    rows = [row for row in opened.catalog.read(sources.everything) if wanted is None or row.id in wanted]
    return each_source(opened, control, rows, lambda row: Thaw(opened, row, wish, control).run())


@dataclass(frozen=True, slots=True)
class _Wish:
    folder_id: int | None
    days: int
    tier: str


def _wish(job: Job) -> _Wish:
    days, tier = job.parameters.days or DAYS, job.parameters.tier or TIER
    if not 1 <= days <= MOST_DAYS:
        raise UsageError(f"An archive keeps photos out for 1 to {MOST_DAYS} days, not for {days}.")
    if tier not in TIERS:
        raise UsageError(f"{tier!r} is none of the archive's speeds.", action=f"They are: {', '.join(TIERS)}.")
    return _Wish(job.parameters.folder, days, tier)


def _require_speed(photo: Frozen, tier: str) -> None:
    """PhotoError: the cloud would refuse that speed; it is not asked."""
    if tier == "Expedited" and SLOW in (photo.remote.skip_reason or ""):
        raise Archived(f"Nothing comes out of {SLOW} that fast.", action="Ask again with --tier Standard or Bulk.")


class Thaw:
    """One source. What was asked is in the catalog photo by photo: a run that is cut short asks nothing twice."""

    def __init__(self, opened: Opened, row: SourceRow, wish: _Wish, control: Control) -> None:
        self._opened, self._row, self._wish, self._control = opened, row, wish, control
        self._catalog = opened.catalog
        self._asked = 0
        self._refused: list[PhotoError] = []

    def run(self) -> None:
        """SourceError: the archive refuses everything."""
        batch = self._next(0)
        if not batch:
            return
        begun = self._now()
        session = self._catalog.write(sessions.begin, "thaw", self._row.id, self._control.job_id, begun)
        try:
            with linked(self._catalog, self._row, self._opened.clock) as link:
                while batch:
                    self._ask_for(link, session, batch)
                    batch = self._next(batch[-1].id)
            self._raise_if_all_refused()
        except (HoldfastError, Interrupted) as end:
            self._catalog.write(sessions.cut_short, session, end, self._now())
            raise
        self._catalog.write(self._finish, session)

    def _next(self, after: int) -> list[Frozen]:
        return self._catalog.read(thaws.frozen, self._row.id, self._wish.folder_id, after, self._now())

    def _ask_for(self, link: Link, session: int, batch: list[Frozen]) -> None:
        for photo in batch:
            self._control.check()
            self._control.report(Progress(phase="asking", source=self._row.name, found=self._asked))
            try:
                _require_speed(photo, self._wish.tier)
                fresh = self._control.obeying(lambda: link.source.thaw(photo.remote, self._wish.days, self._wish.tier))  # noqa: B023
            except PhotoError as error:
                self._refused.append(error)
                self._catalog.write(lambda db: sessions.count(db, session, checked=1, failed=1))
                continue
            self._asked += fresh
            self._catalog.write(self._keep, session, photo.id, fresh)

    def _keep(self, db: Connection, session: int, photo_id: int, fresh: bool) -> None:
        thaws.asked(db, photo_id, self._wish.tier, self._wish.days, self._now())
        sessions.count(db, session, checked=1, changed=int(fresh))

    def _raise_if_all_refused(self) -> None:
        if self._refused and not self._asked:
            first = self._refused[0]
            message = f"{self._row.name} brings none of {len(self._refused):,} photos out. {first.message}"
            raise SourceError(message, action=first.action)

    def _finish(self, db: Connection, session: int) -> None:
        now = self._now()
        code, message = (self._refused[0].code, self._refused[0].message) if self._refused else (None, None)
        sessions.finish(db, session, "complete", now, code, message)
        detail: dict[str, str | int] = {"photos": self._asked, "days": self._wish.days, "tier": self._wish.tier}
        audit.note(db, "person", "thaw", self._row.name, now, detail)

    def _now(self) -> int:
        return milliseconds(self._opened.clock)
