"""What a listing does to the catalog: new, changed, moved, gone, held back; and the counts that always add up."""


import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from listings import counts, make_safe, make_source, photo, scan

from holdfast.catalog import (
    Catalog,
    Connection,
    folders,
    noted,
    originals,
    photos,
    sources,
)
from holdfast.domain.photo import Checksum, Refused


def test_new_photos_are_pending_and_listed_twice_counts_once(catalog: Catalog) -> None:
    source = make_source(catalog)
    scan(catalog, source, [photo(1), photo(2)], [photo(2), photo(3)])
    assert counts(catalog, source).listed == counts(catalog, source).pending == 3


def test_the_same_listing_again_changes_nothing(catalog: Catalog) -> None:
    source = make_source(catalog)
    scan(catalog, source, [photo(1), photo(2)])
    make_safe(catalog, source)
    scan(catalog, source, [photo(1), photo(2)])
    assert counts(catalog, source).safe == 2
    assert catalog.read(noted.sidecar_due, source) == []


def test_changed_bytes_are_pending_and_the_old_ones_are_kept(catalog: Catalog) -> None:
    source = make_source(catalog)
    scan(catalog, source, [photo(1)])
    make_safe(catalog, source)
    scan(catalog, source, [photo(1, checksum=Checksum("md5", "f" * 32), version="2")])
    assert counts(catalog, source).pending == 1
    wanted = catalog.read(photos.wanted, source, "pending", 0, 10, 0)[0]
    assert wanted.lost_path is None
    assert [one.checksum for one in catalog.read(noted.earlier, wanted.id)] == [f"md5:{1:032x}"]


def test_a_rename_or_new_tag_moves_no_bytes_and_is_told_to_the_sidecar(catalog: Catalog) -> None:
    source = make_source(catalog)
    scan(catalog, source, [photo(1), photo(2)])
    make_safe(catalog, source)
    scan(catalog, source, [photo(1, name="beach.jpg", folder=("summer", "sea")), photo(2, tags=("sea", "sun"))])
    assert counts(catalog, source).safe == 2
    due = catalog.read(noted.sidecar_due, source)
    assert [(one.remote.name, one.remote.folder) for one in due] == [
        ("beach.jpg", ("summer", "sea")),
        ("IMG_2.jpg", ("2024",)),
    ]
    assert due[1].remote.tags == ("sea", "sun")
    assert [name for name, _ in catalog.read(noted.earlier_names, due[0].id)] == ["IMG_1.jpg"]


def test_a_photo_is_gone_after_two_complete_listings_and_comes_back_safe(catalog: Catalog) -> None:
    source = make_source(catalog)
    everyone = [photo(number) for number in range(30)]
    scan(catalog, source, everyone)
    make_safe(catalog, source)
    assert scan(catalog, source, everyone[1:]).gone == 0
    assert counts(catalog, source).listed == 30
    assert scan(catalog, source, everyone[1:]).gone == 1
    assert (counts(catalog, source).listed, counts(catalog, source).gone) == (29, 1)
    scan(catalog, source, everyone)
    assert (counts(catalog, source).safe, counts(catalog, source).gone) == (30, 0)


def test_b1_an_empty_listing_is_held_back(catalog: Catalog) -> None:
    source = make_source(catalog)
    scan(catalog, source, [photo(1), photo(2)])
    make_safe(catalog, source)
    for _ in range(3):
        ending = scan(catalog, source, [])
        assert ending.held is not None and ending.held.code == "EMPTY_LISTING" and ending.held.absent == 2
    assert counts(catalog, source).safe == 2


def test_b2_a_mass_disappearance_needs_a_person_who_names_the_number(catalog: Catalog) -> None:
    source = make_source(catalog)
    everyone = [photo(number) for number in range(100)]
    scan(catalog, source, everyone)
    make_safe(catalog, source)
    ending = scan(catalog, source, everyone[50:])
    assert ending.held is not None and (ending.held.code, ending.held.absent) == ("MASS_GONE", 50)
    catalog.write(sources.hold, source, ending.held)
    assert counts(catalog, source).safe == 100
    catalog.write(sources.accept, source, 50)
    assert scan(catalog, source, everyone[50:]).gone == 50
    assert (counts(catalog, source).safe, counts(catalog, source).gone) == (50, 50)


def test_b9_rows_that_make_no_sense_are_listed_and_failed_by_name(catalog: Catalog) -> None:
    source = make_source(catalog)
    bad = Refused("k9", "weird.jpg", "BAD_METADATA", "weird.jpg has a size of -1.")
    scan(catalog, source, [photo(1)], refused=(bad,))
    assert (counts(catalog, source).listed, counts(catalog, source).failed) == (2, 1)
    scan(catalog, source, [photo(1), photo(9)])
    assert (counts(catalog, source).failed, counts(catalog, source).pending) == (0, 2)


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["list", "safe", "fail", "skip"]),
        st.sets(st.integers(0, 30), max_size=31),
        st.integers(0, 3),
        st.sampled_from(["image", "video", "raw"]),
    ),
    max_size=12,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operations=OPERATIONS)
def test_the_counts_of_the_triggers_equal_a_count_of_the_rows(
    catalog: Catalog, operations: list[tuple[str, set[int], int, str]]
) -> None:
    source = make_source(catalog, f"s{len(catalog.read(sources.everything))}")
    for what, numbers, variant, kind in operations:
        if what == "list":
            scan(catalog, source, [
                photo(n, bytes=n * variant or None, media_type=kind, folder=(f"f{(n + variant) % 3}",)) for n in numbers
            ])  # fmt: skip
        elif what == "safe":
            make_safe(catalog, source)
        elif what == "fail":
            for wanted in catalog.read(photos.wanted, source, "pending", 0, 5, 0):
                catalog.write(photos.fail, wanted.id, "NET_RESET", "m", "a", 1, 2)
    by_rows = {
        (row["media_type"], row["state"]): (row["n"], row["b"])
        for row in catalog.read(
            Connection.rows,
            "SELECT media_type, state, count(*) AS n, coalesce(sum(bytes), 0) AS b FROM photos WHERE source_id = ?"
            " GROUP BY media_type, state",
            (source,),
        )
    }
    by_triggers = {
        (row["media_type"], row["state"]): (row["photos"], row["bytes"])
        for row in catalog.read(
            Connection.rows, "SELECT * FROM photo_totals WHERE source_id = ? AND photos > 0", (source,)
        )
    }
    assert by_triggers == by_rows
    for row in catalog.read(
        Connection.rows, "SELECT id, photos, bytes FROM folder_structure WHERE source_id = ?", (source,)
    ):
        real = catalog.read(
            Connection.row,
            "SELECT count(*) AS n, coalesce(sum(bytes), 0) AS b FROM photos WHERE folder_id = ? AND state <> 'gone'",
            (row["id"],),
        )
        assert real is not None and (row["photos"], row["bytes"]) == (real["n"], real["b"])
    counts(catalog, source)


def test_failures_clear_themselves_on_success(catalog: Catalog) -> None:
    source = make_source(catalog)
    scan(catalog, source, [photo(1)])
    wanted = catalog.read(photos.wanted, source, "pending", 0, 5, 0)[0]
    catalog.write(photos.fail, wanted.id, "NET_RESET", "m", "a", 1, 2)
    assert catalog.read(Connection.number, "SELECT count(*) FROM failed_downloads") == 1
    assert catalog.read(photos.wanted, source, "failed", 0, 5, 2) == []
    assert len(catalog.read(photos.wanted, source, "failed", 0, 5, 3)) == 1
    catalog.write(photos.is_pending, wanted.id)
    make_safe(catalog, source)
    assert catalog.read(Connection.number, "SELECT count(*) FROM failed_downloads") == 0


def test_originals_can_never_be_deleted(catalog: Catalog) -> None:
    source = make_source(catalog)
    scan(catalog, source, [photo(1)])
    make_safe(catalog, source)
    with pytest.raises(Exception, match="never deleted"):
        catalog.write(Connection.run, "DELETE FROM originals")
    assert catalog.read(originals.count) == 1


def test_folders_keep_their_tree(catalog: Catalog) -> None:
    source = make_source(catalog)
    deep = catalog.write(folders.ensure, source, ("a", "b", "c"))
    assert catalog.write(folders.ensure, source, ("a", "b", "c")) == deep
    paths = [row["path"] for row in catalog.read(Connection.rows, "SELECT path FROM folder_structure ORDER BY path")]
    assert paths == ["", "a", "a/b", "a/b/c"]
