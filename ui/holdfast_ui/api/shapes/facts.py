"""The JSON of what is known of a photo, by who says it."""

from typing import Literal

from holdfast_ui.api.shapes.ground import Shape, Time


class FileFacts(Shape):
    """What the file says. Pixels as it is looked at; `taken_at` as the camera's clock showed it, `utc_offset` in
    minutes east of UTC, `taken_from`: what in the file says so; exposure in seconds, focal length in millimetres."""

    width: int | None
    height: int | None
    taken_at: str | None
    taken_from: str | None
    utc_offset: int | None
    latitude: float | None
    longitude: float | None
    altitude: float | None
    kind: str | None
    camera_make: str | None
    camera_model: str | None
    lens: str | None
    focal_length: float | None
    aperture: float | None
    exposure: float | None
    iso: int | None
    orientation: int | None
    title: str | None
    caption: str | None
    keywords: list[str]
    creator: str | None
    copyright: str | None
    rating: int | None
    content_id: str | None
    duration: float | None
    codec: str | None


class SourceFacts(Shape):
    """What the source knew. `name`: the one before upload."""

    created_at: Time
    name: str | None
    tags: list[str]
    context: dict[str, str]
    metadata: dict[str, str]


class PersonFacts(Shape):
    """What the person said; null: nothing, and the file's word counts."""

    rating: int | None
    pick: Literal["pick", "reject"] | None
    colour: Literal["red", "yellow", "green", "blue", "purple"] | None
    star: bool
    hidden: bool
    title: str | None
    caption: str | None
    tags: list[str]
    taken_at: str | None
    utc_offset: int | None
    latitude: float | None
    longitude: float | None
    place: str | None


class ShownFacts(Shape):
    """Of each fact the word that counts. `taken_from`: `person`, `source`, or what in the file says so. `taken_at` is
    the clock's where the photo was taken (the source's: of UTC); `taken_utc` the moment, where the zone is known."""

    taken_at: str | None
    taken_from: str | None
    utc_offset: int | None
    taken_utc: Time
    latitude: float | None
    longitude: float | None
    altitude: float | None
    place: str | None
    camera: str | None
    lens: str | None
    focal_length: float | None
    aperture: float | None
    exposure: float | None
    iso: int | None
    duration: float | None
    codec: str | None
    creator: str | None
    copyright: str | None
    rating: int | None
    title: str | None
    caption: str | None
    tags: list[str]


class PhotoFacts(Shape):
    """What is known of a photo, by who says it. `names`: those that it had before."""

    file: FileFacts | None
    source: SourceFacts
    person: PersonFacts
    shown: ShownFacts
    names: list[str]
