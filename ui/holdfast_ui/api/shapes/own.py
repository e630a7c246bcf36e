"""The JSON of what the person makes: marks, collections, what is missing, and what can be undone."""

from typing import Annotated, Literal

from pydantic import Field

from holdfast_ui.api.models import Photo
from holdfast_ui.api.shapes.ground import MOST_ID, Count, Id, Problem, Query, Request, Shape, Time

Photos = Annotated[list[Id], Field(min_length=1, max_length=5000)]
Text = Annotated[str, Field(max_length=20_000)]
Tags = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=100)]
Seconds = Annotated[int, Field(ge=-4_000_000_000, le=4_000_000_000)]
Pick = Literal["pick", "reject"]
Colour = Literal["red", "yellow", "green", "blue", "purple"]


class MarkRequest(Request):
    """What is said of photos. A field that is left out stays as it is; null takes back what was said. `shift`:
    seconds by which their time is moved; `offset`: minutes east of UTC."""

    photos: Photos
    rating: Annotated[int, Field(ge=0, le=5)] | None = None
    pick: Pick | None = None
    colour: Colour | None = None
    star: bool | None = None
    hidden: bool | None = None
    title: Text | None = None
    caption: Text | None = None
    taken_at: Annotated[str, Field(max_length=40)] | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    place: Text | None = None
    tags: Tags = Field(default_factory=list)
    untags: Tags = Field(default_factory=list)
    shift: Seconds = 0
    offset: Annotated[int, Field(ge=-1080, le=1080)] | None = None


class Act(Shape):
    """What was done. `change`: its number, for undoing it; null: all was so already. `passed_over`: photos of which
    that could not be said."""

    change: int | None
    photos: int
    passed_over: int
    what: str


class Turn(Shape):
    """What a marking would do to times: of the first photo that has one."""

    photos: int
    timed: int
    before: str | None
    after: str | None


class Marks(Shape):
    """What the person said of a photo, and what is shown of it: their word, else the file's."""

    rating: int | None
    pick: Pick | None
    colour: Colour | None
    star: bool
    hidden: bool
    title: str | None
    caption: str | None
    taken_at: str | None
    utc_offset: int | None
    latitude: float | None
    longitude: float | None
    place: str | None
    tags: list[str]
    shown_rating: int | None
    shown_taken_at: str | None


class ChangeDone(Shape):
    """One act of the person. `undone_at`: when it was taken back."""

    id: int
    at: str
    what: str
    undone_at: Time
    rows: int


class ChangesDone(Shape):
    changes: list[ChangeDone]


class Collection(Shape):
    """An album. `photos`: how many; null: the rule says it when it is asked. `folder`: of a mirror."""

    id: int
    name: str
    kind: Literal["hand", "rule", "source"]
    description: str | None
    query: str | None
    folder: str | None
    folder_id: int | None
    photos: int | None
    cover_url: str | None


class Collections(Shape):
    collections: list[Collection]


class CollectionPage(Shape):
    """A collection and a page of its photos, in its order. `problem`: its rule cannot be asked any more."""

    collection: Collection
    photos: list[Photo]
    next: str | None
    problem: Problem | None


class PageQuery(Query):
    after: str | None = Field(default=None, max_length=200)
    limit: Count = 200


Name = Annotated[str, Field(min_length=1, max_length=200)]


class CollectionRequest(Request):
    """A new collection: with `query` by rule, with `folder` a mirror, else by hand."""

    name: Name
    query: Annotated[str, Field(max_length=4000)] | None = None
    folder: Id | None = None


class CollectionChange(Request):
    """What is left out stays. `cover`: a photo; null: the first one. `before`: another collection; null: to the end."""

    name: Name | None = None
    description: Text | None = None
    query: Annotated[str, Field(min_length=1, max_length=4000)] | None = None
    cover: Id | None = None
    before: Id | None = None


class Chosen(Request):
    photos: Photos


class Moving(Request):
    """A photo of a collection, before another one; null: to the end."""

    photo: Id
    before: Id | None = None


class MissingCounts(Shape):
    """How many photos lack what."""

    date: int
    place: int
    camera: int
    tags: int


class MissingPage(Shape):
    """`next`: the `after` of the following page. A page may be short, or empty, though others follow."""

    photos: list[Photo]
    next: int | None


class MissingQuery(Query):
    after: int = Field(default=0, ge=0, le=MOST_ID)
    limit: Count = 200
