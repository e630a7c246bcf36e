"""The JSON of the queue and of what became of it: jobs and sessions."""

from typing import Literal

from pydantic import Field

from holdfast_ui.api.shapes.ground import MOST_ID, Count, Id, Query, Request, Shape, Time

JobKind = Literal[
    "backup", "full_scan", "folder_scan", "retry", "verify", "thumbnails", "cleanup", "thaw", "export", "drill",
    "catalog_copy", "rolling_verify", "grouping", "keep_work", "facts_export",
]  # fmt: skip
Asked = Literal["backup", "full_scan", "retry", "verify", "thumbnails", "cleanup", "drill", "catalog_copy", "grouping"]
"""What can be asked for without naming a folder."""
JobState = Literal["queued", "running", "waiting", "paused", "done", "failed", "cancelled"]


class Job(Shape):
    """One entry of the queue, with its progress."""

    id: int
    kind: JobKind
    state: JobState
    phase: str
    source: str | None
    photos_done: int
    photos_total: int
    bytes_done: int
    bytes_total: int
    bytes_per_second: float | None
    seconds_left: float | None
    found: int
    current: str | None
    wait_until: Time
    wait_reason: str | None
    wait_code: str | None
    wish: Literal["cancel", "pause"] | None
    calls_left: int | None
    calls_limit: int | None
    finishes_at: Time
    why: str | None
    """What takes most of the time while photos are copied, from measurements, and what can be done."""


class JobInFull(Job):
    """A job with what was asked and what became of it."""

    sources: list[int] | None
    repair: bool
    asked_at: Time
    started_at: Time
    finished_at: Time
    result: dict[str, int]
    code: str | None
    message: str | None
    action: str | None


class JobRequest(Request):
    kind: Asked
    sources: list[Id] | None = Field(default=None, min_length=1, max_length=1000)
    repair: bool = False
    keep_edits: bool = False
    """`verify` with `repair`: what the person edited stays where it is, the original comes beside it."""
    leave_edits: bool = False
    """`verify` with `repair`: nothing happens to what the person edited."""
    accept_missing: int | None = Field(default=None, ge=1, le=MOST_ID)
    """`verify`: so many files that are gone at once were taken away by the person."""
    failure: str | None = Field(default=None, max_length=64)
    """`retry`: photos that failed with this code alone."""
    folder: Id | None = None
    shoot: Id | None = None
    collection: Id | None = None
    query: str | None = Field(default=None, min_length=1, max_length=2000)
    """`verify`: only this folder with all below it, this shoot, this collection, or what a search finds."""
    only: list[Id] | None = Field(default=None, min_length=1, max_length=1000)
    """`retry`: these photos alone."""


class Session(Shape):
    """One run of scan, download, verify or repair, with its counts."""

    id: int
    kind: str
    source: str | None
    started_at: Time
    finished_at: Time
    outcome: str
    listed: int
    new: int
    changed: int
    moved: int
    gone: int
    downloaded: int
    adopted: int
    failed: int
    checked: int
    damaged: int
    missing: int
    repaired: int
    bytes: int
    code: str | None
    message: str | None


class Sessions(Shape):
    sessions: list[Session]
    next: int | None
    """There may be older ones: ask for those before this number."""


class SessionQuery(Query):
    """`outcome`: runs that ended well; with something that could not be done; or before their end."""

    limit: Count = 50
    before: Id | None = None
    source: Id | None = None
    outcome: Literal["clean", "troubled", "short"] | None = None


class DayOfRuns(Shape):
    """One day here, `2026-11-20`: complete listings, runs in all, those with trouble, and photos that were copied."""

    day: str
    checks: int
    runs: int
    troubled: int
    copied: int


class DaysOfRuns(Shape):
    days: list[DayOfRuns]


class DaysQuery(Query):
    days: int = Field(default=30, ge=1, le=366)
