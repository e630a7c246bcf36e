"""A real catalog behind the real server, seen through a real browser that reports every fault of the page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol, TypedDict, Unpack

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from tests.browser.chrome import browser
from tests.browser.world import Sight, World

from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.engine import thumbnails
from holdfast.engine.setup import init, open_home
from holdfast_ui.desk import Desk, window_secret
from holdfast_ui.server import serve_in_thread

expect.set_options(timeout=20_000)  # a machine that others use too is no fault of the page

WATCH_POLICY = """
  document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`refused by the policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    clock = SystemClock()
    home = Home(tmp_path / "home")
    init(home, tmp_path / "library", tmp_path / "key", clock)
    opened = open_home(home, None, clock)
    sight = Sight()
    secret = window_secret(opened.catalog, clock)
    desk = Desk(opened, sight)
    server = serve_in_thread(desk, secret, home, port=0)
    yield World(opened, sight, server, secret, desk.dialogs)
    server.stop()
    thumbnails.close()
    opened.close()


@pytest.fixture(scope="session")
def chromium() -> Browser:
    return browser()


class Wishes(TypedDict, total=False):
    """What the person's system asks of every page."""

    color_scheme: Literal["light", "dark"]
    reduced_motion: Literal["reduce"]
    contrast: Literal["more"]
    permissions: list[str]


class Open(Protocol):
    def __call__(self, address: str, *, width: int = 1280, height: int = 800, **wishes: Unpack[Wishes]) -> Page: ...


@dataclass
class Faults:
    """What went wrong in any page, told by the browser."""

    seen: list[str] = field(default_factory=list)
    expected: Callable[[str], bool] = lambda text: False

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not self.expected(message.text):
            self.seen.append(message.text)


@pytest.fixture
def faults() -> Iterator[Faults]:
    faults = Faults()
    yield faults
    assert faults.seen == []


@pytest.fixture
def open_page(chromium: Browser, faults: Faults) -> Iterator[Open]:
    """Opens the page in a window of its own; at the end no page may have reported a fault."""
    contexts = []

    def open_page(address: str, *, width: int = 1280, height: int = 800, **wishes: Unpack[Wishes]) -> Page:
        window = chromium.new_context(viewport={"width": width, "height": height}, **wishes)
        contexts.append(window)
        window.add_init_script(WATCH_POLICY)
        page = window.new_page()
        page.on("console", faults.hear)
        page.on("pageerror", lambda error: faults.seen.append(str(error)))
        page.goto(address)
        return page

    yield open_page
    for window in contexts:
        window.close()
