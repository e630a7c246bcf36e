"""Receipts of restores, as files in Holdfast's home: how it ended, and every photo that could not be restored."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from holdfast.catalog import sessions
from holdfast.engine.copying import Carried
from holdfast.engine.report import as_json
from holdfast.engine.setup import Opened
from holdfast.library import paper

NOT_COPIED = ("NOT_IN_LIBRARY", "The library has no bytes of it.", "Run `holdfast backup`, if its source answers.")


@dataclass(frozen=True, slots=True)
class Failed:
    """A photo that could not be restored, or a sidecar of one that could not be written."""

    source: str
    photo: str
    path: str
    """Where it lies in the library, empty: nowhere; of a sidecar, where it lies in the folder."""
    code: str
    message: str
    action: str
    what: Literal["photo", "sidecar"] = "photo"


@dataclass(frozen=True, slots=True)
class Summary:
    """The end of a receipt."""

    to: str
    lacking: int
    """Photos that should be in the library and are not."""
    left_out: int
    """Photos that were never to be copied."""
    aside: int = 0
    """Photos of a shoot or a collection that the person hid or set aside."""


class Receipt:
    """A receipt in the making: one JSON value a line."""

    def __init__(self, out: IO[str]) -> None:
        self._out = out

    @classmethod
    @contextmanager
    def begun(cls, opened: Opened, kind: str, session: int) -> "Iterator[Receipt]":
        """The receipt of a run; it is there when the block ended well."""
        opened.home.receipts_dir.mkdir(mode=0o700, exist_ok=True)
        path = _path(opened, kind, session)
        if path.exists():  # of another catalog: one that was rebuilt or restored counts its runs anew
            path.rename(path.with_name(f"{path.stem}-{int(path.stat().st_mtime)}.jsonl"))
        with paper.fresh(path) as out:
            yield cls(out)

    def fails(self, one: Carried, what: Literal["photo", "sidecar"] = "photo") -> None:
        """This photo's bytes could not be restored, or a sidecar of it could not be written."""
        assert one.failure is not None
        errand, why = one.errand, one.failure
        path = errand.original.path if what == "photo" else one.path
        self._line(Failed(errand.source, errand.photo, path, why.code, why.message, why.action, what))

    def lacks(self, source: str, photo: str) -> None:
        """This photo is not in the library."""
        self._line(Failed(source, photo, "", *NOT_COPIED))

    def end(self, summary: Summary) -> None:
        """Nothing more comes."""
        self._line(summary)

    def _line(self, value: object) -> None:
        self._out.write(json.dumps(as_json(value), ensure_ascii=False) + "\n")


def read(opened: Opened, job_id: int) -> tuple[list[Failed], Summary | None]:
    """What the receipt of a job says; without a summary: it did not come to its end."""
    runs = opened.catalog.read(sessions.of_job, job_id)
    path = _path(opened, "restore", runs[-1].id) if runs else None
    if path is None or not path.exists():
        return [], None
    *failed, end = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [Failed(**one) for one in failed], Summary(**end)


def is_there(opened: Opened, job_id: int) -> bool:
    """Whether the job came to its end and left a receipt."""
    runs = opened.catalog.read(sessions.of_job, job_id)
    return bool(runs) and _path(opened, "restore", runs[-1].id).exists()


def _path(opened: Opened, kind: str, session: int) -> Path:
    return opened.home.receipts_dir / f"{kind}-{session}.jsonl"
