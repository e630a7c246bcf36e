"""The browsers of a test process, one for each way to start one: Playwright itself bears no second one beside it."""

import atexit
import shutil
from functools import cache

from playwright.sync_api import Browser, Playwright, sync_playwright


@cache
def browser(*arguments: str) -> Browser:
    """Started when the first test wants it, with these arguments; it ends with the process."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "No Chromium is installed: `sudo apt-get install chromium`."
    started = _playwright().chromium.launch(executable_path=path, headless=True, args=arguments)
    atexit.register(started.close)
    return started


@cache
def _playwright() -> Playwright:
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright
