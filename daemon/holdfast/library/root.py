"""The library's folder: made once, recognised by its marker, held open so that nothing else can take its place."""

import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from holdfast.errors import (
    DiskFull,
    LibraryBadPath,
    LibraryError,
    LibraryOffline,
    LibraryWrong,
    MarkerMissing,
    PermissionRefused,
    ReadOnly,
)
from holdfast.library import durable
from holdfast.library import marker as marker_file
from holdfast.library.faults import Told, told, translated
from holdfast.library.folder import Folder
from holdfast.library.marker import DAMAGED, INCOMING, LITTER, OWN, SET_ASIDE, SIDECARS, Marker

__all__ = ["Library", "Marker", "make", "open", "peek", "require_place"]


_MAY_BE_AWAY = {errno.ENOENT, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.EBADF}

A_LARGER_ONE = (
    "Free some space. Or copy the whole library to a larger drive, then run `holdfast library follow DIR`. "
    "Everything copied so far is safe."
)


class Library:
    """A library held open. Safe to use from several threads; whoever opened it closes it."""

    def __init__(self, path: Path, folder: Folder, marker: Marker) -> None:
        self.path = path
        self._place = str(path)
        self.folder = folder
        self.marker = marker
        self._identity = _identity(folder)
        self.keep_out: Callable[[], object] = int
        """Raises LibraryInUse when another Holdfast has taken over; whoever holds the library's lock sets it."""

    @property
    def device(self) -> int:
        """The number of the drive that the library is on."""
        return self._identity[0]

    def check(self, writing: bool = True) -> None:
        """Raise unless the path still leads to this very folder, with our marker, which nobody has taken over, and
        (`writing`) it can be written."""
        try:
            there = os.stat(self.path)
        except OSError as error:
            raise _unreachable(self.path, error) from error
        if (there.st_dev, there.st_ino) != self._identity:
            raise _other_folder(self.path, self.marker)
        _expect(self.path, marker_file.read(self.folder, self.path), self.marker.library_id)
        self.keep_out()
        if writing:
            self.require_writable()

    def require_writable(self) -> None:
        """Raise ReadOnly when the drive takes no writes just now, PermissionRefused when the folder takes none."""
        with told(str(self.path)):
            is_read_only, is_open = durable.is_read_only(self.folder.handle), durable.may_write(self.folder.handle)
        if is_read_only:
            raise ReadOnly(f"The drive with the library {self.path} is read-only just now.")
        if not is_open:
            raise PermissionRefused(f"The system does not let Holdfast write in the library {self.path}.")

    def free_bytes(self) -> int:
        """Room that the system would give us on the library's drive."""
        return self._room()[1]

    def total_bytes(self) -> int:
        """How large the library's drive is."""
        return self._room()[0]

    def _room(self) -> tuple[int, int]:
        with self.told(""):
            found = shutil.disk_usage(self.path if self.folder.handle is None else self.folder.handle)
        return found.total, found.free

    def require_space(self, size: int, reserve: int) -> None:
        """Raise DiskFull unless `size` bytes fit and leave `reserve` bytes free."""
        free = self.free_bytes()
        if free < size + reserve:
            raise DiskFull(
                f"The drive of the library {self.path} is full: {_plain(size + reserve)} are needed "
                f"({_plain(reserve)} of them kept free), {_plain(free)} are free.",
                action=f"{A_LARGER_ONE} How much is kept free, the setting `reserve_megabytes` says.",
            )

    def largest_file(self) -> int | None:
        """How large a file here may be, if that is known to be less than any drive has room for."""
        return durable.largest_file(self.folder.handle)

    def has_nothing_at(self, path: str) -> bool:
        """Whether no file seems to have this path: one quick look, which proves nothing for writing."""
        return not os.path.lexists(os.path.join(self._place, path))

    def enter(self, *names: str, make: bool = False) -> Folder:
        """A folder below the root, for the caller to close; no link on the way is followed. Raises OSError."""
        folder = self.folder
        for depth, name in enumerate(names):
            try:
                below = folder.make(name) if make else folder.enter(name)
            finally:
                if depth:
                    folder.close()
            folder = below
        return folder if names else self._again()

    def bind(self, catalog_id: str) -> None:
        """Write into the marker that this catalog is the library's from now on."""
        marker = replace(self.marker, catalog_id=catalog_id)
        with self.told(f"{OWN}/{marker_file.NAME}"), self.enter(OWN) as own:
            marker_file.write(own, marker)
        self.marker = marker

    def told(self, path: str) -> Told:
        """Whatever the system refuses in here is raised as our error about this path of the library."""
        return Told(self.translated, path)

    def translated(self, error: OSError, path: str) -> LibraryError:
        """Our error for the system's: if the library itself is away, that."""
        where = str(self.path / path)
        if error.errno in _MAY_BE_AWAY:
            try:
                self.check(writing=False)
            except LibraryError as away:
                return away
        # A drive can be full of names: freeing bytes would not help then.
        if error.errno == errno.ENOSPC and durable.out_of_names(self.folder.handle):
            return DiskFull(
                f"The drive holds too many files already: no room for {where}.",
                action="Remove files that you do not need, or use another drive. Everything copied so far is safe.",
            )
        ours = translated(error, where)
        if isinstance(ours, DiskFull):
            ours.action = A_LARGER_ONE
        return ours

    def close(self) -> None:
        """Let go of the folder."""
        self.folder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Library({str(self.path)!r})"

    def _again(self) -> Folder:
        return Folder(self.folder.path, None if self.folder.handle is None else os.dup(self.folder.handle))


def make(path: str | Path, library_id: str, catalog_id: str) -> Library:
    """Make a library in a new or empty folder whose parent is there; an interrupted making is finished."""
    require_place(path)
    where = _absolute(path)
    with told(str(where)):
        try:
            os.mkdir(where)
        except FileExistsError:
            pass
        else:
            with Folder.open(str(where.parent)) as parent:
                parent.sync()
        where = where.resolve()
        with Folder.open(str(where)) as folder, folder.make(OWN) as own:
            for name in (INCOMING, SIDECARS, DAMAGED, SET_ASIDE):
                own.make(name).close()
            marker_file.write(own, Marker(library_id, catalog_id))
    return open(where, library_id)


def require_place(path: str | Path) -> None:
    """Raise LibraryBadPath unless a library can be made at this path. Changes nothing."""
    where = _absolute(path)
    with told(str(where)):
        if where.is_dir():
            _require_empty(where)
        elif os.path.lexists(where):
            raise LibraryBadPath(f"{where} is not a folder, so it cannot become the library.")
        elif not where.parent.is_dir():
            raise LibraryBadPath(
                f"The folder {where.parent} is not there, so the library cannot be made in it.",
                action="Connect the drive or make the folder, or choose another one.",
            )


def open(path: str | Path, library_id: str | None) -> Library:  # noqa: A001 - `root.open` reads as what it does
    """The library at this path, pinned. `library_id` None takes whichever library is there."""
    where = _absolute(path)
    try:
        where = where.resolve(strict=True)
        folder = Folder.open(str(where))
    except OSError as error:
        raise _unreachable(where, error) from error
    try:
        marker = _expect(where, marker_file.read(folder, where), library_id)
        return Library(where, folder, marker)
    except BaseException:
        folder.close()
        raise


def peek(path: str | Path) -> Marker | None:
    """The marker of the library at this path; None when there is no library."""
    where = _absolute(path)
    try:
        with Folder.open(str(where)) as folder:
            return marker_file.read(folder, where)
    except (OSError, MarkerMissing, LibraryOffline):
        return None


def _absolute(path: str | Path) -> Path:
    """The whole path, `~` replaced; links are resolved when the folder is opened."""
    return Path(path).expanduser().absolute()


def _require_empty(where: Path) -> None:
    with Folder.open(str(where)) as folder:
        names = {entry.name for entry in folder.entries()} - LITTER
        if OWN in names:
            _require_half_made(where, folder)
    if names - {OWN}:
        raise LibraryBadPath(f"{where} is not empty ({min(names - {OWN})} is in it), so it cannot become the library.")


def _require_half_made(where: Path, folder: Folder) -> None:
    """A `.holdfast` that an interrupted `make` left behind holds nothing yet."""
    with folder.enter(OWN) as own:
        if own.status(marker_file.NAME) is not None:
            raise LibraryBadPath(
                f"{where} is a Holdfast library already.",
                action="Run `holdfast catalog rebuild` to use it, or choose another folder.",
            )
        for name in (entry.name for entry in own.entries()):
            with own.enter(name) as inner:
                if any(not entry.name.endswith(".part") for entry in inner.entries()):
                    raise LibraryBadPath(
                        f"{where} holds what is left of a Holdfast library ({OWN}/{name}), without its marker.",
                        action="Put its marker back from a copy, or choose another folder.",
                    )


def _expect(where: Path, marker: Marker, library_id: str | None) -> Marker:
    if library_id is not None and marker.library_id != library_id:
        raise LibraryWrong(f"{where} holds another library ({marker.library_id}), not yours ({library_id}).")
    return marker


def _identity(folder: Folder) -> tuple[int, int]:
    status = os.stat(folder.path if folder.handle is None else folder.handle)
    return status.st_dev, status.st_ino


def _other_folder(where: Path, ours: Marker) -> LibraryError:
    found = peek(where)
    if found is not None and found.library_id != ours.library_id:
        return LibraryWrong(f"{where} holds another library ({found.library_id}), not yours ({ours.library_id}).")
    return LibraryOffline(f"The library's drive is no longer at {where}.")


def _unreachable(where: Path, error: OSError) -> LibraryError:
    if error.errno in (errno.EACCES, errno.EPERM):
        return PermissionRefused(f"The system does not let Holdfast look at the library {where}.")
    if error.errno == errno.ENOTDIR:
        return LibraryBadPath(f"{where} is not a folder, so it is not the library.")
    return LibraryOffline(f"The library is not at {where}: its drive may not be connected.")


def _plain(size: int) -> str:
    """A size as a person reads it."""
    amount, units = float(size), ["bytes", "kB", "MB", "GB", "TB"]
    while amount >= 1000 and len(units) > 1:
        amount, units = amount / 1000, units[1:]
    return f"{amount:.1f} {units[0]}" if units[0] != "bytes" else f"{size} bytes"
