"""The one browser of a test process: Playwright bears no second one beside it."""

import atexit
import shutil
from functools import cache

from playwright.sync_api import Browser, sync_playwright


@cache
def browser() -> Browser:
    """Started when the first test wants it; it ends with the process."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "No Chromium is installed: `sudo apt-get install chromium`."
    playwright = sync_playwright().start()
    started = playwright.chromium.launch(executable_path=path, headless=True)

    def end() -> None:
        started.close()
        playwright.stop()

    atexit.register(end)
    return started
