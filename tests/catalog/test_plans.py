"""No list, search or statistic of the window goes through all photos: each finds its rows by an index, or ends at a
limit. Asked are the real pages, through the whole API; every statement is explained before it runs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import million
import pytest
import synthetic

from holdfast.catalog import Connection, exports, likenesses, said, table
from holdfast.catalog.driver import Row
from holdfast.engine import figures, searching
from holdfast.engine.setup import Opened

LARGE = frozenset({
    "photos", "originals", "exif_data", "marks", "own_tags", "photo_tags", "photo_context", "picture_hashes",
    "photo_shoot_assignments", "photo_collections", "duplicate_members", "stack_members", "file_integrity",
})  # fmt: skip
SMALL = frozenset({"photos_skipped", "originals_broken"})
"""Indexes that hold few rows."""
IN_VIEWS = {"o": "originals", "p": "photos", "e": "exif_data", "m": "marks"}
PHOTOS = 3_000


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a plan. Ended: a limit ends it; what is made whole before it is read, none does."""

    sql: str
    detail: str
    is_ended: bool


def steps(sql: str, rows: list[Row]) -> Iterator[Step]:
    """The lines of one statement's plan."""
    whole: set[int] = set()
    for row in rows:
        if row["parent"] in whole or row["detail"].startswith("MATERIALIZE"):
            whole.add(row["id"])
        yield Step(sql, row["detail"], "LIMIT" in sql and row["id"] not in whole)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    made = synthetic.make(tmp_path_factory.mktemp("plans"), PHOTOS)
    yield made
    made.close()


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> list[Step]:
    """Every statement that is run from now on, with each line of its plan."""
    found: list[Step] = []
    run = Connection._execute

    def explained(self: Connection, sql: str, parameters: object) -> object:
        if sql.lstrip().startswith(("SELECT", "WITH")):
            found.extend(steps(sql, list(self._raw.execute(f"EXPLAIN QUERY PLAN {sql}", parameters))))
        return run(self, sql, parameters)  # type: ignore[arg-type]

    monkeypatch.setattr(Connection, "_execute", explained)
    monkeypatch.setattr(figures, "LIVE", 0)
    return found


def table_of(sql: str, alias: str) -> str:
    """The table that a name in a plan stands for."""
    named = re.search(rf"\b(?:FROM|JOIN|,)\s*(\w+)\s+(?:AS\s+)?{alias}\b", sql)
    return named[1] if named else IN_VIEWS.get(alias, alias)


def walks(plans: list[Step]) -> list[str]:
    """Steps that go through a whole large table, though no limit ends them."""
    found = []
    for step in plans:
        scanned = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", step.detail)
        if scanned and table_of(step.sql, scanned[1]) in LARGE and scanned[2] not in SMALL and not step.is_ended:
            found.append(f"{step.detail}: {step.sql}")
    return found


@pytest.mark.parametrize("name", million.PAGES)
def test_no_page_goes_through_all_photos(opened: Opened, plans: list[Step], name: str) -> None:
    figures.refresh(opened.catalog, opened.clock)
    window = million.Window(opened)
    path = window.find(million.PAGES[name])
    window.get(path)
    plans.clear()
    status, body = window.get(path)
    assert status == "200", body
    assert plans
    assert walks(plans) == []


@pytest.mark.parametrize("query", million.QUERIES)
def test_no_search_goes_through_all_photos(opened: Opened, plans: list[Step], query: str) -> None:
    searching.catch_up(opened.catalog)
    plans.clear()
    searching.look(opened.catalog, query)
    assert plans
    assert walks(plans) == []


CALLS: dict[str, Callable[[Connection], object]] = {
    "the catalog as a table": lambda db: table.page(db, 0, 500),
    "what was said of photos": lambda db: said.of_photos(db, [1, 2, 3]),
    "photos to restore": lambda db: exports.page(db, 0, None, None, True),
    "earlier versions": lambda db: exports.versions(db, [1, 2, 3]),
    "looks of pictures": lambda db: likenesses.looks(db, [1, 2, 3]),
    "worths of pictures": lambda db: likenesses.worths(db, [1, 2, 3]),
}


@pytest.mark.parametrize("name", CALLS)
def test_no_step_of_a_job_goes_through_all_photos(opened: Opened, plans: list[Step], name: str) -> None:
    opened.catalog.read(CALLS[name])
    assert plans
    assert walks(plans) == []


def test_a_walk_is_seen(opened: Opened, plans: list[Step]) -> None:
    opened.catalog.read(Connection.rows, "SELECT count(*) FROM photos AS p WHERE p.fingerprint <> ''")
    assert len(walks(plans)) == 1
    plans.clear()
    joined = "SELECT p.id FROM photos AS p LEFT JOIN facts_shown AS f ON f.original_id = p.original_id LIMIT 1"
    opened.catalog.read(Connection.rows, joined)  # the view is made whole, whatever the limit says
    assert len(walks(plans)) == 1


def test_the_bench_measures_what_it_says(tmp_path: Path) -> None:
    made = synthetic.make(tmp_path, 500)
    lines = list(million.bench(made, 2, "statistics"))
    made.close()
    assert [line.split(" | ")[0] for line in lines[3:]] == [
        "| statistics", "| statistics: figures", "| statistics: days of 2015",
    ]  # fmt: skip
    assert all(line.endswith(("| yes |", "| **no** |")) for line in lines[3:])
