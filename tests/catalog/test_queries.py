"""Queries that run once per page or batch find their rows by an index: none of them walks a large table."""

import re

import pytest

from holdfast.catalog import Catalog, Connection, failures, listing, noted, originals, photos, statistics
from holdfast.domain.photo import Page, RemotePhoto

LARGE = ("photos", "originals", "photo_tags", "photo_context", "file_integrity", "photo_versions", "failed_downloads")


class Watched(Connection):
    """Explains each query before it runs."""

    plans: list[tuple[str, str]]

    def _execute(self, sql: str, parameters: object) -> object:
        if sql.lstrip().startswith("SELECT"):
            for row in self._raw.execute(f"EXPLAIN QUERY PLAN {sql}", parameters):
                self.plans.append((sql, row["detail"]))
        return super()._execute(sql, parameters)  # type: ignore[arg-type]


def watched(db: Connection) -> Watched:
    one = Watched(db._raw, db._path)
    one.plans = []
    return one


CALLS = {
    "listing": lambda db: listing.record_page(db, 1, 1, Page((RemotePhoto(key="k", name="a"),), None), 1),
    "pending": lambda db: photos.wanted(db, 1, "pending", 0, 200, 0),
    "failed": lambda db: photos.wanted(db, 1, "failed", 0, 200, 0),
    "twins": lambda db: originals.by_sha256(db, "0" * 64),
    "paths": lambda db: (originals.is_taken(db, "a"), originals.is_folder(db, "a")),
    "verify": lambda db: originals.to_check(db, [5], 32, None),
    "verify a source": lambda db: originals.to_check(db, [5], 32, [1]),
    "photos": lambda db: photos.page(db, 0, 200),
    "failures": lambda db: failures.page(db, 0, 200),
    "sidecars": lambda db: noted.sidecar_due(db, 1),
    "status": lambda db: (statistics.per_source(db), statistics.per_type(db), statistics.holdings(db)),
}


@pytest.mark.parametrize("name", CALLS)
def test_no_large_table_is_walked_or_sorted(catalog: Catalog, name: str) -> None:
    def run(db: Connection) -> list[tuple[str, str]]:
        db.run(
            "INSERT INTO sources (id, uid, name, kind, folder, added_at) VALUES (1, 'u', 'n', 'cloudinary', 'f', 1)"
            " ON CONFLICT DO NOTHING"
        )
        eyes = watched(db)
        CALLS[name](eyes)  # type: ignore[no-untyped-call]
        return eyes.plans

    plans = catalog.write(run)
    assert plans
    aliases = {"p": "photos", "o": "originals", "d": "failed_downloads", "v": "photo_versions", "i": "file_integrity"}
    for sql, detail in plans:
        scanned = re.match(r"SCAN (\w+)(.*)", detail)
        if scanned and aliases.get(scanned[1], scanned[1]) in LARGE:
            assert "LIMIT" in sql, f"{detail}: {sql}"
            assert "USING" in scanned[2] or "ORDER BY" in sql, f"{detail}: {sql}"
        assert "TEMP B-TREE FOR ORDER BY" not in detail or name == "status", f"{detail}: {sql}"
