"""A real home with catalog and library, the application on it, and ways to ask it as browsers and strangers do."""

import io
import json
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask

from holdfast.catalog import Connection, photos, sources
from holdfast.catalog import folders as folder_rows
from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.domain.photo import RemotePhoto
from holdfast.engine.setup import Opened, init, open_home
from holdfast_ui.app import create_app
from holdfast_ui.codes import mint
from holdfast_ui.desk import Desk, desk_of, window_secret
from holdfast_ui.events import Watch
from holdfast_ui.server import Server, serve_in_thread

PORT = 4242
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"


class HandClock:
    """Time that moves when the test says so."""

    def __init__(self, start: float = 1_800_000_000.0) -> None:
        self.at = start

    def now(self) -> float:
        return self.at

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float, stop: threading.Event | None = None) -> bool:
        self.at += seconds
        return stop is not None and stop.is_set()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict[str, object]:
        value: dict[str, object] = json.loads(self.body)
        return value

    def code(self) -> object:
        return self.json()["code"]


def call(
    app: Flask,
    method: str,
    path: str,
    headers: Mapping[str, str | None] | None = None,
    body: bytes = b"",
) -> Answer:
    """One WSGI request with exactly these headers; `Host` is ours unless named, and absent when None."""
    named = {"Host": HOST, **(headers or {})}
    path, _, query = path.partition("?")
    environ: dict[str, object] = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": str(PORT), "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr,
        "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
        "CONTENT_LENGTH": str(len(body)),
    }  # fmt: skip
    for name, value in named.items():
        if value is not None:
            key = name.upper().replace("-", "_")
            environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, sent: list[tuple[str, str]], exc_info: object = None) -> Callable[[bytes], None]:
        started.append((status, sent))
        return lambda data: None

    chunks = app(environ, start_response)
    try:
        first_only = path == "/api/events" and started and started[-1][0].startswith("200")
        text = b"" if first_only else b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
    status, sent = started[-1]
    return Answer(int(status.split()[0]), dict(sent), text)


@dataclass(frozen=True, slots=True)
class Page:
    """Our own page, signed in."""

    app: Flask
    cookie: str
    token: str
    extra: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return call(self.app, "GET", path, {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin", **self.extra})

    def send(self, method: str, path: str, value: object = None) -> Answer:
        headers = {
            "Cookie": self.cookie, "X-Holdfast-Token": self.token, "Origin": ORIGIN, "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/json", **self.extra,
        }  # fmt: skip
        return call(self.app, method, path, headers, json.dumps({} if value is None else value).encode())

    def post(self, path: str, value: object = None) -> Answer:
        return self.send("POST", path, value)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    home = Home(tmp_path / "home")
    init(home, tmp_path / "library", tmp_path / "key", SystemClock())
    opened = open_home(home, None, SystemClock())
    yield opened
    opened.close()


@pytest.fixture
def desk(opened: Opened) -> Desk:
    return desk_of(opened)


@pytest.fixture
def secret(opened: Opened) -> bytes:
    return window_secret(opened.catalog, opened.clock)


@pytest.fixture
def page_folder(tmp_path: Path) -> Path:
    """A built page of two files."""
    assets = tmp_path / "page" / "assets"
    assets.mkdir(parents=True)
    (assets.parent / "index.html").write_text("<!doctype html><title>Page</title><script src=/assets/a-1.js></script>")
    (assets / "a-1.js").write_text("document.title = 'ready';")
    (assets.parent / "secret.txt").write_text("not for anyone")
    return assets.parent


@pytest.fixture
def app(desk: Desk, secret: bytes, page_folder: Path) -> Iterator[Flask]:
    watch = Watch(desk)
    yield create_app(desk, port=PORT, secret=secret, watch=watch, page=page_folder)
    watch.close()


@pytest.fixture
def page(app: Flask, secret: bytes) -> Page:
    return sign_in(app, secret)


def sign_in(app: Flask, secret: bytes) -> Page:
    body = json.dumps({"code": mint(secret, SystemClock())}).encode()
    answer = call(app, "POST", "/api/session", {"Content-Type": "application/json", "Origin": ORIGIN}, body)
    assert answer.status == 200, answer.body
    return Page(app, answer.headers["Set-Cookie"].partition(";")[0], str(answer.json()["token"]))


@pytest.fixture
def server(desk: Desk, secret: bytes, opened: Opened, page_folder: Path) -> Iterator[Server]:
    server = serve_in_thread(desk, secret, opened.home, page=page_folder)
    yield server
    server.stop()


def add_source(db: Connection, name: str = "travel") -> int:
    return sources.add(
        db, uid=f"uid-{name}", name=name, kind="cloudinary", folder=name, settings={"cloud": "demo"},
        credentials={"api_secret": "canary-of-the-cloud"}, at=1_000,
    )  # fmt: skip


def add_photos(db: Connection, source_id: int, names: list[str], size: int = 10) -> list[int]:
    """Photos that were listed and are not copied yet."""
    folder_id = folder_rows.ensure(db, source_id, ())
    return [
        photos.insert(db, source_id, folder_id, RemotePhoto(key=f"k{n}-{name}", name=name, bytes=size), "", 1, 1_000)
        for n, name in enumerate(names)
    ]


def without_space(status: dict[str, object]) -> dict[str, object]:
    """A status without the free bytes of the drive, which other programs change meanwhile."""
    library = status["library"]
    assert isinstance(library, dict)
    return {**status, "library": {**library, "free_bytes": None}}
