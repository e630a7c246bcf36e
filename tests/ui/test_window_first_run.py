"""The real window of a new computer, on a real X server: it shows the first run, and a keyboard makes the library."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.ui.test_window import HERE, PATIENCE, ROOT, colours, display, until

from holdfast.config import Home, read_bootstrap

pytestmark = pytest.mark.screen

__all__ = ["display"]


@pytest.fixture
def shown(tmp_path: Path, display: str) -> Iterator["subprocess.Popen[str]"]:
    environment = {
        **os.environ, "DISPLAY": display, "HOME": str(tmp_path), "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "daemon"), str(ROOT / "ui")]),
    }  # fmt: skip
    command = [sys.executable, str(HERE / "first_run.py"), str(tmp_path / "home"), str(tmp_path / "key")]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate(timeout=PATIENCE)


BUTTON = ((31, 31, 31), (237, 237, 237))
"""The prominent button that can be pressed, in the light and in the dark; one that cannot is grey."""


def can_be_pressed(display: str, picture: Path) -> bool:
    """Whether the one prominent button is on the screen: the page is signed in, and has looked at the place."""
    colours(display, picture)
    found = {colour: count for count, colour in Image.open(picture).convert("RGB").getcolors(2**24) or []}
    return any(found.get(colour, 0) > 4000 for colour in BUTTON)


def press(display: str, *keys: str) -> None:
    finding = ["xdotool", "search", "--onlyvisible", "--name", "Holdfast", "windowfocus", "--sync", "key", *keys]
    subprocess.run(finding, env={**os.environ, "DISPLAY": display}, check=True)


def test_a_new_computer_is_asked_where_the_photos_live(
    display: str, shown: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    until(lambda: can_be_pressed(display, tmp_path / "window.png"))
    assert read_bootstrap(home) is None, "looking makes nothing"
    press(display, "Tab", "Tab", "Return")  # the heading has the focus; past the button for another folder
    until(lambda: read_bootstrap(home) is not None)
    made = read_bootstrap(home)
    assert made is not None
    assert made.library == tmp_path / "Holdfast", "the place that was proposed"
    assert shown.poll() is None, "the window goes on with the next step"
