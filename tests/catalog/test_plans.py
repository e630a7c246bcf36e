"""No list, search or statistic of the window goes through all photos: each finds its rows by an index, or ends at a
limit. Asked are the real pages, through the whole API; every statement is explained before it runs."""

import re
from collections.abc import Iterator
from pathlib import Path

import million
import pytest
import synthetic

from holdfast.catalog import Connection
from holdfast.engine import figures
from holdfast.engine.setup import Opened

LARGE = frozenset({
    "photos", "originals", "exif_data", "marks", "own_tags", "photo_tags", "photo_context", "picture_hashes",
    "photo_shoot_assignments", "photo_collections", "duplicate_members", "stack_members", "file_integrity",
})  # fmt: skip
PHOTOS = 3_000
SEARCHES = {f"search {query}": f"/api/search?q={million.quote(query)}" for query in million.QUERIES}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    made = synthetic.make(tmp_path_factory.mktemp("plans"), PHOTOS)
    yield made
    made.close()


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every statement that is run from now on, with each line of its plan."""
    found: list[tuple[str, str]] = []
    run = Connection._execute

    def explained(self: Connection, sql: str, parameters: object) -> object:
        if sql.lstrip().startswith(("SELECT", "WITH")):
            found.extend((sql, row["detail"]) for row in self._raw.execute(f"EXPLAIN QUERY PLAN {sql}", parameters))
        return run(self, sql, parameters)  # type: ignore[arg-type]

    monkeypatch.setattr(Connection, "_execute", explained)
    monkeypatch.setattr(figures, "LIVE", 0)
    return found


def table_of(sql: str, alias: str) -> str:
    """The table that a name in a plan stands for."""
    named = re.search(rf"\b(?:FROM|JOIN|,)\s*(\w+)\s+(?:AS\s+)?{alias}\b", sql)
    return named[1] if named else alias


def walks(plans: list[tuple[str, str]]) -> list[str]:
    """Steps that go through a whole large table, though no limit ends them."""
    found = []
    for sql, detail in plans:
        scanned = re.match(r"SCAN (\w+)", detail)
        if scanned and table_of(sql, scanned[1]) in LARGE and "LIMIT" not in sql:
            found.append(f"{detail}: {sql}")
    return found


@pytest.mark.parametrize("name", [*million.PAGES, *SEARCHES])
def test_no_page_goes_through_all_photos(opened: Opened, plans: list[tuple[str, str]], name: str) -> None:
    figures.refresh(opened.catalog, opened.clock)
    window = million.Window(opened)
    path = {**million.PAGES, **SEARCHES}[name].replace("500001", "1501").replace("500000", "1500")
    window.get(path)
    plans.clear()
    status, body = window.get(path)
    assert status == "200", body
    assert plans
    assert walks(plans) == []


def test_a_walk_is_seen(opened: Opened, plans: list[tuple[str, str]]) -> None:
    opened.catalog.read(Connection.rows, "SELECT count(*) FROM photos AS p WHERE p.bytes > 5")
    assert len(walks(plans)) == 1


def test_the_bench_measures_what_it_says(tmp_path: Path) -> None:
    made = synthetic.make(tmp_path, 500)
    lines = list(million.bench(made, 2, "statistics"))
    made.close()
    assert [line.split(" | ")[0] for line in lines[2:]] == [
        "| statistics", "| statistics: figures", "| statistics: days of 2015",
    ]  # fmt: skip
    assert all(line.endswith(("| yes |", "| **no** |")) for line in lines[2:])
