"""Does a scan hold up the window? The window's three small writes, alone and while a scan writes its rows.

Both in one run, in two processes, as in life. Prints the medians and 95th percentiles, and the ratio that counts.
"""

import argparse
import multiprocessing
import secrets
import statistics
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path

from holdfast.catalog import Catalog, jobs, settings, sources
from holdfast.catalog.jobs import Parameters
from holdfast.clock import SystemClock
from holdfast.engine.control import Control
from holdfast.engine.scan import Scan
from holdfast.sources.memory import MemorySource

CLOCK = SystemClock()
PAUSE = 0.02
"""Seconds between two clicks: quicker than any person."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds per write, and how many rows the scan wrote meanwhile."""

    idle: list[float]
    busy: list[float]
    rows: int
    seconds: float

    @property
    def ratio(self) -> float:
        """The 95th percentile under a scan, in those without one."""
        return p95(self.busy) / p95(self.idle)


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def measure(folder: Path, rows: int) -> Measured:
    """Click for a while, then click while a scan of `rows` photos runs in another process."""
    key = secrets.token_bytes(32)
    catalog = Catalog.create(folder / "catalog.db", key, CLOCK, library_id="l", catalog_id="c")
    source = catalog.write(
        lambda db: sources.add(
            db, uid="u", name="cloud", kind="cloudinary", folder="cloud", settings={}, credentials=None, at=1
        )
    )
    catalog.write(jobs.enqueue, "backup", Parameters(), origin="person", at=1)
    idle = [_click(catalog, source, turn) for turn in range(200)]
    context = multiprocessing.get_context("spawn")
    begun, ended = context.Event(), context.Event()
    scanner = context.Process(target=_scan, args=(folder / "catalog.db", key, rows, begun, ended))
    scanner.start()
    assert begun.wait(60)
    busy: list[float] = []
    started = CLOCK.monotonic()
    while not ended.is_set() and scanner.is_alive():
        busy.append(_click(catalog, source, len(busy)))
    seconds = CLOCK.monotonic() - started
    scanner.join(60)
    listed = catalog.read(lambda db: db.number("SELECT count(*) FROM photos"))
    catalog.close()
    return Measured(idle, busy, listed, seconds)


def _click(catalog: Catalog, source: int, turn: int) -> float:
    """One of the three: change a setting, pause a source, ask for a retry."""
    clicks: tuple[Callable[[], object], ...] = (
        lambda: catalog.write(settings.change, "downloads_at_once", 1 + turn % 8, turn),
        lambda: catalog.write(sources.pause, source, turn % 2 == 0),
        lambda: catalog.write(jobs.enqueue, "retry", Parameters(), origin="person", at=turn),
    )
    CLOCK.sleep(PAUSE)
    started = CLOCK.monotonic()
    clicks[turn % 3]()
    return CLOCK.monotonic() - started


def _scan(path: Path, key: bytes, rows: int, begun: Event, ended: Event) -> None:
    catalog = Catalog.open(path, key, CLOCK)
    row = catalog.read(sources.everything)[0]
    control = Control(catalog, 1, CLOCK, threading.Event())
    begun.set()
    Scan(catalog, row, MemorySource(rows), control, CLOCK).run()
    ended.set()
    catalog.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), rows)
    print(f"{found.rows:,} rows in {found.seconds:.1f} s, {len(found.busy)} writes meanwhile")
    for name, times in (("alone", found.idle), ("during the scan", found.busy)):
        print(f"{name:16} median {statistics.median(times) * 1000:6.1f} ms   p95 {p95(times) * 1000:6.1f} ms")
    print(f"p95 ratio {found.ratio:.1f}")


if __name__ == "__main__":
    main()
