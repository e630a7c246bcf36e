"""Statistics count what is there: every photo once, by the calendar of the camera."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.catalog import Catalog, Connection, duplicates, figures
from holdfast.catalog.driver import Value
from holdfast.catalog.duplicates import Sum
from holdfast.clock import SystemClock
from holdfast.domain import figures as arithmetic
from holdfast.domain.figures import Amount, Share
from holdfast.domain.risks import risks
from holdfast.engine import figures as statistics

DAY = figures.DAY


def stock(
    db: Connection, moments: list[int | None], camera: tuple[str | None, str | None] = ("Canon", "EOS R5")
) -> None:
    """A source with one safe photo for each moment, each of its own bytes and of this camera."""
    db.run("INSERT INTO sources (id, uid, name, kind, folder, added_at) VALUES (1, 'u', 'n', 's3', 'f', 1)"
           " ON CONFLICT DO NOTHING")  # fmt: skip
    db.run("INSERT INTO folders (id, source_id, path, name) VALUES (1, 1, '', '') ON CONFLICT DO NOTHING")
    begun = db.number("SELECT max(id) FROM originals")
    for number, moment in enumerate(moments, begun + 1):
        original: list[Value] = [
            number,
            f"{number:064}",
            f"{number:032}",
            100,
            f"p{number}",
            f"p{number}",
            DAY * number,
        ]
        db.run("INSERT INTO originals (id, sha256, md5, bytes, path, path_folded, stored_at)"
               " VALUES (?, ?, ?, ?, ?, ?, ?)", original)  # fmt: skip
        db.run("INSERT INTO photos (id, source_id, key, name, folder_id, media_type, format, bytes, created_at,"
               " fingerprint, state, original_id, strength, first_seen_at, seen_in) VALUES (?1, 1, 'k' || ?1, 'n', 1,"
               " 'image', 'JPG', 100, ?2, '', 'safe', ?1, 'md5', 1, 1)", (number, moment))  # fmt: skip
        db.run("INSERT INTO exif_data (original_id, read_at, camera_make, camera_model, lens) VALUES (?, 1, ?, ?, 'L')",
               (number, *camera))  # fmt: skip


def whole(catalog: Catalog) -> dict[str, Any]:
    return dict(statistics.whole(catalog, SystemClock()))


@given(st.dictionaries(st.integers(-800_000, 3_000_000), st.builds(Amount, st.integers(1, 9), st.integers(0, 9))))
def test_months_years_and_days_lose_no_photo(days: dict[int, Amount]) -> None:
    there = sum(one.photos for one in days.values())
    months = arithmetic.by_month(days)
    assert sum(one.photos for one in months) == sum(one.photos for one in arithmetic.by_year(days)) == there
    assert sum(one.photos for year in arithmetic.by_day(days).values() for one in year) == there
    growth = arithmetic.grown(months)
    assert (growth[-1].photos if growth else 0) == there
    assert [one.name for one in months] == sorted({one.name for one in months})


@given(st.lists(st.builds(Share, st.text(), st.integers(0, 99), st.integers(0, 9))), st.integers(0, 5))
def test_the_few_largest_and_the_rest_are_all(shares: list[Share], count: int) -> None:
    first, rest = arithmetic.largest(shares, count)
    assert sum(one.photos for one in first) + (rest.photos if rest else 0) == sum(one.photos for one in shares)
    assert len(first) == min(count, len(shares))
    assert all(one.photos <= min((kept.photos for kept in first), default=10**9) for one in shares if one not in first)


@pytest.mark.parametrize(
    "day", [date(1, 1, 1), date(1969, 12, 31), date(1970, 1, 1), date(2024, 2, 29), date(9999, 12, 31)]
)
def test_a_moment_belongs_to_its_day_also_before_1970(catalog: Catalog, day: date) -> None:
    begin = (day - arithmetic.FIRST).days * DAY
    catalog.write(stock, [begin, begin + DAY - 1])
    days = catalog.read(figures.taken)
    assert {arithmetic.day_name(number): one for number, one in days.items()} == {day.isoformat(): Amount(2, 200)}


def test_a_source_that_says_nonsense_of_a_date_breaks_no_statistic(catalog: Catalog) -> None:
    catalog.write(stock, [2**62, -(2**62), None])
    found = whole(catalog)
    assert found["undated"] == 1
    assert [one["name"] for one in found["years"]] == ["0001", "9999"]


def test_a_camera_is_named_once_and_photos_that_are_gone_are_not_counted(catalog: Catalog) -> None:
    catalog.write(stock, [0, DAY], ("Canon", "Canon EOS R5"))
    catalog.write(stock, [0, DAY, DAY], ("NIKON CORPORATION", "Z 8"))
    catalog.write(stock, [0], (None, "Phone"))
    catalog.write(Connection.run, "UPDATE photos SET state = 'gone' WHERE id = 1")
    names = {one.name: one.photos for one in catalog.read(figures.cameras)}
    assert names == {"Canon EOS R5": 1, "NIKON Z 8": 3, "Phone": 1}
    assert catalog.read(figures.lenses) == [Share("L", 5, 500)]
    assert catalog.read(figures.formats) == [Share("jpg", 5, 500)]


def test_a_marker_of_a_folder_is_no_photo_of_any_statistic(catalog: Catalog) -> None:
    catalog.write(stock, [DAY, 2 * DAY])
    catalog.write(Connection.run, "UPDATE photos SET format = '', state = 'skipped', original_id = NULL,"
                                  " skip_reason = 'FOLDER_MARKER' WHERE id = 1")  # fmt: skip
    assert catalog.read(figures.formats) == [Share("jpg", 1, 100)]
    assert catalog.read(figures.taken) == {2: Amount(1, 100)}
    catalog.write(Connection.run, "UPDATE photos SET created_at = NULL")
    assert catalog.read(figures.undated) == 1


MORE = """INSERT INTO photos (source_id, key, name, folder_id, media_type, fingerprint, state, original_id,
 first_seen_at, seen_in) VALUES (1, 'more', 'n', 1, 'image', '', 'safe', 4, 1, 1)"""
COUNTED = """SELECT original_id, count(*) AS photos FROM photos WHERE state = 'safe' GROUP BY original_id
 HAVING count(*) > 1"""


def test_what_is_listed_more_than_once_is_counted_whatever_happens_to_a_photo(catalog: Catalog) -> None:
    catalog.write(stock, [DAY] * 5)
    kept, counted = "SELECT original_id, photos FROM identical_totals ORDER BY 1", COUNTED
    for sql in (
        "UPDATE photos SET original_id = 1 WHERE id IN (2, 3)",
        MORE,
        "UPDATE photos SET original_id = 4 WHERE id = 2",
        "UPDATE photos SET state = 'gone' WHERE id = 3",
        "UPDATE photos SET state = 'safe' WHERE id = 3",
        "UPDATE photos SET state = 'pending', original_id = NULL WHERE original_id = 4",
    ):
        catalog.write(Connection.run, sql)
        found = [list(row) for row in catalog.read(Connection.rows, counted)]
        assert [list(row) for row in catalog.read(Connection.rows, kept)] == found
        assert catalog.read(duplicates.identical).groups == len(found)
    assert catalog.read(duplicates.identical) == Sum("identical", 1, 100)


def test_only_here_means_that_no_source_lists_these_bytes_any_more(catalog: Catalog) -> None:
    catalog.write(stock, [0, 0, 0])
    catalog.write(Connection.run, "UPDATE photos SET state = 'gone' WHERE id IN (1, 2)")
    catalog.write(Connection.run, "UPDATE photos SET original_id = 2 WHERE id = 3")  # another photo of the same bytes
    assert catalog.read(figures.only_here) == 1


def test_what_is_at_risk_is_said_and_nothing_else(catalog: Catalog) -> None:
    assert risks(only_here=0, weak=0, unread=0, failed=0, broken=0) == []
    catalog.write(stock, [0, 0])
    catalog.write(Connection.run, "UPDATE photos SET strength = 'size' WHERE id = 1")
    catalog.write(Connection.run, "UPDATE originals SET condition = 'damaged' WHERE id = 2")
    found = whole(catalog)["risks"]
    assert [(one["code"], one["photos"]) for one in found] == [("BROKEN", 1), ("UNREAD", 1), ("WEAK", 1)]


def test_a_large_catalog_shows_what_was_counted_last_and_when(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics, "LIVE", 1)
    catalog.write(stock, [0, 0])
    first = whole(catalog)
    catalog.write(stock, [400 * DAY])
    assert whole(catalog) == first
    assert statistics.year(catalog, SystemClock(), 1971)["taken"] == []
    statistics.refresh(catalog, SystemClock())
    assert [one["name"] for one in whole(catalog)["years"]] == ["1970", "1971"]
    assert statistics.year(catalog, SystemClock(), 1971)["taken"] == [{"name": "1971-02-05", "photos": 1, "bytes": 100}]


def test_a_small_catalog_is_counted_anew_and_nothing_is_written_by_looking(catalog: Catalog) -> None:
    catalog.write(stock, [0])
    version = catalog.data_version()
    assert len(whole(catalog)["years"]) == 1
    catalog.write(stock, [800 * DAY])
    assert len(whole(catalog)["years"]) == 2
    assert catalog.read(figures.kept, "whole") is None
    assert version != catalog.data_version()
