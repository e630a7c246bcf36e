"""GET /api/photos/<id>: what is said of one photo, its thumbnail, and the ways to its original."""

import hashlib
import io
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.ui.conftest import Page, add_source, call
from tests.ui.gallery import AT, listed, picture, safe

from holdfast.catalog import Connection, audit, integrity, originals, photos, sessions, sources, thaws
from holdfast.clock import milliseconds, rfc3339
from holdfast.domain.photo import RemotePhoto
from holdfast.engine.setup import Opened
from holdfast.errors import Archived

PHOTO = RemotePhoto(key="2019/a.jpg", name="a.jpg", folder=("2019",), width=640, height=480)


@pytest.fixture
def source(opened: Opened) -> int:
    return opened.catalog.write(add_source)


def test_a_photo_is_told_with_where_it_lies_and_what_was_proved(page: Page, opened: Opened, source: int) -> None:
    content = picture(1)
    one = safe(opened, source, PHOTO, content)
    other = safe(opened, opened.catalog.write(add_source, "family"), PHOTO, content)
    told: dict[str, Any] = page.get(f"/api/photos/{one}").json()
    assert (told["source"], told["folder"]["path"], told["state"]) == ("travel", "travel/2019", "safe")
    assert told["metadata"]["dimensions"] == {"width": 640, "height": 480}
    assert told["proof"] == "Every byte was compared with the source's own checksum."
    assert told["original"]["sha256"] == hashlib.sha256(content).hexdigest()
    assert (opened.bootstrap.library / told["original"]["path"]).read_bytes() == content
    assert told["original"]["verified_at"] is None
    assert told["origins"] == [{"id": other, "name": "a.jpg", "source": "family", "folder": "2019", "state": "safe"}]
    assert [origin["id"] for origin in page.get(f"/api/photos/{other}").json()["origins"]] == [one]  # type: ignore[attr-defined]


def test_a_photo_tells_each_look_at_its_file_and_the_bytes_it_had_before(
    page: Page, opened: Opened, source: int
) -> None:
    one, before = safe(opened, source, PHOTO, picture(1)), safe(opened, source, RemotePhoto("b", "b.jpg"), picture(2))

    def happen(db: Connection) -> None:
        number = sessions.begin(db, "verify", None, None, AT + 1)
        held = originals.by_id(db, db.number("SELECT original_id FROM photos WHERE id = ?", (one,)))
        old = db.number("SELECT original_id FROM photos WHERE id = ?", (before,))
        assert held is not None
        audit.note(db, "daemon", "repair", held.path, AT + 2)
        integrity.record(db, number, integrity.Reading(held.id, held.path, "intact", held.sha256, held.bytes), AT + 3)
        db.run("INSERT INTO photo_versions (photo_id, original_id, replaced_at) VALUES (?, ?, ?)", (one, old, AT + 4))

    opened.catalog.write(happen)
    told: dict[str, Any] = page.get(f"/api/photos/{one}/provenance").json()
    assert [check["how"] for check in told["checks"]] == ["intact", "repaired", "stored"]
    assert told["checks"][2]["at"] == rfc3339(AT)
    assert [old["sha256"] for old in told["versions"]] == [hashlib.sha256(picture(2)).hexdigest()]
    assert told["key"] == "2019/a.jpg"
    assert page.get("/api/photos/4711/provenance").status == 404


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0 ftypisom\0\0\2\0isom", "video/mp4"), (b"\0\0\0 ftypqt  \0\0\0\0", "video/quicktime"),
        (b"\x1aE\xdf\xa3\0\0\0\0\0\0\0\0", "video/webm"), (b"\0\0\0 ftypheic\0\0\0\0", None),
        (b"<html><video src=a>", None),
    ],
)  # fmt: skip
def test_a_film_is_known_by_its_first_bytes_and_seeks(
    page: Page, opened: Opened, source: int, head: bytes, kind: str | None
) -> None:
    content = head + bytes(range(256))
    film = safe(opened, source, RemotePhoto("f.mp4", "f.mp4", media_type="video"), content)
    asked = {"Cookie": page.cookie, "Range": "bytes=4-11"}
    part = call(page.app, "GET", f"/api/photos/{film}/download?local=1", asked)
    assert (part.status, part.body) == (206, content[4:12])
    assert part.headers["Content-Type"] == (kind or "application/octet-stream")
    assert part.headers["Content-Disposition"].startswith("inline" if kind else "attachment")


def test_a_photo_that_failed_says_why(page: Page, opened: Opened, source: int) -> None:
    photo = listed(opened, source, PHOTO)
    opened.catalog.write(photos.fail, photo, "FORBIDDEN", "It is withheld.", "Allow it.", 1_000, None)
    told: dict[str, Any] = page.get(f"/api/photos/{photo}").json()
    assert told["failure"] == {"code": "FORBIDDEN", "message": "It is withheld.", "action": "Allow it."}
    assert (told["state"], told["original"], told["proof"]) == ("failed", None, None)


def test_a_photo_that_is_skipped_says_why_in_words(page: Page, opened: Opened, source: int) -> None:
    photo = listed(opened, source, PHOTO)

    def skip(db: Connection) -> None:
        db.run("UPDATE photos SET state = 'skipped', skip_reason = 'ARCHIVED:GLACIER' WHERE id = ?", (photo,))

    opened.catalog.write(skip)
    reason = str(page.get(f"/api/photos/{photo}").json()["skip_reason"])
    assert "GLACIER" in reason
    assert "ARCHIVED:" not in reason
    assert (reason[0], reason[-1]) == ("A", ".")
    told = f"{reason[0].lower()}{reason[1:-1]}"
    assert page.get("/api/skipped").json() == {"reasons": [{"source": "travel", "reason": told, "photos": 1}]}


def test_a_photo_that_its_archive_is_bringing_out_says_so(page: Page, opened: Opened, source: int) -> None:
    photo, other = (listed(opened, source, replace(PHOTO, key=key)) for key in ("a", "b"))

    def ask(db: Connection) -> None:
        db.run("UPDATE photos SET state = 'skipped', skip_reason = 'ARCHIVED:GLACIER'")
        thaws.asked(db, photo, "Bulk", 7, milliseconds(opened.clock))

    opened.catalog.write(ask)
    assert "asked for, and not out yet" in str(page.get(f"/api/photos/{photo}").json()["skip_reason"])
    assert "asked for, and" not in str(page.get(f"/api/photos/{other}").json()["skip_reason"])
    reasons: Any = page.get("/api/skipped").json()["reasons"]
    assert [("not out yet" in row["reason"], row["photos"]) for row in reasons] == [(True, 1), (False, 1)]


def test_what_is_not_there_is_said_as_json(page: Page, opened: Opened, source: int) -> None:
    pending = listed(opened, source, PHOTO)
    for path, code in (("77", "NOT_FOUND"), ("77/download", "NOT_FOUND"), ("77/download?local=1", "NOT_FOUND"),
                       ("77/thumbnail", "NOT_FOUND"), (f"{pending}/thumbnail", "NOT_HELD"),
                       (f"{pending}/download?local=1", "NOT_HELD")):  # fmt: skip
        answer = page.get(f"/api/photos/{path}")
        assert (answer.status, answer.code()) == (404, code), path


@pytest.mark.parametrize(("size", "expected"), [("256", (256, 192)), ("400", (400, 300)), ("512", (512, 384)),
                                                ("", (400, 300)), ("1600", (640, 480))])  # fmt: skip
def test_a_thumbnail_is_a_jpeg_of_the_size_that_was_asked_for(
    page: Page, opened: Opened, source: int, size: str, expected: tuple[int, int]
) -> None:
    photo = safe(opened, source, PHOTO, picture(1, format="PNG"))
    answer = page.get(f"/api/photos/{photo}/thumbnail" + (f"?size={size}" if size else ""))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(answer.body)).size == expected


def test_a_thumbnail_is_kept_for_ever_under_its_version_only(page: Page, opened: Opened, source: int) -> None:
    photo = safe(opened, source, PHOTO, picture(1))
    url = str(page.get(f"/api/photos/{photo}").json()["thumbnail_url"])
    known = page.get(url)
    assert known.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    md5 = hashlib.md5(picture(1), usedforsecurity=False).hexdigest()
    assert known.headers["ETag"] == f'"{md5}-400"'
    for other in (f"/api/photos/{photo}/thumbnail", f"/api/photos/{photo}/thumbnail?v=123"):
        assert page.get(other).headers["Cache-Control"] == "private, no-cache"
    again = call(page.app, "GET", f"/api/photos/{photo}/thumbnail",
                 {"Cookie": page.cookie, "If-None-Match": known.headers["ETag"]})  # fmt: skip
    assert (again.status, again.body) == (304, b"")


def test_d5_what_is_no_picture_has_no_thumbnail(page: Page, opened: Opened, source: int) -> None:
    """D5: SVG and HTML under a picture's name, garbage, nothing at all."""
    for n, content in enumerate(
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html><script></script>", b"\xff\xd8")
    ):
        photo = safe(opened, source, RemotePhoto(key=f"k{n}", name="a.jpg"), content)
        answer = page.get(f"/api/photos/{photo}/thumbnail")
        assert answer.status == 404
        assert str(answer.code()).startswith("THUMB_")
        assert answer.headers["Content-Type"] == "application/json"


def test_a_question_for_another_size_is_refused(page: Page, opened: Opened, source: int) -> None:
    photo = safe(opened, source, PHOTO, picture(1))
    for query in ("size=300", "size=0", "size=-1", "size=x", "size=400&size=5&x=1", "v=" + "0" * 33):
        assert page.get(f"/api/photos/{photo}/thumbnail?{query}").status == 422, query


def test_the_original_in_the_library_is_shown_as_it_is(page: Page, opened: Opened, source: int) -> None:
    for kind, mime in (("JPEG", "image/jpeg"), ("PNG", "image/png"), ("GIF", "image/gif"), ("WEBP", "image/webp"),
                       ("AVIF", "image/avif")):  # fmt: skip
        content = picture(1, format=kind)
        photo = safe(opened, source, RemotePhoto(key=kind, name="wrong.bin"), content)
        answer = page.get(f"/api/photos/{photo}/download?local=1")
        assert (answer.status, answer.body) == (200, content)
        assert answer.headers["Content-Type"] == mime
        assert answer.headers["Content-Disposition"].startswith("inline;")


ACTIVE = [b"<!doctype html><script>alert(1)</script>", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
          b"%PDF-1.7", b"\xef\xbb\xbf<?xml version='1.0'?>", b"II*\x00", b"", b"\xff\xd8",
          b"\x00\x00\x00\x18ftypheic", b"BM<script>"]  # fmt: skip


@pytest.mark.parametrize("content", ACTIVE, ids=repr)
def test_d5_anything_else_is_only_ever_saved(page: Page, opened: Opened, source: int, content: bytes) -> None:
    """D4, D5: the name and the source's word for it do not count."""
    photo = safe(opened, source, PHOTO, content)
    answer = page.get(f"/api/photos/{photo}/download?local=1")
    assert (answer.status, answer.body) == (200, content)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


RANGES = [("bytes=0-9", 206, slice(0, 10)), ("bytes=5-", 206, slice(5, None)), ("bytes=-7", 206, slice(-7, None)),
          ("bytes=10-10", 206, slice(10, 11)), ("bytes=99999999-", 416, None), ("bytes=-0", 416, None),
          ("bytes=x", 200, slice(None)), ("bytes=5-2", 200, slice(None)), ("bytes=a-b", 200, slice(None)),
          ("bytes=0-1,4-5", 200, slice(None)), ("lines=0-1", 200, slice(None)),
          ("bytes=-", 200, slice(None))]  # fmt: skip


@pytest.mark.parametrize(("asked", "status", "part"), RANGES)
def test_a_part_of_an_original_can_be_asked_for(
    page: Page, opened: Opened, source: int, asked: str, status: int, part: slice | None
) -> None:
    photo = safe(opened, source, PHOTO, content := picture(1))
    answer = call(page.app, "GET", f"/api/photos/{photo}/download?local=1", {"Cookie": page.cookie, "Range": asked})
    assert answer.status == status
    if part is not None:
        assert answer.body == content[part]
    if part is not None and status == 206:
        start = range(len(content))[part].start
        assert answer.headers["Content-Range"] == f"bytes {start}-{start + len(answer.body) - 1}/{len(content)}"


def test_h5_a_link_in_the_library_is_never_followed(page: Page, opened: Opened, source: int, tmp_path: Path) -> None:
    """C16: neither as the file nor as a folder on the way."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_bytes(picture(5))
    photo = safe(opened, source, PHOTO, picture(1))
    library = opened.bootstrap.library
    path = library / str(page.get(f"/api/photos/{photo}").json()["original"]["path"])  # type: ignore[index]
    path.unlink()
    path.symlink_to(outside / "secret")
    assert page.get(f"/api/photos/{photo}/download?local=1").status in (404, 503)
    path.unlink()
    path.parent.rmdir()
    (outside / path.name).write_bytes(picture(5))
    path.parent.symlink_to(outside)
    for way in ("download?local=1", "thumbnail?size=512"):
        answer = page.get(f"/api/photos/{photo}/{way}")
        assert answer.status in (404, 503)
        assert picture(5)[:200] not in answer.body


def test_a_drive_that_is_away_is_said(page: Page, opened: Opened, source: int) -> None:
    photo = safe(opened, source, PHOTO, picture(1))
    opened.bootstrap.library.rename(opened.bootstrap.library.with_name("unplugged"))
    answer = page.get(f"/api/photos/{photo}/download?local=1")
    assert (answer.status, answer.code()) == (503, "LIBRARY_OFFLINE")


def test_a_name_cannot_end_the_header(page: Page, opened: Opened, source: int) -> None:
    hostile = 'a"\r\nX-Evil: 1;.jpg'
    photo = safe(opened, source, RemotePhoto(key="k", name=hostile, format='j"\r\npg'), picture(1))
    answer = page.get(f"/api/photos/{photo}/download?local=1")
    assert answer.status == 200
    assert "X-Evil" not in answer.headers
    assert "\n" not in answer.headers["Content-Disposition"]


def test_the_cloud_s_copy_is_reached_by_an_address_that_nobody_else_sees(
    page: Page, opened: Opened, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """H4: the address is a secret for as long as it works."""
    caplog.set_level(logging.DEBUG)
    source = opened.catalog.write(s3_source)
    photo = listed(opened, source, RemotePhoto(key="2019/a b.jpg", name="a b.jpg", folder=("2019",)))
    assert page.get(f"/api/photos/{photo}").json()["download_url"] == f"/api/photos/{photo}/download"
    answer = page.get(f"/api/photos/{photo}/download")
    assert answer.status == 302, answer.body
    address = answer.headers["Location"]
    assert "X-Amz-Signature=" in address
    assert "/2019/a%20b.jpg?" in address
    assert "secret-canary" not in address
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "private, no-store"
    signature = address.partition("X-Amz-Signature=")[2][:40]
    assert signature not in caplog.text + "".join(capfd.readouterr())


def s3_source(db: Connection) -> int:
    return sources.add(
        db, uid="uid-s3", name="bucket", kind="s3", folder="bucket", at=1_000,
        settings={"bucket": "photos", "endpoint_url": "http://127.0.0.1:9", "region": "us-east-1"},
        credentials={"access_key_id": "AKIAEXAMPLE12345", "secret_access_key": "secret-canary"},
    )  # fmt: skip


@pytest.mark.parametrize(("state", "reason", "offered"), [
    ("skipped", "ARCHIVED:GLACIER", False), ("skipped", "FOLDER_MARKER", False), ("skipped", "EXCLUDED", True),
    ("pending", None, True), ("gone", None, False)])  # fmt: skip
def test_the_cloud_s_copy_is_offered_only_where_the_cloud_hands_it_out(
    page: Page, opened: Opened, state: str, reason: str | None, offered: bool
) -> None:
    one = listed(opened, opened.catalog.write(s3_source), PHOTO)
    said = (state, reason, one)
    opened.catalog.write(lambda db: db.run("UPDATE photos SET state = ?, skip_reason = ? WHERE id = ?", said))
    assert (page.get(f"/api/photos/{one}").json()["download_url"] is not None) == offered
    answer = page.get(f"/api/photos/{one}/download")
    assert answer.status == (302 if offered else 409)
    assert offered or answer.code() in ("ARCHIVED", "NOT_A_PHOTO", "GONE_UPSTREAM")


def test_a_photo_that_turned_out_to_be_archived_is_not_offered_from_the_cloud(page: Page, opened: Opened) -> None:
    photo = listed(opened, opened.catalog.write(s3_source), PHOTO)
    opened.catalog.write(photos.fail, photo, Archived.code, "It is archived.", "Ask for it.", 1_000, None)
    assert page.get(f"/api/photos/{photo}").json()["download_url"] is None


def test_d4_what_a_file_is_is_told_from_its_bytes(page: Page, opened: Opened, source: int) -> None:
    """D4: a picture under another name is one, and what only has a picture's name is none."""
    photo = 0
    for content, name, mime, shown in (
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svgas.jpg", "application/octet-stream", False),
        (picture(1, format="PNG"), "png.jpg", "image/png", True),
        (picture(2), "photo.bin", "image/jpeg", True),
        (b"%PDF-1.7", "paper.pdf", "application/pdf", False),
    ):
        photo = safe(opened, source, RemotePhoto(key=name, name=name), content)
        told: dict[str, Any] = page.get(f"/api/photos/{photo}").json()
        assert (told["mime_type"], told["original"]["shown"]) == (mime, shown), name
    opened.bootstrap.library.rename(opened.bootstrap.library.with_name("unplugged"))
    assert page.get(f"/api/photos/{photo}").json()["mime_type"] == "application/pdf"


def test_the_plain_list_leaves_out_the_photos_of_removed_sources(page: Page, opened: Opened, source: int) -> None:
    one = listed(opened, source, PHOTO)
    other = opened.catalog.write(add_source, "family")
    listed(opened, other, PHOTO)
    opened.catalog.write(lambda db: db.run("UPDATE sources SET removed_at = 2000 WHERE id = ?", (other,)))
    found: dict[str, Any] = page.get("/api/photos").json()
    assert [row["id"] for row in found["photos"]] == [one]


def test_a_source_without_a_key_says_so(page: Page, opened: Opened) -> None:
    source = opened.catalog.write(s3_source)
    photo = listed(opened, source, PHOTO)
    opened.catalog.write(lambda db: db.run("UPDATE sources SET credentials = NULL"))
    answer = page.get(f"/api/photos/{photo}/download")
    assert (answer.status, answer.code()) == (503, "AUTH_REVOKED")


def test_b9_a_time_that_no_calendar_has_costs_neither_the_photo_nor_its_folder(page: Page, opened: Opened) -> None:
    """A catalog may hold one from before such times were left out."""
    source = opened.catalog.write(add_source)
    photo = safe(opened, source, RemotePhoto(key="a.jpg", name="a.jpg", created_at=-62135647200000), picture(1))
    assert (page.get(f"/api/photos/{photo}").status, page.get("/api/folders/travel").status) == (200, 200)
