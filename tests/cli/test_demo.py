"""The demo does the whole way for real, and leaves nothing running."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from person import Person

from holdfast.config import Home
from holdfast.daemon import process
from holdfast.daemon.lock import holder
from holdfast.library import manifest, root
from holdfast.standins import exhibition

PHOTOS = 6
FILES = PHOTOS + exhibition.OWN + exhibition.SENT
"""What is in both clouds counts once."""


@pytest.fixture
def viewer(tmp_path: Path) -> Iterator[Person]:
    """Somebody who has never heard of Holdfast."""
    (tmp_path / "tmp").mkdir()
    with Person(tmp_path) as somebody:
        yield somebody
        for home in somebody.folder.glob("tmp/holdfast-demo-*/home"):
            process.stop(Home(home), somebody.clock)


def environment(viewer: Person) -> dict[str, str | None]:
    return {"TMPDIR": str(viewer.folder / "tmp"), "HOLDFAST_HOME": None, "HOLDFAST_KEY_FILE": "/no/such.key"}


def place_of(viewer: Person) -> Path:
    [place] = (viewer.folder / "tmp").glob("holdfast-demo-*")
    return place


def assert_backed_up(viewer: Person) -> None:
    place = place_of(viewer)
    with root.open(place / "Photos", None) as library:
        assert len(list(manifest.read(library))) == FILES
    assert holder(Home(place / "home"), viewer.clock) is None
    assert sorted(path.name for path in viewer.folder.iterdir()) == ["tmp"]  # nothing beside it was touched


def test_without_a_screen_it_says_so_and_serves_until_the_time_is_over(viewer: Person) -> None:
    ended = viewer.finish(viewer.start("demo", "--photos", str(PHOTOS), "--seconds", "1", env=environment(viewer)))
    assert ended.code == 0
    twins = int(re.findall(r"(\d+) of them the cloud has as well", ended.out)[0])
    assert twins > 0
    safe = f"{FILES + twins} of {FILES + twins + 1} photos are safe. 1 is archived and not copied."
    ended.says(f"Copied {FILES} photos", safe, f"holds {FILES} files for them")
    ended.says( "no screen", "http://127.0.0.1:")
    assert ended.out.splitlines()[-1].startswith("The demo has ended")
    assert str(place_of(viewer)) in ended.out.splitlines()[-1]
    assert_backed_up(viewer)


def test_ctrl_c_ends_it_with_everything_that_it_started(viewer: Person) -> None:
    running = viewer.start("demo", "--photos", str(PHOTOS), "--no-window", env=environment(viewer))
    said = ""
    assert running.stdout is not None
    while "Ctrl-C ends" not in said:
        line = running.stdout.readline()
        assert line, said
        said += line
    card = holder(Home(place_of(viewer) / "home"), viewer.clock)
    assert card is not None
    assert re.search(rf"daemon runs now \(process {card.pid}\)", said)
    running.send_signal(signal.SIGINT)
    ended = viewer.finish(running)
    assert ended.code == 0
    ended.says("The demo has ended, and all that it started.")
    assert_backed_up(viewer)


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


@pytest.mark.screen
def test_with_a_screen_the_window_opens_and_ends_with_the_demo(viewer: Person, display: str) -> None:
    # Chromium refuses its sandbox to root, and pywebview's warnings are its own affair.
    screen = {"DISPLAY": display, "QTWEBENGINE_DISABLE_SANDBOX": "1", "PYTHONWARNINGS": None}
    running = viewer.start("demo", "--photos", str(PHOTOS), env=environment(viewer) | screen)
    viewer.until(lambda: is_shown(display), "the window")
    running.send_signal(signal.SIGINT)
    ended = viewer.finish(running)
    assert ended.code == 0
    ended.says("The window opens.", "The demo has ended, and all that it started.")
    assert "served to a browser" not in ended.out
    assert not is_shown(display)
    assert_backed_up(viewer)


def is_shown(display: str) -> bool:
    looking = ["xdotool", "search", "--onlyvisible", "--name", "^Holdfast$"]
    found = subprocess.run(looking, env={**os.environ, "DISPLAY": display}, capture_output=True, timeout=30)
    return bool(found.stdout.strip())


@pytest.mark.screen
def test_a_window_that_breaks_down_is_replaced_by_the_page(viewer: Person, display: str) -> None:
    broken = {"DISPLAY": display, "QT_QPA_PLATFORM": "no-such-platform"}
    running = viewer.start("demo", "--photos", str(PHOTOS), "--seconds", "8", env=environment(viewer) | broken)
    ended = viewer.finish(running)
    assert ended.code == 0
    ended.says("The window could not stay open", "served to a browser", "http://127.0.0.1:")
    assert_backed_up(viewer)


def test_only_the_backup(viewer: Person) -> None:
    ended = viewer.finish(viewer.start("demo", "--photos", str(PHOTOS), "--seconds", "0", env=environment(viewer)))
    assert ended.code == 0
    assert "http://127.0.0.1" in ended.out  # the cloud's own address
    assert "daemon" not in ended.out
    assert_backed_up(viewer)
