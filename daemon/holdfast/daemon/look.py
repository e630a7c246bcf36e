"""How the library and the worker are, just now: asked anew every time, never remembered."""

from holdfast.catalog import settings
from holdfast.daemon.lock import holder
from holdfast.engine.report import LibraryStatus, WorkerStatus
from holdfast.engine.setup import Opened
from holdfast.errors import LibraryError
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
                return LibraryStatus(str(path), True, library.free_bytes())
        except LibraryError as error:
            return LibraryStatus(str(path), False, None, error.code, error.message, error.action)

    def worker(self) -> WorkerStatus:
        """Who holds the worker lock."""
        card = holder(self._opened.home, self._opened.clock)
        return WorkerStatus(True, card.role, card.pid) if card else WorkerStatus(False)
