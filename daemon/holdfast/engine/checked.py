"""The state of the rolling verification, gathered for whoever shows it."""

from holdfast.catalog import Connection, jobs, losses, rolling, settings, statistics
from holdfast.domain.losses import mass_loss
from holdfast.domain.verification import HeldLoss, Verification
from holdfast.errors import LibraryWrong

NAMED = 20
"""So many lost files are named."""


def verification(db: Connection, library: str, now: int) -> Verification:
    """From an index and a handful of rows."""
    reach, held = rolling.reach(db, now), rolling.held(db)
    lost, files = losses.unlisted(db, NAMED)
    return Verification(
        days=settings.value(db, "full_check_days"),
        recent=max(0, statistics.holdings(db).originals - reach.never - reach.overdue), overdue=reach.overdue,
        never=reach.never, oldest_check=reach.oldest, next_check=_next(db, now),
        held=None if held is None else _held(held, library), lost=lost, lost_files=tuple(files),
    )  # fmt: skip


def _next(db: Connection, now: int) -> int | None:
    last = jobs.ended_at(db, ("rolling_verify",), now)
    is_open = any(job.kind == "rolling_verify" for job in jobs.open_ones(db))
    return None if last is None or is_open else last + rolling.DAY


def _held(held: rolling.Held, library: str) -> HeldLoss:
    sentence, action = mass_loss(held.absent, held.files, library)
    return HeldLoss(LibraryWrong.code, sentence, action, held.absent)
