"""A backup in a real process of its own, killed at random moments while the cloud misbehaves."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from workplace import Workplace

from holdfast.standins.cloudinary import StandIn

ENDED_WELL = {0, 1}


@dataclass(slots=True)
class Storm:
    """What happened."""

    kills: int = 0
    runs: int = 0
    outputs: list[str] = field(default_factory=list)


def holdfast(place: Workplace, *arguments: str, before: Sequence[str] = ()) -> subprocess.Popen[str]:
    """The command line as a person has it, with this home. `before`: what runs it, e.g. a tracer."""
    person, scratch = place.folder / "person", place.folder / "scratch"
    person.mkdir(exist_ok=True)
    scratch.mkdir(exist_ok=True)
    environment = {
        **os.environ, "HOLDFAST_HOME": str(place.home.path), "PYTHONPATH": os.pathsep.join(sys.path),
        "HOME": str(person), "TMPDIR": str(scratch),
    }  # fmt: skip
    return subprocess.Popen(
        [*before, sys.executable, "-m", "holdfast", *arguments], env=environment, cwd=Path("/"), text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def descendants(pid: int) -> list[int]:
    """The processes that this one has started, and those that these have."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [found for child in map(int, children) for found in (child, *descendants(child))]


def stop_at_once(pid: int) -> list[int]:
    """Nothing of it does anything any more, as when the power goes for all at once; whom that concerned."""
    stopped = [pid, *descendants(pid)]
    _send(stopped, signal.SIGSTOP)
    return stopped


def kill_all(pids: Sequence[int]) -> None:
    """These processes are no more."""
    _send(pids, signal.SIGKILL)


def _send(pids: Sequence[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def backup_through(place: Workplace, cloud: StandIn, kills: int, seed: int, limit: int = 60) -> Storm:
    """Run backups, killing that many of them when they have made a random number of requests, until all is safe."""
    chance, storm = random.Random(seed), Storm()
    for _ in range(limit):
        storm.runs += 1
        running = holdfast(place, "backup" if storm.runs == 1 or storm.kills < kills else "retry")
        if storm.kills < kills and _killed(running, cloud, chance.randint(3, 60)):
            storm.kills += 1
            running.communicate(timeout=30)
            continue
        output, _ = running.communicate(timeout=240)
        storm.outputs.append(output)
        assert "Traceback" not in output, output
        assert running.returncode in ENDED_WELL, output
        if place.state() == "safe":
            return storm
    raise AssertionError(f"not safe after {limit} runs: {place.status.sentence}\n{storm.outputs[-1]}")


def _killed(running: subprocess.Popen[str], cloud: StandIn, requests: int) -> bool:
    """SIGKILL after so many more requests; False when it ended before."""
    target = len(cloud.requests) + requests
    while running.poll() is None:
        if len(cloud.requests) >= target:
            running.send_signal(signal.SIGKILL)
            return True
        try:
            running.wait(0.005)
        except subprocess.TimeoutExpired:
            continue
    return False
