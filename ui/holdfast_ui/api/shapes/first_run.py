"""The JSON of the first run, and of the ways out when the catalog does not open."""

from typing import Annotated, Literal

from pydantic import Field

from holdfast_ui.api.shapes.ground import Problem, Request, Shape, Time

Text = Annotated[str, Field(min_length=1, max_length=2048)]
Path = Annotated[str, Field(min_length=1, max_length=4096)]


class Underway(Shape):
    """Something that takes its time, and how far it is. `total` 0: not known yet."""

    doing: Literal["restore", "rebuild", "adopt"]
    said: str
    done: int
    total: int


class Setup(Shape):
    """How far a person is on the way to the first backup; or what keeps the catalog shut, and the ways out."""

    stage: Literal["shut", "library", "source", "code", "schedule", "start", "done"]
    trouble: Problem | None
    ways: list[Literal["again", "unlock", "restore", "rebuild", "anew", "point"]]
    copy_made_at: Time
    """Of the newest copy of the catalog that the key at hand opens."""
    library: str | None
    proposed: str
    """Where a library could be made."""
    dialogs: bool
    """Whether a folder can be pointed to here."""
    work: Underway | None


class Placing(Request):
    """A place for the library; none: the person is asked in the window."""

    path: Path | None = None


class PlaceNamed(Request):
    path: Path


class PlaceLook(Shape):
    """What is known of a place. All of it empty: the person changed their mind."""

    path: str | None
    free_bytes: int | None
    total_bytes: int | None
    notes: list[Literal["same_drive", "sync", "fat", "exfat", "network", "memory", "container", "little_room"]]
    library: bool
    refusal: Problem | None


class Speed(Shape):
    bytes_per_second: int


class Rebuilding(Request):
    """`new_key`: the old one is lost, and so is its recovery code."""

    new_key: bool


class Unlocking(Request):
    code: str = Field(min_length=1, max_length=400, repr=False)


class CloudinaryKey(Request):
    """`cloud` may be the whole URL with the key in it."""

    cloud: Text = Field(repr=False)
    api_key: str = Field(default="", max_length=255, repr=False)
    api_secret: str = Field(default="", max_length=1024, repr=False)


class BucketKey(Request):
    bucket: Text
    access_key_id: str = Field(default="", max_length=255, repr=False)
    secret_access_key: str = Field(default="", max_length=1024, repr=False)
    endpoint_url: str = Field(default="", max_length=2048)
    region: str = Field(default="", max_length=64)
    prefix: str = Field(default="", max_length=1024)
    private: bool = False
    """The endpoint is in a network of the person's own."""


class FolderPlace(Request):
    path: str = Field(max_length=4096)


class TrialRequest(Request):
    """One of them."""

    cloudinary: CloudinaryKey | None = None
    s3: BucketKey | None = None
    folder: FolderPlace | None = None


class Trial(Shape):
    """An account whose key works, and what was counted in it so far."""

    id: str
    title: str
    """How the account calls itself."""
    name: str
    """How it could be called here."""
    photos: int
    bytes: int
    unsized: int
    ended: bool
    whole: bool
    trouble: Problem | None


class TrialAdded(Shape):
    id: int


class NewSource(Request):
    name: str = Field(min_length=1, max_length=200)


class RecoveryCode(Shape):
    groups: list[str]
    asked: list[int]
    """The places of the groups that are to be typed back, from 1 on."""


class TypedBack(Request):
    groups: dict[str, Annotated[str, Field(max_length=200)]] = Field(min_length=1, max_length=8, repr=False)
    """What was typed, by the place of the group."""


class Steps(Request):
    """The step that comes next."""

    stage: Literal["source", "code", "schedule", "start"]


class StageNow(Shape):
    """How far the person is now."""

    stage: Literal["source", "code", "schedule", "start", "done"]


class Begun(Shape):
    """The job of the first backup."""

    job: int


class SavedCode(Shape):
    """Where the code lies; null: the person changed their mind."""

    path: str | None


class DaemonStarted(Shape):
    answer: Literal["started", "already running", "still starting"]


class AtLogin(Shape):
    """Whether the background service starts when the person logs in."""

    installed: bool
    by: str
    """What starts it, in words."""
    place: str
    broken: bool
    """It starts a program that is not there any more."""
    current: bool


class AtLoginWish(Request):
    installed: bool
