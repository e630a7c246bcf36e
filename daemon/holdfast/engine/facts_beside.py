"""What is known of the photos that were copied out, as a table beside them, read back before it gets its name."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from holdfast.domain.table import form_of
from holdfast.engine.control import Control
from holdfast.engine.facts_export import Table
from holdfast.engine.setup import Opened
from holdfast.library import paper

STEM = "photos"


def write(opened: Opened, folder: Path, form: str, photo_ids: Sequence[int], control: Control) -> Path:
    """The table's own path: `photos.csv`, or `photos-2.csv` beside an earlier one. Nothing is replaced."""
    path = _free(folder, form)
    table = Table(opened, form_of(path.name, form), photo_ids, lambda *_: control.check())
    with paper.fresh_bytes(path) as file:
        table.write(file)
        table.prove(file)
    return path


def _free(folder: Path, form: str) -> Path:
    names = (f"{STEM}.{form}" if turn == 1 else f"{STEM}-{turn}.{form}" for turn in count(1))
    return next(folder / name for name in names if not (folder / name).exists())
