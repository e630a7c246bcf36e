"""What the page is told, against what the catalog holds; and what happens to what cannot be."""

import json
import logging

import pytest
from flask import Flask
from tests.ui.conftest import Page, add_photos, add_source, call, without_space

from holdfast.catalog import Connection, audit, jobs, pauses, photos, sessions, settings, sources
from holdfast.clock import rfc3339
from holdfast.domain.status import HeldBack
from holdfast.engine.report import as_json
from holdfast.engine.setup import Opened
from holdfast_ui.desk import Desk


def test_status_says_what_the_command_line_says(page: Page, desk: Desk) -> None:
    desk.catalog.write(lambda db: add_photos(db, add_source(db), ["a.jpg", "b.jpg"]))
    said = as_json(desk.status())
    assert isinstance(said, dict)
    assert without_space(page.get("/api/status").json()) == without_space({**said})


def test_statistics_are_the_counts_of_the_status(page: Page, desk: Desk) -> None:
    desk.catalog.write(lambda db: add_photos(db, add_source(db), ["a.jpg", "b.jpg"]))
    said, status = page.get("/api/statistics").json(), page.get("/api/status").json()
    assert said == {name: status[name] for name in ("totals", "sources", "types")}


def test_health(page: Page) -> None:
    answer = page.get("/api/health")
    assert answer.status == 200
    assert answer.json()["status"] == "ok"


def test_failures_come_in_pages_with_their_causes(page: Page, desk: Desk) -> None:
    def fill(db: Connection) -> None:
        for photo_id in add_photos(db, add_source(db), [f"{n}.jpg" for n in range(5)]):
            code = "FORBIDDEN" if photo_id % 2 else "STALLED"
            photos.fail(db, photo_id, code, "It did not come.", "Try again.", 1_700_000_000_000, None)

    desk.catalog.write(fill)
    first = page.get("/api/failures?limit=3").json()
    assert isinstance(first["failures"], list)
    assert len(first["failures"]) == 3
    assert first["failures"][0]["last_attempt"] == "2023-11-14T22:13:20.000Z"
    rest = page.get(f"/api/failures?limit=3&after={first['next']}").json()
    assert isinstance(rest["failures"], list)
    assert len(rest["failures"]) == 2
    assert rest["next"] is None
    assert isinstance(rest["groups"], list)
    assert sum(group["photos"] for group in rest["groups"]) == 5


def test_photos_come_in_pages_by_source_and_state(page: Page, desk: Desk) -> None:
    def fill(db: Connection) -> None:
        add_photos(db, add_source(db, "one"), ["a.jpg", "b.jpg", "c.jpg"])
        add_photos(db, add_source(db, "two"), ["d.jpg"])

    desk.catalog.write(fill)
    seen: list[str] = []
    after: object = 0
    while after is not None:
        answer = page.get(f"/api/photos?limit=2&after={after}").json()
        assert isinstance(answer["photos"], list)
        seen += [row["name"] for row in answer["photos"]]
        after = answer["next"]
    assert seen == ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]
    only = page.get("/api/photos?source=2&state=pending").json()["photos"]
    assert only == [{"id": 4, "name": "d.jpg", "source": "two", "state": "pending"}]
    assert page.get("/api/photos?state=safe").json()["photos"] == []


def test_sessions_newest_first(page: Page, desk: Desk) -> None:
    def fill(db: Connection) -> None:
        for at in (1_000, 2_000):
            run = sessions.begin(db, "verify", None, None, at)
            sessions.count(db, run, checked=7)
            sessions.finish(db, run, "complete", at + 1)

    desk.catalog.write(fill)
    found = page.get("/api/sessions?limit=1").json()["sessions"]
    assert isinstance(found, list)
    assert [(run["id"], run["checked"], run["outcome"]) for run in found] == [(2, 7, "complete")]


def test_a_job_is_asked_for_paused_resumed_and_cancelled(page: Page, desk: Desk) -> None:
    desk.catalog.write(add_source)
    asked = page.post("/api/jobs", {"kind": "verify", "repair": True, "sources": [1]})
    assert asked.status == 202
    job = asked.json()
    assert (job["kind"], job["state"], job["repair"], job["sources"]) == ("verify", "queued", True, [1])
    one = f"/api/jobs/{job['id']}"
    assert page.get(one).json() == job
    assert page.post(f"{one}/pause").json()["state"] == "paused"
    assert page.post(f"{one}/resume").json()["state"] == "queued"
    assert page.post(f"{one}/cancel").json()["state"] == "cancelled"
    for verb in ("cancel", "pause", "resume"):
        answer = page.post(f"{one}/{verb}")
        assert (answer.status, answer.code()) == (409, "JOB_ENDED")
    kept = desk.catalog.read(lambda db: jobs.by_id(db, 1))
    assert (kept.state, kept.origin, kept.parameters.repair) == ("cancelled", "person", True)


def test_asking_twice_asks_once(page: Page, desk: Desk) -> None:
    one, other = (page.post("/api/jobs", {"kind": "backup"}).json()["id"] for _ in range(2))
    assert one == other
    assert len(desk.catalog.read(jobs.open_ones)) == 1


def test_a_source_is_paused_and_resumed_and_that_is_written_down(page: Page, desk: Desk) -> None:
    desk.catalog.write(add_source)
    for verb, paused in (("pause", True), ("resume", False)):
        answer = page.post(f"/api/sources/1/{verb}").json()["sources"]
        assert isinstance(answer, list)
        assert [source["paused"] for source in answer] == [paused]
        assert [source.paused for source in desk.catalog.read(sources.everything)] == [paused]
    rows = desk.catalog.read(lambda db: db.rows("SELECT actor, action, subject FROM audit_log ORDER BY id"))
    assert [tuple(row) for row in rows] == [
        ("person", "pause source", "travel"),
        ("person", "resume source", "travel"),
    ]


def test_everything_is_paused_and_resumed(page: Page, desk: Desk) -> None:
    desk.catalog.write(add_source)
    assert page.get("/api/status").json()["paused_since"] is None
    hour = page.post("/api/pause", {"minutes": 60}).json()
    assert hour["state"] == "paused"
    assert str(hour["sentence"]).startswith("You paused all backups until ")
    pause = desk.catalog.read(pauses.now, desk.now())
    assert pause is not None
    assert pause.until == pause.since + 3_600_000
    assert (hour["paused_since"], hour["paused_until"]) == (rfc3339(pause.since), rfc3339(pause.until))
    open_end = page.post("/api/pause", {}).json()
    assert (open_end["paused_since"], open_end["paused_until"]) == (hour["paused_since"], None)
    assert page.post("/api/pause", {"until": "tomorrow"}).json()["paused_until"] is not None
    for _ in range(2):
        assert page.post("/api/resume").json()["paused_since"] is None
    for asked, field in (({"until": "soon"}, "until"), ({"minutes": 0}, None), ({"minutes": 10**9}, None),
                         ({"minutes": 5, "until": "18:00"}, "until")):  # fmt: skip
        answer = page.post("/api/pause", asked)
        assert (answer.status, answer.json().get("field")) == (422, field)
    assert desk.catalog.read(pauses.now, desk.now()) is None


def test_a_disappearance_is_accepted_only_with_its_number(page: Page, desk: Desk) -> None:
    desk.catalog.write(add_source)
    none_held = page.post("/api/sources/1/accept", {"absent": 3})
    assert (none_held.status, none_held.code()) == (409, "NOTHING_HELD")
    desk.catalog.write(lambda db: sources.hold(db, 1, HeldBack("MASS_GONE", "3,412 photos disappeared.", 3412)))
    wrong = page.post("/api/sources/1/accept", {"absent": 3411})
    assert (wrong.status, wrong.code()) == (409, "OTHER_COUNT")
    assert "3,412" in str(wrong.json()["message"])
    values: list[object] = ["3412", 3412.0, True, 0, -1, None]
    for nonsense in [{}, [], *({"absent": value} for value in values)]:
        assert page.post("/api/sources/1/accept", nonsense).status == 422
    assert page.post("/api/sources/1/accept", {"absent": 3412}).status == 200
    source = desk.catalog.read(sources.everything)[0]
    assert (source.held, source.accepted_absent) == (None, 3412)


def test_settings_are_changed_together_or_not_at_all(page: Page, desk: Desk) -> None:
    assert page.send("PATCH", "/api/config", {"downloads_at_once": 4, "stale_after_hours": 10}).status == 200
    refused = page.send("PATCH", "/api/config", {"downloads_at_once": 5, "stale_after_hours": 0})
    assert (refused.status, refused.code()) == (422, "USAGE")
    assert "stale_after_hours" in str(refused.json()["message"])
    assert desk.catalog.read(lambda db: settings.value(db, "downloads_at_once")) == 4
    values: list[object] = [True, "4", 4.0, None, 10**30, [], {}]
    others: list[object] = [[], "x", 5, {"no_such_setting": 1}, {"catalog_id": 1}, {"window_secret": 1}]
    for nonsense in [*({"downloads_at_once": value} for value in values), *others]:
        assert page.send("PATCH", "/api/config", nonsense).status == 422, nonsense
    rows = page.get("/api/config").json()["settings"]
    assert isinstance(rows, list)
    assert {row["name"]: row["value"] for row in rows}["downloads_at_once"] == 4
    assert all(row["sentence"] and row["low"] <= row["value"] <= row["high"] for row in rows)


def test_nothing_secret_is_ever_answered(page: Page, desk: Desk, secret: bytes) -> None:
    desk.catalog.write(add_source)
    desk.catalog.write(lambda db: audit.note(db, "person", "x", "y", 1))
    for path in ("status", "failures", "sessions", "sources", "config", "photos", "statistics", "openapi.json"):
        body = page.get(f"/api/{path}").body
        assert b"canary-of-the-cloud" not in body
        assert secret.hex().encode() not in body


def test_what_is_not_there_is_named(page: Page, desk: Desk) -> None:
    for method, path, what in (("GET", "/api/jobs/77", "job 77"), ("POST", "/api/jobs/77/cancel", "job 77"),
                               ("POST", "/api/sources/77/pause", "source 77")):  # fmt: skip
        answer = page.get(path) if method == "GET" else page.post(path)
        assert (answer.status, answer.json()["message"]) == (404, f"There is no {what}.")
    answer = page.post("/api/jobs", {"kind": "backup", "sources": [77]})
    assert (answer.status, answer.json()["message"]) == (404, "There is no source 77.")
    assert desk.catalog.read(jobs.open_ones) == []


QUERIES = ["after=-1", "after=x", "after=99999999999999999999", "limit=0", "limit=1001", "limit=1e3", "after=%00",
           "x=1", "after=1&after=2&x=3", "state=safe'--", "source=0"]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_a_nonsensical_question_is_refused(page: Page, query: str) -> None:
    if "state" not in query and "source" not in query:
        assert page.get(f"/api/failures?{query}").status == 422
    answer = page.get(f"/api/photos?{query}")
    assert answer.status == 422
    assert answer.code() == "INVALID"
    assert query.split("=")[0] in str(answer.json()["message"]) or "x" in str(answer.json()["message"])


BODIES = [b"", b"{", b"nonsense", b"\xff\xfe", b"[" * 50_000, b'{"a":' * 10_000, b"\x00", b'{"kind": NaN}',
          b'{"kind": "backup", "kind": 5}', b'{"kind": "destroy"}', b'{"kind": "backup", "sources": []}',
          b'{"kind": "backup", "sources": [9223372036854775808]}', b'{"kind": "backup", "repair": 1}',
          b'{"kind": "backup", "sources": [1.5]}', b'{"kind": "backup", "path": "/etc"}', b"9" * 5000]  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:20]))
def test_a_nonsensical_wish_is_refused(app: Flask, page: Page, desk: Desk, body: bytes) -> None:
    headers = {"Cookie": page.cookie, "X-Holdfast-Token": page.token, "Content-Type": "application/json"}
    answer = call(app, "POST", "/api/jobs", headers, body)
    assert answer.status in (400, 422)
    assert set(answer.json()) == {"code", "message", "action"}
    assert desk.catalog.read(jobs.open_ones) == []


def test_a_body_that_is_too_large_is_refused(app: Flask, page: Page) -> None:
    headers = {"Cookie": page.cookie, "X-Holdfast-Token": page.token, "Content-Type": "application/json"}
    for path in ("/api/jobs", "/api/jobs/1/cancel", "/api/session"):
        answer = call(app, "POST", path, headers, b" " * (64 * 1024 + 1))
        assert (answer.status, answer.code()) == (413, "TOO_LARGE")
    for length in ("-1", "abc", "1e3", str(2**70)):
        assert call(app, "POST", "/api/jobs", {**headers, "Content-Length": length}).status == 413


HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</title><svg onload=alert(1)>", "\u2028x",
           "{{7*7}}", "${7*7}", "%s%n", "\u202egpj.exe", "line\nbreak", "tab\there"]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text(page: Page, desk: Desk, name: str) -> None:
    """H6: names come back exactly, as JSON that no browser takes for a page."""

    def fill(db: Connection) -> None:
        photo = add_photos(db, add_source(db, name), [name])[0]
        photos.fail(db, photo, "FORBIDDEN", name, name, 1_000, None)

    desk.catalog.write(fill)
    for path in ("/api/photos", "/api/failures", "/api/status"):
        answer = page.get(path)
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert name in json.dumps(answer.json(), ensure_ascii=False) or json.dumps(name)[1:-1] in answer.body.decode()
    assert page.get("/api/failures").json()["failures"][0]["message"] == name  # type: ignore[index]


def test_an_unexpected_error_says_nothing_of_the_inside(
    page: Page, opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    opened.catalog.write(lambda db: db.run("DROP VIEW download_statistics"))
    with caplog.at_level(logging.ERROR):
        answer = page.get("/api/status")
    assert (answer.status, answer.code()) == (500, "UNEXPECTED")
    assert b"download_statistics" not in answer.body
    assert b"Traceback" not in answer.body
    assert "download_statistics" in caplog.text


def test_errors_of_ours_come_with_code_sentence_and_step(page: Page, opened: Opened) -> None:
    opened.catalog.close()
    opened.catalog.path.with_name("catalog.db").unlink()
    answer = page.get("/api/photos")
    assert answer.status >= 500
    assert set(answer.json()) == {"code", "message", "action"}
