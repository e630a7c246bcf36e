"""What every command knows of its call: the home, the key, the clock, and how to open what it needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from holdfast import __version__
from holdfast.catalog import sources
from holdfast.catalog.sources import SourceRow
from holdfast.cli import journal, terminal
from holdfast.clock import Clock, SystemClock, milliseconds
from holdfast.config import Home, home_from_environment
from holdfast.daemon import process
from holdfast.daemon.lock import busy, holder
from holdfast.daemon.look import HomeLook
from holdfast.engine import opening
from holdfast.engine.report import Status, report
from holdfast.engine.setup import Opened, open_home
from holdfast.errors import UsageError

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts instead of sentences.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="How the source is called here.")]
Named = Annotated[list[str] | None, typer.Argument(metavar="SOURCE", help="Sources by name; none: all.")]


@dataclass(frozen=True, slots=True)
class Call:
    """One command, called by a person or a script."""

    home: Home
    key_file: Path | None
    clock: Clock

    @contextmanager
    def opened(self) -> Iterator[Opened]:
        """This home's Holdfast, closed again afterwards."""
        opened = self.open()
        try:
            yield opened
        finally:
            opened.close()

    def open(self) -> Opened:
        """This home's Holdfast; whoever asked for it closes it."""
        others: list[bool] = []
        opened = open_home(self.home, self.key_file, self.clock, lambda: others.append(self._make_room()))
        try:
            journal.keep(self.home)
            if opened.key_change_cut_short:
                terminal.complain(f"{opening.CUT_SHORT} {opening.FINISH}")
            if any(others):
                process.start(self.home, self.key_file, self.clock)
        except BaseException:
            opened.close()
            raise
        return opened

    def _make_room(self) -> bool:
        """Before an older catalog is brought to this version: nobody of the older version is at work with it. True
        when its daemon was ended, so that one of this version is to take its place."""
        if process.end_other_version(self.home, self.clock):
            return True
        card = holder(self.home, self.clock)
        if card is not None and card.version != __version__:
            raise busy(self.home, self.clock)
        return False

    def now(self) -> int:
        """Now, as the catalog keeps times."""
        return milliseconds(self.clock)


def new_call(key_file: Path | None, named: Path | None = None) -> Call:
    """The call of this process; `named`: the home that it was told, before what the environment says."""
    try:
        home = Home(named.expanduser().absolute()) if named else home_from_environment()
        return Call(home, key_file.expanduser().absolute() if key_file else None, SystemClock())
    except RuntimeError as error:  # `~somebody`, and there is no such user
        raise UsageError(f"A path given to Holdfast cannot be understood: {error}") from error


def of(context: typer.Context) -> Call:
    """The call that a command belongs to."""
    call = context.obj
    assert isinstance(call, Call)
    return call


def status(opened: Opened) -> Status:
    """The whole state at a glance."""
    return report(opened.catalog, HomeLook(opened), opened.clock)


def chosen(opened: Opened, names: list[str] | None) -> list[SourceRow]:
    """The sources of these names, without repetition; all of them when none is named."""
    if not names:
        return opened.catalog.read(sources.everything)
    rows = [opened.catalog.read(sources.by_name, name) for name in names]
    return list({row.id: row for row in rows}.values())


def chosen_ids(opened: Opened, names: list[str] | None) -> tuple[int, ...] | None:
    """What a job is told of its sources; None means all that are not paused."""
    return tuple(row.id for row in chosen(opened, names)) if names else None
