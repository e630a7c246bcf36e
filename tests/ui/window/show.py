"""Opens the window of a home on a page, as `holdfast open` does; prints what came of it.

    python show.py HOME KEY_FILE PAGE_FOLDER

Run as a process of its own, because a window wants the main thread.
"""

import sys
from pathlib import Path

from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.daemon import process
from holdfast.engine.setup import open_home
from holdfast_ui.codes import mint
from holdfast_ui.desk import desk_of, window_secret
from holdfast_ui.server import serve_in_thread
from holdfast_ui.window import open_window


def main(home: Home, key_file: Path, page: Path) -> None:
    clock = SystemClock()
    print(process.start(home, key_file, clock).answer.name, flush=True)
    opened = open_home(home, key_file, clock)
    secret = window_secret(opened.catalog, clock)
    desk = desk_of(opened)
    server = serve_in_thread(desk, secret, home, page=page)
    print(open_window(server.url, lambda: mint(secret, clock), home, desk.dialogs), flush=True)
    server.stop()
    opened.close()


main(Home(Path(sys.argv[1])), Path(sys.argv[2]), Path(sys.argv[3]))
