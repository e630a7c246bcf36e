"""The real server on a real socket: where it listens, what it refuses, how it ends."""

import http.client
import json
import os
import socket
import stat
import threading
from pathlib import Path

import pytest

from holdfast.engine.setup import Opened
from holdfast.errors import UsageError
from holdfast_ui.codes import mint
from holdfast_ui.desk import Desk
from holdfast_ui.front import Front, redirect_to_running
from holdfast_ui.guard import SECURITY_HEADERS
from holdfast_ui.server import Server, running_port, serve_in_thread


def raw(port: int, sent: bytes) -> bytes:
    """What the server answers to these bytes until it closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(sent)
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
        return received


def request(server: Server, lines: str) -> bytes:
    return raw(server.port, lines.replace("\n", "\r\n").encode())


def test_it_listens_on_loopback_alone(server: Server) -> None:
    addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in addresses - {"127.0.0.1"}:
        with pytest.raises(OSError, match="refused|unreachable|timed out"):
            socket.create_connection((str(address), server.port), timeout=2)
    text = Path("/proc/net/tcp").read_text()
    listening = [line.split()[1] for line in text.splitlines()[1:] if line.split()[3] == "0A"]
    assert f"0100007F:{server.port:04X}" in listening
    assert f"00000000:{server.port:04X}" not in listening


def test_it_answers_its_page_and_does_not_name_itself(server: Server) -> None:
    answer = request(server, f"GET / HTTP/1.1\nHost: 127.0.0.1:{server.port}\nConnection: close\n\n")
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert b"waitress" not in answer.lower()
    assert b"\r\nserver:" not in answer.lower()


BROKEN = [
    "GET / HTTP/1.0\n\n",
    "GET / HTTP/1.1\nConnection: close\n\n",
    "GET http://evil.com/ HTTP/1.1\nHost: evil.com\nConnection: close\n\n",
    "GET http://127.0.0.1:{port}/ HTTP/1.1\nHost: evil.com\nConnection: close\n\n",
    "GET / HTTP/1.1\nHost: 127.0.0.1:{port}\nHost: evil.com\nConnection: close\n\n",
    "GET / HTTP/1.1\nHost: evil.com\nX-Forwarded-Host: 127.0.0.1:{port}\nConnection: close\n\n",
    "GET / HTTP/1.1\nHost: evil.com\nForwarded: host=127.0.0.1:{port}\nConnection: close\n\n",
]


@pytest.mark.parametrize("lines", BROKEN)
def test_a_strange_host_is_refused_on_the_wire_too(server: Server, lines: str) -> None:
    assert b" 403 Forbidden" in request(server, lines.format(port=server.port)).splitlines()[0]


UNREADABLE = [
    "NONSENSE\n\n",
    "GET / HTTP/1.1\nHost: 127.0.0.1:{port}\nContent-Length: x\n\n",
    "POST /api/session HTTP/1.1\nHost: 127.0.0.1:{port}\nTransfer-Encoding: gzip\n\n",
    "GET / HTTP/1.1\nHost: 127.0.0.1:{port}\nX: " + "x" * 40_000 + "\n\n",
    "POST /api/session HTTP/1.1\nHost: 127.0.0.1:{port}\nContent-Length: 1073741824\n\n",
]


@pytest.mark.parametrize("lines", UNREADABLE, ids=["no request", "bad length", "bad coding", "long header", "1 GB"])
def test_what_cannot_be_read_is_refused_in_our_shape(server: Server, lines: str) -> None:
    answer = request(server, lines.format(port=server.port))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.split()[1] in (b"400", b"413", b"431", b"501")
    for name, value in SECURITY_HEADERS:
        assert f"{name}: {value}".encode() in head
    assert set(json.loads(body)) == {"code", "message", "action"}


def test_a_gigabyte_is_refused_before_it_is_sent(server: Server) -> None:
    """H9: neither memory nor a temporary file takes it in."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    head = f"POST /api/session HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Length: {2**30}\r\n\r\n"
    connection.sendall(head.encode())
    assert b" 413 " in connection.recv(4096)
    sent = 0
    with pytest.raises(OSError, match="reset|Broken pipe"):
        while sent < 2**30:
            sent += connection.send(b"x" * 2**20)
    assert sent < 2**26
    connection.close()


def test_an_endless_chunked_body_is_refused(server: Server) -> None:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    head = f"POST /api/session HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nTransfer-Encoding: chunked\r\n\r\n"
    connection.sendall(head.encode())
    with pytest.raises(OSError, match="reset|Broken pipe"):
        for _ in range(2**14):
            connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
    connection.close()


def test_the_port_stays_the_same_and_is_given_up_when_taken(desk: Desk, secret: bytes, opened: Opened) -> None:
    first = serve_in_thread(desk, secret, opened.home)
    first.stop()
    second = serve_in_thread(desk, secret, opened.home)
    third = serve_in_thread(desk, secret, opened.home)
    try:
        assert second.port == first.port
        assert third.port != first.port
        assert running_port(opened.home) == second.port
    finally:
        third.stop()
        assert running_port(opened.home) == second.port
        second.stop()
    assert running_port(opened.home) is None
    remembered = opened.home.run_dir / "port"
    assert remembered.read_text() == str(first.port)
    assert stat.S_IMODE(remembered.stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "x", "0", "70000", "-1", "80 80", "٨٠٨٠"])
def test_a_spoilt_port_file_is_no_reason_to_fail(desk: Desk, secret: bytes, opened: Opened, text: str) -> None:
    opened.home.make()
    (opened.home.run_dir / "port").write_text(text, "utf-8")
    server = serve_in_thread(desk, secret, opened.home)
    assert server.port > 0
    server.stop()


def test_a_port_that_the_person_names_must_be_free(desk: Desk, secret: bytes, opened: Opened, server: Server) -> None:
    with pytest.raises(UsageError, match=f"Port {server.port} cannot be used"):
        serve_in_thread(desk, secret, opened.home, port=server.port)


def test_stopping_ends_streams_threads_and_the_socket(desk: Desk, secret: bytes, opened: Opened) -> None:
    before = {thread.ident for thread in threading.enumerate()}
    server = serve_in_thread(desk, secret, opened.home)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    body = json.dumps({"code": mint(secret, opened.clock)})
    connection.request("POST", "/api/session", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    cookie = str(answer.getheader("Set-Cookie")).partition(";")[0]
    answer.read()
    connection.request("GET", "/api/events", headers={"Cookie": cookie})
    stream = connection.getresponse()
    assert stream.readline() == b"event: status\n"
    server.stop()
    stream.read()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.port), timeout=2)
    assert {thread.name for thread in threading.enumerate() if thread.ident not in before} == set()


def test_the_front_serves_links_and_hands_over(opened: Opened) -> None:
    assert redirect_to_running(opened) is None
    with Front(opened, port=0) as front:
        link = front.link()
        assert link.startswith(f"http://127.0.0.1:{front.server.port}/#code=")
        handed = redirect_to_running(opened)
        assert handed is not None
        assert f"http://127.0.0.1:{front.server.port}/#code=" in handed.read_text()
        for code in (link.partition("#code=")[2], handed.read_text().partition("#code=")[2].partition('"')[0]):
            connection = http.client.HTTPConnection("127.0.0.1", front.server.port, timeout=20)
            connection.request("POST", "/api/session", json.dumps({"code": code}), {"Content-Type": "application/json"})
            assert connection.getresponse().status == 200
            connection.close()
    assert redirect_to_running(opened) is None


def test_no_secret_stands_in_the_argument_list_or_a_file_of_others(opened: Opened) -> None:
    with Front(opened, port=0) as front:
        code = front.link().partition("#code=")[2]
        assert code.encode() not in Path(f"/proc/{os.getpid()}/cmdline").read_bytes()
        front.redirect()
        for path in opened.home.run_dir.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
