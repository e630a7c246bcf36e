"""What the daemon takes while there is nothing to do: memory, and the processor's time over a minute or more.

    python benchmarks/idle.py [SECONDS]

A real daemon on a home of its own, with one source of a stand-in cloud backed up before, left alone until its upkeep is
done. Linux alone: it reads /proc.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from holdfast.catalog import jobs
from holdfast.catalog.connection import Catalog
from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.daemon import process
from holdfast.engine import setup
from holdfast.standins.cloudinary import StandIn

QUIET = 10.0
"""Seconds without a job after which nothing more is to come."""


def _rest(catalog: Catalog) -> None:
    """Until no job was open for a while."""
    quiet = time.monotonic()
    while time.monotonic() - quiet < QUIET:
        if catalog.read(jobs.open_ones):
            quiet = time.monotonic()
        time.sleep(0.5)


def _ticks(pid: int) -> int:
    said = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(said[11]) + int(said[12])


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) * 1024


def main(seconds: float) -> None:
    """Measure one daemon, and print the two figures."""
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder, StandIn(200, seed=1) as cloud:
        home = Home(Path(folder) / "home")
        setup.init(home, Path(folder) / "library", Path(folder) / "key", clock)
        opened = setup.open_home(home, None, clock)
        setup.add_cloudinary(opened, "travel", cloud.url)
        pid = process.start(home, None, clock).pid
        assert pid is not None
        try:
            _rest(opened.catalog)
            began, at = _ticks(pid), time.monotonic()
            time.sleep(seconds)
            share = (_ticks(pid) - began) / os.sysconf("SC_CLK_TCK") / (time.monotonic() - at)
            print(f"resident {_resident(pid) / 1e6:.1f} MB, processor {share:.2%} over {seconds:.0f} s")
        finally:
            process.stop(home, clock)
            opened.close()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0)
