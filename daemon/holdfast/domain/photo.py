"""What a source says of one photo, and what Holdfast says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

MediaType = Literal["image", "video", "raw"]
State = Literal["safe", "pending", "failed", "skipped", "gone"]

Strength = Literal["md5", "full", "composite", "size", "none"]
"""What a comparison proved: the provider's MD5, a full-object checksum, a composite one, the size, nothing."""

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Checksum:
    """A checksum as a source declares it; `hex` is lower case."""

    algorithm: Literal["md5"]
    hex: str


@dataclass(frozen=True, slots=True)
class RemotePhoto:
    """One asset as a source lists it. Text is valid Unicode; sizes are bytes; times Unix milliseconds."""

    key: str
    """The source's own immutable key: unique in the source, kept through rename and move."""
    name: str
    """File name with extension as a person knows it there, e.g. `IMG_0042.jpg`. Not unique."""
    folder: tuple[str, ...] = ()
    media_type: MediaType = "image"
    delivery: str = ""
    """Cloudinary: `upload`, `private`, `authenticated`."""
    format: str | None = None
    bytes: int | None = None
    """None: the source gives no believable size."""
    checksum: Checksum | None = None
    version: str | None = None
    width: int | None = None
    height: int | None = None
    created_at: int | None = None
    original_name: str | None = None
    """The name before upload, where the source still knows it."""
    tags: tuple[str, ...] = ()
    context: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    metadata: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    locator: Mapping[str, str] = field(default_factory=dict)
    """What `Source.open` needs to find the bytes again; opaque to everyone else."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row of a listing that makes no sense: counted and named, never silently dropped."""

    key: str
    name: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a listing."""

    photos: tuple[RemotePhoto, ...]
    cursor: str | None
    """Where to go on after this page; None after the last one."""
    refused: tuple[Refused, ...] = ()
