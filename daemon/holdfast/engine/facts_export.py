"""The job `facts_export`: the catalog as a table, one row for each photo, read back before it gets its name."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO

from holdfast.catalog import table
from holdfast.catalog.jobs import Job, Parameters, Progress
from holdfast.domain.query import parsed
from holdfast.domain.table import Form, Row, Tally, form_of
from holdfast.engine import choice, forms, pointing, searching
from holdfast.engine.choice import keep_out
from holdfast.engine.control import Control
from holdfast.engine.setup import Opened
from holdfast.engine.trouble import Trouble
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
    ids = None if asked.query is None else sorted(searching.everything(opened.catalog, parsed(asked.query)))
    run = Table(opened, form, ids, partial(_told, control))
    with paper.fresh_bytes(Path(asked.to)) as file:
        control.counts["bytes"] = run.write(file)
        control.counts["checked"] = run.rows
        run.prove(file)
    return []


def _told(control: Control, phase: str, done: int, total: int) -> None:
    control.check()
    control.report(Progress(phase=phase, photos_done=done, photos_total=total))


class Table:
    """One table of these photos (None: of all) in the making. In memory is a page of rows, or a group of a Parquet
    file. `tell` hears of each page and may raise."""

    def __init__(
        self, opened: Opened, form: Form, ids: Sequence[int] | None, tell: Callable[[str, int, int], None]
    ) -> None:
        self._opened, self._form, self._ids, self._tell = opened, form, ids, tell
        self._total = 2 * (opened.catalog.read(table.size) if ids is None else len(ids))
        self._written = Tally()

    @property
    def rows(self) -> int:
        """So many were written."""
        return self._written.rows

    def write(self, file: IO[bytes]) -> int:
        """All rows; how many bytes they are. Photos that are listed meanwhile may be among them or not."""
        out = forms.writer(self._form, file)
        for row in self._rows():
            self._written.add(out.write(row))
        out.end()
        file.flush()
        return file.tell()

    def _rows(self) -> Iterator[Row]:
        if self._ids is not None:
            for batch in pointing.batched(self._ids, PAGE):
                self._go_on("writing", self.rows)
                yield from self._opened.catalog.read(table.chosen, batch)
            return
        after = 0
        while page := self._opened.catalog.read(table.page, after, PAGE):
            self._go_on("writing", self.rows)
            yield from page
            after = int(str(page[-1][0]))

    def prove(self, file: IO[bytes]) -> None:
        """TargetSpoilt unless the drive gives back what was written, row for row."""
        durable.sync_file(file.fileno())
        durable.forget_cached(file.fileno())
        file.seek(0)
        found = Tally()
        for row in forms.read(self._form, file):
            found.add(row)
            if found.rows % PAGE == 0:
                self._go_on("checking", self.rows + found.rows)
        if (found.rows, found.sha256) != (self._written.rows, self._written.sha256):
            raise TargetSpoilt("The table that was read back is not the one that was written.")

    def _go_on(self, phase: str, done: int) -> None:
        self._tell(phase, done, max(self._total, done))
