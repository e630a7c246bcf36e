"""Every list page, search and statistic on an encrypted catalog of a million photos: how long the window waits, warm.

Each is asked through the whole API, as the page asks it: guard, query, JSON. Printed are the median and the 95th
percentile of the turns after a first one that is not counted, and whether the latter is below the 150 ms that a page
may take.
"""

import argparse
import io
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import synthetic
from flask import Flask

from holdfast.catalog import Connection, words
from holdfast.catalog import figures as counted
from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.engine import figures, searching, setup
from holdfast.engine.setup import Opened
from holdfast_ui.app import create_app
from holdfast_ui.codes import mint
from holdfast_ui.desk import desk_of, window_secret

PORT = 4242
GOAL = 150.0
"""Milliseconds."""

QUERIES = (
    "", "trip", "img_0042", "2015 trip", "tag7", '"2012-0005 trip"', "camera:canon", "camera:R5 lens:12", "iso:>800",
    "taken:2023-06..2023-08", "taken:2015-05-17", "near:48.85,2.35,5km", "type:raw", "type:video rating:>=4",
    "source:s3", 'in:"Collection 6"', "rating:>=4", "rating:5 camera:iphone", "state:failed", "state:gone",
    "copies:1", "unverified:90d", "-camera:canon", "canon OR nikon", "tag:tag7",
    "trip iso:>800 rating:>=3",
)  # fmt: skip
PAGES = {
    "status": "/api/status", "photos": "/api/photos", "photos, from the middle": "/api/photos?after={photo}",
    "photos failed": "/api/photos?state=failed", "folders": "/api/folders", "sub-folders": "/api/folders/s3",
    "failures": "/api/failures", "skipped": "/api/skipped", "sessions": "/api/sessions", "safety": "/api/safety",
    "statistics": "/api/statistics", "statistics: figures": "/api/statistics/figures",
    "statistics: days of 2015": "/api/statistics/days/2015",
    "shoots kept": "/api/shoots", "shoots suggested": "/api/shoots?state=suggested", "a shoot": "/api/shoots/{shoot}",
    "collections": "/api/collections", "a collection": "/api/collections/6",
    "missing": "/api/missing", "missing: date": "/api/missing/date", "missing: place": "/api/missing/place",
    "missing: camera": "/api/missing/camera", "missing: tags": "/api/missing/tags",
    "duplicates: identical": "/api/duplicates?class=identical", "duplicates: same": "/api/duplicates?class=same",
    "duplicates: similar": "/api/duplicates?class=similar", "duplicate folders": "/api/duplicates/folders",
    "changes": "/api/changes", "a photo": "/api/photos/{photo}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Timed:
    """One page: its name, the status of the answer, and the milliseconds of each turn."""

    name: str
    status: str
    turns: list[float]
    work: list[float]
    """Of these, milliseconds of the processor: what is left when nobody else uses it."""

    def p95(self) -> float:
        return sorted(self.turns)[max(0, round(0.95 * len(self.turns)) - 1)]


class Window:
    """The page, signed in, without a browser and a network."""

    def __init__(self, opened: Opened) -> None:
        self._catalog = opened.catalog
        self._middle = opened.catalog.read(Connection.number, "SELECT max(id) / 2 FROM photos")
        secret = window_secret(opened.catalog, opened.clock)
        self._app: Flask = create_app(desk_of(opened), port=PORT, secret=secret)
        self._cookie = ""
        code = json.dumps({"code": mint(secret, opened.clock)}).encode()
        _, headers, _ = self._call("POST", "/api/session", code)
        self._cookie = headers["Set-Cookie"].partition(";")[0]

    def get(self, path: str) -> tuple[str, bytes]:
        status, _, body = self._call("GET", path, b"")
        return status, body

    def search(self, text: str) -> tuple[str, object]:
        """What the page Search asks for."""
        return "200", searching.look(self._catalog, text)

    def find(self, path: str) -> str:
        """The path with the number of a shoot, and of the photo in the middle."""
        if "{shoot}" in path:
            path = path.replace("{shoot}", str(json.loads(self.get("/api/shoots")[1])["shoots"][0]["id"]))
        return path.replace("{photo}", str(self._middle))

    def _call(self, method: str, path: str, body: bytes) -> tuple[str, dict[str, str], bytes]:
        path, _, query = path.partition("?")
        host = f"127.0.0.1:{PORT}"
        environ: dict[str, object] = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": str(PORT), "SERVER_PROTOCOL": "HTTP/1.1", "SCRIPT_NAME": "", "HTTP_HOST": host,
            "HTTP_ORIGIN": f"http://{host}", "HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_COOKIE": self._cookie,
            "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body)), "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr,
            "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip
        said: list[tuple[str, dict[str, str]]] = []

        def start(status: str, headers: list[tuple[str, str]], _: object = None) -> Callable[[bytes], None]:
            said.append((status[:3], dict(headers)))
            return lambda _: None

        answer = b"".join(self._app.wsgi_app(environ, start))
        return *said[-1], answer


def measured(window: Window, turns: int, wanted: str) -> Iterator[Timed]:
    """Every page and search whose name has `wanted` in it."""
    for name, path in PAGES.items():
        if wanted in name:
            yield timed(name, partial(window.get, window.find(path)), turns)
    for query in QUERIES:
        if wanted in (name := f"search {query or '(all)'}"):
            yield timed(name, partial(window.search, query), turns)


def timed(name: str, ask: Callable[[], tuple[str, object]], turns: int) -> Timed:
    status, _ = ask()
    took: list[float] = []
    work: list[float] = []
    for _ in range(turns if status == "200" else 0):
        begun, worked = time.perf_counter(), time.process_time()
        ask()
        took.append((time.perf_counter() - begun) * 1000)
        work.append((time.process_time() - worked) * 1000)
        if sum(took) > 10_000:
            break
    return Timed(name, status, took, work)


def line(one: Timed) -> str:
    if not one.turns:
        return f"| {one.name} | answered {one.status} | | | |"
    verdict = "yes" if one.p95() < GOAL else "**no**"
    middle, work = statistics.median(one.turns), statistics.median(one.work)
    return f"| {one.name} | {middle:.1f} | {one.p95():.1f} | {work:.1f} | {verdict} |"


def bench(opened: Opened, turns: int, wanted: str) -> Iterator[str]:
    """The lines of the table; what takes long to count is counted before, as the daemon does it."""
    begun = time.perf_counter()
    while opened.catalog.write(words.catch_up, 20_000):
        pass
    yield f"Words of all photos written in the background: {time.perf_counter() - begun:.1f} s."
    begun = time.perf_counter()
    if opened.catalog.read(counted.kept, figures.WHOLE) is None:
        figures.refresh(opened.catalog, opened.clock)
    window = Window(opened)
    yield f"Statistics counted in the background: {time.perf_counter() - begun:.1f} s. Load {os.getloadavg()[0]:.1f}.\n"
    yield "| page | median, ms | p95, ms | of the processor, ms | under 150 ms |\n|---|---|---|---|---|"
    for one in measured(window, turns, wanted):
        yield line(one)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=20)
    parser.add_argument("--only", default="", help="pages with this in their name")
    parser.add_argument("--keep", type=Path, help="a folder to make the catalog in, or to find it in from before")
    asked = parser.parse_args()
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="holdfast-million-"))
    folder.mkdir(exist_ok=True)
    try:
        made = opened(folder, asked.photos)
        for text in bench(made, asked.turns, asked.only):
            print(text, flush=True)
        made.close()
    finally:
        if asked.keep is None:
            shutil.rmtree(folder)
    return 0


def opened(folder: Path, photos: int) -> Opened:
    if (folder / "home").exists():
        return setup.open_home(Home(folder / "home"), folder / "key", SystemClock())
    begun = time.perf_counter()
    opened = synthetic.make(folder, photos)
    print(f"{photos:,} photos made in {time.perf_counter() - begun:.0f} s", flush=True)
    return opened


if __name__ == "__main__":
    sys.exit(main())
