"""Handing out one original to the person: its bytes from the library, or an address that works for a while."""

from typing import IO

from holdfast.catalog import sources
from holdfast.catalog.sources import SourceRow
from holdfast.domain.photo import RemotePhoto
from holdfast.engine.connect import Signed, no_key, plain
from holdfast.engine.setup import Opened, open_library
from holdfast.errors import UsageError
from holdfast.library.originals import open_original
from holdfast.sources.base import Signing

SECONDS = 300
"""So long an address of the cloud works: long enough to begin a download, too short to be passed on."""
SIGNING = frozenset({"s3", "cloudinary"})


def from_library(opened: Opened, path: str) -> IO[bytes]:
    """The original for reading, looked up from the library's own folder and never through a link.
    Raises LibraryError when the library is away, Missing when the file is."""
    with open_library(opened) as library:
        return open_original(library, path)


def can_sign(source: SourceRow) -> bool:
    """Whether a source of this kind gives out addresses."""
    return source.kind in SIGNING


def signed(opened: Opened, source: SourceRow, photo: RemotePhoto) -> str:
    """An address of the photo at its cloud. It is a secret for as long as it works: never log or keep it."""
    secret = opened.catalog.read(sources.credentials, source.id)
    if secret is None:
        raise no_key(source)
    asked = plain(source.kind, Signed(source.settings, secret, source.facts), opened.clock)
    try:
        if not isinstance(asked, Signing):
            raise UsageError(f"{source.name} gives out no addresses.", action="Open the copy in your library instead.")
        return asked.signed_url(photo, SECONDS)
    finally:
        asked.close()
