"""Thumbnails as a person gets them: made when somebody looks, or in the background, and never tried in vain."""

import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from invariants import assert_promises
from PIL import Image
from workplace import Workplace

from holdfast.catalog import Connection, exif, jobs, originals
from holdfast.catalog import thumbnails as rows
from holdfast.catalog.jobs import Job, Parameters, Progress
from holdfast.clock import milliseconds
from holdfast.daemon.runner import Runner
from holdfast.engine import enrich, thumbnails
from holdfast.engine.control import PACE
from holdfast.errors import LibraryOffline, Missing, ThumbnailRefused, UsageError
from holdfast.standins.cloudinary import StandIn

PHOTOS = 40


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with StandIn(PHOTOS, seed=3) as cloud, Workplace(tmp_path, cloud) as made:
        assert made.backup().state == "done"
        yield made
        thumbnails.close()


def of_form(place: Workplace, form: str) -> int:
    """An original that the source lists as of this form."""
    return place.catalog.read(
        Connection.number, "SELECT min(original_id) FROM photos WHERE state = 'safe' AND format = ?", (form,)
    )


def many(place: Workplace, count: int) -> None:
    """More originals than fit into a quarter of a second: the same picture under other checksums."""
    original = place.catalog.read(originals.by_id, of_form(place, "jpg"))
    assert original is not None
    content = (place.library / original.path).read_bytes()

    def add(db: Connection) -> None:
        for number in range(count):
            path = f"more/{number}.jpg"
            new = originals.add(
                db, sha256=f"{number:064x}", md5=f"{number:032x}", bytes=len(content), path=path, path_folded=path, at=1
            )
            db.run(
                "INSERT INTO photos (source_id, key, name, folder_id, media_type, fingerprint, state, original_id,"
                " first_seen_at, seen_in) SELECT 1, ?, ?, min(id), 'image', '', 'safe', ?, 1, 1 FROM folders",
                (path, path, new),
            )

    (place.library / "more").mkdir()
    for number in range(count):
        (place.library / f"more/{number}.jpg").write_bytes(content)
    place.catalog.write(add)


def until(place: Workplace, condition: object) -> None:
    assert callable(condition)
    deadline = place.clock.monotonic() + 60
    while not condition():
        assert place.clock.monotonic() < deadline
        place.clock.sleep(0.01)


@pytest.mark.parametrize("size", thumbnails.SIZES)
def test_a_thumbnail_is_made_when_somebody_looks(place: Workplace, size: int) -> None:
    original = of_form(place, "jpg")
    path = thumbnails.get(place.opened, original, size)
    assert isinstance(path, Path)
    assert path.is_relative_to(place.home.path)
    with Image.open(BytesIO(path.read_bytes())) as image:
        assert (image.format, image.mode) == ("JPEG", "RGB")
        assert max(image.size) <= size
    row = place.catalog.read(rows.find, original, size)
    assert row is not None
    assert (row.state, row.bytes) == ("made", path.stat().st_size)
    facts = place.catalog.read(exif.of_original, original)
    assert facts is not None
    assert facts.width
    again = path.stat()
    assert thumbnails.get(place.opened, original, size) == path
    assert path.stat() == again


def test_many_who_ask_at_once_get_one_thumbnail_made_once(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    original, made, answers = of_form(place, "jpg"), [], []
    keep = thumbnails.keep

    def counted(*all: object) -> None:
        made.append(1)
        keep(*all)  # type: ignore[arg-type]

    monkeypatch.setattr(thumbnails, "keep", counted)
    askers = [
        threading.Thread(target=lambda: answers.append(thumbnails.get(place.opened, original, 400))) for _ in range(8)
    ]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(30)
    assert len(answers) == 8
    assert len(set(map(str, answers))) == 1
    assert len(made) == 1


def test_a_video_has_no_picture_and_is_not_tried_again(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    video = of_form(place, "mp4")
    first = thumbnails.get(place.opened, video, 256)
    assert isinstance(first, ThumbnailRefused)
    assert "no picture inside" in first.message
    monkeypatch.setattr(thumbnails, "attempt", None)
    again = thumbnails.get(place.opened, video, 256)
    assert isinstance(again, thumbnails.Refusal)
    assert again.code == "THUMB_REFUSED"


def test_a_thumbnail_whose_file_is_gone_is_made_again(place: Workplace) -> None:
    path = thumbnails.get(place.opened, of_form(place, "jpg"), 256)
    assert isinstance(path, Path)
    path.unlink()
    assert thumbnails.get(place.opened, of_form(place, "jpg"), 256) == path
    assert path.exists()


def test_looking_is_remembered_by_the_day(place: Workplace) -> None:
    original = of_form(place, "jpg")
    thumbnails.get(place.opened, original, 400)
    place.catalog.write(Connection.run, "UPDATE thumbnails SET used_at = 1")
    thumbnails.get(place.opened, original, 400)
    row = place.catalog.read(rows.find, original, 400)
    assert row is not None
    assert row.used_at == rows.day(milliseconds(place.clock))


def test_what_is_not_there_is_said(place: Workplace) -> None:
    with pytest.raises(UsageError):
        thumbnails.get(place.opened, 10**6, 256)
    with pytest.raises(UsageError):
        thumbnails.get(place.opened, of_form(place, "jpg"), 257)
    original = place.catalog.read(originals.by_id, of_form(place, "jpg"))
    assert original is not None
    (place.library / original.path).unlink()
    with pytest.raises(Missing):
        thumbnails.get(place.opened, original.id, 256)
    assert place.catalog.read(rows.find, original.id, 256) is None


def test_a_thumbnail_that_cannot_be_made_while_the_drive_is_away_says_so_and_is_made_when_it_is_back(
    place: Workplace,
) -> None:
    original = of_form(place, "jpg")
    small = thumbnails.get(place.opened, original, 256)
    away = place.library.with_name("away")
    place.library.rename(away)
    with pytest.raises(LibraryOffline) as refused:
        thumbnails.get(place.opened, original, 1600)
    assert refused.value.code == "LIBRARY_OFFLINE"
    assert str(place.library) in refused.value.message
    assert refused.value.action.startswith("Connect the drive. The next backup goes on.")
    assert thumbnails.get(place.opened, original, 256) == small
    assert place.catalog.read(rows.find, original, 1600) is None
    away.rename(place.library)
    assert isinstance(thumbnails.get(place.opened, original, 1600), Path)


def test_the_job_looks_at_every_safe_original_once_and_goes_on_after_new_rules(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = place.files()
    job = place.run("thumbnails")
    held = place.status.totals.originals
    assert job.state == "done"
    assert job.result["made"] + job.result["not_made"] == held
    assert job.result["not_made"] == place.catalog.read(
        Connection.number,
        "SELECT count(DISTINCT original_id) FROM photos WHERE state = 'safe'"
        " AND coalesce(format, '') NOT IN ('jpg', 'png')",
    )
    assert len(list(place.home.thumbnails_dir.rglob("*.jpg"))) == job.result["made"]
    assert place.run("thumbnails").result == {}
    monkeypatch.setattr(enrich, "RULES", "next")
    assert place.run("thumbnails").result == {"not_made": job.result["not_made"]}
    assert_promises(place, before)


def test_an_original_that_cannot_be_read_does_not_stop_the_others(place: Workplace) -> None:
    original = place.catalog.read(originals.by_id, of_form(place, "jpg"))
    assert original is not None
    (place.library / original.path).unlink()
    job = place.run("thumbnails")
    assert job.state == "done"
    assert sum(job.result.values()) == place.status.totals.originals - 1
    assert place.catalog.read(rows.find, original.id, 256) is None


def test_thumbnails_do_not_change_what_is_said_of_the_photos(place: Workplace) -> None:
    many(place, 200)
    said = set()
    stop = threading.Event()

    def watch(job: Job, progress: Progress) -> None:
        status = place.status
        said.add((status.state, status.sentence, status.job and status.job.phase))
        stop.set()

    safe = (place.status.state, place.status.sentence)
    Runner(place.opened, place.stop, watch).work_off(place.ask("thumbnails").id)
    assert {(state, sentence) for state, sentence, _ in said} == {safe}
    assert "thumbnails" in {phase for _, _, phase in said}


def test_a_job_that_a_person_asks_for_starts_within_a_quarter_of_a_second(place: Workplace) -> None:
    """Thumbnails give way, keep what they made, and go on afterwards."""
    many(place, 600)
    background = place.catalog.write(jobs.enqueue, "thumbnails", Parameters(), origin="schedule", at=1)
    far = threading.Event()

    def watch(job: Job, progress: Progress) -> None:
        if job.kind == "thumbnails" and progress.photos_done >= 64:
            far.set()

    runner = Runner(place.opened, place.stop, watch)
    serving = threading.Thread(target=runner.serve)
    serving.start()
    assert far.wait(30)
    asked_at = milliseconds(place.clock)
    person = place.ask("retry")
    until(place, lambda: place.catalog.read(jobs.by_id, person.id).state == "done")
    began_at = place.catalog.read(jobs.by_id, person.id).started_at
    assert began_at is not None
    assert began_at - asked_at < 500  # a quarter of a second, on a machine that others use too
    between = place.catalog.read(jobs.by_id, background.id)
    assert between.state in ("queued", "running")
    assert between.result["made"] >= 64
    until(place, lambda: place.catalog.read(jobs.by_id, background.id).state == "done")
    place.stop.set()
    serving.join(10)
    assert not serving.is_alive()
    assert place.catalog.read(rows.due_count) == 0
    done = place.catalog.read(jobs.by_id, background.id)
    assert sum(done.result.values()) == place.catalog.read(originals.count)


@pytest.mark.parametrize("wish", ["cancel", "pause"])
def test_a_wish_ends_the_job_and_keeps_what_was_made(place: Workplace, wish: jobs.Wish) -> None:
    many(place, 200)

    def watch(job: Job, progress: Progress) -> None:
        if progress.photos_done >= 32:
            place.clock.sleep(PACE)  # no faster than the job looks for wishes
            place.catalog.write(jobs.wish, job.id, wish, 1)

    job = Runner(place.opened, place.stop, watch).work_off(place.ask("thumbnails").id)
    assert job.state == {"cancel": "cancelled", "pause": "paused"}[wish]
    assert 32 <= job.result["made"] < 200
    assert len(list(place.home.thumbnails_dir.rglob("*.jpg"))) == job.result["made"]
