"""Looking for stacks, shoots and duplicates from the command line: where no daemon runs, nobody else would."""

from holdfast.catalog import stacks, thumbnails
from holdfast.catalog.jobs import Kind, Parameters
from holdfast.cli import outcome, terminal, words
from holdfast.cli.call import Call
from holdfast.cli.work import carry_out
from holdfast.engine.setup import Opened

FEW = 1_000
"""Photos that are read first without being asked to: less than a minute of work. More of them only with `--find`."""


def look(call: Call, opened: Opened, *, asked: bool, quiet: bool) -> None:
    """Find what can be found just now. `asked`: the person said `--find`, and means all of it; otherwise only what
    takes little time, and what else there would be is said."""
    unread = opened.catalog.read(thumbnails.due_count)
    if unread and (asked or unread <= FEW):
        _do(call, opened, "thumbnails", asked=asked, quiet=quiet)
    elif unread and not quiet:
        terminal.complain(f"{words.photos(unread).capitalize()} were not looked at yet; `--find` looks at them now.")
    if opened.catalog.read(stacks.is_due):
        _do(call, opened, "grouping", asked=asked, quiet=quiet)


def _do(call: Call, opened: Opened, kind: Kind, *, asked: bool, quiet: bool) -> None:
    job = carry_out(call, opened, kind, Parameters(), quiet=quiet)
    if asked and not quiet:
        outcome.tell_error(job)
