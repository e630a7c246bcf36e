"""On battery and over a metered connection the schedule waits, says so, and goes on; a person is never held up."""

import os
import select
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from workplace import Workplace

from holdfast.catalog import jobs, settings
from holdfast.catalog.jobs import Job, Parameters
from holdfast.clock import milliseconds
from holdfast.daemon.manners import Manners
from holdfast.daemon.runner import Runner
from holdfast.daemon.surroundings import Here
from holdfast.errors import Waiting
from holdfast.standins.cloudinary import StandIn

PATIENCE = 30


def supply(folder: Path, name: str, **said: str) -> None:
    (folder / name).mkdir(parents=True, exist_ok=True)
    for what, value in said.items():
        (folder / name / what).write_text(f"{value}\n")


def test_power_supplies_as_linux_shows_them(tmp_path: Path) -> None:
    here = Here(tmp_path / "supplies")
    assert not here.on_battery()  # a desktop has none at all
    supply(here.supplies, "hidpp_0", type="Battery", scope="Device", status="Discharging")
    assert not here.on_battery()  # that is a mouse's
    supply(here.supplies, "BAT0", type="Battery", status="Discharging")
    assert here.on_battery()
    supply(here.supplies, "AC", type="Mains", online="1")
    assert not here.on_battery()
    supply(here.supplies, "AC", type="Mains", online="0")
    supply(here.supplies, "BAT0", type="Battery", status="Full")
    assert not here.on_battery()


class Told:
    """Surroundings that a test says."""

    def __init__(self) -> None:
        self.battery = self.metered = False

    def on_battery(self) -> bool:
        return self.battery

    def is_metered(self) -> bool:
        return self.metered


class Walk:
    """A place and its surroundings."""

    def __init__(self, place: Workplace) -> None:
        self.place, self.told = place, Told()
        self.runner = Runner(place.opened, place.stop, surroundings=self.told)

    def due(self) -> Job:
        """The schedule asks for a backup."""
        now = milliseconds(self.place.clock)
        return self.place.catalog.write(jobs.enqueue, "backup", Parameters(), origin="schedule", at=now)

    def look(self, job: Job) -> Job:
        return self.place.catalog.read(jobs.by_id, job.id)


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with StandIn(12, seed=3) as cloud, Workplace(tmp_path, cloud) as place:
        yield Walk(place)


@pytest.mark.parametrize(("what", "code"), [("battery", "ON_BATTERY"), ("metered", "METERED")])
def test_the_schedule_waits_and_a_person_does_not(walk: Walk, what: str, code: str) -> None:
    setattr(walk.told, what, True)
    job = walk.due()
    assert walk.runner.take_one()
    waiting = walk.look(job)
    assert (waiting.state, waiting.wait_code) == ("waiting", code)
    said = walk.place.status
    assert said.state == "waiting"
    assert what in said.sentence
    assert " at " not in said.sentence  # nobody knows when
    assert said.job is not None
    assert said.job.wait_until is None
    walk.place.catalog.write(jobs.resume, job.id)  # "Back up now anyway"
    assert walk.runner.take_one()
    assert walk.look(job).state == "done"
    assert walk.place.status.totals.safe == 12


def test_it_goes_on_by_itself_when_it_may(walk: Walk) -> None:
    walk.told.battery = True
    job = walk.due()
    assert walk.runner.take_one()
    walk.told.battery = False
    walk.place.catalog.write(lambda db: db.run("UPDATE jobs SET not_before = 1 WHERE id = ?", (job.id,)))
    assert walk.runner.take_one()
    assert walk.look(job).state == "done"


@pytest.mark.parametrize(("what", "name"), [("battery", "also_on_battery"), ("metered", "also_on_metered")])
def test_a_setting_lets_it_begin_all_the_same(walk: Walk, what: str, name: str) -> None:
    setattr(walk.told, what, True)
    walk.place.catalog.write(settings.change, name, 1, milliseconds(walk.place.clock))
    job = walk.due()
    assert walk.runner.take_one()
    assert walk.look(job).state == "done"


class Ahead:
    """A clock whose time a test sets."""

    def __init__(self) -> None:
        self.at = 0.0

    def now(self) -> float:
        return 1_800_000_000 + self.at

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float, stop: threading.Event | None = None) -> bool:
        self.at += seconds
        return stop is not None and stop.is_set()


def test_a_plug_that_is_pulled_is_noticed_while_a_job_runs(walk: Walk) -> None:
    clock = Ahead()
    manners = Manners(walk.place.catalog, clock, walk.told)
    look = manners.watch(walk.due())
    walk.told.battery = True
    look()  # it is not asked all the time
    clock.at += 60
    with pytest.raises(Waiting) as waits:
        look()
    assert waits.value.code == jobs.ON_BATTERY
    assert waits.value.until > clock.now() * 1000


CONFIG = """<busconfig><type>system</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow own="*"/><allow send_destination="*"/><allow eavesdrop="true"/></policy></busconfig>"""


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A system bus of the test's own."""
    config, socket = tmp_path / "bus.conf", tmp_path / "bus"
    config.write_text(CONFIG.format(socket=socket))
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert running.stdout is not None
    try:
        assert select.select([running.stdout], [], [], PATIENCE)[0]
        assert running.stdout.readline()
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={socket}")
        yield
    finally:
        running.terminate()
        running.wait(PATIENCE)
        running.stdout.close()


def network_manager(metered: int, stop: threading.Event, ready: threading.Event) -> None:
    """Answers for NetworkManager, with the words of its own interface."""
    with open_dbus_connection("SYSTEM") as connection:
        connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.NetworkManager"), timeout=PATIENCE)
        ready.set()
        while not stop.is_set():
            with suppress(TimeoutError):
                asked = connection.receive(timeout=0.1)
                if asked.header.message_type is MessageType.method_call:
                    right = asked.body == ("org.freedesktop.NetworkManager", "Metered")
                    right = right and asked.header.fields[HeaderFields.path] == "/org/freedesktop/NetworkManager"
                    answer = new_method_return(asked, "v", (("u", metered),)) if right else new_error(asked, "x.Wrong")
                    connection.send(answer)


@pytest.mark.parametrize(("said", "costs"), [(0, False), (1, True), (2, False), (3, True), (4, False)])
def test_network_manager_is_asked(bus: None, said: int, costs: bool) -> None:
    assert not Here().is_metered()  # nobody is there to ask
    stop, ready = threading.Event(), threading.Event()
    answering = threading.Thread(target=network_manager, args=(said, stop, ready))
    answering.start()
    try:
        assert ready.wait(PATIENCE)
        assert Here().is_metered() is costs
    finally:
        stop.set()
        answering.join(PATIENCE)


def test_without_a_bus_it_is_not_metered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path=/nonexistent/{os.getpid()}")
    assert not Here().is_metered()
