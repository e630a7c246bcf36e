"""The contract of a source. `tests/contract/` holds every source to it, the in-memory one too."""

import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from holdfast.domain.budget import Budget
from holdfast.domain.photo import Checksum, Page, RemotePhoto
from holdfast.sources.addresses import Origin


@dataclass(frozen=True, slots=True)
class Description:
    """What a source says of itself after asking the cloud: shown to the person, kept for the record."""

    title: str
    """E.g. `Cloudinary cloud demo`."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Plain findings, e.g. `{"folder_mode": "dynamic"}`."""


class Stream(Protocol):
    """The bytes of one original as they come over the wire, never decoded."""

    length: int | None
    """Content-Length as sent; None when the server named none. Only a claim."""
    content_type: str
    validator: str | None
    """ETag of these bytes, to be handed to a later `open` that goes on where this one stopped."""
    as_listed: bool | None
    """False: the answer calls these bytes by another name than the listing did, so they are others. None: it does not
    name them."""
    declared: tuple[Checksum, ...]
    """What the answer itself says of the whole original's checksums, e.g. S3's `x-amz-checksum-*`; often nothing."""
    modified_at: int | None
    """When the file was changed last before it was uploaded, if the cloud still knows; Unix milliseconds."""
    offset: int
    """Where these bytes start in the original: 0 unless a continuation was asked for and granted."""

    def chunks(self) -> Iterator[bytes]:
        """The bytes once, in order, in pieces of at most 1 MiB. Fewer than `length` bytes raise
        `NetTruncated`, a broken connection `NetReset`, a slower rate than allowed `Stalled`."""

    def close(self) -> None:
        """Give the connection back. May be called more than once, and before the end."""


class Source(Protocol):
    """A place that holds photos.

    A source only reads: nothing that it does changes anything in the cloud. It holds no state between
    calls but its connections, knows nothing of the catalog or the library, and may be used from several
    threads at once. It never retries and never waits (`retrying.py` wraps it for that), and raises
    nothing but the classes of `errors`:

    - `AuthRevoked`: the key is refused; asking again is useless and rude.
    - `RateLimited`: with `until`, when the source said so, by whatever header or sentence.
    - `Offline`, `ServerError`: the same call may work later.
    - a `PhotoError`: this photo only. Its `transient` says whether another try makes sense.
    """

    def describe(self) -> Description:
        """Ask the cloud once whether the key works and what kind of account this is. Cheap; downloads nothing."""

    def list(self, cursor: str | None, folder: tuple[str, ...] = ()) -> Iterator[Page]:
        """Every photo in `folder` and below (none named: in the whole source), page by page, from `cursor` on (None:
        from the start). A cursor belongs to the folder that it was given out for.

        - One request to the cloud per page, asked when the page is; never the whole listing in memory.
        - After page *n*, `list(page_n.cursor)` yields page *n + 1*, in another process, tomorrow.
        - The page whose `cursor` is None is the last and says: the listing is complete. A listing that ends
          in any other way raises; it may add photos but prove nothing about absent ones.
        - A cursor that the cloud no longer knows raises `CursorExpired`.
        - The same photo may come twice; the caller takes the later row.
        - A cursor that comes again raises `ListingLoop`.
        - Rows that make no sense come in `Page.refused`; unknown fields are ignored.
        """

    def open(self, photo: RemotePhoto, offset: int = 0, validator: str | None = None) -> Stream:
        """The bytes of the **original**, never of a rendition.

        With `offset` and `validator` the source may go on there, if the bytes are still the same; the answer's
        `offset` says whether it did. `GoneUpstream`: the cloud has no such photo. `Forbidden`: this photo is
        withheld while others are given. The caller closes the stream.
        """

    def budget(self) -> Budget | None:
        """What the cloud said last, in whatever answer, of the calls that are left; None: nothing yet. Asks nothing."""

    def close(self) -> None:
        """Give back all connections. Nothing may be called afterwards."""


@runtime_checkable
class Signing(Protocol):
    """A source that can give out an address of an original which works by itself for a while."""

    def signed_url(self, photo: RemotePhoto, seconds: int) -> str:
        """The address, made without asking the cloud. It is a secret for as long as it lives."""


@runtime_checkable
class Thawing(Protocol):
    """A source with an archive that brings photos out on request. The one thing that changes anything in a cloud, costs
    money there, and is done for a person's explicit word only."""

    def thaw(self, photo: RemotePhoto, days: int, tier: str) -> bool:
        """Ask the archive to bring this photo out for so many days. False: it is coming, or out, already."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for an original, ready to be sent: whoever sends it needs no key."""

    origin: Origin
    head: str = field(repr=False)
    """As it goes over the wire, one letter for each byte; good for some minutes."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A new connection to a place where the source may connect to, which has said nothing yet."""

    socket: socket.socket
    host: str = ""
    """To speak TLS with; empty: without."""
    certificate: bytes = b""
    """The only one that is good there, as the person named it; empty: authorities vouch."""


@runtime_checkable
class Plain(Protocol):
    """A source whose originals mostly come by one simple request, so that somebody else may send it. Whatever is not
    answered by a plain 200 with the listed size is to be opened by `open`, which knows what it means."""

    def plainly(self, photo: RemotePhoto) -> Asked | None:
        """The request. Asks nothing; None: this photo needs `open`."""

    def answered(self, photo: RemotePhoto, headers: Mapping[str, str]) -> Stream | None:
        """What `open` would say of a 200 with these headers, without the bytes. None: this photo needs `open`."""

    def reach(self, origin: Origin) -> Reached:
        """A connection for requests of this origin. Raises as `open`."""
