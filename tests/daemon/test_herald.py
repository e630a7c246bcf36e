"""Notices on a desktop: a real session bus with a notification server on it, and a session without any."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hurried import HurriedClock

from holdfast.clock import SystemClock
from holdfast.daemon import process
from holdfast.daemon.herald import REST, Herald
from holdfast.engine.notices import Notice

SERVER = Path(__file__).with_name("desktop") / "notices.py"
NOTICE = Notice("travel: backup needs you", "The key is refused. Sign in again.")


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A session bus of this test's own."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", running.stdout.readline().strip())
        yield
        running.terminate()


@contextmanager
def desktop() -> Iterator[tuple[Callable[[], dict[str, object]], Callable[[], None]]]:
    """The next notice that it shows, and a click on the last one."""
    command = [sys.executable, str(SERVER)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as running:
        out, into = running.stdout, running.stdin
        assert out is not None and into is not None and out.readline() == "{}\n"
        yield lambda: json.loads(out.readline()), lambda: print(file=into, flush=True)
        running.terminate()


@contextmanager
def herald(clicked: Path) -> Iterator[tuple[Herald, HurriedClock]]:
    """Whose click makes the file `clicked`."""
    clock = HurriedClock()
    program = [*process.program(), "herald"]
    made = Herald(clock, program, [sys.executable, "-c", f"open({str(clicked)!r}, 'x')"], os.environ)
    yield made, clock
    made.close()


def test_a_notice_is_shown_and_a_click_leads_on(bus: None, tmp_path: Path) -> None:
    clicked = tmp_path / "clicked"
    with desktop() as (shown, click), herald(clicked) as (some, _):
        assert some.post(NOTICE)
        notice = shown()
        assert (notice["app"], notice["title"], notice["text"]) == ("Holdfast", NOTICE.title, NOTICE.text)
        assert "default" in str(notice["actions"])
        click()
        while not clicked.exists():
            SystemClock().sleep(0.02)


def test_a_name_becomes_no_link_on_a_desktop_that_reads_markup(bus: None, tmp_path: Path) -> None:
    with desktop() as (shown, _), herald(tmp_path / "clicked") as (some, _):
        assert some.post(Notice("a&b", '<a href="http://evil.example">IMG_1.jpg</a> failed'))
        notice = shown()
        assert not set("<>&") & set(f"{notice['title']}{notice['text']}")
        assert "IMG_1.jpg" in str(notice["text"])


def test_a_session_without_a_desktop_is_asked_again_later(bus: None, tmp_path: Path) -> None:
    with herald(tmp_path / "clicked") as (some, clock):
        assert not some.post(NOTICE)
        with desktop() as (shown, _):
            assert not some.post(NOTICE), "it rests"
            clock.sleep(REST)
            assert some.post(NOTICE)
            assert shown()["title"] == NOTICE.title


def test_a_server_without_any_bus_does_without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    with herald(tmp_path / "clicked") as (some, _):
        assert not some.post(NOTICE)
