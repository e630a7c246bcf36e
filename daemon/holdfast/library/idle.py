"""Work that takes of the drive and the processor only what nobody else wants."""

import contextlib
import ctypes
import os
import platform
import sys
import threading

_SET_PRIORITY = {"x86_64": 251, "aarch64": 30, "riscv64": 30}
"""Numbers of the call `ioprio_set` of Linux, which the C library does not offer."""

_PROCESS, _IDLE = 1, 3 << 13
NICE = 10


def step_back() -> None:
    """From now on this thread reads when nobody else does (Linux; schedulers that know no priorities ignore it) and
    computes behind all others. On other systems nothing happens. It cannot be taken back."""
    if sys.platform != "linux":
        return
    number = _SET_PRIORITY.get(platform.machine())
    if number is not None:
        ctypes.CDLL(None, use_errno=True).syscall(number, _PROCESS, 0, _IDLE)
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
