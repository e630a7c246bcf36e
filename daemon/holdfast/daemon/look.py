"""How the library and the worker are, just now: asked anew every time, never remembered."""

from holdfast.catalog import settings
from holdfast.daemon.lock import holder
from holdfast.engine.report import LibraryStatus, WorkerStatus
from holdfast.engine.room import reserve
from holdfast.engine.setup import Opened
from holdfast.errors import DiskFull, LibraryError
from holdfast.library import root


class HomeLook:
    """What `engine.report.report` needs to see."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._library_id = opened.catalog.read(settings.identity, "library_id")

    def library(self) -> LibraryStatus:
        """The library's place: its marker is read and nothing written."""
        path = self._opened.library
        try:
            with root.open(path, self._library_id) as library:
                library.check()
                return self._with_room(library)
        except LibraryError as error:
            return LibraryStatus(str(path), False, None, error.code, error.message, error.action)

    def _with_room(self, library: root.Library) -> LibraryStatus:
        """It is there; whether more is free than is to be kept free."""
        free = library.free_bytes()
        try:
            library.require_space(0, reserve(self._opened.catalog, library))
        except DiskFull as full:
            return LibraryStatus(str(library.path), True, free, full.code, full.message, full.action)
        return LibraryStatus(str(library.path), True, free)

    def worker(self) -> WorkerStatus:
        """Who holds the worker lock."""
        card = holder(self._opened.home, self._opened.clock)
        return WorkerStatus(True, card.role, card.pid) if card else WorkerStatus(False)
