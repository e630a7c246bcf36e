"""The next photo in the viewer: from the key until the picture in 1600 pixels stands in a frame of the browser.

A library with photographs of 24 megapixels behind the real server, Chromium without a head. Each photo is looked at for
a while, as a person does, so that the neighbours can be read ahead; then the arrow is pressed. Printed: the median, the
95th percentile and the longest in milliseconds, once as a person culls and once as fast as the key repeats.
"""

import argparse
import hashlib
import io
import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from photographs import scene
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from holdfast.catalog import Connection, folders, originals, photos
from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.domain.photo import RemotePhoto
from holdfast.engine import setup, thumbnails
from holdfast.engine.setup import Opened
from holdfast_ui.codes import mint
from holdfast_ui.desk import desk_of, window_secret
from holdfast_ui.server import serve_in_thread

SIZE = (6000, 4000)
AT = 1_700_000_000_000
SOURCE = """INSERT INTO sources (id, uid, name, kind, folder, added_at) VALUES (1, 'u', 'Travel', 's3', 'travel', 1)"""
TURN = """() => new Promise((done) => {
  const name = document.getElementById("viewer-name").textContent;
  const begun = performance.now();
  dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
  const look = () => {
    const large = document.querySelector(".viewer-picture");
    const there = document.getElementById("viewer-name").textContent !== name && large?.complete && large.naturalWidth;
    if (there) large.decode().then(() => requestAnimationFrame(() => done(performance.now() - begun)));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""


def library(folder: Path, count: int) -> Opened:
    """So many photos with real bytes."""
    clock = SystemClock()
    home = Home(folder / "home")
    setup.init(home, folder / "library", folder / "key", clock)
    opened = setup.open_home(home, folder / "key", clock)
    opened.catalog.write(Connection.run, SOURCE)
    for number in range(count):
        file = io.BytesIO()
        scene(number).resize(SIZE, Image.Resampling.BICUBIC).save(file, "JPEG", quality=90)
        put(opened, number, file.getvalue())
    for original in range(1, count + 1):
        thumbnails.get(opened, original, 256)
        thumbnails.get(opened, original, 1600)
    return opened


def put(opened: Opened, number: int, content: bytes) -> None:
    sha256, md5 = hashlib.sha256(content).hexdigest(), hashlib.md5(content, usedforsecurity=False).hexdigest()
    path = f"photos/{sha256[:8]}.jpg"
    place = opened.bootstrap.library / path
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(content)
    one = RemotePhoto(key=f"{number}.jpg", name=f"{number:04}.jpg", width=SIZE[0], height=SIZE[1], bytes=len(content))

    def keep(db: Connection) -> None:
        photo = photos.insert(db, 1, folders.ensure(db, 1, one.folder, AT), one, "", 1, AT)
        held = originals.add(db, sha256=sha256, md5=md5, bytes=len(content), path=path, path_folded=path, at=AT)
        photos.is_safe(db, photo, held, "md5", None, AT)

    opened.catalog.write(keep)


def turned(page: Page, photos: int, pause: int) -> Iterator[float]:
    for _ in range(photos):
        page.wait_for_timeout(pause)
        yield page.evaluate(TURN)


def bench(opened: Opened, count: int) -> Iterator[str]:
    secret = window_secret(opened.catalog, opened.clock)
    server = serve_in_thread(desk_of(opened), secret, opened.home, port=0)
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, headless=True)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(f"{server.url}#code={mint(secret, opened.clock)}")
            page.get_by_role("heading", level=1).wait_for()
            page.evaluate("location.hash = '#/timeline'")
            page.locator(".tile").first.click()
            page.locator(".viewer-picture").wait_for()
            for doing, pause in (("each looked at for 0.8 s", 800), ("as fast as the key repeats", 30)):
                times = sorted(turned(page, count // 2 - 2, pause))
                middle, high = statistics.median(times), times[round(0.95 * (len(times) - 1))]
                yield f"next photo, {doing}: {middle:.0f} ms, 95th percentile {high:.0f}, longest {times[-1]:.0f}"
            browser.close()
    finally:
        server.stop()
    yield f"load {os.getloadavg()[0]:.1f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=40)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="holdfast-viewer-") as folder:
        opened = library(Path(folder), wanted.photos)
        for line in bench(opened, wanted.photos):
            print(line, flush=True)
        thumbnails.close()
        opened.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
