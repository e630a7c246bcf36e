"""The real desktop window on a real X server: it opens, signs in over the bridge, and ends alone when it is closed."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.ui.conftest import add_source
from tests.ui.gallery import picture, safe

from holdfast.catalog import settings
from holdfast.clock import SystemClock
from holdfast.daemon import process
from holdfast.daemon.process import Stop
from holdfast.domain.photo import RemotePhoto
from holdfast.engine.setup import Opened
from holdfast_ui import raising
from holdfast_ui.dialogs import Dialogs
from holdfast_ui.screen import missing_screen
from holdfast_ui.window import NoScreen, can_open, open_window

HERE = Path(__file__).parent / "window"
ROOT = Path(__file__).parents[2]
PATIENCE = 90.0

pytestmark = pytest.mark.screen


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of our own, on whatever number is free."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as number:
        yield f":{int(number.readline())}"
    server.terminate()
    server.wait()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    folder = tmp_path / "window-page"
    (folder / "assets").mkdir(parents=True)
    shutil.copy(HERE / "index.html", folder)
    shutil.copy(HERE / "page.js", folder / "assets")
    return folder


class Shown:
    """A process that shows the window."""

    def __init__(self, opened: Opened, display: str | None, page: Path) -> None:
        environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "daemon"), str(ROOT / "ui")])
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # Chromium refuses its sandbox to root
        if display is not None:
            environment["DISPLAY"] = display
        key_file = opened.bootstrap.key_file
        command = [sys.executable, str(HERE / "show.py"), str(opened.home.path), str(key_file), str(page)]
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def end(self) -> tuple[list[str], str]:
        out, errors = self.process.communicate(timeout=PATIENCE)
        return out.splitlines(), errors

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()


@pytest.fixture
def show(opened: Opened, page: Path) -> Iterator[Callable[[str | None], Shown]]:
    """Shows windows; whatever is left of them and of the daemon is ended."""
    shown: list[Shown] = []

    def one(display: str | None) -> Shown:
        shown.append(Shown(opened, display, page))
        return shown[-1]

    yield one
    for window in shown:
        window.kill()
    process.stop(opened.home, SystemClock())


def until(right: Callable[[], bool]) -> None:
    """Wait for something that another process does."""
    pause, left = threading.Event(), int(PATIENCE / 0.1)
    while not right():
        left -= 1
        assert left > 0, "it did not come about"
        pause.wait(0.1)


def value(opened: Opened, name: str) -> int:
    return opened.catalog.read(lambda db: settings.value(db, name))


def colours(display: str, picture: Path) -> int:
    """How many colours a picture of the whole screen has."""
    subprocess.run(["import", "-window", "root", str(picture)], env={**os.environ, "DISPLAY": display}, check=True)
    found = Image.open(picture).convert("RGB").getcolors(maxcolors=2**24)
    assert found is not None
    return len(found)


def dialogs(environment: dict[str, str]) -> list[str]:
    """The save dialogs on the screen."""
    looking = ["xdotool", "search", "--onlyvisible", "--name", "Save file"]
    return subprocess.run(looking, env=environment, capture_output=True, text=True, check=False).stdout.split()


def answer_dialog(display: str, path: str) -> None:
    """What a person does with the system's dialog: type a path and press Enter."""
    environment = {**os.environ, "DISPLAY": display}
    until(lambda: len(dialogs(environment)) > 0)
    doing = ["windowfocus", "--sync", dialogs(environment)[0], "key", "ctrl+a", "type", "--delay", "20", path]
    subprocess.run(["xdotool", *doing], env=environment, check=True)
    subprocess.run(["xdotool", "key", "Return"], env=environment, check=True)


def test_the_window_signs_in_and_closing_it_leaves_the_daemon_at_work(
    opened: Opened, display: str, show: Callable[[str | None], Shown], tmp_path: Path
) -> None:
    assert colours(display, tmp_path / "empty.png") == 1
    shown = show(display)
    until(lambda: value(opened, "downloads_at_once") != 8)
    assert value(opened, "downloads_at_once") == 3, "the page's policy must forbid eval"
    assert value(opened, "stale_after_hours") == 2, "the bridge has two verbs"
    assert colours(display, tmp_path / "window.png") > 10
    second = show(display)
    assert second.end()[0] == ["ALREADY_RUNNING", "AlreadyOpen()"]
    raising.ask(opened.home, "problems")  # as who clicks a notice does
    until(lambda: value(opened, "downloads_at_once") == 4)
    opened.catalog.write(lambda db: settings.change(db, "reserve_megabytes", 77, 1))
    said, errors = shown.end()
    assert said == ["STARTED", "Closed()"]
    assert shown.process.returncode == 0
    assert "Content Security Policy" not in errors
    card = process.status(opened.home, SystemClock())
    assert card is not None, "the daemon is at work"
    assert process.stop(opened.home, SystemClock()) is Stop.STOPPED


def test_a_copy_is_saved_where_the_dialog_of_the_window_says(
    opened: Opened, display: str, show: Callable[[str | None], Shown], tmp_path: Path
) -> None:
    content = picture(1)
    photo = safe(opened, opened.catalog.write(add_source), RemotePhoto(key="a.jpg", name="a.jpg"), content)
    assert photo == 1, "the page asks for this one"
    shown = show(display)
    until(lambda: value(opened, "downloads_at_once") == 3)
    opened.catalog.write(lambda db: settings.change(db, "reserve_megabytes", 66, 1))
    target = tmp_path / "saved.jpg"
    answer_dialog(display, str(target))
    until(target.is_file)
    assert target.read_bytes() == content
    opened.catalog.write(lambda db: settings.change(db, "reserve_megabytes", 77, 1))
    assert shown.end()[0] == ["STARTED", "Closed()"]


def test_without_a_screen_it_says_so(opened: Opened, show: Callable[[str | None], Shown]) -> None:
    said, errors = show(None).end()
    assert said[1].startswith("NoScreen(reason='There is no screen here")
    assert "Traceback" not in errors


def test_a_screen_that_does_not_answer_ends_nothing(opened: Opened, show: Callable[[str | None], Shown]) -> None:
    said, _ = show(":987").end()
    assert said[1] == "NoScreen(reason='The screen :987 does not answer.')"


def test_whether_it_can_open_is_known_beforehand(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    reason = missing_screen()
    assert reason is not None
    assert can_open(opened.home) == NoScreen(reason)
    assert open_window("http://127.0.0.1:1/", lambda: "", opened.home, Dialogs()) == NoScreen(reason)


def test_the_product_never_switches_a_sandbox_off() -> None:
    for path in (ROOT / "ui" / "holdfast_ui").rglob("*.py"):
        text = path.read_text("utf-8")
        assert "DISABLE_SANDBOX" not in text
        assert "no-sandbox" not in text


def xdo(display: str, *doing: str) -> list[str]:
    environment = {**os.environ, "DISPLAY": display}
    return subprocess.run(
        ["xdotool", *doing], env=environment, capture_output=True, text=True, check=False
    ).stdout.split()


def windows(display: str) -> list[str]:
    """Those that are called as the page of the test is called."""
    return xdo(display, "search", "--onlyvisible", "--name", "^Window$")


def test_the_window_is_where_it_was_and_a_second_start_brings_it_forward(
    opened: Opened, display: str, show: Callable[[str | None], Shown]
) -> None:
    shown = show(display)
    until(lambda: value(opened, "downloads_at_once") != 8)
    until(lambda: len(windows(display)) == 1)  # it is called what its page is called
    (one,) = windows(display)
    xdo(display, "windowsize", one, "700", "600", "windowmove", one, "210", "120")
    until(lambda: "WIDTH=700" in xdo(display, "getwindowgeometry", "--shell", one))
    other = show(display)
    assert other.end()[0] == ["ALREADY_RUNNING", "AlreadyOpen()"]
    until(lambda: xdo(display, "getwindowfocus") == [one])
    opened.catalog.write(lambda db: settings.change(db, "reserve_megabytes", 77, 1))
    assert shown.end()[0] == ["STARTED", "Closed()"]
    opened.catalog.write(lambda db: settings.change(db, "reserve_megabytes", 512, 1))
    again = show(display)
    until(lambda: len(windows(display)) == 1)
    (two,) = windows(display)
    until(
        lambda: {"X=210", "Y=120", "WIDTH=700", "HEIGHT=600"} <= set(xdo(display, "getwindowgeometry", "--shell", two))
    )
    opened.catalog.write(lambda db: settings.change(db, "reserve_megabytes", 77, 1))
    assert again.end()[0] == ["ALREADY_RUNNING", "Closed()"]
