"""What each kind of job does. The code of a kind is loaded when its first job is taken: most processes do one kind."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

from holdfast.catalog.jobs import Job
from holdfast.engine.control import Control
from holdfast.engine.setup import Opened
from holdfast.engine.trouble import Trouble
from holdfast.library.root import Library

Work = Callable[[Opened, Library, Job, Control], list[Trouble]]
WorkAtHome = Callable[[Opened, Job, Control], list[Trouble]]

IN_THE_LIBRARY: Mapping[str, str] = {
    "backup": "backup.backup",
    "full_scan": "backup.full_scan",
    "folder_scan": "folder.folder_scan",
    "retry": "backup.retry",
    "verify": "verify.verify",
    "rolling_verify": "verify.rolling_verify",
    "thaw": "thaw.thaw",
    "thumbnails": "enrich.enrich",
    "export": "export.export",
    "drill": "drill.drill",
    "keep_work": "keep_work.keep_work",
}
"""Where the work of a kind is written: module and function of holdfast.engine."""

AT_HOME: Mapping[str, str] = {
    "cleanup": "cleanup.cleanup",
    "catalog_copy": "catalog_copy.catalog_copy",
    "facts_export": "facts_export.facts_export",
    "grouping": "grouping.grouping",
}
"""The same for kinds that need no library: its drive may be away."""


def in_the_library(kind: str) -> Work:
    """The work of a kind that goes into the library or reads it."""
    return cast(Work, load(kind))


def at_home(kind: str) -> WorkAtHome:
    """The work of a kind that needs no library."""
    return cast(WorkAtHome, load(kind))


def load(kind: str) -> object:
    """The function that does this kind, with all that it stands on."""
    module, function = {**IN_THE_LIBRARY, **AT_HOME}[kind].split(".")
    return getattr(import_module(f"holdfast.engine.{module}"), function)
