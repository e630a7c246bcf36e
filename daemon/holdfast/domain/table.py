"""The catalog as a table: one row for each photo, the same columns in every form of file."""

import hashlib
import json
from collections.abc import Sequence
from typing import Literal

from holdfast.errors import UsageError

Form = Literal["csv", "json", "parquet"]
FORMS: tuple[Form, ...] = ("csv", "json", "parquet")
Kind = Literal["text", "whole", "number", "list"]
Cell = str | int | float | list[str] | None
Row = Sequence[Cell]

COLUMNS: dict[str, Kind] = {
    "id": "whole", "source": "text", "key": "text", "folder": "text", "name": "text", "original_name": "text",
    "media_type": "text", "format": "text", "state": "text", "strength": "text", "label": "text", "path": "text",
    "sha256": "text", "bytes": "whole", "stored_at": "text", "verified_at": "text", "condition": "text",
    "created_at": "text", "taken_at": "text", "taken_from": "text", "utc_offset": "whole", "latitude": "number",
    "longitude": "number", "place": "text", "camera_make": "text", "camera_model": "text", "lens": "text",
    "focal_length": "number", "aperture": "number", "exposure": "number", "iso": "whole", "width": "whole",
    "height": "whole", "duration": "number", "title": "text", "caption": "text", "rating": "whole", "pick": "text",
    "colour": "text", "star": "whole", "tags": "list", "collections": "list", "shoots": "list",
}  # fmt: skip
"""Times are RFC 3339, UTC, but `taken_at`: it is as the clocks there showed it, `utc_offset` minutes east of UTC."""

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so, a spreadsheet would take for a formula and compute."""
SEPARATOR = "; "


def form_of(name: str, asked: str | None) -> Form:
    """The form by its own name, else by the file's ending; UsageError when it is none."""
    said = (asked or name.rpartition(".")[2]).lower()
    for form in FORMS:
        if said == form:
            return form
    raise UsageError(f"{said!r} is no form of a table.", action=f"Say --form {', '.join(FORMS)}, or end the name so.")


def cells(row: Row) -> list[str]:
    """The row as a spreadsheet gets it: texts only, none that would be computed."""
    return [_cell(cell, kind) for cell, kind in zip(row, COLUMNS.values(), strict=True)]


def _cell(cell: Cell, kind: Kind) -> str:
    if cell is None:
        return ""
    text = SEPARATOR.join(cell) if isinstance(cell, list) else str(cell)
    text = text.replace("\0", "\ufffd")
    return f"'{text}" if kind in ("text", "list") and text.startswith(RISKY) else text


class Tally:
    """How many rows there were, and a checksum of all of them in their order."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = hashlib.sha256()

    def add(self, row: Sequence[Cell]) -> None:
        self.rows += 1
        self._sum.update(json.dumps(list(row), ensure_ascii=True, separators=(",", ":")).encode() + b"\n")

    @property
    def sha256(self) -> str:
        return self._sum.hexdigest()
