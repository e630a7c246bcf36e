"""The job `folder_scan`: one folder of a source, and all below it, listed and copied."""

from holdfast.catalog import folders, sources
from holdfast.catalog.jobs import Job
from holdfast.engine.backup import each_source, look_and_copy
from holdfast.engine.control import Control
from holdfast.engine.setup import Opened
from holdfast.engine.trouble import Trouble
from holdfast.errors import UsageError
from holdfast.library.root import Library


def folder_scan(opened: Opened, library: Library, job: Job, control: Control) -> list[Trouble]:
    """List that folder alone, then fetch what is pending in it. Nothing is called gone."""
    folder_id = job.parameters.folder
    folder = None if folder_id is None else opened.catalog.read(folders.place, folder_id)
    source = None if folder is None else opened.catalog.read(sources.by_id, folder.source_id)
    if folder is None or source is None:
        raise UsageError("There is no such folder.")
    return each_source(
        opened, control, [source], lambda row: look_and_copy(opened, library, row, job, control, folder=folder)
    )
