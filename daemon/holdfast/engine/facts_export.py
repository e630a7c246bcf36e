"""The job `facts_export`: the catalog as a table, one row for each photo, read back before it gets its name."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from holdfast.catalog import table
from holdfast.catalog.jobs import Job, Parameters, Progress
from holdfast.domain.query import parsed
from holdfast.domain.table import Form, Row, Tally, form_of
from holdfast.engine import choice, forms, searching
from holdfast.engine.backup import Trouble
from holdfast.engine.choice import keep_out
from holdfast.engine.control import Control
from holdfast.engine.setup import Opened
from holdfast.errors import TargetSpoilt, UsageError
from holdfast.library import apart, durable, paper

PAGE = 500


def request(opened: Opened, to: Path, form: str | None, query: str | None = None) -> Parameters:
    """What the job is to be asked for; UsageError or TargetRefused when it cannot be. Changes nothing."""
    where = to.expanduser().absolute()
    if where.is_dir():
        raise UsageError(f"{where} is a folder.", action="Name a file in it, such as photos.csv.")
    if where.exists():
        raise UsageError(f"There is something at {where} already, and it was not touched.", action="Name a new file.")
    meant = form_of(where.name, form)
    forms.require(meant)
    return Parameters(to=str(apart.require(where, keep_out(opened))), form=meant, query=choice.checked_query(query))


def facts_export(opened: Opened, job: Job, control: Control) -> list[Trouble]:
    """Write all rows, let the medium have them, read them back, compare, and only then give the file its name. A run
    that is cut short leaves nothing; the next one begins anew. The library need not be there."""
    asked = job.parameters
    assert asked.to is not None
    form = form_of(asked.to, asked.form)
    run = Table(opened, control, form, asked.query)
    with paper.fresh_bytes(Path(asked.to)) as file:
        run.write(file)
        run.prove(file)
    return []


class Table:
    """One run. In memory is a page of rows, or a group of a Parquet file."""

    def __init__(self, opened: Opened, control: Control, form: Form, query: str | None) -> None:
        self._opened, self._control, self._form, self._query = opened, control, form, query
        self._total = 2 * opened.catalog.read(table.size)
        self._written = Tally()

    def write(self, file: IO[bytes]) -> None:
        """All rows. Photos that are listed meanwhile may be among them or not."""
        out = forms.writer(self._form, file)
        for row in self._rows():
            self._written.add(out.write(row))
        out.end()
        file.flush()
        self._control.counts["checked"] = self._written.rows
        self._control.counts["bytes"] = file.tell()

    def _rows(self) -> Iterator[Row]:
        if self._query is not None:
            yield from self._found(self._query)
            return
        after = 0
        while page := self._opened.catalog.read(table.page, after, PAGE):
            self._go_on("writing", self._written.rows)
            yield from page
            after = int(str(page[-1][0]))

    def _found(self, query: str) -> Iterator[Row]:
        ids = sorted(searching.everything(self._opened.catalog, parsed(query)))
        self._total = 2 * len(ids)
        for batch in choice.batched(ids, PAGE):
            self._go_on("writing", self._written.rows)
            yield from self._opened.catalog.read(table.chosen, batch)

    def prove(self, file: IO[bytes]) -> None:
        """TargetSpoilt unless the drive gives back what was written, row for row."""
        durable.sync_file(file.fileno())
        durable.forget_cached(file.fileno())
        file.seek(0)
        found = Tally()
        for row in forms.read(self._form, file):
            found.add(row)
            if found.rows % PAGE == 0:
                self._go_on("checking", self._written.rows + found.rows)
        if (found.rows, found.sha256) != (self._written.rows, self._written.sha256):
            raise TargetSpoilt("The table that was read back is not the one that was written.")

    def _go_on(self, phase: str, done: int) -> None:
        self._control.check()
        self._control.report(Progress(phase=phase, photos_done=done, photos_total=max(self._total, done)))
