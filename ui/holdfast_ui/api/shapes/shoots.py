"""The JSON of shoots: photos that were taken together."""

from typing import Literal

from pydantic import Field

from holdfast_ui.api.models import Photo
from holdfast_ui.api.shapes.ground import MOST_ID, Count, Id, Query, Request, Shape, Time

ShootState = Literal["suggested", "kept", "dismissed"]
Day = str | None
"""YYYY-MM-DD."""


class Shoot(Shape):
    """Photos that were taken together. `begins_at` and `ends_at` are what the photographer's watch showed, without a
    zone; `date` is the person's own word. `photos` counts every file of a stack."""

    id: int
    name: str
    state: ShootState
    begins_at: str | None
    ends_at: str | None
    date: Day
    location: str | None
    client: str | None
    description: str | None
    photos: int
    bytes: int
    camera: str | None
    changed_at: Time
    cover_url: str | None


class Shoots(Shape):
    """A page of shoots of one state, the latest first; `next` is the `after` of the following one. `holidays`: of
    suggestions, those that are days of one journey."""

    shoots: list[Shoot]
    next: int | None
    suggested: int
    kept: int
    holidays: list[list[int]]


class StackOf(Shape):
    """A photo that is one of several files of one picture."""

    photo: int
    kind: Literal["live", "raw", "edit", "sidecar"]
    count: int


class ShootInFull(Shape):
    """A shoot with a page of its photos as they were taken, and its neighbours in time."""

    shoot: Shoot
    photos: list[Photo]
    stacks: list[StackOf]
    next: int | None
    before: Shoot | None
    after: Shoot | None


class ShootQuery(Query):
    state: ShootState = "kept"
    after: int = Field(default=0, ge=0, le=MOST_ID)
    limit: Count = 100


class ShootPhotosQuery(Query):
    after: int = Field(default=0, ge=0, le=MOST_ID)
    limit: Count = 200


Name = str
Words = str | None


class NewShoot(Request):
    name: str = Field(min_length=1, max_length=200)
    photos: list[Id] = Field(min_length=1, max_length=1000)


class ShootChange(Request):
    """What is named changes; null takes it back."""

    name: str | None = Field(default=None, min_length=1, max_length=200)
    date: str | None = Field(default=None, max_length=10)
    location: str | None = Field(default=None, max_length=500)
    client: str | None = Field(default=None, max_length=500)
    description: str | None = Field(default=None, max_length=4000)
    cover: Id | None = None
    """A photo of the shoot."""


class ShootKeep(Request):
    name: str | None = Field(default=None, min_length=1, max_length=200)


class ShootsKeep(Request):
    """These suggestions; null: all of them."""

    shoots: list[Id] | None = Field(default=None, min_length=1, max_length=1000)


class ShootSplit(Request):
    at: Id
    """The photo with which the second one begins."""


class ShootMerge(Request):
    others: list[Id] = Field(min_length=1, max_length=100)


class ShootPhotos(Request):
    """Photos that come into the shoot, or leave it."""

    add: list[Id] = Field(default=[], max_length=1000)
    remove: list[Id] = Field(default=[], max_length=1000)


class ShootAct(Shape):
    """What was done; `change` undoes it, and is null where all was so already. `count`: of shoots."""

    change: int | None
    count: int
    shoots: list[Shoot]
