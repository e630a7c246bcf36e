"""Every error number of the system has its class, its sentence and its next step."""

import errno
import os

import pytest

from holdfast.errors import HoldfastError, LibraryError
from holdfast.library.faults import told, translated

CODES = {
    errno.ENOSPC: "DISK_FULL",
    errno.EDQUOT: "DISK_FULL",
    errno.EROFS: "READ_ONLY",
    errno.EACCES: "PERMISSION",
    errno.EPERM: "PERMISSION",
    errno.EIO: "DISK_ERROR",
    errno.EFBIG: "FILE_TOO_BIG",
    errno.ENODEV: "LIBRARY_OFFLINE",
    errno.ESTALE: "LIBRARY_OFFLINE",
    errno.ELOOP: "LIBRARY_BAD_PATH",
    errno.ENOTDIR: "LIBRARY_BAD_PATH",
    errno.EMFILE: "LIBRARY",
}


@pytest.mark.parametrize(("number", "code"), CODES.items(), ids=[errno.errorcode[number] for number in CODES])
def test_an_error_number_becomes_a_sentence_that_names_the_path(number: int, code: str) -> None:
    error = translated(OSError(number, os.strerror(number)), "/photos/travel/a.jpg")
    assert error.code == code
    assert error.exit_code == 4
    assert "/photos/travel/a.jpg" in error.message
    assert "{" not in error.message
    assert error.message.endswith(".")
    assert error.action.endswith(".")


def test_our_own_errors_pass_through_untouched() -> None:
    with pytest.raises(HoldfastError, match="ours"), told("x"):
        raise LibraryError("ours")


def test_an_error_without_a_number_is_still_told() -> None:
    with pytest.raises(LibraryError, match=r"x cannot be used: odd\."), told("x"):
        raise OSError("odd")
