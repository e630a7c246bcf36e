"""The most memory that a program ever held, read while it runs.

What the system tells at a program's end (`ru_maxrss`) begins with what its starter held: no use in a large test run.
"""

import subprocess
from pathlib import Path

from holdfast.clock import SystemClock

LOOK = 0.01


def held(child: "subprocess.Popen[bytes] | subprocess.Popen[str]") -> int:
    """The most kilobytes so far; 0 once the program has ended."""
    try:
        status = Path(f"/proc/{child.pid}/status").read_text("ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)


def peak(child: "subprocess.Popen[bytes] | subprocess.Popen[str]", *, code: int) -> int:
    """The most kilobytes that a program held, when it has ended as it should."""
    clock, most = SystemClock(), 0
    while child.poll() is None:
        most = max(most, held(child))
        clock.sleep(LOOK)
    assert child.returncode == code
    assert most, "it ended before anybody looked"
    return most
