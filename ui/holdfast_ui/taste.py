"""How a person likes the page: language, theme, single-letter shortcuts. The window is a browser that forgets, so the
home keeps it.

The page is told with its first byte, before it draws anything; the window's menu speaks the same language.
"""

import json
import locale
import logging
import os
from collections.abc import Mapping
from pathlib import Path

from holdfast.config import Home

log = logging.getLogger(__name__)

CHOICES: Mapping[str, tuple[str, ...]] = {
    "language": ("auto", "en", "de"), "theme": ("auto", "light", "dark"), "letters": ("on", "alt", "off"),
}  # fmt: skip
"""What there is to choose; the page knows the same (words/language.ts, frame/theme.ts, frame/shortcuts.ts)."""

Taste = Mapping[str, str]


def kept(home: Home) -> Taste:
    """What was chosen; whatever cannot be read, or is no choice, was not."""
    try:
        said = json.loads(_card(home).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(said, dict):
        return {}
    return {name: said[name] for name, choices in CHOICES.items() if said.get(name) in choices}


def keep(home: Home, chosen: Taste) -> Taste:
    """Choose so from now on; what is not named stays. That it could not be kept harms nobody."""
    known = {name: value for name, value in chosen.items() if value in CHOICES.get(name, ())}
    taste = {**kept(home), **known}
    part = _card(home).with_suffix(".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(taste, file)
        part.replace(_card(home))
    except OSError as error:
        log.info("how the page is liked was not kept: %s", error)
    return taste


def language(home: Home) -> str:
    """In which language the window speaks: the chosen one, else the system's, where Holdfast speaks it."""
    chosen = kept(home).get("language", "auto")
    return _of_the_system() if chosen == "auto" else chosen


def _of_the_system() -> str:
    said = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    first = next((one for one in said if one), None) or locale.getlocale()[0] or ""
    return "de" if first.lower().startswith(("de", "german")) else "en"


def worn(index: bytes, taste: Taste) -> bytes:
    """The page's first byte with what was chosen."""
    said = "".join(f' data-chosen-{name}="{value}"' for name, value in taste.items())
    return index.replace(b"<html ", f"<html{said} ".encode(), 1)


def _card(home: Home) -> Path:
    return home.run_dir / "page.json"
