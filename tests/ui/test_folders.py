"""GET /api/folders: what a person finds in the folders of their sources, whatever these are called and however full."""

import http.client
import json
import time
from typing import Any
from urllib.parse import quote

import pytest
from tests.ui.conftest import Page, add_source
from tests.ui.gallery import AT, listed, picture, safe

from holdfast.catalog import Connection, folders, jobs
from holdfast.clock import SystemClock
from holdfast.domain.photo import RemotePhoto
from holdfast.engine.setup import Opened
from holdfast_ui.codes import mint
from holdfast_ui.desk import Desk
from holdfast_ui.server import Server


def at(page: Page, path: str, query: str = "") -> dict[str, Any]:
    answer = page.get(f"/api/folders/{path}{query}")
    assert answer.status == 200, answer.body
    return answer.json()


def photo(name: str, *folder: str) -> RemotePhoto:
    return RemotePhoto(key="/".join((*folder, name)), name=name, folder=folder, created_at=AT - 1_000)


def test_the_roots_are_those_of_all_sources(page: Page, opened: Opened) -> None:
    for name in ("travel", "family"):
        listed(opened, opened.catalog.write(add_source, name), photo("a.jpg", "2019"))
    found: dict[str, Any] = page.get("/api/folders").json()
    assert [(one["name"], one["path"], one["parent_id"]) for one in found["folders"]] == [
        ("family", "family", None), ("travel", "travel", None),
    ]  # fmt: skip
    assert {one["subfolder_count"] for one in found["folders"]} == {1}
    assert found["photos"] == []


def test_a_folder_holds_its_folders_and_photos_in_the_words_of_the_seed(page: Page, opened: Opened) -> None:
    source = opened.catalog.write(add_source)
    listed(opened, source, photo("b.heic", "2019"))
    held = safe(opened, source, photo("a.jpg", "2019"), picture(1))
    listed(opened, source, photo("c.jpg", "2019", "Lofoten"))
    found = at(page, "travel/2019")
    folder, (inner,), (first, second) = found["folder"], found["folders"], found["photos"]
    assert {"id", "name", "path", "parent_id", "photo_count", "subfolder_count", "last_synced", "created_at",
            "updated_at"} <= set(folder)  # fmt: skip
    assert (folder["name"], folder["path"], folder["photo_count"]) == ("2019", "travel/2019", 2)
    assert [one["path"] for one in found["parents"]] == ["travel"]
    assert (inner["path"], inner["parent_id"], inner["photo_count"]) == ("travel/2019/Lofoten", folder["id"], 1)
    assert (first["filename"], first["s3_key"], first["state"], first["strength"]) == (
        "a.jpg", "2019/a.jpg", "safe", "md5")  # fmt: skip
    assert (first["id"], first["size"], first["mime_type"]) == (held, len(picture(1)), "image/jpeg")
    assert first["modified_at"] == "2023-11-14T22:13:19.000Z"
    assert first["thumbnail_url"].startswith(f"/api/photos/{held}/thumbnail?v=")
    assert (second["filename"], second["state"], second["has_thumbnail"]) == ("b.heic", "pending", False)
    assert at(page, "travel")["folders"][0]["cover_url"] == first["thumbnail_url"]


def test_what_is_not_there_is_named(page: Page, opened: Opened) -> None:
    opened.catalog.write(add_source)
    for path in ("/api/folders/nowhere", "/api/folders/travel/nowhere", "/api/folders?id=77"):
        answer = page.get(path)
        assert (answer.status, answer.code()) == (404, "NOT_FOUND")


def test_pages_follow_each_other_without_a_gap(page: Page, opened: Opened) -> None:
    source = opened.catalog.write(add_source)
    for n in range(7):
        if n < 4:
            listed(opened, source, photo("a.jpg", "x", f"{n}"))
        listed(opened, source, RemotePhoto(key=f"twin {n}", name="same.jpg", folder=("x",)))
    seen: list[tuple[str, int]] = []
    query = "?limit=3"
    while query:
        found = at(page, "travel/x", query)
        assert len(found["folders"]) + len(found["photos"]) <= 3
        seen += [("folder", one["id"]) for one in found["folders"]] + [("photo", one["id"]) for one in found["photos"]]
        query = f"?limit=3&after={found['next']}" if found["next"] else ""
    whole = at(page, "travel/x", "?limit=1000")
    assert [one["name"] for one in whole["folders"]] == ["0", "1", "2", "3"]
    assert seen == [("folder", one["id"]) for one in whole["folders"]] + [
        ("photo", one["id"]) for one in whole["photos"]]  # fmt: skip
    assert len(seen) == len(set(seen)) == 4 + len(whole["photos"])


ODD = [("..",), (".",), ("a", "..", "b"), ("", "a"), ("a", "", "b"), ("a", ""), ("100%",), ("%2e%2e",), ("what?",),
       ("#1",), ("line\nbreak",), ("tab\there",), ("\u202egpj",), ("<script>",), ("a b+c",), ("sync",), ("é", "日本"),
       ("\x1b[31m",), ("a\\b",), ("C:",), ("x" * 255,)]  # fmt: skip


@pytest.mark.parametrize("segments", ODD, ids=repr)
def test_c_a_folder_of_any_name_is_found_by_its_path(
    server: Server, secret: bytes, opened: Opened, segments: tuple[str, ...]
) -> None:
    """C1, C2, C5, C10, C11: through the real server, as bytes on the wire."""
    source = opened.catalog.write(add_source)
    listed(opened, source, photo("here.jpg", *segments))
    listed(opened, source, photo("elsewhere.jpg", "a"))
    path = quote("/".join(("travel", *segments)), safe="/.")
    status, found = ask(server, secret, f"/api/folders/{path}")
    assert status == 200, found
    assert [one["filename"] for one in found["photos"]] == ["here.jpg"]
    assert found["folder"]["path"] == "/".join(("travel", *segments))
    by_id = ask(server, secret, f"/api/folders?id={found['folder']['id']}")
    assert by_id == (200, found)


def ask(server: Server, secret: bytes, path: str) -> tuple[int, dict[str, Any]]:
    """A signed-in question with exactly this path."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    body = json.dumps({"code": mint(secret, SystemClock())})
    connection.request("POST", "/api/session", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    cookie = str(answer.getheader("Set-Cookie")).partition(";")[0]
    answer.read()
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    found = answer.status, json.loads(answer.read())
    connection.close()
    return found


def test_a_scan_of_a_folder_is_asked_for_by_path_or_id(page: Page, desk: Desk, opened: Opened) -> None:
    source = opened.catalog.write(add_source)
    listed(opened, source, photo("a.jpg", "2019", "Lofoten"))
    asked = page.post("/api/folders/sync", {"path": "travel/2019"})
    assert asked.status == 202
    job: dict[str, Any] = asked.json()
    assert (job["type"], job["status"], job["folder_path"]) == ("folder_scan", "pending", "travel/2019")
    folder = at(page, "travel/2019")["folder"]["id"]
    assert page.post("/api/folders/sync", {"id": folder}).json()["id"] == job["id"]
    (kept,) = desk.catalog.read(jobs.open_ones)
    assert (kept.kind, kept.parameters.folder, kept.parameters.sources) == ("folder_scan", folder, (source,))
    for nonsense in ({}, {"path": "travel", "id": 1}, {"id": "1"}, {"path": 5}, {"path": "x" * 5000}, {"id": 0}):
        assert page.post("/api/folders/sync", nonsense).status == 422, nonsense
    assert page.post("/api/folders/sync", {"path": "travel/x"}).status == 404


def test_full_scan_and_cleanup_are_asked_for_and_followed(page: Page, desk: Desk) -> None:
    opened_jobs = [page.post(f"/api/sync/{name}") for name in ("full", "cleanup")]
    assert [(one.status, one.json()["type"]) for one in opened_jobs] == [(202, "full_scan"), (202, "cleanup")]
    desk.catalog.write(lambda db: jobs.take(db, 5_000))
    desk.catalog.write(jobs.reports, 1, jobs.Progress(phase="downloading", photos_done=3, photos_total=9))
    page.post("/api/jobs", {"kind": "verify"})
    found: dict[str, Any] = page.get("/api/sync/status").json()
    current = found["current"]
    assert (current["id"], current["status"]) == (1, "running")
    assert (current["processed_items"], current["total_items"]) == (3, 9)
    assert [(one["type"], one["status"]) for one in found["jobs"]] == [
        ("cleanup", "pending"), ("full_scan", "running")]  # fmt: skip
    desk.catalog.write(lambda db: jobs.ends(db, 1, "done", 9_000, {}))
    done = page.get("/api/sync/status").json()["jobs"][1]  # type: ignore[index]
    assert (done["status"], done["completed_at"]) == ("completed", "1970-01-01T00:00:09.000Z")


def test_an_ended_listing_that_copied_nothing_says_how_many_it_found(page: Page, desk: Desk) -> None:
    page.post("/api/sync/full")
    desk.catalog.write(lambda db: jobs.take(db, 5_000))
    desk.catalog.write(jobs.reports, 1, jobs.Progress(phase="listing", found=25))
    running: dict[str, Any] = page.get("/api/sync/status").json()
    assert (running["current"]["processed_items"], running["current"]["total_items"]) == (25, 0)
    desk.catalog.write(lambda db: jobs.ends(db, 1, "done", 9_000, {}))
    ended: dict[str, Any] = page.get("/api/sync/status").json()
    (done,) = ended["jobs"]
    assert (done["processed_items"], done["total_items"]) == (25, 25)


def test_an_ended_job_counts_all_its_sources_together(page: Page, desk: Desk) -> None:
    page.post("/api/sync/full")
    desk.catalog.write(lambda db: jobs.take(db, 5_000))
    last = jobs.Progress(phase="downloading", source="last", photos_done=2, photos_total=2)
    desk.catalog.write(jobs.reports, 1, last)
    desk.catalog.write(lambda db: jobs.ends(db, 1, "done", 9_000, {"listed": 70, "downloaded": 11, "failed": 1}))
    ended: dict[str, Any] = page.get("/api/sync/status").json()
    (done,) = ended["jobs"]
    assert (done["processed_items"], done["total_items"]) == (70, 70)


def test_a_folder_is_known_by_a_picture_however_deep_and_by_all_that_is_below(page: Page, opened: Opened) -> None:
    source = opened.catalog.write(add_source)
    safe(opened, source, photo("notes.txt", "2019", "a"), b"no picture")
    opened.catalog.write(lambda db: db.run("UPDATE photos SET media_type = 'raw'"))
    deep = safe(opened, source, photo("deep.jpg", "2019", "b", "c", "d"), picture(1))
    listed(opened, source, photo("later.jpg", "2019", "b"))
    (tile,) = at(page, "travel")["folders"]
    assert str(tile["cover_url"]).startswith(f"/api/photos/{deep}/thumbnail")
    assert (tile["name"], tile["photo_count"], tile["photos_below"]) == ("2019", 0, 3)
    roots: dict[str, Any] = page.get("/api/folders").json()
    (root,) = roots["folders"]
    assert root["photos_below"] == 3
    assert at(page, "travel/2019")["folder"]["photos_below"] is None


def test_a_marker_of_a_folder_is_no_photo_in_it(page: Page, opened: Opened) -> None:
    source = opened.catalog.write(add_source)
    marker = listed(opened, source, photo("Trips"))
    said = ("skipped", "FOLDER_MARKER", marker)
    opened.catalog.write(lambda db: db.run("UPDATE photos SET state = ?, skip_reason = ? WHERE id = ?", said))
    listed(opened, source, photo("a.jpg", "Trips"))
    left_out = listed(opened, source, photo("b.jpg"))
    said = ("skipped", "EXCLUDED", left_out)
    opened.catalog.write(lambda db: db.run("UPDATE photos SET state = ?, skip_reason = ? WHERE id = ?", said))
    top = at(page, "travel")
    assert [one["filename"] for one in top["photos"]] == ["b.jpg"]
    assert (top["folder"]["photo_count"], top["folders"][0]["photos_below"]) == (1, 1)
    roots: dict[str, Any] = page.get("/api/folders").json()
    (root,) = roots["folders"]
    assert (root["photo_count"], root["photos_below"]) == (1, 2)


def test_c14_a_page_of_a_very_full_folder_costs_what_a_page_of_a_small_one_does(page: Page, opened: Opened) -> None:
    source = opened.catalog.write(add_source)
    many = 200_000

    def fill(db: Connection) -> None:
        for name, count in (("small", 1_000), ("full", many)):
            folder = folders.ensure(db, source, (name,), AT)
            db.run(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3) INSERT INTO photos"
                " (source_id, key, name, folder_id, media_type, fingerprint, first_seen_at, seen_in)"
                " SELECT ?1, ?4 || i, printf('IMG_%07d.jpg', i), ?2, 'image', '', 1, 1 FROM n",
                (source, folder, count, f"{name}/"),
            )

    opened.catalog.write(fill)
    at(page, "travel/small")
    last = opened.catalog.read(lambda db: db.number("SELECT max(id) FROM photos")) - 200
    small = fastest(page, "travel/small", "")
    assert at(page, "travel/full")["folder"]["photo_count"] == many
    assert fastest(page, "travel/full", "") < 3 * small + 0.02
    assert fastest(page, "travel/full", f"?after=photo-{last}") < 3 * small + 0.02


def fastest(page: Page, path: str, query: str) -> float:
    def once() -> float:
        start = time.perf_counter()
        assert len(at(page, path, query)["photos"]) == 200
        return time.perf_counter() - start

    return min(once() for _ in range(5))
