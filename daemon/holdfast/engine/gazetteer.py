"""A file of towns, in the format of GeoNames: one town a line, its facts apart by tabs; or a zip of such a file."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from holdfast.catalog import Catalog, places
from holdfast.catalog.places import Town
from holdfast.engine import searching
from holdfast.errors import UsageError

READ_WHAT = "Give a file of towns from GeoNames, such as cities500.zip, or the text in it."
ID, NAME, LATITUDE, LONGITUDE, COUNTRY, REGION, POPULATION = 0, 1, 4, 5, 8, 10, 14
COLUMNS = 19
LONGEST = 64_000
"""Characters of a line; a town with all its other names has a tenth of it."""

MOST = 5_000_000
"""Towns; GeoNames knows less than a quarter of a million."""


def add(catalog: Catalog, file: Path) -> int:
    """Know the towns of this file and no others; how many. Nothing changes when it cannot be read."""
    with _opened(file) as lines:
        towns = list(_towns(lines))
    if not towns:
        raise UsageError(f"There is no town in {file}.", action=READ_WHAT)
    known = catalog.write(places.replace, towns)
    searching.catch_up(catalog)
    return known


@contextmanager
def _opened(file: Path) -> Iterator[IO[str]]:
    with file.open("rb") as raw:
        if not zipfile.is_zipfile(raw):
            raw.seek(0)
            yield io.TextIOWrapper(raw, "utf-8", errors="replace", newline="\n")
            return
        with zipfile.ZipFile(raw) as archive:
            texts = [one for one in archive.namelist() if one.endswith(".txt") and "readme" not in one.lower()]
            if len(texts) != 1:
                raise UsageError(f"There is not just one text in {file}.", action=READ_WHAT)
            with archive.open(texts[0]) as inner:
                yield io.TextIOWrapper(inner, "utf-8", errors="replace", newline="\n")


def _towns(lines: IO[str]) -> Iterator[Town]:
    for number in range(1, MOST):
        line = lines.readline(LONGEST)
        if not line:
            return
        yield _town(line.rstrip("\r\n").split("\t"), number)


def _town(parts: list[str], number: int) -> Town:
    try:
        latitude, longitude = float(parts[LATITUDE]), float(parts[LONGITUDE])
        if len(parts) < COLUMNS or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise ValueError
        return Town(
            int(parts[ID]), parts[NAME], parts[REGION] or None, parts[COUNTRY], latitude, longitude,
            int(parts[POPULATION] or 0),
        )  # fmt: skip
    except (ValueError, IndexError):
        raise UsageError(f"Line {number} of the file is no town as GeoNames writes them.", action=READ_WHAT) from None
