"""What a process takes from itself before it looks at hostile bytes. Nothing of it can be had back.

Everywhere but on Windows: no descriptor can be had any more, not even in the place of one that was closed (so no file,
no pipe and no socket of any kind), no files written, no core dumps, little memory and time. On Linux also: no new
rights, Landlock, which shuts paths, TCP ports and other processes, and on x86-64 the list of `calls`. The number of
processes is not limited: threads count as such, and libde265, which decodes HEIF, needs one. On macOS the limit of
memory is not enforced, and Windows has none of this; there the process's death and the parent's watch are what
protects.
"""

import contextlib
import ctypes
import os
import sys

from holdfast.thumbnails import calls

if sys.platform != "win32":
    import resource  # now: later no file can be opened

MEMORY = 2 * 1024**3
"""Bytes of address space."""

LIFETIME_CPU = 3600

_NO_NEW_PRIVS = 38
_CREATE, _RESTRICT = 444, 446  # the same numbers on every kind of processor that we run on
_FILES_BY_ABI = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many of the rights on files a version of Landlock knows."""


def confine() -> list[str]:
    """Give up what is not needed; the names of what was given up."""
    if sys.platform != "linux":
        return _limits()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return _limits()
    return ["NO_NEW_PRIVS", *_landlock(libc), *_limits(), *calls.shut(libc)]  # the calls last: the others need some


def allow_cpu(seconds: int) -> None:
    """From now on so much time of the processor; then the system ends this process."""
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def peak_memory() -> int:
    """The most bytes of memory that this process has used at once; 0 where it cannot be known."""
    if sys.platform == "win32":
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _limits() -> list[str]:
    if sys.platform == "win32":
        return []
    done = []
    for name, most in (("CORE", 0), ("FSIZE", 0), ("CPU", LIFETIME_CPU), ("AS", MEMORY), ("NOFILE", 0)):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))
            done.append(name)
    return done


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


def _landlock(libc: ctypes.CDLL) -> list[str]:
    """Allow no path at all. Kernels before 5.13, or without Landlock, answer with an error."""
    abi = libc.syscall(_CREATE, None, 0, 1)
    if abi < 1:
        return []
    rules = _Rules((1 << _FILES_BY_ABI.get(abi, 16)) - 1, 3 if abi >= 4 else 0, 3 if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    descriptor = libc.syscall(_CREATE, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    if descriptor < 0:
        return []
    shut = libc.syscall(_RESTRICT, descriptor, 0) == 0
    os.close(descriptor)
    return ["LANDLOCK"] if shut else []
