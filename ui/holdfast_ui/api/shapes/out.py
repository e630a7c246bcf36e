"""The JSON of photos on their way out of the library: what is wanted, what would come of it, and what came of it."""

from typing import Annotated, Literal

from pydantic import Field

from holdfast_ui.api.shapes.ground import Id, Query, Request, Shape, Time

Naming = Literal["none", "name.xmp", "name.ext.xmp", "both"]
"""Sidecars that other photo software reads, and how they are named."""
Day = Annotated[str, Field(min_length=4, max_length=10)]
TableForm = Literal["csv", "json", "parquet"]


class Wanted(Request):
    """What is to be copied out: of these sources, or of all, and of that what a search finds, a shoot or a collection
    holds, or just these photos; under which names, and what lies beside them."""

    sources: list[Id] | None = Field(default=None, min_length=1, max_length=1000)
    query: str | None = Field(default=None, max_length=2000)
    shoot: Id | None = None
    collection: Id | None = None
    picked: list[Id] | None = Field(default=None, min_length=1, max_length=10_000)
    since: Day | None = None
    until: Day | None = None
    structure: str = Field(default="tree", max_length=500)
    """`tree`: as the sources have it; `months`: by the month they were taken in; else a path with fields in braces."""
    gone: bool = True
    xmp: Naming = "none"
    versions: bool = False
    form: TableForm | None = None


class RestoreRequest(Wanted):
    """`ask`: the window's dialog asks where; `again`: the folder that was pointed to last; `downloads`: a new folder
    where this computer keeps downloads."""

    where: Literal["ask", "again", "downloads"] = "ask"


class Foreseen(Shape):
    """One file that would be there. `renamed`: something else has the path that it would like to have."""

    source: str
    photo: str
    path: str
    bytes: int
    what: Literal["new", "there", "renamed"]
    wanted: str


class Missed(Shape):
    """A photo that was meant and of which the library has no bytes."""

    source: str
    photo: str
    state: str


class Examples(Shape):
    """The first photos with the paths that they would get."""

    examples: list[Foreseen]


class RestorePlan(Shape):
    """How much would go where, and the first by name; nothing was written. A `ticket` begins it; null: the person
    changed their mind."""

    ticket: str | None
    to: str | None
    photos: int
    bytes: int
    need: int
    there: int
    lacking: int
    left_out: int
    aside: int
    free: int
    renamed: int
    first: list[Foreseen]
    others: list[Foreseen]
    missed: list[Missed]


class RestoreBeginning(Request):
    ticket: str = Field(min_length=1, max_length=64)


class Past(Shape):
    """A restore that was asked for: what it was to be, how it ended, and what was read back and right (`checked`)."""

    job: int
    state: Literal["queued", "running", "waiting", "paused", "done", "failed", "cancelled"]
    asked_at: Time
    finished_at: Time
    to: str
    is_there: bool
    sources: list[str] | None
    query: str | None
    shoot: str | None
    collection: str | None
    picked: int | None
    since: str | None
    until: str | None
    structure: str | None
    xmp: str | None
    versions: bool
    form: str | None
    checked: int
    there: int
    failed: int
    bytes: int
    has_receipt: bool
    code: str | None
    message: str | None
    action: str | None


class PastRestores(Shape):
    """The latest first."""

    restores: list[Past]


class ReceiptQuery(Query):
    after: int = Field(default=0, ge=0)
    limit: int = Field(default=200, ge=1, le=1000)


class NotRestored(Shape):
    """A photo, or a sidecar, that could not be put there, with the reason."""

    what: Literal["photo", "sidecar"]
    source: str
    photo: str
    path: str
    code: str
    message: str
    action: str


class Receipt(Shape):
    """What could not be put there, page by page; `next` is the `after` of the following one."""

    failed: list[NotRestored]
    count: int
    next: int | None
