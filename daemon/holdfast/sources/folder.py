"""A folder or drive of this computer as a source: read where it lies, and never written to."""

import errno
import os
import threading
from collections.abc import Iterator, Mapping

from holdfast import errors
from holdfast.domain.budget import Budget
from holdfast.domain.photo import Page, RemotePhoto
from holdfast.sources.base import Description, Stream
from holdfast.sources.folder_disk import Disk
from holdfast.sources.folder_names import bytes_of, path_of
from holdfast.sources.folder_reading import Reading
from holdfast.sources.folder_rows import Listing, Place, version_of
from holdfast.sources.folder_walk import Walk
from holdfast.sources.s3_rules import Choice

PAGE = 500


class FolderSource:
    """See `Source`. A photo's key is its path below the folder: moved, it is another one with the same bytes.

    `settings`: as `folder_account` keeps them.
    """

    def __init__(self, settings: Mapping[str, str], *, disk: Disk | None = None, page: int = PAGE) -> None:
        self._settings = settings
        self._root = os.fsencode(settings["path"])
        self._disk = disk or Disk()
        self._choice = Choice.of(settings.get("include", ""), settings.get("exclude", ""))
        self._size = page
        self._closed = threading.Event()
        self._steady: dict[int, bool] = {}

    def describe(self) -> Description:
        """See `Source.describe`."""
        self._gate()
        self._require_here()
        return Description(f"folder {self._settings['path']}")

    def list(self, cursor: str | None, folder: tuple[str, ...] = ()) -> Iterator[Page]:
        """See `Source.list`. `DriveAway`, `DriveOther`: nothing is said of any photo."""
        self._gate()
        after = () if cursor is None else Place.decoded(cursor).after
        self._require_here()
        start = tuple(map(bytes_of, folder))
        walk = Walk(self._disk, self._root, self._gate)
        listing = Listing(walk.below(start, after), self._choice, self._is_steady, self._size)
        for page in listing.pages():
            if page.cursor is None:
                self._require_here()  # what vanished in between is no end of a listing
            yield page

    def open(self, photo: RemotePhoto, offset: int = 0, validator: str | None = None) -> Stream:
        """See `Source.open`. `Unreadable`: the system does not give this file out."""
        reading = self._opened(photo)
        try:
            reading.declare()
            if validator == reading.validator and 0 < offset <= (reading.length or 0):
                reading.go_to(offset)
        except BaseException:
            reading.close()
            raise
        return reading

    def budget(self) -> Budget | None:
        """See `Source.budget`."""
        return None

    def close(self) -> None:
        """See `Source.close`."""
        self._closed.set()

    def _opened(self, photo: RemotePhoto) -> Reading:
        self._gate()
        try:
            handle = self._disk.open(path_of(self._root, photo.key))
        except OSError as error:
            raise self._meant(error, photo) from error
        look = self._disk.looks_at(handle)
        if not look.is_file:
            self._disk.close(handle)
            raise errors.Unreadable(f"{photo.name} is not a file any more.")
        version = version_of(look, self._is_steady(look.device))
        reading = Reading(self._disk, handle, photo.name, look, version, self._gate,
                          lambda error: self._meant(error, photo))  # fmt: skip
        reading.as_listed = None if photo.version is None else version == photo.version
        return reading

    def _gate(self) -> None:
        if self._closed.is_set():
            raise errors.Interrupted("stop")

    def _is_steady(self, device: int) -> bool:
        if device not in self._steady:
            self._steady[device] = self._disk.is_steady(device)
        return self._steady[device]

    def _require_here(self) -> None:
        """The folder is there, and on the drive that it was on when it was added."""
        path = self._settings["path"]
        try:
            drive = self._disk.drive(self._root)
        except PermissionError as error:
            raise errors.FolderRefused(f"The system does not let Holdfast read {path}.") from error
        except OSError as error:
            raise errors.DriveAway(f"{path} is not there: its drive may not be connected.") from error
        if drive.is_other_than(self._settings):
            raise errors.DriveOther(f"At {path} lies another drive or folder than the one that was added.")

    def _meant(self, error: OSError, photo: RemotePhoto) -> errors.HoldfastError:
        """What an error at one file says: of the drive, if that is gone; else of the file."""
        self._require_here()
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            return errors.GoneUpstream(f"{photo.name} is no longer in {self._settings['path']}.")
        if error.errno in (errno.ELOOP, errno.EMLINK):
            return errors.Unreadable(f"{photo.name} is a link by now, and Holdfast follows none.")
        why = (error.strerror or "unknown trouble").lower()
        return errors.Unreadable(f"{photo.name} cannot be read: the system says “{why}”.")
