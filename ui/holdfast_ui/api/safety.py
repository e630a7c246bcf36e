"""GET /api/safety: can the library be relied on? What the answer rests on comes with it."""

from apiflask import APIBlueprint

from holdfast.catalog import Connection, drills, failures
from holdfast.catalog import proof as exempted
from holdfast.clock import rfc3339
from holdfast.domain import skips, trust
from holdfast.domain.proof import source_gaps
from holdfast.domain.status import Headline, SourceStatus
from holdfast.engine import copies
from holdfast.engine.report import Json, Status, as_json
from holdfast_ui.api import shapes
from holdfast_ui.api.status import fields_of
from holdfast_ui.desk import Desk

FOUND = ("DAMAGED", "MISSING", "EDITED")
"""What reading the library finds."""


def blueprint(desk: Desk) -> APIBlueprint:
    safety = APIBlueprint("safety", __name__, url_prefix="/api")

    @safety.get("/safety")
    @safety.output(shapes.Safety)
    def now() -> dict[str, Json]:
        """The answer, with every figure that it was computed from."""
        status, copied = desk.status(), _copies(desk)
        return desk.catalog.read(lambda db: _safety(db, status, copied, desk.now()))

    return safety


def _safety(db: Connection, status: Status, copied: trust.Copies, now: int) -> dict[str, Json]:
    kept, tried = exempted.held(db), drills.last(db)
    stored = trust.Stored(kept.originals, kept.bytes, kept.spoiled)
    headline = Headline(status.state, status.sentence, status.detail)
    proved = trust.Evidence(headline, stored, status.verification, _tried(tried), copied)
    groups = [one for one in failures.groups(db) if one.code in FOUND]
    doubted = status.verification.held is not None
    sources: list[Json] = [_accounted(db, one, doubted) for one in status.sources]
    return {
        **fields_of(trust.verdict(proved, now)), "sources": sources, "stored": as_json(stored),
        "reading": as_json(status.verification), "findings": as_json(groups), "drill": as_json(tried),
        "copies": {**fields_of(copied), "newest": rfc3339(copied.newest)},
    }  # fmt: skip


def _tried(drill: drills.Drill | None) -> trust.Drill | None:
    if drill is None:
        return None
    return trust.Drill(drill.finished_at, drill.photos, drill.intact, drill.bytes, drill.seconds)


def _accounted(db: Connection, one: SourceStatus, doubted: bool) -> dict[str, Json]:
    """`doubted`: so many files are gone at once that no count of safe photos can be believed."""
    plain = ("id", "name", "kind", "listed", "safe", "pending", "failed", "skipped", "gone")
    gaps: list[Json] = [_capital(gap.removeprefix(f"{one.name}: ")) for gap in source_gaps(one)]
    exceptions: list[Json] = [
        {"state": group.state, "code": group.code, "reason": _reason(group), "photos": group.photos}
        for group in exempted.groups(db, one.id, one.name)
    ]
    return {
        **{name: getattr(one, name) for name in plain}, "last_complete_scan": rfc3339(one.last_complete_scan),
        "complete": not gaps and not doubted, "gaps": gaps, "exceptions": exceptions,
    }  # fmt: skip


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _copies(desk: Desk) -> trust.Copies:
    """The nightly copies and those of upgrades; the newest first."""
    found = copies.listing(desk.opened.home, desk.clock)
    return trust.Copies(len(found), found[0].made_at if found else None, sum(copy.bytes for copy in found))


def _reason(group: exempted.Group) -> str:
    """Why photos are skipped, in words; the other states say it by their code."""
    return skips.words(group.code) if group.state == "skipped" else ""
