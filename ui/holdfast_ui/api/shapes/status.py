"""The JSON of the state: library, sources and their counts, and the answer that is computed from them."""

from typing import Literal

from pydantic import Field

from holdfast.domain.pause import LONGEST, MINUTE
from holdfast_ui.api.shapes.ground import Kind, MediaType, Problem, Request, Shape, Time
from holdfast_ui.api.shapes.work import Job


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


class Sources(Shape):
    sources: list[Source]


class Acceptance(Request):
    absent: int = Field(ge=1)


class TypeTotals(Shape):
    """Counts of one media type."""

    media_type: MediaType
    photos: int
    bytes: int
    safe: int


class Worker(Shape):
    """Who works through the queue, if anyone does."""

    running: bool
    role: str | None
    pid: int | None


class HeldLoss(Shape):
    """So many files were gone from the library at once that a person has to say what that means."""

    code: str
    message: str
    action: str
    absent: int


class Lost(Shape):
    """A file that is damaged or missing, and whose photo no source lists any more."""

    path: str
    condition: Literal["damaged", "missing"]


class Verification(Shape):
    """How far the library was read back from the drive."""

    days: int
    recent: int
    overdue: int
    never: int
    oldest_check: Time
    next_check: Time
    held: HeldLoss | None
    lost: int
    lost_files: list[Lost]


class Answer(Shape):
    """A state with its sentence, and what it was computed from in another one."""

    state: Literal["safe", "working", "waiting", "paused", "attention", "problem"]
    sentence: str
    detail: str


class Status(Answer):
    """The whole answer to: are all my photos safe, right now?"""

    library: Library
    totals: Totals
    sources: list[Source]
    types: list[TypeTotals]
    job: Job | None
    last_verify: Time
    verification: Verification
    worker: Worker
    problems: int
    """How many cards need the person, who has not said yet that they know."""
    paused_since: Time
    """When all backups were paused; null: they are not."""
    paused_until: Time
    """When they go on by themselves; null while they are paused: when the person resumes them."""


class PauseRequest(Request):
    """How long all backups are to rest: so many minutes, or until a moment; neither: until they are resumed."""

    minutes: int | None = Field(default=None, ge=1, le=LONGEST // MINUTE)
    until: str | None = Field(default=None, max_length=20)
    """`tomorrow`, which is six in the morning, or a time of day here, like `18:00`."""


class Statistics(Shape):
    """Counts in full and per source and type."""

    totals: Totals
    sources: list[Source]
    types: list[TypeTotals]


class Health(Shape):
    status: Literal["ok"]
    version: str
    catalog: Literal["ok"]
