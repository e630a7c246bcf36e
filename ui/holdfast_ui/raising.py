"""Who opens a window that is open already gets that one in front: a file asks for it, and the open window watches."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, get_args

from holdfast.config import Home

EVERY = 0.3
"""Seconds between two looks."""


Page = Literal["home", "activity", "problems", "timeline", "safety", "settings"]
"""A page at which the window can be asked to be."""


def ask(home: Home, at: Page | None = None) -> None:
    """Ask the window of this home to come to the front, at a page or where it is."""
    wish = _wish(home)
    part = wish.with_suffix(".part")
    with suppress(OSError):
        part.touch(mode=0o600)
        part.write_text(at or "", "ascii")
        part.replace(wish)


@contextmanager
def watched(home: Home, come: Callable[[Page | None], None]) -> Iterator[None]:
    """Calls `come` with the page that is wanted whenever somebody asks, for as long as the block lasts."""
    ended = threading.Event()
    _wish(home).unlink(missing_ok=True)
    threading.Thread(target=_watch, args=(_wish(home), come, ended), name="window-raising", daemon=True).start()
    try:
        yield
    finally:
        ended.set()


def _watch(wish: Path, come: Callable[[Page | None], None], ended: threading.Event) -> None:
    while not ended.wait(EVERY):
        if wish.exists():
            come(_taken(wish))


def _taken(wish: Path) -> Page | None:
    """The page that was asked for; None for none, and for a word that is no page."""
    said = ""
    with suppress(OSError, ValueError):
        said = wish.read_text("ascii")
    wish.unlink(missing_ok=True)
    return next((page for page in get_args(Page) if page == said), None)


def _wish(home: Home) -> Path:
    return home.run_dir / "window.raise"
