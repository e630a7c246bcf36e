"""Bytes that the library holds already, found by what a source declares of a photo before it is fetched."""

import json
from collections.abc import Iterable

from holdfast.catalog.driver import Connection
from holdfast.catalog.originals import COLUMNS, Original
from holdfast.domain.photo import RemotePhoto
from holdfast.domain.plan import telling

Told = tuple[str, int]
"""A checksum's hex digits and the size: what two photos of the same bytes have in common."""


def told(photo: RemotePhoto) -> Told | None:
    """What the photo's source declares, if it is enough to know the bytes by."""
    checksum = telling(photo)
    return None if checksum is None or photo.bytes is None else (checksum.hex, photo.bytes)


def held(db: Connection, photos: Iterable[RemotePhoto]) -> dict[Told, Original]:
    """The intact originals that have the declared bytes of these photos, in two queries for all of them."""
    wanted: dict[str, set[str]] = {"md5": set(), "sha256": set()}
    for photo in photos:
        checksum = telling(photo)
        if checksum is not None:
            wanted[checksum.algorithm].add(checksum.hex)
    found: dict[Told, Original] = {}
    for column, values in wanted.items():
        for row in _intact(db, column, values):
            found[row.sha256 if column == "sha256" else row.md5, row.bytes] = row
    return found


def _intact(db: Connection, column: str, values: set[str]) -> list[Original]:
    if not values:
        return []
    rows = db.rows(
        f"SELECT {COLUMNS} FROM originals AS o WHERE o.condition = 'intact'"
        f" AND o.{column} IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(values)),),
    )
    return [Original(**{name: row[name] for name in Original.__slots__}) for row in rows]
