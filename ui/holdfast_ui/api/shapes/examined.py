"""The JSON of verifications that a person asked for."""

from typing import Literal

from pydantic import Field

from holdfast_ui.api.shapes.ground import Query, Shape, Time
from holdfast_ui.api.shapes.work import JobState


class PartOf(Shape):
    """The part of the library by its numbers, as `POST /api/jobs` takes it; all null: the whole."""

    sources: list[int] | None
    folder: int | None
    shoot: int | None
    collection: int | None
    query: str | None


class Examination(Shape):
    """A verification: what it was about, by name, how it ended, and how many files were not as stored."""

    job: int
    state: JobState
    asked_at: Time
    finished_at: Time
    sources: list[str] | None
    folder: str | None
    shoot: str | None
    collection: str | None
    query: str | None
    sample: float | None
    of: PartOf
    checked: int
    damaged: int
    missing: int
    repaired: int
    bytes: int
    code: str | None
    message: str | None
    action: str | None


class Examinations(Shape):
    """The latest first."""

    verifications: list[Examination]


class FileQuery(Query):
    after: int = Field(default=0, ge=0)
    limit: int = Field(default=200, ge=1, le=1000)


class ExaminedFile(Shape):
    """A file by its path in the library. `todo`: `done`, nothing more; `repair`, fetch it again; `edited`, say what
    becomes of your edit; `yours`, no source has it: put a copy of your own in its place."""

    path: str
    result: Literal["damaged", "missing", "unreadable"]
    todo: Literal["done", "repair", "edited", "yours"]


class Files(Shape):
    """Page by page; `next` is the `after` of the following one."""

    files: list[ExaminedFile]
    count: int
    next: int | None
