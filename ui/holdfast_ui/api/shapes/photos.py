"""The JSON of the plain list of photos, of those that failed, and of those that are skipped."""

from typing import Literal

from pydantic import Field

from holdfast_ui.api.shapes.ground import MOST_ID, Count, Id, Query, Shape, State, Time


class PhotoLine(Shape):
    """One photo as a line of the plain list."""

    id: int
    name: str
    source: str
    state: State


class Photos(Shape):
    photos: list[PhotoLine]
    next: int | None


class PhotoQuery(Query):
    after: int = Field(default=0, ge=0, le=MOST_ID)
    limit: Count = 200
    source: Id | None = None
    state: State | None = None


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


class FailureQuery(Query):
    after: int = Field(default=0, ge=0, le=MOST_ID)
    limit: Count = 200
    code: str | None = Field(default=None, max_length=64)
    named: str | None = Field(default=None, max_length=200)
    """Only photos with this in their name or folder."""
    session: Id | None = None
    """Only photos that were tried last in this run."""


class Skipped(Shape):
    """Photos of a source that are not copied for one reason."""

    source: str
    reason: str
    photos: int


class SkippedPhotos(Shape):
    reasons: list[Skipped]


class ExceptionQuery(Query):
    state: Literal["failed", "pending", "skipped", "gone"]
    after: int = Field(default=0, ge=0, le=MOST_ID)
    limit: Count = 200


class Excepted(Shape):
    """One photo that is not safe, or that its source lists no more, with the reason."""

    id: int
    source: str
    photo: str
    state: State
    code: str
    message: str
    action: str


class Exceptions(Shape):
    exceptions: list[Excepted]
    next: int | None
