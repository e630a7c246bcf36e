"""The calls of the system that decoding needs; every other is refused, by a seccomp filter. For Linux on x86-64 alone.

The limits leave a process that was taken over what needs no new descriptor: to start another process and leave the
group that is killed, to look at and change what belongs to a path, and, for root, to raise the limits again.
"""

import ctypes
import errno
import platform
import struct
from collections.abc import Iterable

ALLOWED = {
    "read": 0, "write": 1, "futex": 202, "mmap": 9, "munmap": 11, "brk": 12, "madvise": 28, "mremap": 25,
    "mprotect": 10, "clock_gettime": 228, "gettimeofday": 96, "getrusage": 98, "getrandom": 318, "sched_yield": 24,
    "sched_getaffinity": 204, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "sigaltstack": 131,
    "restart_syscall": 219, "gettid": 186, "getpid": 39, "set_robust_list": 273, "rseq": 334, "close": 3, "exit": 60,
    "exit_group": 231,
}  # fmt: skip

_CLONE, _CLONE3, _LIMIT = 56, 435, 302
_THREAD = 0x10000
"""The flag of `clone` that makes a thread, not a process. `clone3` hides its flags: it is said not to exist."""

_CPU = 0
"""The one limit that is set later, for each picture."""

_X86_64 = 0xC000003E
_KIND, _NUMBER, _FIRST, _SECOND = 4, 0, 16, 24
"""Where in what the filter is shown these are: the kind of processor, the call's number, two of its arguments."""

_LOAD, _IF_EQUAL, _IF_ANY, _ANSWER = 0x20, 0x15, 0x45, 0x06
_YES, _NO = 0x7FFF0000, 0x00050000 | errno.EPERM
_NO_SUCH = 0x00050000 | errno.ENOSYS

_SECCOMP, _SET_FILTER, _ALL_THREADS = 317, 1, 1

Step = tuple[int, int, int, int]
"""What to do, how many steps to pass over if it is so and if not, and the value."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def shut(libc: ctypes.CDLL) -> list[str]:
    """Refuse every call that is not needed, for all threads and for good; new rights must be given up before."""
    if platform.machine() != "x86_64" or ctypes.sizeof(ctypes.c_void_p) != 8:
        return []
    steps = b"".join(struct.pack("=HBBI", *step) for step in _steps())
    program = _Program(len(steps) // 8, steps)
    done = libc.syscall(_SECCOMP, _SET_FILTER, _ALL_THREADS, ctypes.byref(program)) == 0
    return ["SECCOMP"] if done else []


def _steps() -> Iterable[Step]:
    yield (_LOAD, 0, 0, _KIND)
    yield (_IF_EQUAL, 1, 0, _X86_64)
    yield (_ANSWER, 0, 0, _NO)
    yield (_LOAD, 0, 0, _NUMBER)
    for number in ALLOWED.values():
        yield from ((_IF_EQUAL, 0, 1, number), (_ANSWER, 0, 0, _YES))
    yield from ((_IF_EQUAL, 0, 1, _CLONE3), (_ANSWER, 0, 0, _NO_SUCH))
    yield from _only(_CLONE, _FIRST, (_IF_ANY, 0, 1, _THREAD))
    yield from _only(_LIMIT, _SECOND, (_IF_EQUAL, 0, 1, _CPU))
    yield (_ANSWER, 0, 0, _NO)


def _only(number: int, argument: int, condition: Step) -> Iterable[Step]:
    """This call, where the argument meets the condition."""
    yield (_IF_EQUAL, 0, 4, number)
    yield (_LOAD, 0, 0, argument)
    yield condition
    yield (_ANSWER, 0, 0, _YES)
    yield (_ANSWER, 0, 0, _NO)
