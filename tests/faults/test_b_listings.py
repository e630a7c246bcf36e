"""Rows B1–B12 and B15: what clouds do to listings, in Cloudinary's way and in S3's, through whole backups.

B7 is in `test_b7_million.py`. B13 (SmugMug) and B16–B18 (local folders) come with those sources; B14 is the folder that
is gone while it is listed: `tests/engine/test_scans.py`.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from invariants import assert_promises
from two_clouds import KINDS, AnyCloud, Bucket, CloudinaryAccount, workplace
from workplace import Workplace

from holdfast.catalog import Connection, failures, jobs, photos, sessions, sources
from holdfast.catalog.jobs import Job, Progress
from holdfast.catalog.sessions import Session
from holdfast.daemon.runner import Runner
from holdfast.errors import UsageError

PHOTOS = 40


@pytest.fixture(params=KINDS)
def cloud(request: pytest.FixtureRequest) -> Iterator[AnyCloud]:
    made = KINDS[request.param](PHOTOS)
    with made.standin:
        yield made


@pytest.fixture
def place(tmp_path: Path, cloud: AnyCloud) -> Iterator[Workplace]:
    with workplace(tmp_path, cloud) as made:
        yield made


@pytest.fixture
def bucket(tmp_path: Path) -> Iterator[tuple[Bucket, Workplace]]:
    made = Bucket(PHOTOS)
    with made.standin, workplace(tmp_path, made) as place:
        yield made, place


def last_scan(place: Workplace) -> Session:
    return next(run for run in place.catalog.read(sessions.recent) if run.kind == "scan")


def source(place: Workplace) -> sources.SourceRow:
    return place.catalog.read(sources.everything)[0]


def totals(place: Workplace) -> tuple[int, int, int]:
    found = place.status.totals
    return found.safe, found.failed, found.gone


def test_b1_an_account_that_says_it_is_empty_is_not_believed(place: Workplace, cloud: AnyCloud) -> None:
    place.backup()
    before = place.files()
    cloud.standin.empty()
    for _ in range(3):
        place.backup()
    held = source(place).held
    assert held is not None and (held.code, held.absent) == ("EMPTY_LISTING", PHOTOS)
    assert held.message == f"travel says your account has no photos; before, it had {PHOTOS}. All copies are kept."
    assert (place.state(), totals(place)) == ("attention", (PHOTOS, 0, 0))
    assert_promises(place, before)


def test_b2_a_mass_disappearance_waits_for_a_person_who_names_the_number(place: Workplace, cloud: AnyCloud) -> None:
    place.backup()
    before = place.files()
    for key in cloud.keys()[:25]:
        cloud.standin.delete(key)
    for _ in range(3):
        place.backup()
    held = source(place).held
    assert held is not None and (held.code, held.absent, totals(place)) == ("MASS_GONE", 25, (PHOTOS, 0, 0))
    assert held.message == "25 photos are no longer in travel. Your copies are kept."
    with pytest.raises(UsageError, match="it is 25"):
        place.catalog.write(sources.accept, source(place).id, 24)
    place.catalog.write(sources.accept, source(place).id, 25)
    place.backup()
    assert (place.state(), totals(place)) == ("safe", (PHOTOS - 25, 0, 25))
    assert_promises(place, before)


def test_b3_a_cursor_that_comes_again_ends_the_listing_as_incomplete(place: Workplace, cloud: AnyCloud) -> None:
    place.backup()
    cloud.standin.forget()
    cloud.fail_page("repeat_cursor", after=1)
    job = place.backup()
    assert (job.state, job.code) == ("failed", "LISTING_LOOP")
    assert (last_scan(place).outcome, last_scan(place).code) == ("incomplete", "LISTING_LOOP")
    assert totals(place) == (PHOTOS, 0, 0)
    assert place.state() != "safe"
    assert len(cloud.standin.requests) < 30


def test_b4_a_photo_that_is_listed_twice_is_one_photo(place: Workplace, cloud: AnyCloud) -> None:
    cloud.standin.faults.plan("duplicate_rows", where="listing", times=50)
    job = place.backup()
    assert (job.result["listed"], job.result["new"], place.status.totals.listed) == (PHOTOS, PHOTOS, PHOTOS)
    assert cloud.fetched() <= PHOTOS + 5  # Cloudinary's CDN refuses some, then they are asked of its API
    assert job.result["downloaded"] + job.result["adopted"] == PHOTOS
    assert_promises(place)


def test_b5_a_listing_that_breaks_off_adds_photos_and_takes_none_away(place: Workplace, cloud: AnyCloud) -> None:
    place.backup()
    lost = cloud.keys()[-1]
    cloud.standin.delete(lost)
    cloud.add("a first one", b"\xff\xd8\xff new \xff\xd9")
    for _ in range(3):
        cloud.fail_page("500", after=1)
        job = place.backup()
        assert (job.state, last_scan(place).outcome) == ("failed", "incomplete")
        cloud.standin.faults.clear()
        place.catalog.write(Connection.run, "UPDATE sources SET scan_cursor = NULL")  # begin anew each time
    assert (place.status.totals.listed, place.status.totals.gone, place.state() == "safe") == (PHOTOS + 1, 0, False)
    assert place.catalog.read(Connection.number, "SELECT sum(absences) FROM photos") == 0
    place.backup()
    place.backup()
    assert (place.state(), totals(place)) == ("safe", (PHOTOS, 0, 1))
    assert_promises(place)


def test_b5_it_goes_on_at_the_page_where_it_broke_off(place: Workplace, cloud: AnyCloud) -> None:
    cloud.fail_page("500", after=2)
    place.backup()
    cloud.standin.faults.clear()
    pages = cloud.standin.asked("listing")
    cloud.standin.forget()
    place.backup()
    assert (place.state(), totals(place)) == ("safe", (PHOTOS, 0, 0))
    assert cloud.standin.asked("listing") < 10 and pages > 2
    listed = [run.listed for run in place.catalog.read(sessions.recent) if run.kind == "scan"]
    assert sum(listed) == PHOTOS


def test_b6_a_listing_that_changes_between_its_pages_takes_nothing_away(place: Workplace, cloud: AnyCloud) -> None:
    """While pages are read, photos come, go, and move from what is still to be listed to what was listed already."""
    place.backup()
    before, contents = place.files(), set(place.files().values())
    late = cloud.keys()[-1]
    steps: Iterator[Callable[[], object]] = iter([
        lambda: cloud.add("0 first", b"\xff\xd8\xff new \xff\xd9"), lambda: cloud.rename(late, "00 renamed.jpg"),
        lambda: cloud.standin.delete(cloud.keys()[3]), lambda: cloud.add("zzz last", b"\xff\xd8\xff newer \xff\xd9"),
    ])  # fmt: skip

    def change(job: Job, progress: Progress) -> None:
        if progress.phase == "listing":
            for step in islice(steps, 1):
                step()

    Runner(place.opened, place.stop, change).work_off(place.ask("backup").id)
    assert next(steps, None) is None
    assert (place.status.totals.failed, place.status.totals.gone) == (0, 0)
    cloud.standin.forget()
    place.backup()
    place.backup()
    assert cloud.fetched() <= 2  # what was added behind the page that was read; what only moved costs nothing
    assert place.state() == "safe"
    assert place.status.totals.safe == len(cloud.keys()) == PHOTOS + 1
    assert contents < set(place.files().values())
    assert_promises(place, before)


@pytest.mark.parametrize("fault", ["broken", "html", "truncate"])
def test_b8_a_page_that_makes_no_sense_ends_the_listing_as_incomplete(
    place: Workplace, cloud: AnyCloud, fault: str
) -> None:
    place.backup()
    cloud.fail_page(cloud.broken_page if fault == "broken" else fault, after=1)
    job = place.backup()
    assert job.state == "failed" and job.message
    assert last_scan(place).outcome == "incomplete"
    assert (totals(place), source(place).held) == ((PHOTOS, 0, 0), None)
    if fault == "broken":
        assert job.code == "LISTING_BAD"
    cloud.standin.faults.clear()
    place.backup()
    assert place.state() == "safe"


@pytest.mark.parametrize("fault", ["laughs", "endless:80", "cut"])
def test_b8_hostile_xml_is_refused_and_costs_nothing(bucket: tuple[Bucket, Workplace], fault: str) -> None:
    """Entities that grow, a page that does not end, one cut in the middle."""
    cloud, place = bucket
    place.backup()
    cloud.fail_page(fault, after=1)
    job = place.backup()
    assert (job.state, job.code) == ("failed", "LISTING_BAD")
    assert totals(place) == (PHOTOS, 0, 0)


def test_b9_odd_rows_are_tolerated_or_that_photos_failure(place: Workplace, cloud: AnyCloud) -> None:
    """A size that is missing, negative, broken or a word; a field that nobody knows."""
    if isinstance(cloud, CloudinaryAccount):
        for key, size in zip(cloud.keys(), (None, -1, 1.5, "12"), strict=False):
            cloud.standin.misstate(key, bytes=size, new={"deep": [1]})
    else:
        cloud.standin.answers.listing.extra = "".join(
            f"<Contents><Key>odd {size}.jpg</Key><Size>{size}</Size><ETag>e</ETag><Unknown><Deep/></Unknown></Contents>"
            for size in ("-1", "1.5", "twelve")
        )
    job = place.backup()
    extra = 0 if isinstance(cloud, CloudinaryAccount) else 3
    assert job.state == "done"
    assert place.status.totals.listed == PHOTOS + extra
    bad = place.catalog.read(failures.page)
    assert {failure.code for failure in bad} == {"BAD_METADATA"}
    assert len(bad) == 3 and all(failure.photo and failure.message for failure in bad)
    assert totals(place) == (PHOTOS + extra - 3, 3, 0)
    assert place.state() == "attention"
    assert_promises(place)


def test_b10_a_renamed_photo_costs_no_bytes_and_keeps_its_path(place: Workplace, cloud: AnyCloud) -> None:
    place.backup()
    before = place.files()
    cloud.rename(cloud.keys()[0], "another name.jpg")
    cloud.standin.forget()
    job = place.backup()
    place.backup()
    assert (job.result["bytes"], job.result["downloaded"], cloud.fetched()) == (0, 0, 0)
    assert place.files() == before
    assert place.state() == "safe" and place.status.totals.safe == PHOTOS
    names = [row.name for row in place.catalog.read(photos.page) if row.state == "safe"]
    assert any(name.startswith("another name") for name in names)
    assert_promises(place, before)


def test_b11_other_bytes_under_the_same_key_are_kept_beside_the_old_ones(place: Workplace, cloud: AnyCloud) -> None:
    place.backup()
    before = place.files()
    key = cloud.keys()[0]
    cloud.replace(key, b"\xff\xd8\xff replaced \xff\xd9")
    job = place.backup()
    assert (job.result["changed"], job.result["downloaded"]) == (1, 1)
    after = place.files()
    (added,) = set(after) - set(before)
    assert after[added] == b"\xff\xd8\xff replaced \xff\xd9"
    assert "~" in added
    assert place.catalog.read(Connection.number, "SELECT count(*) FROM photo_versions") == 1
    assert_promises(place, before)


def test_b12_delete_markers_and_old_versions_are_no_photos(bucket: tuple[Bucket, Workplace]) -> None:
    cloud, place = bucket
    cloud.standin.objects.versioned = True
    cloud.replace(cloud.keys()[0], b"\xff\xd8\xff a second version \xff\xd9")
    cloud.standin.delete(cloud.keys()[-1])
    place.backup()
    assert (place.state(), totals(place)) == ("safe", (PHOTOS - 1, 0, 0))
    assert b"\xff\xd8\xff a second version \xff\xd9" in place.files().values()
    assert_promises(place)


@pytest.mark.parametrize("tier", ["GLACIER", "DEEP_ARCHIVE"])
def test_b12_archived_photos_are_skipped_with_their_tier_until_they_are_out(
    bucket: tuple[Bucket, Workplace], tier: str
) -> None:
    cloud, place = bucket
    key = cloud.keys()[0]
    content = cloud.standin.content(key)
    cloud.standin.archive(key, tier)
    job = place.backup()
    assert (job.state, place.state(), totals(place)) == ("done", "safe", (PHOTOS - 1, 0, 0))
    assert place.status.totals.skipped == 1
    assert place.status.sentence == f"{PHOTOS - 1} of {PHOTOS} photos are safe. 1 is archived and not copied."
    (skipped,) = place.catalog.read(Connection.rows, "SELECT skip_reason FROM photos WHERE state = 'skipped'")
    assert skipped["skip_reason"] == f"ARCHIVED:{tier}"
    assert cloud.standin.asked("bytes", key) == 0
    cloud.standin.thaw(key)
    place.backup()
    assert (totals(place), place.status.totals.skipped) == ((PHOTOS, 0, 0), 0)
    assert content in place.files().values()
    assert_promises(place)


def test_b12_a_photo_that_we_hold_stays_safe_when_it_is_archived(bucket: tuple[Bucket, Workplace]) -> None:
    cloud, place = bucket
    place.backup()
    cloud.standin.archive(cloud.keys()[0])
    cloud.standin.forget()
    place.backup()
    assert (place.state(), totals(place), cloud.fetched()) == ("safe", (PHOTOS, 0, 0), 0)


def test_b15_a_photo_in_an_account_and_in_a_bucket_is_one_original_with_two_origins(tmp_path: Path) -> None:
    account, other = CloudinaryAccount(PHOTOS), Bucket(3)
    with account.standin, other.standin:
        for key in account.keys():  # noqa: SIM118 - no mapping
            other.add(f"copied/{key}.jpg", account.standin.content(key))
        with workplace(tmp_path, account, other) as place:
            assert place.backup().state in jobs.ENDED
            first, second = place.status.sources
            assert (first.safe, second.safe, other.fetched()) == (PHOTOS, PHOTOS + 3, 3)
            found = place.status.totals
            assert (found.safe, found.originals) == (2 * PHOTOS + 3, len(place.files()))
            assert found.original_bytes == sum(map(len, place.files().values()))
            assert found.originals == PHOTOS + 3
            assert place.state() == "safe"
            assert_promises(place)
