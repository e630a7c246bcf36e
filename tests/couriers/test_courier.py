"""A courier brings what is plain, bit for bit, and declines everything else, with nothing left over."""

import hashlib
import os
import queue
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from certificates import Authority, Certificate, context_of

from holdfast import errors
from holdfast.cli import main
from holdfast.couriers.courier import WORD, Courier, Terms
from holdfast.couriers.message import Brought, Declined, Errand
from holdfast.sources.base import Reached

BODY = b"\xff\xd8\xff" + bytes(range(256)) * 3000
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nETag: \"x\"\r\n" % len(BODY)
PATIENCE = 30.0


class Answering:
    """A server that sends these bytes to every request of a connection, and may close it then."""

    def __init__(self, answer: bytes, *, per_connection: int = 10**6, certificate: Certificate | None = None) -> None:
        self.answer, self.per_connection, self.connections, self.pace = answer, per_connection, 0, 0.0
        self._context = context_of(certificate) if certificate else None
        self._listening = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    def reach(self, _origin: str) -> Reached:
        self.connections += 1
        return Reached(socket.create_connection(self._listening.getsockname()), "localhost" if self._context else "")

    def _serve(self) -> None:
        while True:
            connection, _ = self._listening.accept()
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        try:
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            with connection, connection.makefile("rb") as asked:
                for _ in range(self.per_connection):
                    while (line := asked.readline()) != b"\r\n":
                        if not line:
                            return
                    self._send(connection)
        except OSError:
            return  # the courier has had enough

    def _send(self, connection: socket.socket) -> None:
        size = len(self.answer) // 12 if self.pace else max(1, len(self.answer))
        for begin in range(0, len(self.answer), size):
            threading.Event().wait(self.pace)
            connection.sendall(self.answer[begin : begin + size])


class Desk:
    """Where errands are given out and come back."""

    def __init__(self, folder: Path, server: Answering, at_once: int, window: float) -> None:
        self.folder, self.server = folder, server
        self.words: queue.SimpleQueue[Brought | Declined | str] = queue.SimpleQueue()
        self.handle = os.open(folder, os.O_RDONLY)
        terms = Terms(at_once, 1024, window)
        self.courier = Courier(self.handle, terms, server.reach, self.words.put, lambda: self.words.put("lost"))

    def ask(self, number: int, size: int = len(BODY)) -> None:
        head = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n"
        self.courier.give(Errand(number, "http://x", head, f"{number}.part", size))

    def word(self) -> Brought | Declined | str:
        return self.words.get(timeout=PATIENCE)

    @property
    def files(self) -> list[str]:
        return sorted(each.name for each in self.folder.iterdir())


@contextmanager
def desk(folder: Path, server: Answering, at_once: int = 2, window: float = PATIENCE) -> Iterator[Desk]:
    made = Desk(folder, server, at_once, window)
    try:
        yield made
    finally:
        made.courier.end()
        os.close(made.handle)


def assert_all_brought(at: Desk, count: int) -> None:
    words = [at.word() for _ in range(count)]
    assert sorted(one.id for one in words if isinstance(one, Brought)) == list(range(count)), words
    for number, word in enumerate(words):
        assert isinstance(word, Brought)
        assert (at.folder / f"{number}.part").read_bytes() == BODY
        assert (word.sha256, word.md5) == (hashlib.sha256(BODY).hexdigest(), hashlib.md5(BODY).hexdigest())
        assert (bytes.fromhex(word.head), word.headers["etag"]) == (BODY[:512], '"x"')


@pytest.mark.parametrize("per_connection", [1, 3, 10**6], ids=lambda each: f"{each} to a connection")
def test_what_is_plain_comes_whole_however_often_the_server_hangs_up(tmp_path: Path, per_connection: int) -> None:
    server = Answering(HEAD + b"\r\n" + BODY, per_connection=per_connection)
    with desk(tmp_path, server) as at:
        for number in range(12):
            at.ask(number)
        assert_all_brought(at, 12)
    assert server.connections >= 12 / per_connection


def test_a_server_that_says_that_it_hangs_up_is_believed(tmp_path: Path) -> None:
    server = Answering(HEAD + b"Connection: close\r\n\r\n" + BODY, per_connection=1)
    with desk(tmp_path, server) as at:
        for number in range(5):
            at.ask(number)
        assert_all_brought(at, 5)


@pytest.mark.parametrize(
    "answer",
    [
        HEAD + b"\r\n" + BODY[:-1] + b"",
        HEAD.replace(b"200 OK", b"206 Partial Content") + b"\r\n" + BODY,
        HEAD.replace(b"200 OK", b"404 Not Found") + b"\r\n" + BODY,
        HEAD.replace(b"200 OK", b"302 Found") + b"Location: http://127.0.0.1:1/\r\n\r\n",
        HEAD + b"Content-Range: bytes 0-1/2\r\n\r\n" + BODY,
        HEAD + b"Content-Length: 1\r\n\r\n" + BODY,
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + BODY,
        b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n" + BODY,
        b"HTTP/1.1 200 OK\r\n\r\n" + BODY,
        b"HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY,
        b"HTTP/1.1 200 OK\r\nContent-Length : %d\r\n\r\n" % len(BODY) + BODY,
        b"HTTP/1.1 200 OK\r\nContent-Length: +%d\r\n\r\n" % len(BODY) + BODY,
        HEAD + b" folded: line\r\n\r\n" + BODY,
        HEAD + b"X-Long: " + b"x" * 20_000 + b"\r\n\r\n" + BODY,
        b"\x00" * 40_000,
        b"",
    ],
    ids=[
        "cut short", "206", "404", "redirect", "range", "two lengths", "chunked", "other length", "no length",
        "HTTP/1.0", "odd name", "odd length", "folded", "long head", "noise", "silence",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_declined_and_leaves_nothing(tmp_path: Path, answer: bytes) -> None:
    with desk(tmp_path, Answering(answer, per_connection=1)) as at:
        at.ask(0)
        word = at.word()
        assert isinstance(word, Declined)
        assert at.files == []
        at.server.answer = HEAD + b"\r\n" + BODY
        at.ask(1)
        assert isinstance(at.word(), Brought)  # the next one is none the worse for it


def test_more_than_was_announced_is_declined(tmp_path: Path) -> None:
    short = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef"
    with desk(tmp_path, Answering(short)) as at:
        at.ask(0, 3)
        assert isinstance(at.word(), Declined)
        assert at.files == []


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"somebody's")
    (tmp_path / "0.part").symlink_to("outside")
    (tmp_path / "1.part").write_bytes(b"mine")
    with desk(tmp_path, Answering(HEAD + b"\r\n" + BODY)) as at:
        at.ask(0)
        at.ask(1)
        assert {type(at.word()), type(at.word())} == {Declined}
        assert (tmp_path / "outside").read_bytes() == b"somebody's"
        assert (tmp_path / "1.part").read_bytes() == b"mine"
        assert (tmp_path / "0.part").is_symlink()


def test_a_place_that_cannot_be_reached_ends_it_with_a_word(tmp_path: Path) -> None:
    server = Answering(b"")

    def refused(_origin: str) -> Reached:
        raise errors.Offline("no way there")

    server.reach = refused  # type: ignore[method-assign]
    with desk(tmp_path, server) as at:
        at.ask(0)
        assert at.word() == "lost"


@pytest.mark.parametrize("error", [OSError("no such door"), errors.Interrupted("stop"), KeyError("origin")])
def test_whatever_keeps_a_connection_from_coming_ends_it_with_a_word(tmp_path: Path, error: Exception) -> None:
    server = Answering(b"")

    def broken(_origin: str) -> Reached:
        raise error

    server.reach = broken  # type: ignore[method-assign]
    with desk(tmp_path, server) as at:
        at.ask(0)
        assert at.word() == "lost"


def test_one_that_hangs_is_lost_in_a_while_and_one_that_is_slow_is_not(tmp_path: Path) -> None:
    server = Answering(HEAD + b"\r\n" + BODY)
    server.pace = 0.25  # seconds between pieces: longer in all than one may be silent
    with desk(tmp_path, server, window=0.5) as at:
        at.ask(0)
        assert_all_brought(at, 1)
        os.kill(at.courier.pid, signal.SIGSTOP)
        at.ask(1)
        assert at.word() == "lost"


def test_a_certificate_that_nobody_vouches_for_gets_no_request(tmp_path: Path) -> None:
    shown = Authority.made(tmp_path).certificate("localhost")
    (tmp_path / "parts").mkdir()
    with desk(tmp_path / "parts", Answering(HEAD + b"\r\n" + BODY, certificate=shown)) as at:
        at.ask(0)
        assert at.word() == "lost"
        assert at.files == []


def test_a_killed_courier_is_noticed_at_once(tmp_path: Path) -> None:
    with desk(tmp_path, Answering(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")) as at:
        at.ask(0, 9)
        os.kill(at.courier.pid, 9)
        assert at.word() == "lost"


def test_a_holdfast_that_is_one_program_knows_the_word_for_its_courier() -> None:
    assert main.COURIER == WORD
