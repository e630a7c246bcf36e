"""The daemon as a person handles it: started once, at work by itself, stopped within seconds."""

import os
import signal
from pathlib import Path

import pytest
from person import CANARY, Person

from holdfast.daemon.lock import holder
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.faults import Faults


def pid_of_daemon(person: Person) -> int:
    pid = person.run("daemon", "status", "--json").json["pid"]
    assert isinstance(pid, int)
    return pid


def test_started_once_stopped_once(person: Person) -> None:
    person.set_up()
    person.run("daemon", "start").says("The daemon runs now", str(person.home.log_file))
    pid = pid_of_daemon(person)
    person.run("daemon", "start").says("runs already", str(pid))
    person.run("daemon", "status").says(str(pid), "since")
    person.run("status").says(f"The daemon is running (process {pid}).")
    person.run("daemon", "stop").says("The daemon has ended.")
    person.run("daemon", "stop").says("not running")
    person.run("daemon", "status").says("not running", "holdfast daemon start")


def test_it_holds_no_secret_in_arguments_environment_or_log(person: Person, cloud: StandIn) -> None:
    person.set_up()
    env = {"CLOUDINARY_URL": cloud.url, "CLOUDINARY_API_SECRET": CANARY}
    person.run("daemon", "start", env=env)
    process = Path(f"/proc/{pid_of_daemon(person)}")
    if not process.exists():
        pytest.skip("this system shows no processes as files")
    assert CANARY not in (process / "cmdline").read_text()
    assert CANARY not in (process / "environ").read_text()
    assert (process / "cwd").readlink() == Path("/")
    person.run("backup").says("All 30 photos are safe.")
    assert CANARY not in person.home.log_file.read_text()


def test_it_backs_up_by_itself_and_commands_follow_it(person: Person, cloud: StandIn) -> None:
    """A new source is due at once; nobody has to ask."""
    person.set_up()
    person.run("daemon", "start")
    person.until(lambda: person.run("status", "--json").json["totals"]["safe"] == 30)
    cloud.forget()
    ended = person.run("backup")
    ended.says("Nothing new. All 30 photos are safe.")
    assert cloud.asked("delivery") + cloud.asked("download") == 0
    person.run("verify").says("all as stored")
    assert person.run("daemon", "status", "--json").json["running"] is True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_within_five_seconds_in_the_middle_of_a_photo(tmp_path: Path, number: signal.Signals) -> None:
    faults = Faults()
    faults.plan("stall", skip=20)
    with StandIn(60, seed=9, nasty=False, faults=faults) as cloud, Person(tmp_path, cloud) as person:
        person.set_up().run("config", "set", "downloads_at_once", "1")
        running = person.start("daemon", "run")
        person.until(lambda: cloud.asked("delivery") + cloud.asked("download") > 20)
        began = person.clock.monotonic()
        running.send_signal(number)
        ended = person.finish(running)
        assert person.clock.monotonic() - began < 5
        assert ended.code == 0
        assert holder(person.home, person.clock) is None
        assert list(person.library.rglob("*.part")) == []
        assert person.run("status", "--json").json["totals"]["safe"] == 20
        person.run("backup").says("All 60 photos are safe.")


def test_killed_and_started_again(person: Person) -> None:
    person.set_up()
    person.run("daemon", "start")
    pid = pid_of_daemon(person)
    os.kill(pid, signal.SIGKILL)
    person.until(lambda: holder(person.home, person.clock) is None)
    assert person.home.worker_card.exists()  # it had no time to take it away
    person.run("daemon", "status").says("not running")
    person.run("daemon", "start").says("The daemon runs now")
    assert pid_of_daemon(person) != pid


def test_started_by_many_at_once_runs_once(person: Person) -> None:
    person.set_up(source=None)
    starts = [person.start("daemon", "start", "--json") for _ in range(4)]
    answers = [person.finish(start) for start in starts]
    assert {answer.code for answer in answers} == {0}
    assert {answer.json["pid"] for answer in answers} == {pid_of_daemon(person)}
    assert sorted(answer.json["answer"] for answer in answers).count("started") == 1


def test_what_keeps_it_from_starting_is_said_at_once(person: Person) -> None:
    person.set_up(source=None)
    person.home.key_file.chmod(0o644)
    person.run("daemon", "start", code=5).says("chmod 600")
    person.run("daemon", "run", code=5).says("chmod 600")
    person.home.key_file.chmod(0o600)




def test_key_given_on_the_command_line_reaches_it(person: Person, tmp_path: Path) -> None:
    person.set_up(source=None)
    elsewhere = person.home.key_file.rename(tmp_path / "on a stick.key")
    person.run("daemon", "start", code=5)
    person.run("--key-file", str(elsewhere), "daemon", "start").says("The daemon runs now")
