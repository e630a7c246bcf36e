"""What could not be copied, as a table that any program for tables opens."""

import csv
from pathlib import Path
from typing import IO

from holdfast.catalog import failures
from holdfast.clock import rfc3339
from holdfast.engine.setup import Opened
from holdfast.library import paper

PAGE = 1_000
COLUMNS = ("source", "photo", "code", "what happened", "what to do", "attempts", "last attempt", "next attempt")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is taken for a formula by programs for tables; a name from outside must not become one."""


def write(opened: Opened, out: IO[str], code: str | None) -> int:
    """All failures, or those with this code, in pages; how many there were."""
    rows, count, after = csv.writer(out), 0, 0
    rows.writerow(COLUMNS)
    while page := opened.catalog.read(failures.page, after, PAGE, None, code):
        rows.writerows(_cells(one) for one in page)
        count, after = count + len(page), page[-1].id
    return count


def save(opened: Opened, path: Path, code: str | None) -> int:
    """The table as a new file; UsageError: something is there already."""
    with paper.fresh(path) as out:
        return write(opened, out, code)


def _cells(one: failures.Failure) -> list[str]:
    said = (one.source, one.photo, one.code, one.message, one.action, str(one.attempts),
            rfc3339(one.last_attempt) or "", rfc3339(one.next_attempt) or "")  # fmt: skip
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in said]
