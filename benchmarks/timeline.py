"""The timeline with many photos: what the server needs for its one answer, and what a browser makes of it.

A catalog as `synthetic.py` makes it, encrypted, behind the real server; Chromium without a head and without a graphics
card. Printed: bytes of the answer; seconds until it is made, and until it is given again; milliseconds from the way to
the page to the first pictures' places: when the window never asked for them, when it read ahead while Home was seen,
and when the person comes back; frames, long tasks, nodes and the processor's time of the page's thread while it is
flung and scrubbed; whether the last photo is reached.
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import million
from playwright.sync_api import Page, sync_playwright

from holdfast.engine.setup import Opened
from holdfast.engine.timeline import Timeline
from holdfast_ui.codes import mint
from holdfast_ui.desk import desk_of, window_secret
from holdfast_ui.server import serve_in_thread

WATCH = """() => { window.told = { frames: [], tasks: [], nodes: 0, last: 0 };
  new PerformanceObserver((list) => list.getEntries().forEach((one) => told.tasks.push(one.duration)))
    .observe({ type: "longtask" });
  const frame = (now) => { if (told.last) told.frames.push(now - told.last); told.last = now;
    told.nodes = Math.max(told.nodes, document.querySelectorAll(".tile").length); requestAnimationFrame(frame); };
  requestAnimationFrame(frame); }"""
LAST_IS_SEEN = """() => { const rail = document.querySelector(".scrubber");
  return document.querySelector(`.tile[data-place="${rail.ariaValueMax - 1}"]`) !== null; }"""
NODES = "() => document.querySelectorAll('.tile').length"
TOLD = "() => { const was = told; told = { frames: [], tasks: [], nodes: 0, last: 0 }; return was; }"
OPEN = """() => new Promise((done) => { const begun = performance.now();
  const look = () => document.querySelector(".tile") ? done(performance.now() - begun) : requestAnimationFrame(look);
  location.hash = "#/timeline"; look(); })"""


def asked(opened: Opened) -> Iterator[str]:
    """The server's side, without HTTP."""
    kept = Timeline(opened.catalog)
    begun, worked = time.perf_counter(), time.process_time()
    whole = kept.geometry()
    took, work = time.perf_counter() - begun, time.process_time() - worked
    begun = time.perf_counter()
    kept.geometry()
    yield f"answer: {len(whole.gzipped) / 1000:,.0f} kB compressed, {took:.2f} s ({work:.2f} s of the processor)"
    yield f"given again in {(time.perf_counter() - begun) * 1000:.1f} ms"


def seen(page: Page) -> Iterator[str]:
    """What a person would see, and what it costs."""
    page.evaluate(WATCH)
    meter = Meter(page)
    yield f"first places drawn after {page.evaluate(OPEN):.0f} ms"
    page.wait_for_timeout(1000)
    yield from told(page, meter, "at rest")
    page.mouse.move(600, 500)
    for _ in range(60):
        page.mouse.wheel(0, 900)
        page.wait_for_timeout(16)
    yield from told(page, meter, "flung through 54,000 pixels")
    rail = page.get_by_role("slider")
    box = rail.bounding_box()
    if box is None:
        return
    page.mouse.move(box["x"] + 20, box["y"] + 2)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(box["x"] + 20, box["y"] + box["height"] * step / 60)
        page.wait_for_timeout(16)
    page.mouse.up()
    yield from told(page, meter, "scrubbed from the first to the last")
    rail.focus()
    page.keyboard.press("End")
    page.wait_for_function(LAST_IS_SEEN, timeout=60_000)
    yield f"the last photo is reached with {page.evaluate(NODES)} nodes"
    page.evaluate("location.hash = '#/'")
    page.locator(".timeline").wait_for(state="detached")
    yield f"opened again, first places drawn after {page.evaluate(OPEN):.0f} ms"


class Meter:
    """What the page's own thread has worked."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._before = 0.0

    def work(self) -> float:
        """Milliseconds since the last time."""
        told = {one["name"]: one["value"] for one in self._session.send("Performance.getMetrics")["metrics"]}
        before = self._before
        self._before = 1000 * sum(told[name] for name in ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration"))
        return self._before - before


def told(page: Page, meter: Meter, doing: str) -> Iterator[str]:
    found = page.evaluate(TOLD)
    frames = sorted(found["frames"]) or [0.0]
    middle, high = statistics.median(frames), frames[round(0.95 * (len(frames) - 1))]
    longest = max(found["tasks"], default=0)
    yield (f"{doing}: frames {middle:.1f} ms, 95th percentile {high:.1f}; {len(found['tasks'])} long tasks, the longest"
           f" {longest:.0f} ms; {found['nodes']} nodes at most; {meter.work() / len(frames):.1f}"
           f" ms of the processor a frame for scripts, styles and places")  # fmt: skip


def bench(opened: Opened) -> Iterator[str]:
    yield from asked(opened)
    secret = window_secret(opened.catalog, opened.clock)
    server = serve_in_thread(desk_of(opened), secret, opened.home, port=0)
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, headless=True)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(f"{server.url}#code={mint(secret, opened.clock)}")
            page.get_by_role("heading", level=1).wait_for()
            yield from seen(page)
            page.reload()
            page.evaluate("location.hash = '#/'")
            page.get_by_role("heading", level=1).wait_for()
            with page.expect_response("**/api/timeline/geometry", timeout=60_000) as ahead:
                pass
            ahead.value.finished()
            page.wait_for_timeout(1000)
            yield f"read ahead, first places drawn after {page.evaluate(OPEN):.0f} ms"
            browser.close()
    finally:
        server.stop()
    yield f"load {os.getloadavg()[0]:.1f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a folder to make the catalog in, or to find it in from before")
    wanted = parser.parse_args()
    folder = wanted.keep or Path(tempfile.mkdtemp(prefix="holdfast-timeline-"))
    folder.mkdir(exist_ok=True)
    try:
        made = million.opened(folder, wanted.photos)
        for line in bench(made):
            print(line, flush=True)
        made.close()
    finally:
        if wanted.keep is None:
            shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
