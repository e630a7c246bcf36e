"""Heads of answers mean what Python's own reader of them says."""

import http.client
import io
import socket
import string
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast import errors
from holdfast.sources.addresses import Origin, Rules
from holdfast.sources.heads import MOST_LINES, Answer, head
from holdfast.sources.outbound import Outbound

NAMES = st.text(string.ascii_letters + string.digits + "-", min_size=1, max_size=20)
VALUES = st.text(
    st.characters(min_codepoint=0x21, max_codepoint=0xFF, exclude_characters="\x7f\x85\xa0"), min_size=1, max_size=40
)


@given(
    st.lists(st.tuples(NAMES, st.lists(VALUES, min_size=1, max_size=3)), max_size=12), st.sampled_from(["\r\n", "\n"])
)
def test_headers_are_those_that_python_reads(fields: list[tuple[str, list[str]]], end: str) -> None:
    lines = "".join(f"{name}: {' '.join(words)}{end}" for name, words in fields)
    sent = (lines + end).encode("iso-8859-1")

    found = head(io.BytesIO(sent + b"the body"))

    assert found.items() == http.client.parse_headers(io.BytesIO(sent)).items()


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(sent: bytes) -> None:
    lines = io.BytesIO(sent + b"\r\n\r\nthe body")

    assert all(isinstance(value, str) and "\n" not in value for value in head(lines).values())


def test_a_line_goes_on_after_a_space_and_one_without_a_name_is_left_out() -> None:
    found = head(io.BytesIO(b"ETag: one\r\n  two\r\nnothing\r\n: nobody\r\nContent-Length: 3\r\n\r\nabc"))

    assert found.items() == [("ETag", "one two"), ("Content-Length", "3")]


@pytest.mark.parametrize("sent", [b"a: b\r\n" * (MOST_LINES + 1) + b"\r\n", b"a: " + b"b" * 70_000 + b"\r\n\r\n"])
def test_a_head_without_end_is_refused(sent: bytes) -> None:
    with pytest.raises(http.client.HTTPException):
        head(io.BytesIO(sent))


ANSWERS = [
    (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloXX", "GET"),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Length: 9\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "GET"),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello", "GET"),
    (b"HTTP/1.1 200 OK\r\n\r\nhello", "GET"),
    (b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello", "GET"),
    (b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello", "GET"),
    (b"HTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n\r\nhello", "GET"),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "HEAD"),
    (b"HTTP/1.1 204 No Content\r\n\r\n", "GET"),
    (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "GET"),
    (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", "GET"),
    (b"HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello", "GET"),
    (b"HTTP/2 200 OK\r\n\r\n", "GET"),
    (b"SSH-2.0-OpenSSH\r\n\r\n", "GET"),
    (b"", "GET"),
]


@pytest.mark.parametrize(("sent", "method"), ANSWERS)
def test_an_answer_is_understood_as_python_understands_it(sent: bytes, method: str) -> None:
    assert _read(Answer, sent, method) == _read(http.client.HTTPResponse, sent, method)


def _read(kind: type[http.client.HTTPResponse], sent: bytes, method: str) -> tuple[object, ...]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(sent)
        theirs.shutdown(socket.SHUT_WR)
        answer = kind(ours, method=method)
        try:
            answer.begin()
        except http.client.HTTPException as error:
            return type(error), str(error)
        finally:
            if answer.headers is None:
                answer.close()
        told = answer.status, answer.reason, answer.version, answer.will_close, answer.length, answer.headers.items()
        return *told, answer.read()


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: "], ids=["status line", "header"])
def test_a21_a_head_that_drips_is_given_up_although_no_pause_is_long(begin: bytes) -> None:
    """Each byte comes in time, the head never ends: the place is free again after the time for one answer."""
    given_up = threading.Event()

    def drip(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(65_536)
            try:
                connection.sendall(begin)
                while not given_up.wait(0.05):
                    connection.sendall(b"x")
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        place = Origin("http", "127.0.0.1", listening.getsockname()[1])
        server = threading.Thread(target=drip, args=(listening,))
        server.start()
        outbound = Outbound(Rules("The cloud", endpoint=place), read_timeout=0.5)
        limit = threading.Timer(60, given_up.set)  # else a mistake would hang here
        limit.start()
        try:
            with pytest.raises(errors.ServerError, match="kept silent"):
                outbound.get(f"{place}/", {})
            assert not given_up.is_set()
        finally:
            limit.cancel()
            given_up.set()
            server.join()
            outbound.close()
