"""The JSON of duplicates: groups, what is suggested and why, and what a person decides."""

from typing import Annotated, Literal

from pydantic import Field

from holdfast_ui.api.shapes.ground import Count, Id, Query, Request, Shape

DuplicateClass = Literal["identical", "same", "similar"]


class DuplicateQuery(Query):
    """A page of one class; `after`: the `next` of the page before."""

    kind: DuplicateClass = Field(alias="class")
    after: Annotated[str, Field(pattern=r"^([0-9]{1,18}-)?[0-9]{1,18}$")] | None = None
    limit: Count = 50


class DuplicateSum(Shape):
    """Of one class: open groups, and the bytes besides their keepers. Identical bytes take no room in the library."""

    kind: DuplicateClass
    groups: int
    bytes: int


class DuplicateReason(Shape):
    """One thing that speaks for the suggested picture: `picked`, `collections`, `rating`, `pixels`, `format`, `bytes`,
    `place`, `camera`, `oldest`; `first` when nothing does; `identical`: how often these bytes are listed."""

    code: str
    value: str | int


class DuplicateMember(Shape):
    """A picture of a group. `distance` from the suggested one: 0 is alike, 1000 is not at all."""

    photo_id: int
    name: str
    folder: str
    source: str
    bytes: int
    width: int | None
    height: int | None
    kind: str | None
    taken_at: str | None
    latitude: float | None
    longitude: float | None
    camera: str | None
    rating: int | None
    collections: int
    set_aside: bool
    distance: int
    thumbnail_url: str


class DuplicateGroup(Shape):
    """The suggested picture, `keeper_id`, is the first of `members`. `bytes`: 0 when the person has said all."""

    id: int
    kind: DuplicateClass
    bytes: int
    keeper_id: int
    reason: list[DuplicateReason]
    members: list[DuplicateMember]


class Duplicates(Shape):
    """A page of groups, with the sums of all classes. `set_aside`: originals that are hidden."""

    sums: list[DuplicateSum]
    set_aside: int
    groups: list[DuplicateGroup]
    next: str | None


class KeepRequest(Request):
    """Which photo to keep; null: the suggested one."""

    keeper: Id | None = None


class AcceptRequest(Request):
    """Keep the suggested picture of every group of a class."""

    kind: Literal["same", "similar"] = Field(alias="class")


class Decided(Shape):
    """What was done. `change`: its number, for `POST /api/changes/<id>/undo`; null: it was so already."""

    change: int | None
    what: str
    groups: int
    photos: int
    bytes: int


class FolderTwice(Shape):
    """All photos of `folder` are in `other`, too, byte by byte."""

    folder_id: int
    folder: str
    other_id: int
    other: str
    photos: int
    bytes: int


class FoldersTwice(Shape):
    folders: list[FolderTwice]
