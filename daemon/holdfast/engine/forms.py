"""Tables as files: CSV, JSON and Parquet, written row by row and read back row by row."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import IO, Any, Protocol

from holdfast.domain.table import COLUMNS, Cell, Form, Row, cells
from holdfast.errors import UsageError

GROUP = 5_000
"""Rows that a Parquet file keeps together, and this program in memory."""


class Writer(Protocol):
    """Takes rows, and says what it will give back of each."""

    def write(self, row: Row) -> Sequence[Cell]: ...
    def end(self) -> None: ...


def require(form: Form) -> None:
    """UsageError when the library that this form needs is not there."""
    if form == "parquet":
        _parquet()


def writer(form: Form, file: IO[bytes]) -> Writer:
    """What writes a table in this form into the file."""
    kinds: Mapping[Form, Callable[[IO[bytes]], Writer]] = {"csv": _Csv, "json": _Json, "parquet": _Parquet}
    return kinds[form](file)


def read(form: Form, file: IO[bytes]) -> Iterator[Sequence[Cell]]:
    """The rows of a file, as the writer of its form said that they would come back."""
    return {"csv": _read_csv, "json": _read_json, "parquet": _read_parquet}[form](file)


class _Csv:
    def __init__(self, file: IO[bytes]) -> None:
        self._text = _text(file)
        self._rows = csv.writer(self._text)
        self._rows.writerow(COLUMNS)

    def write(self, row: Row) -> Sequence[Cell]:
        made = cells(row)
        self._rows.writerow(made)
        return made

    def end(self) -> None:
        self._text.flush()
        self._text.detach()


def _read_csv(file: IO[bytes]) -> Iterator[Sequence[Cell]]:
    text = _text(file)
    rows = csv.reader(text)
    next(rows)
    yield from rows
    text.detach()


def _text(file: IO[bytes]) -> io.TextIOWrapper:
    """Line ends inside of cells stay as they are."""
    return io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="")


class _Json:
    """An array with one row to a line, so that it can be read without having all of it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._between = b"[\n"

    def write(self, row: Row) -> Sequence[Cell]:
        self._file.write(self._between + json.dumps(_named(row)).encode())
        self._between = b",\n"
        return row

    def end(self) -> None:
        self._file.write(b"[]\n" if self._between == b"[\n" else b"\n]\n")


def _read_json(file: IO[bytes]) -> Iterator[Sequence[Cell]]:
    for line in file:
        if line.startswith(b"{"):
            found: Mapping[str, Cell] = json.loads(line.rstrip(b",\n"))
            yield [found[name] for name in COLUMNS]


def _named(row: Row) -> dict[str, Cell]:
    return dict(zip(COLUMNS, row, strict=True))


class _Parquet:
    def __init__(self, file: IO[bytes]) -> None:
        self._arrow, parquet = _parquet()
        types = {"text": self._arrow.string(), "whole": self._arrow.int64(), "number": self._arrow.float64(),
                 "list": self._arrow.list_(self._arrow.string())}  # fmt: skip
        self._schema = self._arrow.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
        self._out: Any = parquet.ParquetWriter(_kept_open(self._arrow, file, "w"), self._schema, compression="zstd")
        self._waiting: list[dict[str, Cell]] = []

    def write(self, row: Row) -> Sequence[Cell]:
        self._waiting.append(_named([_sound(cell) for cell in row]))
        if len(self._waiting) == GROUP:
            self._flush()
        return [_sound(cell) for cell in row]

    def _flush(self) -> None:
        if self._waiting:
            self._out.write_table(self._arrow.Table.from_pylist(self._waiting, schema=self._schema))
            self._waiting = []

    def end(self) -> None:
        self._flush()
        self._out.close()


def _sound(cell: Cell) -> Cell:
    """Parquet has no room for halves of letters, which a name on a drive may hold."""
    if isinstance(cell, str):
        return cell.encode("utf-8", "backslashreplace").decode()
    return [str(_sound(one)) for one in cell] if isinstance(cell, list) else cell


def _read_parquet(file: IO[bytes]) -> Iterator[Sequence[Cell]]:
    arrow, parquet = _parquet()
    for batch in parquet.ParquetFile(_kept_open(arrow, file, "r")).iter_batches(batch_size=GROUP):
        for found in batch.to_pylist():
            yield [found[name] for name in COLUMNS]


def _kept_open(arrow: ModuleType, file: IO[bytes], mode: str) -> Any:  # noqa: ANN401 - the library has no types
    """The file for a library that would close it."""
    return arrow.PythonFile(_Lent(file), mode=mode)


class _Lent:
    """A file whose closing is somebody else's."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.closed = False

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a file can do
        return getattr(self._file, name)

    def close(self) -> None:
        self.closed = True


def _parquet() -> tuple[ModuleType, ModuleType]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UsageError(
            "Parquet files need the library pyarrow, which is not installed.",
            action="Install Holdfast with it: pip install 'holdfast[parquet]'. Or take --form csv or json.",
        ) from None
    return pyarrow, pyarrow.parquet
