"""What scripts read: every `--json` is one JSON value on standard output, with the keys that are documented."""

from typing import Any

import pytest
from person import Person

from holdfast.standins.cloudinary import StandIn

STATUS = {"state", "sentence", "detail", "library", "totals", "sources", "types", "job", "last_verify", "verification",
          "worker", "problems", "paused_since", "paused_until"}  # fmt: skip
LIBRARY = {"path", "online", "free_bytes", "code", "message", "action"}
COUNTS = {"listed", "safe", "pending", "failed", "skipped", "gone", "bytes", "safe_bytes"}
SOURCE = COUNTS | {"id", "name", "kind", "last_complete_scan", "paused", "next_due", "wait_until", "problem", "held"}
FAILURE = {"source", "photo", "code", "message", "action", "attempts", "last_attempt", "next_attempt"}
SESSION = {
    "id", "kind", "source", "started_at", "finished_at", "outcome", "listed", "new", "changed", "moved", "gone",
    "downloaded", "adopted", "failed", "checked", "damaged", "missing", "repaired", "bytes", "code", "message",
}  # fmt: skip
RFC3339 = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"


def test_everything_about_a_home_with_one_failure(person: Person, cloud: StandIn) -> None:
    withheld = next(photo for photo in cloud.photos if photo.part == ("image", "upload"))
    cloud.faults.plan("404", key=withheld.asset_id, times=100)
    made = person.run("init", "--library", str(person.library), "--json").json
    assert set(made) == {"library", "home", "key_note", "recovery_code"}
    env = {"CLOUDINARY_URL": cloud.url}
    added = person.run("source", "add", "cloudinary", "travel", "--json", env=env).json
    assert (added["id"], added["name"], added["kind"]) == (1, "travel", "cloudinary")

    dry = person.run("backup", "--dry-run", "--json").json["sources"][0]
    assert (dry["source"], dry["new"], dry["photos"]) == ("travel", 30, 30)
    backed_up = person.run("backup", "--json", code=1).json
    assert (backed_up["outcome"], backed_up["downloaded"], backed_up["failed"]) == ("done", 29, 1)
    assert backed_up["sentence"] == "29 of 30 photos are safe. 1 needs you."
    assert backed_up["error"] is None
    assert backed_up["seconds"] > 0
    assert [set(run) for run in backed_up["sessions"]] == [SESSION, SESSION]

    status = person.run("status", "--json").json
    assert_status(status)
    assert status["state"] == "attention"
    again = person.run("source", "list", "--json").json
    for one in (*status["sources"], *again):
        one["budget"].pop("finishes_at")  # reckoned from the moment of asking
    assert status["sources"] == again
    failures = person.run("failures", "--json").json
    assert isinstance(failures, list)
    assert [set(failure) >= FAILURE for failure in failures] == [True]
    assert (failures[0]["source"], failures[0]["code"]) == ("travel", "GONE_UPSTREAM")
    assert person.run("sessions", "--json").json[0].keys() == SESSION


def assert_status(status: dict[str, Any]) -> None:
    """The shape of docs/architecture.md, and counts that add up."""
    assert status.keys() == STATUS
    assert status["library"].keys() == LIBRARY
    assert status["totals"].keys() >= COUNTS
    assert status["worker"].keys() == {"running", "role", "pid"}
    for source in status["sources"]:
        assert source.keys() >= SOURCE
        assert source["listed"] == sum(source[state] for state in ("safe", "pending", "failed", "skipped"))
    assert status["library"]["online"] is True


def test_photos_verify_doctor_and_settings(person: Person) -> None:
    person.set_up().run("backup")
    photos = person.run("photos", "--json").json
    assert len(photos) == 30
    assert {photo["path"] for photo in photos} == set(person.files())
    assert person.run("photos", "--json", "--limit", "2", "--state", "safe").json == photos[:2]
    assert person.run("photos", "--json", "--state", "gone").json == []

    verified = person.run("verify", "--json").json
    assert {"checked", "intact", "damaged", "missing", "repaired", "bytes", "seconds", "files"} <= verified.keys()
    assert verified["checked"] == verified["intact"] == len(person.files())
    assert verified["bytes"] == sum(len(content) for content in person.files().values())
    gone = photos[0]["path"]
    (person.library / gone).unlink()
    verified = person.run("verify", "--json", code=1).json
    found = {"path": gone, "result": "missing", "looks_edited": False, "repaired": False, "is_listed": True}
    assert verified["files"] == [found]
    assert person.run("verify", "--json", "--sample", "10%", code=None).json["checked"] == 3

    doctor = person.run("doctor", "--json").json
    assert doctor["ok"] is True
    assert {"programs", "worker", "set-up", "key", "catalog", "library"} <= {one["name"] for one in doctor["checks"]}
    settings = person.run("config", "list", "--json").json
    said = {"name", "value", "default", "sentence"}
    numbers = [one for one in settings if isinstance(one["value"], int)]
    assert all(one.keys() == said | ({"low", "high"} if one in numbers else set()) for one in settings)
    assert 0 < len(numbers) < len(settings)
    name = settings[0]["name"]
    assert person.run("config", "set", name, "2", "--json").json["value"] == 2
    assert person.run("config", "get", name, "--json").json["value"] == 2


def test_sources_jobs_and_the_daemon(person: Person) -> None:
    person.set_up()
    assert person.run("source", "test", "travel", "--json").json["title"] == "Cloudinary cloud demo"
    assert person.run("source", "pause", "travel", "--json").json == {"id": 1, "name": "travel", "paused": True}
    assert person.run("source", "resume", "travel", "--json").json["paused"] is False
    assert person.run("job", "list", "--json").json == []
    daemon = person.run("daemon", "status", "--json").json
    assert daemon.pop("login")["installed"] is False
    assert daemon == {"running": False, "pid": None, "started_at": None}
    assert person.run("daemon", "stop", "--json").json == {"answer": "not running"}
    assert person.run("source", "remove", "travel", "--json").json["removed"] is True


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (("status", "--json"), 5, "NOT_SET_UP"),
        (("backup", "--json"), 5, "NOT_SET_UP"),
        (("photos", "--state", "lost", "--json"), 2, "USAGE"),
        (("verify", "--json", "--sample", "200"), 2, "USAGE"),
        (("backup", "--json", "--no-such-option"), 2, "USAGE"),
    ],
)
def test_errors_are_json_too(person: Person, arguments: tuple[str, ...], code: int, error: str) -> None:
    ended = person.run(*arguments, code=code)
    assert ended.err == ""
    assert ended.json["error"].keys() == {"code", "message", "action"}
    assert ended.json["error"]["code"] == error


def test_a_job_that_fails_says_so_in_its_own_result(person: Person, cloud: StandIn) -> None:
    person.set_up()
    cloud.revoked = True
    ended = person.run("backup", "--json", code=3).json
    assert (ended["outcome"], ended["error"]["code"]) == ("failed", "AUTH_REVOKED")
    assert ended["error"]["action"]


def test_strange_names_survive_json(person: Person, cloud: StandIn) -> None:
    """The cloud of the tests holds names with line breaks, escape sequences and text that runs backwards."""
    person.set_up().run("backup")
    names = {photo["name"] for photo in person.run("photos", "--json").json}
    assert any(not name.isprintable() for name in names)
    shown = person.run("photos").out
    assert len(shown.splitlines()) == 30
    assert all(line.isprintable() for line in shown.splitlines())


def test_everything_is_paused_and_resumed(person: Person) -> None:
    person.set_up()
    hour = person.run("pause", "--for", "1h", "--json").json
    assert hour.keys() == {"paused_since", "paused_until"}
    status = person.run("status", "--check", "--json", code=1).json
    assert (status["state"], status["paused_until"]) == ("paused", hour["paused_until"])
    person.run("pause", "--until", "tomorrow").says("All backups are paused until ", "06:00", "holdfast resume")
    assert person.run("backup", "--json").json["outcome"] == "done"  # what a person asks for is done all the same
    person.run("pause").says("All backups are paused. `holdfast resume` lets them go on.")
    person.run("status").says("You paused all backups. 30 of 30 photos are safe.")
    person.run("pause", "--until", "25:00", code=2).says("no time of day", "18:00")
    person.run("pause", "--for", "1h", "--until", "18:00", code=2).says("exclude each other")
    person.run("source", "pause", "travel")
    person.run("resume").says("All backups go on.", "holdfast source resume travel")
    assert person.run("resume", "--json").json == {"paused_since": None, "paused_until": None}
