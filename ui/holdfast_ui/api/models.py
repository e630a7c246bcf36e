"""The JSON of folders, photos and syncs: the models of the API's seed, and what more there is to say of them."""

from typing import Literal

from pydantic import Field

from holdfast_ui.api.shapes import (
    Count,
    Id,
    JobKind,
    Kind,
    MediaType,
    Problem,
    Query,
    Request,
    Shape,
    State,
    Strength,
    Time,
)
from holdfast_ui.api.shapes.facts import PhotoFacts


class Folder(Shape):
    """A folder of a source. Counts are of what lies right in it; `path` begins with the source's folder.
    `photos_below`: in it and all below it; told of the folders of a folder, null elsewhere."""

    id: int
    name: str
    path: str
    parent_id: int | None
    photo_count: int
    photos_below: int | None
    subfolder_count: int
    last_synced: Time
    created_at: str
    updated_at: str
    source: str
    bytes: int
    cover_url: str | None


class Location(Shape):
    latitude: float
    longitude: float


class Dimensions(Shape):
    width: int
    height: int


class PhotoMetadata(Shape):
    """What the file says of itself; `date_taken` as the camera's clock showed it, without a zone."""

    date_taken: str | None
    location: Location | None
    dimensions: Dimensions | None


class Photo(Shape):
    """A photo in its folder. `s3_key`: the source's own key. `has_thumbnail`: null while nobody tried to make one."""

    id: int
    filename: str
    s3_key: str
    size: int | None
    mime_type: str
    created_at: str
    modified_at: str
    thumbnail_url: str
    metadata: PhotoMetadata
    media_type: MediaType
    state: State
    strength: Strength | None
    label: str | None
    has_thumbnail: bool | None


class Contents(Shape):
    """A page of a folder: its folders, then its photos, both by name. Without a folder: the roots of all sources."""

    folder: Folder | None
    parents: list[Folder]
    folders: list[Folder]
    photos: list[Photo]
    next: str | None


class Origin(Shape):
    """Another photo with the same bytes."""

    id: int
    name: str
    source: str
    folder: str
    state: State


class Original(Shape):
    """What the library holds of a photo. `path` is relative to the library."""

    path: str
    sha256: str
    md5: str
    bytes: int
    stored_at: str
    verified_at: Time
    condition: Literal["intact", "damaged", "missing"]
    url: str
    shown: bool
    """Browsers can show it as it is."""


class PhotoInFull(Photo):
    """A photo with where it comes from, where it lies and how sure we are of it."""

    source: str
    source_kind: Kind
    folder: Folder
    proof: str | None
    """What the comparison proved, in a sentence."""
    note: str | None
    """What the label means, in a sentence."""
    skip_reason: str | None
    failure: Problem | None
    original: Original | None
    origins: list[Origin]
    download_url: str | None
    """Leads to the cloud's own copy for a few minutes; null when this source cannot do that."""
    facts: PhotoFacts | None


class Check(Shape):
    """One look at the file. `stored`: compared with the source while it was written; of readings the last is kept."""

    at: str
    how: Literal["stored", "intact", "damaged", "missing", "unreadable", "repaired"]


class Version(Shape):
    """Bytes that the photo had before its source replaced them; they stay in the library."""

    path: str
    sha256: str
    bytes: int
    replaced_at: str


class Provenance(Shape):
    """What can be proved of a photo. `key`, `checksum`: the source's own."""

    key: str
    checksum: str | None
    checks: list[Check]
    versions: list[Version]


class SyncJob(Shape):
    """A job as the seed of this API names it; `kind` is our word for it."""

    id: int
    type: Literal["full_scan", "folder_scan", "cleanup"]
    status: Literal["pending", "running", "completed", "failed"]
    folder_path: str | None
    started_at: Time
    completed_at: Time
    error_message: str | None
    processed_items: int
    total_items: int
    kind: JobKind


class SyncStatus(Shape):
    """The job that is under way or next, and the last ones, newest first."""

    current: SyncJob | None
    jobs: list[SyncJob]


class FolderRequest(Request):
    """Which folder: by its path or by its id."""

    path: str | None = Field(default=None, max_length=4096)
    id: Id | None = None


class FolderQuery(Query):
    after: str | None = Field(default=None, pattern=r"^(folder|photo)-[0-9]{1,18}$")
    limit: Count = 200


class RootQuery(FolderQuery):
    id: Id | None = None
    """A folder whose path a browser would not send as it is: one with `..` in it."""


class ThumbnailQuery(Query):
    size: Literal["256", "400", "512", "1600"] = "400"
    v: str | None = Field(default=None, max_length=32)
    """The version of the picture, as `thumbnail_url` names it: what is asked for with it may be kept for ever."""


class SaveRequest(Request):
    """Whose bytes: those of the library, or those that the cloud has."""

    of: Literal["library", "cloud"] = "library"


class Saved(Shape):
    """Where the copy lies; null: the person changed their mind."""

    path: str | None


class DownloadQuery(Query):
    local: Literal["0", "1"] = "0"
