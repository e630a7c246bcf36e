"""Where this computer's person keeps what they fetch: proposed by the server, never named by a page."""

from itertools import count
from pathlib import Path


def downloads() -> Path:
    """Where people look for what they saved."""
    found = Path.home() / "Downloads"
    return found if found.is_dir() else Path.home()


def fresh_folder(day: str) -> Path:
    """A folder among the downloads that is not there yet; it is not made."""
    names = (f"Holdfast {day}" + ("" if turn == 1 else f" ({turn})") for turn in count(1))
    return next(downloads() / name for name in names if not (downloads() / name).exists())
