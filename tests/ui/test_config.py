"""/api/config: the seed's keys beside the settings, and an S3 account whose secrets go in and never come out."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.ui.conftest import Page

from holdfast.catalog import settings, sources
from holdfast.engine import setup
from holdfast.engine.setup import Opened
from holdfast.standins.s3 import S3StandIn

KEY, SECRET = "AKIACONFIGCANARY1234", "canary-secret-of-the-config-test"


@pytest.fixture
def cloud() -> Iterator[S3StandIn]:
    with S3StandIn(3, bucket="photos", key=KEY, secret=SECRET) as cloud:
        yield cloud


def account(cloud: S3StandIn, **other: str) -> dict[str, str]:
    return {"backblaze_endpoint": cloud.endpoint, "backblaze_bucket": "photos", "backblaze_access_key": KEY,
            "backblaze_secret_key": SECRET, **other}  # fmt: skip


def read(page: Page) -> dict[str, Any]:
    return page.get("/api/config").json()


def test_nothing_is_there_before_an_account_is(page: Page) -> None:
    told = read(page)
    assert [told[f"backblaze_{name}"] for name in ("endpoint", "bucket", "access_key", "secret_key")] == [""] * 4
    assert (told["thumbnail_max_age_days"], told["sync_interval_hours"]) == (30, 24)


def test_an_account_is_asked_then_added_and_its_secret_never_answered(
    page: Page, opened: Opened, cloud: S3StandIn
) -> None:
    answer = page.post("/api/config", account(cloud))
    assert answer.status == 200, answer.body
    told: dict[str, Any] = answer.json()
    assert (told["backblaze_bucket"], told["backblaze_access_key"], told["backblaze_secret_key"]) == (
        "photos", "…1234", "********")  # fmt: skip
    (source,) = opened.catalog.read(sources.everything)
    assert (source.kind, source.name) == ("s3", "photos")
    assert opened.catalog.read(sources.credentials, source.id) == {"access_key_id": KEY, "secret_access_key": SECRET}
    for path in ("config", "status", "sources"):
        body = page.get(f"/api/{path}").body.decode()
        assert SECRET not in body
        assert KEY not in body


def test_what_is_sent_back_as_it_was_shown_changes_nothing(page: Page, opened: Opened, cloud: S3StandIn) -> None:
    page.post("/api/config", account(cloud))
    asked = cloud.asked("bucket")
    shown = {name: value for name, value in read(page).items() if name != "settings"}
    assert page.post("/api/config", shown).status == 200
    assert opened.catalog.read(sources.credentials, 1) == {"access_key_id": KEY, "secret_access_key": SECRET}
    assert cloud.asked("bucket") == asked


def test_a_wrong_key_is_refused_and_the_right_one_kept(page: Page, opened: Opened, cloud: S3StandIn) -> None:
    page.post("/api/config", account(cloud))
    refused = page.post("/api/config", {"backblaze_secret_key": "wrong"})
    assert (refused.status, refused.code()) == (422, "AUTH_REVOKED")
    assert "wrong" not in str(refused.json()["message"])
    assert opened.catalog.read(sources.credentials, 1) == {"access_key_id": KEY, "secret_access_key": SECRET}
    assert page.post("/api/config", {"backblaze_secret_key": SECRET}).status == 200
    assert len(opened.catalog.read(sources.everything)) == 1


def test_keys_are_never_tried_at_another_endpoint(page: Page, opened: Opened, cloud: S3StandIn) -> None:
    page.post("/api/config", account(cloud))
    with S3StandIn(3, bucket="photos", key=KEY, secret=SECRET) as other:
        page.post("/api/config", {"backblaze_endpoint": other.endpoint})
        assert other.asked("bucket") == other.asked("listing") == 0
    assert len(opened.catalog.read(sources.everything)) == 1


def test_another_bucket_gets_none_of_the_rules_of_the_first(page: Page, opened: Opened, cloud: S3StandIn) -> None:
    rules = {"prefix": "", "include": "*.jpg", "exclude": "trash/*", "requester_pays": "yes", "private": "yes",
             "region": "eu-west-3"}  # fmt: skip
    place = {"endpoint_url": cloud.endpoint, "bucket": "photos", **rules}
    setup.add_s3(opened, "photos", place, {"access_key_id": KEY, "secret_access_key": SECRET})
    with S3StandIn(3, bucket="holiday", key=KEY, secret=SECRET) as other:
        asked = account(cloud, backblaze_endpoint=other.endpoint, backblaze_bucket="holiday")
        assert page.post("/api/config", asked).status == 200
    first, second = opened.catalog.read(sources.everything)
    assert (first.settings["include"], second.name) == ("*.jpg", "holiday")
    assert second.settings == {"endpoint_url": other.endpoint, "bucket": "holiday"}


def test_new_keys_keep_the_rules_of_the_account(page: Page, opened: Opened, cloud: S3StandIn) -> None:
    place = {"endpoint_url": cloud.endpoint, "bucket": "photos", "include": "*.jpg"}
    setup.add_s3(opened, "photos", place, {"access_key_id": KEY, "secret_access_key": SECRET})
    assert page.post("/api/config", account(cloud)).status == 200
    (source,) = opened.catalog.read(sources.everything)
    assert source.settings["include"] == "*.jpg"


def test_buckets_of_one_name_at_two_providers_are_two_sources(page: Page, opened: Opened, cloud: S3StandIn) -> None:
    page.post("/api/config", account(cloud))
    with S3StandIn(3, bucket="photos", key=KEY, secret=SECRET) as other:
        answer = page.post("/api/config", account(cloud, backblaze_endpoint=other.endpoint))
        assert answer.status == 200, answer.body
    assert [source.name for source in opened.catalog.read(sources.everything)] == ["photos", "photos 2"]


def test_a_refused_setting_speaks_of_no_command(page: Page) -> None:
    for name, value in (("stale_after_hours", 0), ("no_such_setting", 1)):
        refused = page.send("PATCH", "/api/config", {name: value})
        assert refused.status == 422
        assert "command" not in str(refused.json()["action"])


def test_a_wrong_value_is_told_under_the_name_that_was_sent(page: Page) -> None:
    refused = page.post("/api/config", {"sync_interval_hours": 0})
    assert refused.status == 422
    assert "sync_interval_hours" in str(refused.json()["message"])
    assert "check_every_hours" not in str(refused.json()["message"])
    assert "command" not in str(refused.json()["action"])
    both = {"sync_interval_hours": 24, "settings": {"check_every_hours": 5}}
    assert page.post("/api/config", both).status == 422
    assert read(page)["sync_interval_hours"] == 24


def test_settings_of_the_seed_and_ours_are_one(page: Page, opened: Opened) -> None:
    sent = {"thumbnail_max_age_days": 7, "sync_interval_hours": 12, "settings": {"downloads_at_once": 3}}
    told: dict[str, Any] = page.post("/api/config", sent).json()
    assert (told["thumbnail_max_age_days"], told["sync_interval_hours"]) == (7, 12)
    kept = {row["name"]: row["value"] for row in told["settings"]}
    assert (kept["check_every_hours"], kept["downloads_at_once"]) == (12, 3)
    for nonsense in ({"sync_interval_hours": 0}, {"sync_interval_hours": "12"}, {"settings": {"nothing": 1}},
                     {"window_secret": 1}, {"backblaze_secret_key": 5}, {"backblaze_bucket": "photos"},
                     {"backblaze_endpoint": "http://example.com", "backblaze_bucket": "photos"},
                     {"thumbnail_max_age_days": 8, "settings": {"downloads_at_once": 0}}):  # fmt: skip
        assert page.post("/api/config", nonsense).status == 422, nonsense
    assert opened.catalog.read(lambda db: settings.value(db, "thumbnail_max_age_days")) == 7
