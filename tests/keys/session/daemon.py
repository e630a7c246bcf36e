"""Runs inside a desktop session: `daemon.py HOME KEYRING_PASSWORD`. The keyring is locked; the daemon is started, and
the keyring unlocked when the log says that it is waited for. Prints what the daemon waited for, and that it went to
work."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from ask import wait_for_the_keyring  # type: ignore[import-not-found]  # beside this file
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.daemon.lock import holder

CLOCK = SystemClock()


def until(condition: Callable[[], bool]) -> None:
    deadline = CLOCK.monotonic() + 40
    while not condition():
        if CLOCK.monotonic() > deadline:
            raise TimeoutError
        CLOCK.sleep(0.05)


def unlock(password: str) -> None:
    """As logging in does: with the password, and without a window that asks for it."""
    name, place = "org.freedesktop.secrets", "/org/freedesktop/secrets"
    service = DBusAddress(place, name, "org.freedesktop.Secret.Service")
    inner = DBusAddress(place, name, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface")
    with open_dbus_connection("SESSION") as connection:
        opened = connection.send_and_get_reply(new_method_call(service, "OpenSession", "sv", ("plain", ("s", ""))))
        secret = (opened.body[1], b"", password.encode(), "text/plain")
        asked = new_method_call(inner, "UnlockWithMasterPassword", "o(oayays)", (f"{place}/collection/login", secret))
        assert connection.send_and_get_reply(asked).body == ()


def main() -> None:
    home, password = Home(Path(sys.argv[1])), sys.argv[2]
    wait_for_the_keyring()
    environment = {**os.environ, "HOLDFAST_HOME": str(home.path)}
    daemon = subprocess.Popen([sys.executable, "-m", "holdfast", "daemon", "run"], env=environment)
    until(lambda: home.log_file.exists() and "waiting for the keyring" in home.log_file.read_text())
    assert daemon.poll() is None
    print("KEYRING_LOCKED" if "KEYRING_LOCKED" in home.log_file.read_text() else "something else")
    unlock(password)
    until(lambda: holder(home, CLOCK) is not None)
    print("at work")
    daemon.send_signal(signal.SIGTERM)
    print(daemon.wait(20))


main()
