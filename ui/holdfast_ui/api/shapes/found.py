"""The JSON of searching: what was understood, what was found, what could be meant."""

from typing import Annotated, Literal

from pydantic import Field

from holdfast_ui.api.models import Photo
from holdfast_ui.api.shapes.ground import Count, Query, Shape

Typed = Annotated[str, Field(max_length=2000)]


class SearchQuery(Query):
    q: Typed = ""
    after: str | None = Field(default=None, max_length=1600)
    limit: Count = 100
    order: Literal["taken", "added", "name", "size", "rating"] = "taken"


class FoundPhoto(Photo):
    """A photo that was found. `taken`: as the clocks there showed it, and `taken_from` who says so: `person`, `source`
    or a field of the file. `stack`: files that are one picture with it, itself among them."""

    source: str
    folder_path: str
    taken: str | None
    taken_from: str | None
    rating: int | None
    pick: Literal["pick", "reject"] | None
    colour: Literal["red", "yellow", "green", "blue", "purple"] | None
    star: bool
    stack: int


class Term(Shape):
    """One thing that all found photos have in common, as it is written and in words."""

    text: str
    said: str


class Found(Shape):
    """A page of what was found. `query`: as Holdfast writes it. `total`: of a first page; not exact: there are more.
    `next`: there may be more, even if this page is not full. `is_behind`: words of photos are still being written."""

    query: str
    understood: str
    terms: list[Term]
    total: int | None
    total_is_exact: bool
    photos: list[FoundPhoto]
    next: str | None
    is_behind: bool


class SuggestQuery(Query):
    q: str = Field(max_length=200)


class Suggestion(Shape):
    """A name that the catalog knows, and what would be typed for it."""

    field: Literal["camera", "lens", "tag", "source", "in", "shoot"]
    name: str
    text: str


class Suggestions(Shape):
    suggestions: list[Suggestion]
