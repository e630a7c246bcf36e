"""Lists the first source of a home into its catalog and does nothing else: `scanning.py HOME KEY_FILE`."""

import sys
import threading
from contextlib import closing
from pathlib import Path

from holdfast.catalog import jobs, sources
from holdfast.catalog.jobs import Parameters
from holdfast.clock import SystemClock, milliseconds
from holdfast.config import Home
from holdfast.engine import setup
from holdfast.engine.connect import linked
from holdfast.engine.control import Control
from holdfast.engine.scan import Scan


def main(home: Path, key_file: Path) -> None:
    clock = SystemClock()
    with closing(setup.open_home(Home(home), key_file, clock)) as opened:
        row = opened.catalog.read(sources.everything)[0]
        now = milliseconds(clock)
        job = opened.catalog.write(jobs.enqueue, "backup", Parameters(), origin="person", at=now)
        with linked(opened.catalog, row, clock) as link:
            control = Control(opened.catalog, job.id, clock, threading.Event())
            Scan(opened.catalog, row, link.source, control, clock).run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
