"""A walk through a folder and all below it, in an order that is the same every time, from any place on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from holdfast.sources.folder_disk import Disk, Entry, Look
from holdfast.sources.folder_kinds import is_hidden
from holdfast.sources.folder_names import text_of

Segments = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Something that lies below the folder: a file, or what is named but not gone into."""

    segments: Segments
    what: Literal["file", "folder", "link", "special", "other drive", "unread"]
    look: Look | None = None
    """Of a file."""
    error: OSError | None = None
    """Why it could not be looked at or into."""


@dataclass(frozen=True, slots=True)
class _Level:
    """A folder that the walk is in."""

    here: Segments
    entries: Iterator[Entry]
    after: Segments
    error: OSError | None = None


class Walk:
    """Yields what is there, folder by folder, names in the order of their bytes. Memory: the names of one folder, and
    of those above it. Hidden and system files are left out; nothing is opened."""

    def __init__(self, disk: Disk, root: bytes, gate: Callable[[], None]) -> None:
        """`gate` is called before each folder is read, and may raise to end the walk."""
        self._disk, self._root, self._gate = disk, root, gate

    def below(self, start: Segments = (), after: Segments = ()) -> Iterator[Found]:
        """What lies in `start` and below, without what comes up to `after` (which lies in it, if named)."""
        device = self._disk.look(self._path(())).device
        above = [self._opened(start, after[len(start) :])]
        while above:
            level = above[-1]
            entry = next(level.entries, None)
            if entry is None:
                above.pop()
                if level.error is not None:
                    yield Found(level.here, "unread", error=level.error)
                continue
            found = self._found(level.here, entry, device)
            if isinstance(found, Found):
                yield found
            elif found is not None:
                is_cut = level.after[:1] == (entry.name,)
                above.append(self._opened(found, level.after[1:] if is_cut else ()))

    def _opened(self, here: Segments, after: Segments) -> _Level:
        """A folder, without what comes before `after` there."""
        self._gate()
        try:
            entries = [entry for entry in self._disk.entries(self._path(here)) if not is_hidden(text_of(entry.name))]
        except OSError as error:
            return _Level(here, iter(()), after, error)
        entries.sort(key=lambda entry: entry.name)
        return _Level(here, (entry for entry in entries if _is_left(entry, after)), after)

    def _found(self, here: Segments, entry: Entry, device: int) -> Found | Segments | None:
        """What an entry is; a folder to go into by its path; None: nothing of a person's."""
        segments = (*here, entry.name)
        if entry.what in ("link", "special"):
            return Found(segments, entry.what)
        try:
            look = self._disk.look(self._path(segments))
        except FileNotFoundError:
            return None  # it went while we looked
        except OSError as error:
            return Found(segments, "unread", error=error)
        if look.is_hidden:
            return None
        if entry.what == "file":
            return Found(segments, "file" if look.is_file else "special", look)
        return segments if look.device == device else Found(segments, "other drive")

    def _path(self, segments: Segments) -> bytes:
        return b"/".join((self._root, *segments))


def _is_left(entry: Entry, after: Segments) -> bool:
    if not after or entry.name > after[0]:
        return True
    return entry.name == after[0] and entry.what == "folder"
