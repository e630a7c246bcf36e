"""The process of one notice: shows it, says so, and waits until it was clicked or is old.

desktop-notifier speaks to the desktop: over D-Bus on Linux, the notification centres of Windows and macOS elsewhere.
It comes with the window; a Holdfast on a server has none, and does without. macOS shows notices only of a program in a
signed bundle: elsewhere it drops them without a word.
"""

import asyncio
import json
import subprocess
import sys
from contextlib import suppress
from typing import Any

from holdfast.daemon.herald import SHOWN

LIFE = 12 * 3600.0
"""Seconds after which a click on a notice that is still shown does nothing any more."""

PLAIN = str.maketrans({"<": "‹", ">": "›", "&": "＆"})
"""Desktops read a notice as a little HTML, some of them: a photo's name must not become a link."""

NOT_SHOWN = 1


def main() -> None:
    """Show what standard input asks for; ends with 1 when no desktop takes it."""
    sys.exit(asyncio.run(show(json.loads(sys.stdin.buffer.read()))))


async def show(asked: dict[str, Any]) -> int:
    """Show it and wait; the exit code."""
    try:
        from desktop_notifier import DesktopNotifier
    except ImportError:
        return NOT_SHOWN
    taken, ended = asyncio.Event(), asyncio.Event()

    def click() -> None:
        subprocess.Popen(
            asked["clicked"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        ended.set()

    await DesktopNotifier(app_name="Holdfast", app_icon=None).send(
        asked["title"].translate(PLAIN), asked["text"].translate(PLAIN),
        on_dispatched=taken.set, on_clicked=click, on_dismissed=ended.set,
    )  # fmt: skip
    if not taken.is_set():
        return NOT_SHOWN
    sys.stdout.buffer.write(SHOWN)
    sys.stdout.buffer.flush()
    with suppress(TimeoutError):
        await asyncio.wait_for(ended.wait(), LIFE)
    return 0
