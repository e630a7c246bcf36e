"""Addresses that lead out of the page: they open in the system's browser, and only those that a browser is for."""

import logging
import webbrowser
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

log = logging.getLogger(__name__)

SCHEMES = frozenset({"http", "https", "mailto"})
"""Anything else, a file, a program's own scheme, could start what nobody asked for."""

_browse = webbrowser.open


def may_open(address: str) -> bool:
    """Whether this may be handed to the system."""
    try:
        return urlsplit(address).scheme.lower() in SCHEMES
    except ValueError:
        return False


def open_outside(address: str, new: int = 0, autoraise: bool = True) -> bool:
    """Open it in the system's browser; False: it may not be, or could not."""
    if not may_open(address):
        log.warning("an address that is none of a browser's was not opened")
        return False
    return _browse(address, new, autoraise)


def keep_watch() -> None:
    """pywebview hands every address of a new window to `webbrowser.open`, whatever it is: here it goes through us."""
    vars(webbrowser)["open"] = open_outside


def stays_here(address: str, home_address: str) -> bool:
    """Whether the window itself may go there: our page, and nothing else."""
    return address.startswith(home_address) or address == "about:blank"


def navigation(home_address: str) -> Callable[[Any, Any, Any, bool], bool]:
    """What decides, for a page of Qt's, whether a link is followed: other sites open outside, and the page stays."""

    def accepts(_page: Any, address: Any, _kind: Any, is_whole: bool) -> bool:  # noqa: ANN401 - Qt's own
        if not is_whole or stays_here(address.toString(), home_address):
            return True
        open_outside(address.toString())
        return False

    return accepts
