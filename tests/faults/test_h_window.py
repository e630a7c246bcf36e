"""H3, H6, H7, H10: another user, another port, another page and hostile names, at the real server in a real browser."""

import http.server
import inspect
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import requests
from playwright.sync_api import Browser, Page
from tests.browser.conftest import Faults, Open, chromium, faults, open_page, world
from tests.browser.world import World
from tests.ui import gallery

from holdfast.domain.photo import RemotePhoto
from holdfast_ui import window
from holdfast_ui.codes import mint

__all__ = ["chromium", "faults", "open_page", "world"]

NOBODY = 65534
SCRIPTS = (
    "<script>window.hit = 1</script>",
    "<img src=x onerror=window.hit=1>",
    "\"><svg onload=window.hit=1>",
    "javascript:window.hit=1//",
    "{{constructor.constructor('window.hit=1')()}}",
    "</title><iframe srcdoc='<script>parent.hit=1</script>'>",
)


def signed_in(world: World) -> tuple[requests.Session, str]:
    """A page's cookie and its token."""
    visit = requests.Session()
    answer = visit.post(f"{world.server.url}api/session", json={"code": mint(world.secret, world.clock)}, timeout=20)
    return visit, answer.json()["token"]


def as_nobody(*command: str) -> "subprocess.CompletedProcess[str]":
    """Run this as another user of the computer, who has no rights here."""
    started = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--", *command]
    bare = {"PATH": os.environ["PATH"]}
    return subprocess.run(started, capture_output=True, text=True, cwd="/", timeout=60, env=bare)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be another user")
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv is not installed")
def test_h3_another_user_of_the_computer_sees_nothing(world: World) -> None:
    paths = [path for path, methods in document().items() if "get" in methods and "{" not in path]
    paths += ["/api/photos/1", "/api/photos/1/thumbnail", "/api/photos/1/download?local=1", "/api/openapi.json"]
    script = (
        "import sys, urllib.request, urllib.error\n"
        "for path in sys.argv[2:]:\n"
        "    try: print(urllib.request.urlopen(sys.argv[1] + path, timeout=20).status)\n"
        "    except urllib.error.HTTPError as error: print(error.code)\n"
    )
    asked = as_nobody("/usr/bin/python3", "-c", script, world.server.url.rstrip("/"), *paths)
    assert asked.stdout.split() == ["401"] * len(paths), asked
    world.opened.home.make()
    for place in (world.opened.home.path, world.opened.home.run_dir / "port", world.opened.home.catalog_file):
        assert as_nobody("cat", str(place)).returncode != 0
        assert "Permission denied" in as_nobody("ls", str(world.opened.home.run_dir)).stderr


def document() -> dict[str, dict[str, object]]:
    """Every path of the API with its methods."""
    text = (Path(__file__).parents[2] / "ui" / "web" / "openapi.json").read_text("utf-8")
    paths: dict[str, dict[str, object]] = json.loads(text)["paths"]
    return paths


class Stranger:
    """A page of somebody else's on another port of this computer, and what browsers bring it."""

    def __init__(self) -> None:
        self.cookies: list[str] = []
        self.html = ""
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.cookies.append(self.headers.get("Cookie", ""))
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(outer.html.encode())

            def log_message(self, format: str, *arguments: object) -> None:
                """Nobody reads it."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def stranger() -> Iterator[Stranger]:
    running = Stranger()
    yield running
    running.close()


TRIES = """async (url) => {
  const tries = {
    read: () => fetch(url + "api/status", {credentials: "include"}).then((answer) => answer.text()),
    blind: () => fetch(url + "api/status", {credentials: "include", mode: "no-cors"}).then((answer) => answer.text()),
    change: () => fetch(url + "api/sync/full", {method: "POST", credentials: "include", mode: "no-cors",
                                                 headers: {"Content-Type": "text/plain"}, body: "{}"})
                    .then((answer) => answer.text()),
    json: () => fetch(url + "api/jobs", {method: "POST", credentials: "include",
                                          headers: {"Content-Type": "application/json"}, body: '{"kind": "backup"}'})
                  .then((answer) => answer.text()),
  };
  const got = {};
  for (const [name, go] of Object.entries(tries)) got[name] = await go().catch(() => "");
  return got;
}"""
PICTURE = """(url) => new Promise((resolve) => {
  const image = new Image();
  image.onload = () => resolve("shown");
  image.onerror = () => resolve("refused");
  image.src = url + "api/photos/1/thumbnail?size=256";
})"""


def test_h2_h3_a_page_on_another_port_of_this_computer_reads_and_changes_nothing(
    world: World, stranger: Stranger, chromium: Browser
) -> None:
    source = world.source("Travel")
    gallery.safe(world.opened, source, RemotePhoto(key="k", name="a.jpg", bytes=1), gallery.picture(1))
    browser = chromium.new_context()
    page = browser.new_page()
    page.goto(world.address())
    page.get_by_role("heading", level=1).wait_for()
    page.goto(stranger.url)
    assert page.evaluate(TRIES, world.server.url) == {"read": "", "blind": "", "change": "", "json": ""}
    assert page.evaluate(PICTURE, world.server.url) == "refused"
    assert world.catalog.read(lambda db: db.number("SELECT count(*) FROM jobs")) == 0
    # Cookies are not kept apart by port: the stranger has ours now, and may look, but change nothing with it.
    stolen = next(cookie for cookie in stranger.cookies if "holdfast-" in cookie)
    with_it = {"Cookie": stolen}
    assert requests.get(f"{world.server.url}api/status", headers=with_it, timeout=20).status_code == 200
    answer = requests.post(f"{world.server.url}api/jobs", json={"kind": "backup"}, headers=with_it, timeout=20)
    assert (answer.status_code, answer.json()["code"]) == (403, "TOKEN_NEEDED")
    browser.close()


def test_h7_the_page_cannot_be_framed_nor_reached_by_who_opened_it(
    world: World, stranger: Stranger, chromium: Browser
) -> None:
    stranger.html = f"<iframe src='{world.server.url}'></iframe>"
    browser = chromium.new_context()
    page = browser.new_page()
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.goto(stranger.url)
    assert [frame.url for frame in page.frames if frame.url.startswith(world.server.url)] == []
    with browser.expect_page() as coming:
        page.evaluate("(url) => { window.ours = open(url); }", world.server.url)
    coming.value.wait_for_load_state()
    page.wait_for_function("() => window.ours.closed")  # it is open: the one who opened it has lost it
    assert coming.value.evaluate("window.opener") is None
    browser.close()


def hostile(world: World) -> int:
    """Scripts wherever a stranger may write: source, folders, photos, keys, sentences. The folder's id."""
    source = world.source(f"Travel {SCRIPTS[1]}")
    world.catalog.write(lambda db: db.run("UPDATE sources SET folder = 'Travel' WHERE id = ?", (source,)))
    for number, script in enumerate(SCRIPTS):
        name = script.replace("/", "\u2215")
        photo = RemotePhoto(key=script, name=f"{name}.jpg", bytes=1, folder=("2019", name))
        gallery.safe(world.opened, source, photo, gallery.picture(number))
        world.failure(source, f"{name}.jpg", "FORBIDDEN", f"The source says: {script}", f"Do {script}.")
        world.session("scan", source, 60_000, 1_000, listed=3)
    world.catalog.write(
        lambda db: db.run("UPDATE backup_sessions SET code = 'OFFLINE', message = ?", (f"It says {SCRIPTS[0]}",))
    )
    return world.catalog.read(lambda db: db.number("SELECT min(id) FROM folders WHERE parent_id IS NOT NULL"))


def test_h6_no_script_in_a_name_a_key_or_a_sentence_runs(world: World, open_page: Open, faults: Faults) -> None:
    hostile(world)
    page = open_page(world.address())
    page.get_by_role("heading", level=1).wait_for()
    open_everything(page)
    page.get_by_role("link", name="Folders", exact=True).click()
    page.get_by_role("link", name="Travel").first.click()
    page.get_by_role("link", name="2019").first.click()
    page.get_by_text("window.hit").first.wait_for()
    for link in page.get_by_role("link").filter(has_text="hit=1").all()[:1]:
        link.click()
        page.get_by_role("heading", level=1).wait_for()
    assert page.evaluate("window.hit") is None
    assert page.title().startswith("Holdfast") or "window.hit" not in page.evaluate("document.head.innerHTML")
    assert faults.seen == []


def open_everything(page: Page) -> None:
    """Every part of the page that shows words of somebody else's."""
    for name in ("Show all", "As a table"):
        for button in page.get_by_role("button", name=name).all():
            button.click()
    page.get_by_text("window.hit").first.wait_for()


class Shown:
    """A window of pywebview as far as the bridge needs one; it shows some page just now."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.verbs: tuple[Callable[..., object], ...] = ()

    def expose(self, *verbs: Callable[..., object]) -> None:
        self.verbs += verbs

    def get_current_url(self) -> str:
        return self.address


STRANGE = (
    "http://evil.example/", "http://127.0.0.1:42420/", "http://127.0.0.1:4242.evil.example/", "file:///etc/passwd", "",
)  # fmt: skip


@pytest.mark.parametrize("address", STRANGE)
def test_h10_the_bridge_has_few_verbs_without_arguments_and_no_code_for_strangers(address: str) -> None:
    shown = Shown(address)
    window._bridge(cast("Any", shown), "http://127.0.0.1:4242/", lambda: "a code")
    assert len(shown.verbs) <= 5
    assert [verb for verb in shown.verbs if inspect.signature(verb).parameters] == []
    assert next(verb for verb in shown.verbs if verb.__name__ == "sign_in_code")() is None
    shown.address = "http://127.0.0.1:4242/"
    assert next(verb for verb in shown.verbs if verb.__name__ == "sign_in_code")() == "a code"
