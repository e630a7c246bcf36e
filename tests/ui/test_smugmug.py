"""SmugMug in the window: signed in to by its name alone, looked at live, added; no token ever comes out."""

import threading
from collections.abc import Iterator

import pytest
from smugmug_person import digits
from tests.ui.conftest import Page
from tests.ui.test_accounts import looked

from holdfast.catalog import sources
from holdfast.engine.setup import Opened
from holdfast.standins.smugmug import SmugMugStandIn


@pytest.fixture
def smug() -> Iterator[SmugMugStandIn]:
    with SmugMugStandIn(9, odd=False) as running:
        yield running
        for thread in threading.enumerate():
            if thread.name == "examination":
                thread.join()


def begun(page: Page, smug: SmugMugStandIn, **other: str) -> dict[str, str]:
    asked = {"api_key": smug.key, "api_secret": smug.secret, "endpoint_url": smug.base, **other}
    answer = page.post("/api/sources/sign-in", asked)
    assert answer.status == 201, answer.body
    return {name: str(value) for name, value in answer.json().items()}


def test_six_digits_let_the_account_be_looked_at_added_and_signed_in_to_anew(
    page: Page, opened: Opened, smug: SmugMugStandIn
) -> None:
    step = begun(page, smug)
    assert page.post("/api/sources/check", {"kind": "smugmug", "fields": {"sign_in": step["sign_in"]}}).status == 422
    wrong = page.post("/api/sources/sign-in/code", {"sign_in": step["sign_in"], "code": "nonsense"})
    assert (wrong.status, wrong.json()["field"]) == (422, "code")
    done = page.post("/api/sources/sign-in/code", {"sign_in": step["sign_in"], "code": digits(step["address"])})
    assert done.json() == {"account": "ada"}
    fields = {"sign_in": step["sign_in"]}
    seen = looked(page, kind="smugmug", fields=fields)
    assert (seen["state"], seen["photos"], seen["complete"]) == ("done", 9, True)
    added = page.post("/api/sources", {"kind": "smugmug", "name": "smug", "fields": fields})
    assert added.status == 201, added.body
    source_id = int(str(added.json()["id"]))
    secret = opened.catalog.read(sources.credentials, source_id)
    assert secret is not None
    shown = page.get("/api/accounts").body
    assert not any(value.encode() in shown for value in (secret["token"], secret["token_secret"], smug.secret))
    again = begun(page, smug)
    page.post("/api/sources/sign-in/code", {"sign_in": again["sign_in"], "code": digits(again["address"])})
    renewed = page.send("PATCH", f"/api/sources/{source_id}", {"fields": {"sign_in": again["sign_in"]}})
    assert renewed.status == 200, renewed.body
    assert opened.catalog.read(sources.credentials, source_id) != secret


def test_a_wrong_key_is_told_at_its_field_and_a_forgotten_sign_in_as_such(page: Page, smug: SmugMugStandIn) -> None:
    asked = {"api_key": smug.key, "api_secret": "another", "endpoint_url": smug.base}
    refused = page.post("/api/sources/sign-in", asked)
    assert (refused.status, refused.json()["field"]) == (422, "api_secret")
    missing = page.post("/api/sources/sign-in", {"api_key": "", "api_secret": "x"})
    assert (missing.status, missing.json()["field"]) == (422, "api_key")
    unknown = page.post("/api/sources/sign-in/code", {"sign_in": "nobody", "code": "123456"})
    assert (unknown.status, unknown.json()["field"]) == (422, "code")


def test_a_smugmug_that_is_not_there_is_told_as_such_and_nothing_is_broken(page: Page, smug: SmugMugStandIn) -> None:
    smug.stop()
    answer = page.post("/api/sources/sign-in", {"api_key": "a", "api_secret": "b", "endpoint_url": smug.base})
    assert (answer.status, answer.json()["code"]) == (422, "OFFLINE")
    assert "cannot be reached" in str(answer.json()["message"])
