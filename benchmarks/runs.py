"""Running programs beside each other: whole processes, one after the other in turns, medians, ratios."""

import os
import resource
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

LONGEST = 900.0
"""Seconds after which a program is ended: it hangs."""


class Broke(Exception):
    """A program did not do its work; a time of it would mean nothing."""


@dataclass(frozen=True, slots=True)
class Command:
    """One program with its arguments; `environment` is added to ours."""

    arguments: Sequence[str | Path]
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What one whole process took: seconds, seconds until all it wrote was on the medium too, seconds of processor
    time, and bytes of memory at most."""

    seconds: float
    kept: float
    cpu: float
    peak: int


@dataclass(frozen=True, slots=True)
class Contestant:
    """One program in one comparison. `prepare` gets an empty folder and gives the command that is timed; `proof` looks
    whether the work was done. No `prepare`: `missing` says why."""

    name: str
    prepare: Callable[[Path], Command] | None
    proof: Callable[[Path], object] = bool
    missing: str = ""
    keeps: bool = False
    """Its folder stays from turn to turn, and the first run in it, which copies everything, does not count."""


def run(command: Command, output: Path) -> Run:
    """Run a program to its end, all it says into a file. Broke: it failed, or took longer than any program may."""
    begun = time.monotonic()
    with output.open("wb") as said:
        child = subprocess.Popen(
            list(map(str, command.arguments)),
            env=os.environ | command.environment,
            cwd=command.folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = threading.Timer(LONGEST, os.killpg, (child.pid, signal.SIGKILL))
        watch.start()
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.monotonic() - begun
        watch.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        tail = output.read_text(errors="replace")[-400:]
        raise Broke(f"{command.arguments[0]} ended with {child.returncode}: {tail}")
    os.sync()
    return Run(seconds, time.monotonic() - begun, used.ru_utime + used.ru_stime, _peak(used))


def _peak(used: resource.struct_rusage) -> int:
    """Of the process, or of the largest one that it started and waited for."""
    return used.ru_maxrss * 1024


def in_turns(contestants: Sequence[Contestant], turns: int, place: Path) -> dict[str, list[Run]]:
    """Every contestant once per turn, in another order each time; what one leaves is flushed and, unless it keeps it,
    removed before the next one begins."""
    able = [each for each in contestants if each.prepare]
    found: dict[str, list[Run]] = {each.name: [] for each in able}
    kept = {each.name: _begun(each, place) for each in able if each.keeps}
    for turn in range(turns):
        shift = turn % len(able)
        for each in able[shift:] + able[:shift]:
            found[each.name].append(_once(each, place, kept.get(each.name)))
    return found


def _begun(contestant: Contestant, place: Path) -> Command:
    assert contestant.prepare is not None
    folder = _folder(contestant, place)
    folder.mkdir()
    command = contestant.prepare(folder)
    run(command, folder / "said.txt")
    return command


def _once(contestant: Contestant, place: Path, kept: Command | None) -> Run:
    assert contestant.prepare is not None
    folder = _folder(contestant, place)
    try:
        if kept is None:
            folder.mkdir()
        command = kept or contestant.prepare(folder)
        os.sync()
        took = run(command, folder / "said.txt")
        contestant.proof(folder)
    finally:
        if kept is None:
            shutil.rmtree(folder)
        os.sync()
    return took


def _folder(contestant: Contestant, place: Path) -> Path:
    return place / contestant.name.replace(" ", "-")


def table(
    title: str, contestants: Sequence[Contestant], found: Mapping[str, Sequence[Run]], work: float, unit: str
) -> str:
    """Medians and ratios to the first contestant, as Markdown. `work`: how much of `unit` one run did."""
    columns = ("", f"{unit}/s", "wall ÷ Holdfast", "… until on the medium", "CPU ÷ Holdfast", "memory")
    lines = [f"### {title}", "", f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    first = found[contestants[0].name]
    for each in contestants:
        if each.name not in found:
            lines.append(f"| {each.name} | {each.missing} | | | | |")
            continue
        runs = found[each.name]
        wall, kept, cpu = (middle(runs, what) / middle(first, what) for what in ("seconds", "kept", "cpu"))
        rate = work / middle(runs, "seconds")
        lines.append(
            f"| {each.name} | {rate:,.0f} | {wall:.2f} ({_spread(runs, first)}) | {kept:.2f} | {cpu:.2f} |"
            f" {middle(runs, 'peak') / 1e6:,.0f} MB |"
        )
    return "\n".join(lines)


def middle(runs: Sequence[Run], what: str) -> float:
    """The median of one figure."""
    return float(median(getattr(each, what) for each in runs))


def _spread(runs: Sequence[Run], first: Sequence[Run]) -> str:
    """The lowest and the highest ratio of runs of the same turn."""
    ratios = [each.seconds / other.seconds for each, other in zip(runs, first, strict=True)]
    return f"{min(ratios):.2f}–{max(ratios):.2f}"
