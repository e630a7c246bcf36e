"""The same bytes, one original: what a source declares decides before anything is fetched."""

import hashlib
from collections.abc import Iterator
from typing import Literal

import pytest
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import Connection, sources
from holdfast.catalog.integrity import Reading
from holdfast.catalog.jobs import Parameters
from holdfast.catalog.originals import Original
from holdfast.catalog.photos import Wanted
from holdfast.engine import setup, twins
from holdfast.engine.download import Download
from holdfast.engine.reading import Progress, read_back
from holdfast.library.root import Library
from holdfast.standins.cloudinary import StandIn

TWIN = b"\xff\xd8\xff the same picture \xff\xd9"


@pytest.fixture
def second() -> Iterator[StandIn]:
    """Another account, with the same photos as the first one."""
    with StandIn(40, seed=3, cloud="second") as running:
        yield running


def fetched(cloud: StandIn) -> int:
    return cloud.asked("delivery") + cloud.asked("download")


def test_b15_two_sources_with_the_same_bytes_are_one_original_each_and_cost_nothing_twice(
    place: Workplace, cloud: StandIn, second: StandIn
) -> None:
    place.backup()
    before = place.files()
    declared = sum(photo.quirk != "etag" for photo in second.photos)
    setup.add_cloudinary(place.opened, "again", second.url)
    job = place.backup()
    first, other = place.status.sources
    assert (first.safe, other.safe) == (40, 40)
    assert job.result["adopted"] >= declared - 2  # those that declare no size cannot be known before
    assert fetched(second) <= 2 * (40 - job.result["adopted"])
    assert place.files() == before
    totals = place.status.totals
    assert (totals.safe, totals.originals, totals.original_bytes) == (80, len(before), sum(map(len, before.values())))
    assert_promises(place, before)


def test_twins_of_one_listing_are_fetched_once(place: Workplace, cloud: StandIn) -> None:
    for number in range(12):
        cloud.add(f"twin/{number}", TWIN)
    job = place.backup()
    asked = [asset for asset in cloud.photos if cloud.content(asset.asset_id) == TWIN]
    counts = cloud.counts("delivery") + cloud.counts("download")
    assert sum(counts[asset.asset_id] for asset in asked) == 1
    assert job.result["adopted"] >= 11
    assert place.status.totals.safe == 52
    assert list(place.files().values()).count(TWIN) == 1
    assert_promises(place)


def test_a_twin_whose_first_cannot_be_had_is_fetched_itself(place: Workplace, cloud: StandIn) -> None:
    cloud.add("twin/a", TWIN)
    newest = cloud.add("twin/b", TWIN)  # listed first
    cloud.faults.plan("404", key=newest.asset_id, times=50)
    place.backup()
    assert (place.status.totals.safe, place.status.totals.failed) == (41, 1)
    assert list(place.files().values()).count(TWIN) == 1
    cloud.forget()
    place.run("retry")  # the one that cannot be had is safe now: its bytes are here
    assert (place.status.totals.safe, fetched(cloud)) == (42, 0)


def test_many_twins_of_which_none_can_be_had_are_not_tried_one_after_the_other(
    place: Workplace, cloud: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list is read again as often as their number has digits in the system of two, not as often as there are."""
    twins = [cloud.add(f"twin/{number}", TWIN).asset_id for number in range(60)]
    for asset_id in twins:
        cloud.faults.plan("404", where="any", key=asset_id, times=10**6)
    passes = 0
    read = Download._in_state

    def counted(download: Download, state: Literal["pending", "failed"]) -> Iterator[Wanted]:
        nonlocal passes
        passes += 1
        return read(download, state)

    monkeypatch.setattr(Download, "_in_state", counted)
    job = place.backup()
    assert job.result["failed"] == 60
    assert passes <= 10
    assert place.status.totals.safe == 40


def test_b10_a_photo_that_is_a_new_key_with_bytes_that_we_hold_costs_none(place: Workplace, cloud: StandIn) -> None:
    """A rename where the key is the name: the old key is gone, a new one has the same bytes."""
    place.backup()
    before = place.files()
    old = next(photo for photo in cloud.photos if photo.resource_type == "image" and not photo.quirk)
    content = cloud.content(old.asset_id)
    cloud.delete(old.asset_id)
    cloud.add("renamed", content, format=old.format)
    cloud.forget()
    job = place.backup()
    place.backup()
    assert (job.result["new"], job.result["bytes"], job.result["adopted"]) == (1, 0, 1)
    assert fetched(cloud) == 0
    assert place.files() == before
    assert (place.status.totals.safe, place.status.totals.gone) == (40, 1)
    assert_promises(place, before)


def test_equal_checksums_of_other_sizes_prove_nothing(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    held = next(photo for photo in cloud.photos if photo.resource_type == "image" and not photo.quirk)
    new = cloud.add("other", TWIN)
    md5 = hashlib.md5(cloud.content(held.asset_id), usedforsecurity=False).hexdigest()
    cloud.misstate(new.asset_id, etag=md5)
    cloud.forget()
    place.backup()
    assert fetched(cloud) >= 1
    assert TWIN in place.files().values()


@pytest.mark.parametrize("loss", ["missing", "another size"])
def test_a_file_that_is_not_there_any_more_is_nobodys_twin(place: Workplace, cloud: StandIn, loss: str) -> None:
    cloud.add("twin/a", TWIN)
    place.backup()
    (path,) = (place.library / path for path, content in place.files().items() if content == TWIN)
    path.unlink() if loss == "missing" else path.write_bytes(b"short")
    cloud.add("twin/b", TWIN)
    cloud.forget()
    place.backup()
    assert fetched(cloud) == 1
    assert TWIN in place.files().values()


@pytest.mark.parametrize("origin", ["first", "second"])
def test_a_twin_is_repaired_from_whichever_origin_is_there(
    place: Workplace, cloud: StandIn, second: StandIn, origin: str
) -> None:
    """B15: the file is damaged later, and one of its two sources was removed."""
    place.backup()
    setup.add_cloudinary(place.opened, "again", second.url)
    place.backup()
    before = place.files()
    path = next(iter(sorted(before)))
    (place.library / path).write_bytes(b"x" * len(before[path]))
    first, other = place.catalog.read(sources.everything)
    place.catalog.write(sources.remove, (other if origin == "first" else first).id, 1)
    job = place.run("verify", Parameters(repair=True))
    assert (job.result["damaged"], job.result["repaired"]) == (1, 1)
    assert place.files() == before
    assert place.catalog.read(Connection.number, "SELECT count(*) FROM photos WHERE state = 'failed'") == 0


def test_e11_a_file_that_rotted_is_nobodys_twin_and_the_fetched_bytes_repair_it(
    place: Workplace, cloud: StandIn
) -> None:
    """Nobody asked for a repair: the rotten file itself is left alone, the right bytes lie elsewhere."""
    cloud.add("twin/a", TWIN)
    place.backup()
    (path,) = (place.library / path for path, content in place.files().items() if content == TWIN)
    path.chmod(0o644)
    path.write_bytes(TWIN.replace(b"same", b"tame"))
    cloud.add("twin/b", TWIN)
    cloud.forget()
    assert place.backup().state == "done"
    assert fetched(cloud) == 1
    assert TWIN in place.files().values()
    assert path.read_bytes() != TWIN
    assert (place.status.totals.safe, place.status.totals.failed) == (42, 0)
    held = place.catalog.read(Connection.rows, "SELECT path, sha256 FROM originals WHERE condition = 'intact'")
    assert all(hashlib.sha256(place.files()[one["path"]]).hexdigest() == one["sha256"] for one in held)


def test_a_file_is_read_again_once_and_not_for_each_of_its_twins(
    place: Workplace, cloud: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.add("twin/a", TWIN)
    place.backup()
    read: list[str] = []

    def counted(library: Library, original: Original, progress: Progress) -> Reading:
        read.append(original.path)
        return read_back(library, original, progress)

    monkeypatch.setattr(twins, "read_back", counted)
    for number in range(3):
        cloud.add(f"twin/b{number}", TWIN)
    place.backup()
    assert len(read) == 1
    cloud.add("twin/c", TWIN)
    place.backup()
    assert len(read) == 1
    assert place.status.totals.safe == 45
