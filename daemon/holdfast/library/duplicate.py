"""Bytes of an original into another file, by the system itself where it can: it may share them instead of copying."""

import os
from collections.abc import Callable
from typing import IO

AT_ONCE = 16 * 1024 * 1024
CHUNK = 1024 * 1024


def copied_by_system(original: IO[bytes], file: int, size: int, progress: Callable[[int], object]) -> bool:
    """Whether the system copied all `size` bytes into the empty file. False: it cannot, or stopped in the middle for
    whatever reason; then they have to be copied by hand from the start, which tells whose fault it is."""
    if not hasattr(os, "copy_file_range"):
        return False
    done = 0
    while done < size:
        try:
            count = os.copy_file_range(original.fileno(), file, min(AT_ONCE, size - done), done, done)
        except OSError:
            return False
        if not count:
            return False
        done += count
        progress(count)
    return True
