"""The library and its drive, looked at through the catalog that owns it."""

from collections.abc import Callable

from holdfast.engine.checkup.check import Advised
from holdfast.engine.room import reserve
from holdfast.engine.setup import Opened, open_library
from holdfast.errors import DiskFull
from holdfast.library import drive_kind
from holdfast.library.faults import told


def library(opened: Opened) -> str:
    """Whether it is there, is the right one and can be written. Raises the LibraryError that it is not."""
    with open_library(opened) as held:
        held.check()
        return f"{held.path} is there and can be written."


def drive(opened: Opened) -> str | Advised:
    """What it lies on, and what a person should know of that."""
    with open_library(opened) as held, told(str(held.path)):
        kind = drive_kind.kind_of(held.path)
    if kind is None:
        return "This system does not say what kind of file system the library is on."
    hint = drive_kind.hint(kind)
    finding = f"The library is on {kind}."
    return Advised(finding, hint) if hint else finding


def free_space(opened: Opened, said: Callable[[int], str]) -> str:
    """Whether more than the reserve is free. DiskFull: it is not."""
    with open_library(opened) as held:
        free, kept_free = held.free_bytes(), reserve(opened.catalog, held)
    if free < kept_free:
        raise DiskFull(f"Only {said(free)} are free; {said(kept_free)} are always left free.")
    return f"{said(free)} are free."
