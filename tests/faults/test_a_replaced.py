"""Photos in a bucket that are replaced around a copy, or whose ETags are odd: rows A5, A9, A10, A12, B11 and F2.

What is called safe is what is listed.
"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invariants import assert_promises
from workplace import Workplace

from holdfast import errors
from holdfast.catalog import Connection, jobs
from holdfast.catalog.driver import Row
from holdfast.catalog.jobs import Job, Progress
from holdfast.daemon.runner import Runner
from holdfast.engine import setup
from holdfast.engine.shelf import Shelf
from holdfast.sources.s3_probe import Probe
from holdfast.standins.s3 import S3StandIn
from holdfast.standins.s3_answers import Call
from holdfast.standins.wire import Reply

FILM = 20_000_000
SOME = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 997
OLD, NEW = (SOME * 90)[:FILM], (SOME[::-1] * 90)[:FILM]
ONE, OTHER = b"\xff\xd8 rating=1 \xff\xd9", b"\xff\xd8 rating=5 \xff\xd9"


@pytest.fixture
def cloud() -> Iterator[S3StandIn]:
    with S3StandIn() as running:
        yield running


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with Workplace(tmp_path / "w") as made:
        yield made


def add(place: Workplace, cloud: S3StandIn) -> None:
    key = {"access_key_id": cloud.key, "secret_access_key": cloud.secret}
    setup.add_s3(place.opened, "bucket", {"bucket": cloud.bucket, "endpoint_url": cloud.endpoint}, key)


def row(place: Workplace) -> Row:
    found = place.catalog.read(
        Connection.row,
        "SELECT p.state, p.strength, p.label, d.code FROM photos AS p"
        " LEFT JOIN failed_downloads AS d ON d.photo_id = p.id",
    )
    assert found is not None
    return found


def told(place: Workplace) -> tuple[object, ...]:
    """State, strength, label and code of the failure."""
    found = row(place)
    return tuple(found[name] for name in ("state", "strength", "label", "code"))


def ask_again(place: Workplace) -> Job:
    """The next backup, after the pause of a failure."""
    place.catalog.write(lambda db: db.run("UPDATE failed_downloads SET next_attempt = 0"))
    return place.backup()


def backup_with(place: Workplace, happens: Callable[[], object]) -> Job:
    """A backup during which something happens, once, between listing and copying."""
    waiting = [happens]

    def watch(_job: Job, progress: Progress) -> None:
        if progress.phase == "listing" and progress.found and waiting:
            waiting.pop()()

    return Runner(place.opened, place.stop, watch).work_off(place.ask("backup").id)


def cut_short(place: Workplace) -> None:
    def watch(job: Job, progress: Progress) -> None:
        if progress.bytes_done > FILM // 3:
            place.catalog.write(jobs.wish, job.id, "cancel", 1)

    Runner(place.opened, place.stop, watch).work_off(place.ask("backup").id)


@pytest.mark.parametrize("part_size", [None, 8_000_000], ids=["in one", "in parts"])
def test_a9_a_new_version_is_not_made_of_the_old_one_by_a_later_run(
    place: Workplace, cloud: S3StandIn, part_size: int | None
) -> None:
    cloud.objects.versioned = True
    cloud.put("film.mp4", OLD, part_size=part_size)
    add(place, cloud)
    cloud.faults.plan("stall", key="film.mp4")
    cut_short(place)
    cloud.put("film.mp4", NEW, part_size=part_size)
    assert place.backup().state == "done"
    assert row(place)["state"] == "safe"
    assert list(place.files().values()) == [NEW]
    assert_promises(place)


@pytest.mark.parametrize("provider", ["MinIO", "Cloudflare R2", ""])
def test_a10_what_was_replaced_after_it_was_listed_is_taken_only_when_it_is_listed(
    place: Workplace, cloud: S3StandIn, provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if provider:
        monkeypatch.setattr(Probe, "_provider", lambda _probe: provider)
    cloud.put("a.jpg", ONE)
    add(place, cloud)
    cloud.forget()
    assert backup_with(place, lambda: cloud.put("a.jpg", OTHER)).state == "done"
    assert (row(place)["state"], row(place)["code"]) == ("failed", "CHANGED_UPSTREAM")
    assert cloud.asked("bytes", "a.jpg") == 1
    assert place.files() == {}
    place.backup()
    assert told(place) == ("safe", "md5", None, None)
    assert list(place.files().values()) == [OTHER]
    assert_promises(place)


def test_a10_a_change_that_is_taken_back_leaves_no_other_bytes_behind(place: Workplace, cloud: S3StandIn) -> None:
    first = cloud.put("a.jpg", ONE)
    add(place, cloud)
    backup_with(place, lambda: cloud.put("a.jpg", OTHER))
    cloud.objects.put(first)
    ask_again(place)
    assert told(place) == ("safe", "md5", None, None)
    assert list(place.files().values()) == [ONE]


@pytest.mark.parametrize("new", [ONE + b"longer", ONE[:3]])
def test_a5_a10_replaced_by_another_size_is_a_change_and_not_asked_for_again(
    place: Workplace, cloud: S3StandIn, new: bytes
) -> None:
    cloud.put("a.jpg", ONE)
    add(place, cloud)
    cloud.forget()
    backup_with(place, lambda: cloud.put("a.jpg", new))
    assert row(place)["code"] == "CHANGED_UPSTREAM"
    assert cloud.asked("bytes", "a.jpg") == 1


@pytest.mark.parametrize(("provider", "label"), [("Cloudflare R2", "CHECKSUM_DISAGREES"), ("", None)])
def test_a12_where_listing_and_answers_never_agree_the_photo_is_taken_at_the_second_listing(
    place: Workplace, cloud: S3StandIn, provider: str, label: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The listed checksum proves the bytes; what the answer says against it is told where it should be an MD5."""
    if provider:
        monkeypatch.setattr(Probe, "_provider", lambda _probe: provider)
    cloud.put("a.jpg", ONE)
    add(place, cloud)
    answered = cloud.answers.answer

    def elsewise(call: Call, fault: str) -> Reply:
        reply = answered(call, fault)
        if "ETag" in reply.headers:
            reply.headers["ETag"] = '"%s"' % ("5" * 32)
        return reply

    monkeypatch.setattr(cloud.answers, "answer", elsewise)
    place.backup()
    assert row(place)["code"] == "CHANGED_UPSTREAM"
    ask_again(place)
    assert told(place) == ("safe", "md5", label, None)


def test_a12_other_names_and_no_listed_checksum_is_a_comparison_by_size(
    place: Workplace, cloud: S3StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.put("a.jpg", ONE)
    answered = cloud.answers.answer

    def elsewise(call: Call, fault: str) -> Reply:
        reply = answered(call, fault)
        if "ETag" in reply.headers:
            reply.headers["ETag"] = f'"{hashlib.md5(ONE).hexdigest()}"'
        return reply

    monkeypatch.setattr(cloud.answers, "answer", elsewise)
    cloud.misstate("a.jpg", etag="5" * 32)
    add(place, cloud)
    place.backup()
    assert row(place)["code"] == "CHANGED_UPSTREAM"
    ask_again(place)
    assert told(place) == ("safe", "size", "NOT_AS_LISTED", None)
    assert_promises(place)


def test_a12_where_the_trial_found_no_md5_nothing_is_accused_or_fetched_three_times(
    place: Workplace, cloud: S3StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Probe, "_provider", lambda _probe: "MinIO")
    cloud.put("a.jpg", ONE)
    cloud.misstate("a.jpg", etag="5" * 32)
    add(place, cloud)
    cloud.forget()
    place.backup()
    assert cloud.asked("bytes", "a.jpg") == 1
    assert told(place) == ("safe", "size", None, None)


def test_b11_a_file_that_was_named_and_never_recorded_is_not_taken_for_the_photos_newer_bytes(
    place: Workplace, cloud: S3StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.put("a.jpg", ONE)
    add(place, cloud)
    with monkeypatch.context() as full:
        full.setattr(Shelf, "_record", home_is_full)
        assert place.backup().code == "DISK_FULL"
    cloud.put("a.jpg", OTHER)
    place.backup()
    assert told(place) == ("safe", "md5", None, None)
    assert OTHER in place.files().values()
    assert_promises(place)


def test_f2_a_file_that_was_named_and_never_recorded_is_known_again_by_our_own_line(
    place: Workplace, cloud: S3StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.put("film.mp4", ONE * 999, part_size=4096)
    add(place, cloud)
    with monkeypatch.context() as full:
        full.setattr(Shelf, "_record", home_is_full)
        place.backup()
    cloud.forget()
    assert place.backup().result["adopted"] == 1
    assert cloud.asked("bytes", "film.mp4") == 0
    assert told(place) == ("safe", "size", None, None)
    cloud.put("film.mp4", OTHER * 999, part_size=4096)
    place.backup()
    assert OTHER * 999 in place.files().values()


def test_b11_without_a_checksum_the_listed_version_tells_whether_a_file_is_the_photo(
    place: Workplace, cloud: S3StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.put("film.mp4", ONE * 999, part_size=4096)
    add(place, cloud)
    with monkeypatch.context() as full:
        full.setattr(Shelf, "_record", home_is_full)
        place.backup()
    cloud.put("film.mp4", OTHER * 999, part_size=4096)
    assert place.backup().result["downloaded"] == 1
    assert OTHER * 999 in place.files().values()
    assert_promises(place)


def home_is_full(*_asked: object) -> None:
    raise errors.DiskFull("The drive of the home is full.")
