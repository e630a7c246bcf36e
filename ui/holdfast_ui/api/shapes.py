"""The JSON of the API: what docs/architecture.md says, as types. The page's types are made from these."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StrictInt

State = Literal["safe", "pending", "failed", "skipped", "gone"]
Strength = Literal["md5", "full", "composite", "size", "none"]
MediaType = Literal["image", "video", "raw"]
Kind = Literal["cloudinary", "s3", "smugmug", "folder"]
JobKind = Literal["backup", "full_scan", "folder_scan", "retry", "verify", "thumbnails", "cleanup", "thaw"]
Asked = Literal["backup", "full_scan", "retry", "verify", "thumbnails", "cleanup"]
"""What can be asked for without naming a folder."""
JobState = Literal["queued", "running", "waiting", "paused", "done", "failed", "cancelled"]
Time = str | None
"""RFC 3339, UTC."""


MOST_ID = 2**63 - 1
"""SQLite holds no larger number."""


class Shape(BaseModel):
    """Something that is answered."""


class Request(BaseModel):
    """Something that is asked: nothing unknown passes, and nothing is taken for something else."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Query(BaseModel):
    """What stands behind the question mark: text, so that numbers are read from it."""

    model_config = ConfigDict(extra="forbid")


class Problem(Shape):
    """Why something was not done: a code, a sentence and a next step."""

    code: str
    message: str
    action: str


class Library(Shape):
    """The place of the originals; code, message and action are empty while nothing is wrong with it."""

    path: str
    online: bool
    free_bytes: int | None
    code: str | None
    message: str | None
    action: str | None


class Strengths(Shape):
    """Safe photos by what the comparison of their bytes proved: the source's MD5, a checksum of the whole or of its
    parts, the size, nothing."""

    md5: int
    full: int
    composite: int
    size: int
    none: int


class Budget(Shape):
    """The calls that a cloud allows per window, and what the next complete check takes of them."""

    limit: int
    left: int
    resets_at: Time
    needed: int
    finishes_at: Time


class Totals(Shape):
    """Counts over all sources. listed = safe + pending + failed + skipped; gone is counted apart."""

    listed: int
    safe: int
    pending: int
    failed: int
    skipped: int
    gone: int
    bytes: int
    safe_bytes: int
    originals: int
    original_bytes: int
    verified: int
    strengths: Strengths


class Held(Shape):
    """A disappearance that was held back until a person accepts it."""

    code: str
    message: str
    absent: int


class Source(Shape):
    """One source with its counts and how it is. Skipped are: archived, markers of folders, and what rules leave out."""

    id: int
    name: str
    kind: Kind
    listed: int
    safe: int
    pending: int
    failed: int
    skipped: int
    archived: int
    markers: int
    gone: int
    bytes: int
    safe_bytes: int
    last_complete_scan: Time
    paused: bool
    next_due: Time
    wait_until: Time
    problem: Problem | None
    held: Held | None
    stale: bool
    strengths: Strengths
    budget: Budget | None


class TypeTotals(Shape):
    """Counts of one media type."""

    media_type: MediaType
    photos: int
    bytes: int
    safe: int


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
    wish: Literal["cancel", "pause"] | None
    calls_left: int | None
    calls_limit: int | None
    finishes_at: Time


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


class Worker(Shape):
    """Who works through the queue, if anyone does."""

    running: bool
    role: str | None
    pid: int | None


class Status(Shape):
    """The whole answer to: are all my photos safe, right now?"""

    state: Literal["safe", "working", "waiting", "paused", "attention", "problem"]
    sentence: str
    detail: str
    library: Library
    totals: Totals
    sources: list[Source]
    types: list[TypeTotals]
    job: Job | None
    last_verify: Time
    worker: Worker


class Failure(Shape):
    """One photo that could not be copied, or was found damaged or missing."""

    id: int
    source: str
    photo: str
    code: str
    message: str
    action: str
    attempts: int
    last_attempt: Time
    next_attempt: Time


class FailureGroup(Shape):
    """All failures of one cause."""

    code: str
    message: str
    action: str
    photos: int


class Failures(Shape):
    failures: list[Failure]
    groups: list[FailureGroup]
    next: int | None


class Skipped(Shape):
    """Photos of a source that are not copied for one reason."""

    source: str
    reason: str
    photos: int


class SkippedPhotos(Shape):
    reasons: list[Skipped]


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


class Sources(Shape):
    sources: list[Source]


class Setting(Shape):
    """One setting with its bounds and its sentence."""

    name: str
    value: int
    default: int
    low: int
    high: int
    sentence: str


class Config(Shape):
    """Every setting; and the S3 account added last, with its secrets hidden."""

    settings: list[Setting]
    backblaze_endpoint: str
    backblaze_bucket: str
    backblaze_access_key: str
    """Its last four characters, or nothing."""
    backblaze_secret_key: str
    """`********` when there is one; never any of it."""
    thumbnail_max_age_days: int
    sync_interval_hours: int


class PhotoLine(Shape):
    """One photo as a line of the plain list."""

    id: int
    name: str
    source: str
    state: State


class Photos(Shape):
    photos: list[PhotoLine]
    next: int | None


class Statistics(Shape):
    """Counts in full and per source and type."""

    totals: Totals
    sources: list[Source]
    types: list[TypeTotals]


class Health(Shape):
    status: Literal["ok"]
    version: str
    catalog: Literal["ok"]


class SignIn(Request):
    code: str = Field(min_length=1, max_length=256)


class Token(Shape):
    token: str


Id = Annotated[int, Field(ge=1, le=MOST_ID)]
Count = Annotated[int, Field(ge=1, le=1000)]


class JobRequest(Request):
    kind: Asked
    sources: list[Id] | None = Field(default=None, min_length=1, max_length=1000)
    repair: bool = False


class Acceptance(Request):
    absent: int = Field(ge=1)


class Changes(RootModel[dict[str, StrictInt]]):
    """New values by the name of the setting."""


class ConfigChange(Request):
    """What is named changes. A secret that is sent back as it was shown stays what it is."""

    settings: dict[str, StrictInt] = Field(default_factory=dict)
    backblaze_endpoint: str | None = Field(default=None, max_length=2048)
    backblaze_bucket: str | None = Field(default=None, max_length=255)
    backblaze_access_key: str | None = Field(default=None, max_length=255)
    backblaze_secret_key: str | None = Field(default=None, max_length=1024, repr=False)
    thumbnail_max_age_days: int | None = None
    sync_interval_hours: int | None = None


class FailureQuery(Query):
    after: int = Field(default=0, ge=0, le=MOST_ID)
    limit: Count = 200
    code: str | None = Field(default=None, max_length=64)


class SessionQuery(Query):
    limit: Count = 50


class PhotoQuery(Query):
    after: int = Field(default=0, ge=0, le=MOST_ID)
    limit: Count = 200
    source: Id | None = None
    state: State | None = None
