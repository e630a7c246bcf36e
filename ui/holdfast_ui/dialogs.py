"""The system's own dialogs, in the window of this process: the only way in which a path ever comes from a person here.

The page asks for something to be saved or found, and names no path; the bridge takes none either.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from holdfast_ui.problems import ProblemError, conflict

IN_THE_WINDOW = "Open Holdfast's own window with `holdfast open`, and do it there."


class Pointing(Protocol):
    """A window in which a person can point to a place. Both wait for the person; None: they changed their mind."""

    def save_as(self, name: str) -> Path | None: ...

    def folder(self) -> Path | None: ...


class Dialogs:
    """What the server asks the person through; nobody, while no window is open in its process."""

    def __init__(self) -> None:
        self._window: Pointing | None = None
        self._turn = threading.Lock()

    @property
    def can_ask(self) -> bool:
        """Whether there is a window to ask in."""
        return self._window is not None

    @contextmanager
    def shown_in(self, window: Pointing) -> Iterator[None]:
        """Dialogs open in this window for as long as the block lasts."""
        self._window = window
        try:
            yield
        finally:
            self._window = None

    def save_as(self, name: str) -> Path | None:
        """Where a copy is to go; `name` is proposed."""
        with self._asking() as window:
            return window.save_as(name)

    def folder(self) -> Path | None:
        """A folder that is there."""
        with self._asking() as window:
            return window.folder()

    def require_window(self) -> None:
        """That there is one, at this very computer; else the answer that a browser gets."""
        if self._window is None:
            raise _no_window()

    @contextmanager
    def _asking(self) -> Iterator[Pointing]:
        window = self._window
        if window is None:
            raise _no_window()
        if not self._turn.acquire(blocking=False):
            raise conflict("DIALOG_OPEN", "Another dialog of Holdfast is open.", "Answer that one first.")
        try:
            yield window
        finally:
            self._turn.release()


def _no_window() -> ProblemError:
    return conflict("NO_WINDOW", "A browser cannot show this dialog.", IN_THE_WINDOW)
