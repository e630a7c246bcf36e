"""Accounts in the window: looked at live, added, given another key, renamed, left. No key ever comes out."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ui.conftest import Page

from holdfast.catalog import sources
from holdfast.engine.setup import Opened
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.s3 import S3StandIn

CANARY = "canary-that-must-not-come-out"


@pytest.fixture
def bucket() -> Iterator[S3StandIn]:
    with S3StandIn() as running:
        for number in range(12):
            running.put(f"trip/IMG_{number}.jpg", b"\xff\xd8\xff" + b"x" * number)
        for number in range(5):
            running.put(f"cache/small_{number}.jpg", b"\xff\xd8\xff")
        yield running
        for thread in threading.enumerate():
            if thread.name == "examination":
                thread.join()


def fields(bucket: S3StandIn, **other: str) -> dict[str, str]:
    named = {"bucket": bucket.bucket, "endpoint_url": bucket.endpoint}
    return {**named, "access_key_id": bucket.key, "secret_access_key": bucket.secret, **other}


def looked(page: Page, **asked: object) -> dict[str, object]:
    """What the look at an account came to, once it is over."""
    begun = page.post("/api/sources/check", asked)
    assert begun.status == 202, begun.body
    while True:
        seen = page.get(f"/api/sources/check/{begun.json()['id']}").json()
        if seen["state"] not in ("asking", "counting"):
            return seen


def test_a_look_counts_what_would_be_copied_and_copies_nothing(page: Page, opened: Opened, bucket: S3StandIn) -> None:
    seen = looked(page, kind="s3", fields=fields(bucket))
    assert (seen["state"], seen["photos"], seen["complete"]) == ("done", 17, True)
    assert seen["bytes"] == sum(3 + number for number in range(12)) + 5 * 3
    assert len(bucket.counts("bytes")) == 1, "the one that tells how the bucket answers"
    assert opened.catalog.read(sources.everything) == []


def test_rules_say_how_many_photos_they_leave_out(page: Page, bucket: S3StandIn) -> None:
    seen = looked(page, kind="s3", fields=fields(bucket, exclude="cache/"))
    assert seen["photos"] == 12
    assert seen["left_out"] == [{"reason": "left out by the rule 'cache/'", "photos": 5}]


def test_a_folder_is_looked_at_added_and_given_other_rules(page: Page, opened: Opened, tmp_path: Path) -> None:
    folder = tmp_path / "Old drive"
    for name in ("2019/a.jpg", "2019/b.mp4", "cache/c.jpg", "notes.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"\xff\xd8\xff")
    fields = {"path": str(folder), "exclude": "cache/"}
    seen = looked(page, kind="folder", fields=fields)
    assert (seen["state"], seen["photos"], seen["bytes"], seen["complete"]) == ("done", 2, 6, True)
    assert {"reason": "neither a photo nor a video", "photos": 1} in seen["left_out"]  # type: ignore[operator]
    added = page.post("/api/sources", {"kind": "folder", "name": "Old drive", "fields": fields})
    assert added.status == 201, added.body
    one = f"/api/sources/{added.json()['id']}"
    changed = page.send("PATCH", one, {"fields": {"exclude": ""}})
    assert changed.status == 200, changed.body
    shown = changed.json()["accounts"][0]  # type: ignore[index]
    assert (shown["title"], shown["has_key"], shown["place"].get("exclude")) == (str(folder), True, None)
    assert looked(page, source=added.json()["id"])["photos"] == 3
    elsewhere = page.send("PATCH", one, {"fields": {"path": str(tmp_path)}})
    assert elsewhere.status == 422, "another folder is another source"


@pytest.mark.parametrize(
    ("path", "said"), [("", "missing"), ("pictures", "begins"), ("LIBRARY", "library"), ("/no/such/place", "not there")]
)
def test_a_folder_that_cannot_be_one_is_refused(page: Page, opened: Opened, path: str, said: str) -> None:
    wrong = {"path": str(opened.library) if path == "LIBRARY" else path}
    answer = page.post("/api/sources", {"kind": "folder", "name": "Wrong", "fields": wrong})
    assert answer.status >= 400
    assert said in str(answer.json()["message"])
    assert opened.catalog.read(sources.everything) == []


def test_a_wrong_key_is_refused_with_its_sentence(page: Page, bucket: S3StandIn) -> None:
    seen = looked(page, kind="s3", fields=fields(bucket, secret_access_key=CANARY))
    assert seen["state"] == "refused"
    assert seen["problem"]["code"] == "AUTH_REVOKED"  # type: ignore[index]
    assert CANARY not in str(seen)


def test_a_look_can_be_ended(page: Page, bucket: S3StandIn) -> None:
    begun = page.post("/api/sources/check", {"kind": "s3", "fields": fields(bucket)}).json()["id"]
    assert page.send("DELETE", f"/api/sources/check/{begun}").json()["state"] in ("cancelled", "done")
    assert page.get("/api/sources/check/999").status == 404


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        ("s3", {"bucket": "NO bucket"}, "bucket"),
        ("s3", {"endpoint_url": "http://example.com"}, "endpoint_url"),
        ("s3", {"access_key_id": ""}, "access_key_id"),
        ("s3", {"secret_access_key": ""}, "secret_access_key"),
        ("s3", {"exclude": "[a-z].jpg"}, "exclude"),
        ("s3", {"access_key_id": "", "secret_access_key": ""}, "access_key_id"),
        ("cloudinary", {"cloud_name": "a b"}, "cloud_name"),
        ("cloudinary", {"api_key": ""}, "api_key"),
        ("cloudinary", {"api_secret": f"{CANARY} with blanks"}, "api_secret"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    page: Page, bucket: S3StandIn, kind: str, wrong: dict[str, str], field: str
) -> None:
    right = fields(bucket) if kind == "s3" else {"cloud_name": "demo", "api_key": "123", "api_secret": "abc"}
    for answer in (
        page.post("/api/sources/check", {"kind": kind, "fields": {**right, **wrong}}),
        page.post("/api/sources", {"kind": kind, "name": "Travel", "fields": {**right, **wrong}}),
    ):
        assert (answer.status, answer.json().get("field")) == (422, field), answer.body
        assert CANARY not in str(answer.body)


def test_an_account_is_added_renamed_given_another_key_and_left(page: Page, opened: Opened, bucket: S3StandIn) -> None:
    refused = page.post(
        "/api/sources", {"kind": "s3", "name": "B2", "fields": fields(bucket, secret_access_key=CANARY)}
    )
    assert (refused.status, refused.code(), refused.json()["field"]) == (422, "AUTH_REVOKED", "secret_access_key")
    assert opened.catalog.read(sources.everything) == []
    added = page.post("/api/sources", {"kind": "s3", "name": "B2", "fields": fields(bucket)})
    assert added.status == 201, added.body
    one = f"/api/sources/{added.json()['id']}"
    assert page.send("PATCH", one, {"name": "Family archive"}).json()["accounts"][0]["name"] == "Family archive"  # type: ignore[index]
    wrong = page.send("PATCH", one, {"fields": {"access_key_id": bucket.key, "secret_access_key": CANARY}})
    assert (wrong.status, wrong.code()) == (422, "AUTH_REVOKED")
    assert kept(opened)["secret_access_key"] == bucket.secret
    assert page.send("PATCH", one, {"fields": {"exclude": "cache/"}}).status == 200
    row = opened.catalog.read(sources.everything)[0]
    assert (row.name, row.folder, row.settings["exclude"]) == ("Family archive", "B2", "cache/")
    shown = page.get("/api/accounts")
    assert bucket.secret not in str(shown.body)
    assert bucket.key not in str(shown.body)
    assert page.send("DELETE", one).json()["accounts"] == []
    assert page.send("DELETE", one).status == 404


def kept(opened: Opened) -> dict[str, str]:
    found = opened.catalog.read(lambda db: sources.credentials(db, sources.everything(db)[0].id))
    return dict(found or {})


def test_a_kept_key_goes_to_no_other_address_and_an_account_becomes_no_other(
    page: Page, opened: Opened, bucket: S3StandIn
) -> None:
    with StandIn(3, seed=2) as cloud:
        said = {"cloud_name": cloud.cloud, "api_key": cloud.key, "api_secret": cloud.secret}
        said["upload_prefix"] = cloud.base
        added = page.post("/api/sources", {"kind": "cloudinary", "name": "Travel", "fields": said})
        assert added.status == 201, added.body
        one = f"/api/sources/{added.json()['id']}"
        asked = cloud.asked("listing")
        moved = page.send("PATCH", one, {"fields": {"upload_prefix": "http://127.0.0.1:9"}})
        assert (moved.status, moved.json()["field"]) == (422, "api_key")
        other = page.send("PATCH", one, {"fields": {"cloud_name": "another"}})
        assert (other.status, other.code()) == (422, "USAGE")
        assert cloud.asked("listing") == asked


def test_a_name_that_is_taken_or_unreadable_is_refused_at_its_field(page: Page, bucket: S3StandIn) -> None:
    first = page.post("/api/sources", {"kind": "s3", "name": "One", "fields": fields(bucket)}).json()["id"]
    again = page.post("/api/sources", {"kind": "s3", "name": "one", "fields": fields(bucket)})
    assert (again.status, again.json()["field"]) == (422, "name")
    for bad in ("", "  ", "two\nlines"):
        answer = page.send("PATCH", f"/api/sources/{first}", {"name": bad})
        assert (answer.status, answer.json()["field"]) == (422, "name"), bad
