"""The event stream over real sockets: changes arrive, nobody starves, nobody piles up."""

import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest
from tests.ui.conftest import add_source, without_space

from holdfast.catalog import Catalog, jobs, settings
from holdfast.clock import SystemClock
from holdfast.engine.report import Status
from holdfast.engine.setup import Opened, open_home
from holdfast.errors import CatalogDamaged
from holdfast_ui.codes import mint
from holdfast_ui.desk import Desk
from holdfast_ui.events import ALIVE_EVERY, MOST_STREAMS, Watch
from holdfast_ui.server import Server

PATIENCE = 30.0


@pytest.fixture
def cookie(server: Server, secret: bytes) -> str:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)) as connection:
        body = json.dumps({"code": mint(secret, SystemClock())})
        connection.request("POST", "/api/session", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        assert answer.status == 200
        return str(answer.getheader("Set-Cookie")).partition(";")[0]


class Stream:
    """One page that follows."""

    def __init__(self, server: Server, cookie: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        self._connection.request("GET", "/api/events", headers={"Cookie": cookie})
        self.answer = self._connection.getresponse()

    def next(self) -> dict[str, object]:
        """The data of the next `status` event."""
        name = ""
        while True:
            line = self.answer.readline().decode()
            assert line, "the stream ended"
            if line.startswith("event: "):
                name = line[7:-1]
            if line.startswith("data: ") and name == "status":
                data: dict[str, object] = json.loads(line[6:])
                return data

    def until(self, right: Callable[[dict[str, object]], bool]) -> dict[str, object]:
        while not right(status := self.next()):
            pass
        return status

    def close(self) -> None:
        self.answer.close()
        self._connection.close()


@pytest.fixture
def other(opened: Opened) -> Iterator[Catalog]:
    """The catalog as another process has it open."""
    other = open_home(opened.home, None, SystemClock())
    yield other.catalog
    other.close()


def test_the_status_comes_at_once_and_then_with_every_change(server: Server, cookie: str, other: Catalog) -> None:
    with closing(Stream(server, cookie)) as stream:
        assert stream.answer.getheader("Content-Type", "").startswith("text/event-stream")
        assert stream.answer.getheader("Cache-Control") == "private, no-store"
        assert stream.next()["sources"] == []
        other.write(add_source)
        found = stream.until(lambda status: status["sources"] != [])["sources"]
        assert isinstance(found, list)
        assert found[0]["name"] == "travel"


def test_the_event_is_what_the_status_page_says(server: Server, cookie: str, other: Catalog) -> None:
    other.write(add_source)
    asked = http.client.HTTPConnection("127.0.0.1", server.port)
    with closing(Stream(server, cookie)) as stream, closing(asked):
        asked.request("GET", "/api/status", headers={"Cookie": cookie})
        assert without_space(stream.next()) == without_space(json.loads(asked.getresponse().read()))


def test_a_change_that_shows_nowhere_is_told_too(server: Server, cookie: str, other: Catalog) -> None:
    """The page asks for failures and settings anew when it hears of a change."""
    with closing(Stream(server, cookie)) as stream:
        stream.next()
        other.write(lambda db: settings.change(db, "downloads_at_once", 3, 1))
        stream.next()


def test_the_drive_is_looked_at_without_any_change(server: Server, cookie: str, opened: Opened) -> None:
    with closing(Stream(server, cookie)) as stream:
        stream.until(lambda status: status["library"]["online"] is True)  # type: ignore[index]
        opened.bootstrap.library.rename(opened.bootstrap.library.with_name("unplugged"))
        stream.until(lambda status: status["library"]["online"] is False)  # type: ignore[index]


def test_as_many_streams_as_allowed_starve_nobody(server: Server, cookie: str, other: Catalog) -> None:
    with ExitStack() as open_ones:
        streams = [open_ones.enter_context(closing(Stream(server, cookie))) for _ in range(MOST_STREAMS)]
        for stream in streams:
            stream.next()
        refused = Stream(server, cookie)
        assert refused.answer.status == 503
        assert json.loads(refused.answer.read())["code"] == "TOO_MANY_WINDOWS"
        refused.close()
        asked = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        for _ in range(20):
            asked.request("GET", "/api/status", headers={"Cookie": cookie})
            assert asked.getresponse().read()
        asked.close()
        other.write(add_source)
        for stream in streams:
            stream.until(lambda status: status["sources"] != [])


def test_a_page_that_left_makes_room(server: Server, cookie: str) -> None:
    streams = [Stream(server, cookie) for _ in range(MOST_STREAMS)]
    for stream in streams:
        stream.next()
    for stream in streams:
        stream.close()
    waited = threading.Event()
    for _ in range(100):
        again = Stream(server, cookie)
        again_status = again.answer.status
        again.close()
        if again_status == 200:
            return
        waited.wait(0.1)
    pytest.fail("the places of pages that left were not given to others")


def test_a_page_that_does_not_read_hears_the_newest_only(server: Server, cookie: str, other: Catalog) -> None:
    """A bounded buffer holds a slow page's events: it neither grows nor delays the others."""
    slow = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    host = f"127.0.0.1:{server.port}"
    slow.sendall(f"GET /api/events HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n".encode())
    with closing(Stream(server, cookie)) as quick, closing(slow):
        quick.next()
        other.write(add_source)
        quick.until(lambda status: status["sources"] != [])


def test_only_followers_without_a_cookie_are_sent_away(server: Server) -> None:
    stranger = Stream(server, "holdfast-x=y")
    assert stranger.answer.status == 401
    stranger.close()


class CountingDesk:
    """A real desk that counts how often the status was computed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.catalog, self.look, self.clock = desk.catalog, desk.look, desk.clock
        self.asked = 0

    def status(self) -> Status:
        self.asked += 1
        return self._desk.status()


def test_the_status_is_computed_once_for_all(desk: Desk) -> None:
    counting = CountingDesk(desk)
    watch = Watch(counting)  # type: ignore[arg-type]  # counts, and is the real one otherwise
    streams = [watch.follow() for _ in range(MOST_STREAMS)]
    for stream in streams:
        assert next(stream).startswith(b"event: status\n")
    assert counting.asked == 1
    watch.close()
    for stream in streams:
        with pytest.raises(StopIteration):
            next(stream)


def test_nobody_follows_and_nothing_is_asked(desk: Desk) -> None:
    counting = CountingDesk(desk)
    watch = Watch(counting)  # type: ignore[arg-type]  # counts, and is the real one otherwise
    stream = watch.follow()
    next(stream)
    stream.close()
    asked = counting.asked
    threading.Event().wait(1.5)
    assert counting.asked == asked
    watch.close()


def test_silence_is_broken_by_a_comment(desk: Desk) -> None:
    watch = Watch(desk, alive_every=2)
    stream = watch.follow()
    next(stream)
    assert next(stream) == b": still here\n\n"
    assert ALIVE_EVERY == 15
    watch.close()


def test_a_stream_whose_page_has_gone_ends(desk: Desk) -> None:
    gone = threading.Event()
    watch = Watch(desk)
    stream = watch.follow(gone.is_set)
    next(stream)
    gone.set()
    with pytest.raises(StopIteration):
        next(stream)
    watch.close()


class SilentDesk(CountingDesk):
    """A real desk whose catalog cannot be read for a while."""

    broken = True

    def status(self) -> Status:
        if self.broken:
            raise CatalogDamaged("The catalog is damaged.")
        return super().status()


def test_a_catalog_that_cannot_be_read_is_said_and_got_over(desk: Desk) -> None:
    silent = SilentDesk(desk)
    watch = Watch(silent)  # type: ignore[arg-type]  # fails, and is the real one otherwise
    stream = watch.follow()
    said = next(stream)
    assert said.startswith(b"event: problem\n")
    assert b"CATALOG_DAMAGED" in said
    silent.broken = False
    assert next(stream).startswith(b"event: status\n")
    watch.close()


def test_a_change_of_our_own_is_told_too(desk: Desk) -> None:
    watch = Watch(desk)
    stream = watch.follow()
    next(stream)
    desk.catalog.write(lambda db: jobs.enqueue(db, "backup", jobs.Parameters(), origin="person", at=1))
    assert b'"queued"' in next(stream)
    watch.close()


def test_who_comes_later_is_told_what_is_now(desk: Desk) -> None:
    watch = Watch(desk)
    first = watch.follow()
    next(first)
    first.close()
    desk.catalog.write(add_source)
    assert b"travel" in next(watch.follow())
    watch.close()


def test_who_comes_right_after_the_last_one_left_does_not_wait(desk: Desk) -> None:
    watch = Watch(desk, alive_every=1)
    for _ in range(5):
        stream = watch.follow()
        assert next(stream).startswith(b"event: status\n")
        stream.close()
    watch.close()
