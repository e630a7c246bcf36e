"""Photos that are skipped by rule: counted, named with their reason, and never at the price of what is safe."""

import dataclasses

import pytest
from listings import counts, make_safe, make_source, photo, scan

from holdfast.catalog import Catalog, Connection, folders, photos
from holdfast.domain import skips

GLACIER = "ARCHIVED:GLACIER"


def reasons(catalog: Catalog) -> list[str | None]:
    return [row["skip_reason"] for row in catalog.read(Connection.rows, "SELECT skip_reason FROM photos ORDER BY id")]


def test_b12_archived_photos_are_listed_and_skipped_with_their_tier(catalog: Catalog) -> None:
    source = make_source(catalog)
    scan(catalog, source, [photo(1), photo(2, skip_reason=GLACIER)])
    found = counts(catalog, source)
    assert (found.listed, found.pending, found.skipped) == (2, 1, 1)
    assert reasons(catalog) == [None, GLACIER]
    assert skips.words(GLACIER) == "archived in GLACIER: ask for it with `holdfast thaw`"


def test_a_reason_that_is_gone_makes_the_photo_pending(catalog: Catalog) -> None:
    source = make_source(catalog)
    scan(catalog, source, [photo(1, skip_reason=GLACIER)])
    scan(catalog, source, [photo(1)])
    assert (counts(catalog, source).pending, reasons(catalog)) == (1, [None])


def test_another_reason_replaces_the_first(catalog: Catalog) -> None:
    source = make_source(catalog)
    scan(catalog, source, [photo(1, skip_reason=GLACIER)])
    scan(catalog, source, [photo(1, skip_reason="EXCLUDED")])
    assert (counts(catalog, source).skipped, reasons(catalog)) == (1, ["EXCLUDED"])


def test_a_failed_photo_that_is_archived_needs_nobody_any_more(catalog: Catalog) -> None:
    source = make_source(catalog)
    scan(catalog, source, [photo(1)])
    (wanted,) = catalog.read(photos.wanted, source, "pending", 0, 5, 0)
    catalog.write(photos.fail, wanted.id, "FORBIDDEN", "m", "a", 1, None)
    scan(catalog, source, [photo(1, skip_reason=GLACIER)])
    assert (counts(catalog, source).failed, counts(catalog, source).skipped) == (0, 1)
    assert catalog.read(Connection.number, "SELECT count(*) FROM failed_downloads") == 0


def test_bytes_that_we_hold_stay_safe_when_they_are_archived(catalog: Catalog) -> None:
    source = make_source(catalog)
    scan(catalog, source, [photo(1), photo(2)])
    make_safe(catalog, source)
    archived = [photo(1, skip_reason=GLACIER), photo(2, skip_reason=GLACIER, checksum=None, bytes=7, version="9")]
    scan(catalog, source, archived)
    assert (counts(catalog, source).safe, counts(catalog, source).skipped) == (1, 1)  # other bytes are not held
    scan(catalog, source, [])
    scan(catalog, source, archived)
    assert (counts(catalog, source).safe, counts(catalog, source).skipped) == (1, 1)


def test_skipped_photos_are_not_wanted(catalog: Catalog) -> None:
    source = make_source(catalog)
    scan(catalog, source, [photo(1, skip_reason="FOLDER_MARKER")])
    assert catalog.read(photos.still_to_fetch, source, 10) == (0, 0)


@pytest.mark.parametrize(
    "reason", ["FOLDER_MARKER", "EXCLUDED", "EXCLUDED:*.tmp", GLACIER, "ARCHIVED", "SOMETHING_NEW:1"]
)
def test_every_reason_has_words(reason: str) -> None:
    assert skips.words(reason)[0].islower()


def test_folders_know_when_they_were_seen_listed_and_changed(catalog: Catalog) -> None:
    source = make_source(catalog)
    scan(catalog, source, [photo(1), dataclasses.replace(photo(2), folder=("a", "b"))], at=10)
    scan(catalog, source, [photo(1), dataclasses.replace(photo(2), folder=("a",))], at=20)
    scan(catalog, source, [photo(1, tags=("new",)), dataclasses.replace(photo(2), folder=("a",))], at=30)
    columns = ("path", "first_seen_at", "changed_at", "listed_at", "photos", "subfolders")
    rows = catalog.read(Connection.rows, f"SELECT {', '.join(columns)} FROM folders ORDER BY path")
    assert [tuple(row[name] for name in columns) for row in rows] == [
        ("", 10, 10, 31, 0, 2), ("2024", 10, 10, 31, 1, 0), ("a", 10, 20, 31, 1, 1), ("a/b", 10, 20, 31, 0, 0),
    ]  # fmt: skip
    deep = catalog.write(folders.ensure, source, ("a", "b"))
    assert catalog.read(folders.place, deep) == folders.Place(deep, source, ("a", "b"))
    assert catalog.read(folders.place, 999) is None
