"""Who opens a window that is open already gets that one in front: a file asks for it, and the open window watches."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from holdfast.config import Home

EVERY = 0.3
"""Seconds between two looks."""


def ask(home: Home) -> None:
    """Ask the window of this home to come to the front."""
    with suppress(OSError):
        _wish(home).touch(mode=0o600)


@contextmanager
def watched(home: Home, come: Callable[[], None]) -> Iterator[None]:
    """Calls `come` whenever somebody asks, for as long as the block lasts."""
    ended = threading.Event()
    _wish(home).unlink(missing_ok=True)
    threading.Thread(target=_watch, args=(_wish(home), come, ended), name="window-raising", daemon=True).start()
    try:
        yield
    finally:
        ended.set()


def _watch(wish: Path, come: Callable[[], None], ended: threading.Event) -> None:
    while not ended.wait(EVERY):
        if wish.exists():
            wish.unlink(missing_ok=True)
            come()


def _wish(home: Home) -> Path:
    return home.run_dir / "window.raise"
