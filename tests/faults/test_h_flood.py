"""H9: somebody on this computer does to the page's port what they can, while a backup runs."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from person import Person
from workplace import Workplace

from holdfast.clock import SystemClock
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.wire import Asked, Reply
from holdfast_ui.codes import mint
from holdfast_ui.desk import window_secret
from holdfast_ui.events import MOST_STREAMS
from holdfast_ui.server import LIMITS, running_port

PHOTOS = 160
LATENCY = 0.1
"""Seconds until the cloud sends a photo, as over a real line: what is measured is not how many cores there are."""
MOST_MEMORY = 400 * 1024**2
FLOOD = """
import os, socket, sys, threading
os.nice(10)
port, asked = int(sys.argv[1]), [0]
def hammer() -> None:
    request = f"GET /api/status HTTP/1.1\\r\\nHost: 127.0.0.1:{port}\\r\\n\\r\\n".encode()
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
                for _ in range(100):
                    line.sendall(request)
                    if not line.recv(65536):
                        break
                    asked[0] += 1
        except OSError:
            pass
def drip() -> None:
    head = f"POST /api/session HTTP/1.1\\r\\nHost: 127.0.0.1:{port}\\r\\nContent-Length: 60000\\r\\n\\r\\n".encode()
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
                line.sendall(head)
                while not threading.Event().wait(0.2):
                    line.sendall(b"x")
        except OSError:
            pass
for task in [hammer] * 4 + [drip] * 20:
    threading.Thread(target=task, daemon=True).start()
for line in sys.stdin:
    print(asked[0], flush=True)
"""


class Distant(StandIn):
    """A cloud at the other end of a line."""

    def _answer(self, asked: Asked) -> Reply:
        if "/upload/" in asked.target:
            time.sleep(LATENCY)
        return super()._answer(asked)


@contextmanager
def flooded(port: int) -> Iterator["subprocess.Popen[str]"]:
    running = subprocess.Popen([sys.executable, "-c", FLOOD, str(port)], stdin=-1, stdout=-1, text=True)
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def asked(flood: "subprocess.Popen[str]") -> int:
    """How many answers the flood has had so far."""
    assert flood.stdin is not None
    assert flood.stdout is not None
    flood.stdin.write("\n")
    flood.stdin.flush()
    return int(flood.stdout.readline())


def backup_seconds(place: Workplace, cloud: StandIn) -> float:
    """How long a backup of new photos takes."""
    for number in range(PHOTOS):
        cloud.add(f"{len(cloud.photos)}-{number}", b"\xff\xd8\xff %d %d" % (len(cloud.photos), number))
    start = time.monotonic()
    place.backup()
    assert place.state() == "safe"
    return time.monotonic() - start


def memory(process: int) -> int:
    """What a process holds in memory, in bytes."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.alone
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_h9_a_flood_on_the_port_leaves_the_backup_alone(tmp_path: Path) -> None:
    with Distant(1, nasty=False) as cloud, Person(tmp_path / "person", cloud) as person:
        with Workplace(tmp_path / "place", cloud) as place:
            serving = person.start("serve", "--port", "0", env={"HOLDFAST_HOME": str(place.home.path)})
            person.until(lambda: running_port(place.home) is not None, "the page")
            port = running_port(place.home)
            assert port is not None
            calm = backup_seconds(place, cloud)
            with flooded(port) as flood:
                person.until(lambda: asked(flood) > 200, "the flood")
                before, begun = asked(flood), time.monotonic()
                under_fire = backup_seconds(place, cloud)
                answered = (asked(flood) - before) / (time.monotonic() - begun)
            assert memory(serving.pid) < MOST_MEMORY
            assert under_fire < 3 * calm, (calm, under_fire, answered)
            print(f"calm {calm:.1f} s, under {answered:.0f} requests a second {under_fire:.1f} s")
            assert_streams_are_capped(place, port)
            serving.terminate()
            person.finish(serving)


def assert_streams_are_capped(place: Workplace, port: int) -> None:
    """Of so many pages that want to follow, so many may; whoever asks is answered all the same."""
    cookie = sign_in(place, port)
    lines: list[http.client.HTTPConnection] = []
    answers = []
    for _ in range(MOST_STREAMS + 16):
        lines.append(http.client.HTTPConnection("127.0.0.1", port, timeout=30))
        lines[-1].request("GET", "/api/events", headers={"Cookie": cookie})
        answers.append(lines[-1].getresponse())
    said = [answer.status for answer in answers]
    assert (said.count(200), said.count(503)) == (MOST_STREAMS, 16)
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as one:
        one.request("GET", "/api/status", headers={"Cookie": cookie})
        assert one.getresponse().status == 200
    for answer in answers:
        answer.close()
    for line in lines:
        line.close()


def sign_in(place: Workplace, port: int) -> str:
    code = mint(window_secret(place.catalog, place.clock), SystemClock())
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        line.request("POST", "/api/session", f'{{"code": "{code}"}}', {"Content-Type": "application/json"})
        return str(line.getresponse().getheader("Set-Cookie")).partition(";")[0]


def test_h9_no_more_connections_than_the_limit_are_held(tmp_path: Path) -> None:
    """A thousand lines that say nothing: the server takes so many, and the rest wait outside."""
    with Person(tmp_path) as person:
        person.set_up(source=None)
        serving = person.start("serve", "--port", "0")
        person.until(lambda: running_port(person.home) is not None, "the page")
        port = running_port(person.home)
        assert port is not None
        lines = []
        for _ in range(600):
            line = socket.socket()
            line.setblocking(False)
            line.connect_ex(("127.0.0.1", port))
            lines.append(line)
        held = len(list(Path(f"/proc/{serving.pid}/fd").iterdir()))
        assert held < int(str(LIMITS["connection_limit"])) + 60
        assert memory(serving.pid) < MOST_MEMORY
        for line in lines:
            line.close()
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as one:
            one.request("GET", "/")
            assert one.getresponse().status == 200
        serving.terminate()
        person.finish(serving)
