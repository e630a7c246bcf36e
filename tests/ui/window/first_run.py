"""Opens the window of a home that is not set up, on the built page, as `holdfast open` does on a new computer.

    python first_run.py HOME KEY_FILE

Run as a process of its own, because a window wants the main thread.
"""

import sys
from pathlib import Path

from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.engine.setup import open_home
from holdfast_ui.entrance import Entrance
from holdfast_ui.front import Front


def main(home: Home, key_file: Path) -> None:
    clock = SystemClock()
    door = Entrance(home, key_file, clock, lambda: open_home(home, key_file, clock))
    door.try_again()
    with Front(door) as front:
        print(front.server.port, flush=True)
        print(front.show(), flush=True)
    door.close()


main(Home(Path(sys.argv[1])), Path(sys.argv[2]))
