"""Runs inside a desktop session: `ask.py make|init|load HOME`; prints the digest of the key, or the error's code."""

import hashlib
import sys
import time
from pathlib import Path

from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

from holdfast.clock import SystemClock
from holdfast.config import Bootstrap, Home, read_bootstrap
from holdfast.engine import setup
from holdfast.errors import CatalogError
from holdfast.keys import catalog_key


def digest(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()


def wait_for_the_keyring() -> None:
    """Asking the keyring itself too early would start a second, locked one."""
    deadline = time.monotonic() + 20
    with open_dbus_connection("SESSION") as connection:
        bus = Proxy(message_bus, connection)
        while bus.NameHasOwner("org.freedesktop.secrets") != (1,):
            if time.monotonic() > deadline:
                raise TimeoutError("no keyring daemon came up")
            time.sleep(0.02)


def main() -> None:
    wish, place = sys.argv[1:]
    wait_for_the_keyring()
    home = Home(Path(place))
    try:
        if wish == "make":
            made = catalog_key.make(home, None)
            print(digest(made.key), "keyring" if made.key_file is None else made.key_file.name)
        elif wish == "init":
            setup.init(home, home.path.parent / "library", None, SystemClock())
            print(read_bootstrap(home))
        else:
            print(digest(catalog_key.load(home, Bootstrap(home.path, None), None)))
    except CatalogError as error:
        print(error.code)


if __name__ == "__main__":
    main()
