"""What a source says of one photo, and what Holdfast says of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal, cast, get_args

MediaType = Literal["image", "video", "raw"]
State = Literal["safe", "pending", "failed", "skipped", "gone"]

Strength = Literal["md5", "full", "composite", "size", "none"]
"""What a comparison proved: the provider's MD5, a full-object checksum, a composite one, the size, nothing."""

NOTHING: Mapping[str, str] = MappingProxyType({})

LARGEST_FILE = 2**50
"""Bytes. No cloud holds larger ones; a size beyond it is a mistake of the listing, and would spoil all sums."""

FIRST_PHOTO, LAST_PHOTO = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp() * 1000) for year in (1826, 2200))
"""The year of the oldest photograph there is, and one that no clock of today means. Unix milliseconds."""


def made_at(moment: int) -> int | None:
    """The moment (Unix milliseconds), if a photo can have been made then."""
    return moment if FIRST_PHOTO <= moment < LAST_PHOTO else None


Algorithm = Literal["md5", "sha1", "sha256", "crc32", "crc32c", "crc64nvme"]

_TEXT = re.compile(
    r"(?P<algorithm>[a-z0-9]+)(?P<unsure>\?)?(?:/(?P<parts>[0-9]+)x(?P<part_bytes>[0-9]+))?:(?P<hex>[0-9a-f]+)"
)


@dataclass(frozen=True, slots=True)
class Checksum:
    """A checksum as a source declares it."""

    algorithm: Algorithm
    hex: str
    """Lower case."""
    sure: bool = True
    """False: it looks like one, but may be something else (an S3 ETag of an object that may be encrypted). Equal bytes
    prove it was one; other bytes prove nothing."""
    parts: int = 0
    """More than 0: a checksum of so many parts' checksums, not of the file."""
    part_bytes: int = 0
    """The size of each part but the last, where `parts` is not 0."""

    @property
    def text(self) -> str:
        """As catalog and sidecars keep it: `md5:<hex>`; `md5?:<hex>` when unsure, `md5/7x8388608:<hex>` of 7 parts."""
        parts = f"/{self.parts}x{self.part_bytes}" if self.parts else ""
        return f"{self.algorithm}{'' if self.sure else '?'}{parts}:{self.hex}"

    @classmethod
    def parsed(cls, text: str) -> "Checksum":
        """The checksum that `text` came from; ValueError for anything else."""
        found = _TEXT.fullmatch(text)
        if found is None or found["algorithm"] not in get_args(Algorithm):
            raise ValueError(f"{text!r} is no checksum.")
        return cls(
            cast(Algorithm, found["algorithm"]), found["hex"], not found["unsure"],
            int(found["parts"] or 0), int(found["part_bytes"] or 0),
        )  # fmt: skip


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
    skip_reason: str | None = None
    """Not to be copied, by rule: `FOLDER_MARKER`, `EXCLUDED:*.tmp`, `ARCHIVED:GLACIER`. None: to be copied."""


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
    unread: tuple[tuple[str, ...], ...] = ()
    """Folders that could not be looked into: of what was known there and below, the listing says nothing."""
