"""Where requests may go, and that they go nowhere else."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from certificates import Authority, Certificate, let_show
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast import errors
from holdfast.sources import certificates as certificates_module
from holdfast.sources.addresses import Origin, Rules, is_loopback, is_public, origin_of
from holdfast.sources.outbound import Outbound
from holdfast.standins.wire import Asked, Reply, Server

CLOUD = Rules("Cloudinary", (".cloudinary.com", "cdn.example.org"))


@pytest.mark.parametrize(
    "url",
    ["https://api.cloudinary.com/v1_1", "https://RES.Cloudinary.com./x", "https://cdn.example.org:443/?a#b"],
)
def test_the_providers_hosts_are_allowed(url: str) -> None:
    CLOUD.check(origin_of(url)[0])


@pytest.mark.parametrize(
    "url",
    [
        "http://api.cloudinary.com/",
        "https://api.cloudinary.com:8443/",
        "https://cloudinary.com.evil.org/",
        "https://evilcloudinary.com/",
        "https://cloudinary.com/",
        "https://a.cdn.example.org/",
        "https://127.0.0.1/",
        "http://127.0.0.1/",
        "http://localhost/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://0x7f000001/",
        "https://2130706433/",
    ],
)
def test_all_others_are_not(url: str) -> None:
    with pytest.raises(errors.AddressRefused, match="Cloudinary sent Holdfast to"):
        CLOUD.check(origin_of(url)[0])


@pytest.mark.parametrize(
    "url",
    ["", "/path", "ftp://x/", "file:///etc/passwd", "https://", "https://u:p@x/", "https://x:99999/", "https://[::1/"],
)
def test_what_is_no_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(errors.AddressRefused) as caught:
        origin_of(url)
    assert "u:p" not in caught.value.message


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_text_makes_it_fall_over(text: str) -> None:
    for url in (text, f"https://{text}", f"https://x/{text}"):
        try:
            origin, target = origin_of(url)
            CLOUD.check(origin)
        except errors.AddressRefused:
            continue
        assert target.startswith("/")


def test_plain_http_goes_to_the_named_loopback_address_alone() -> None:
    own = Origin("http", "127.0.0.1", 8123)
    rules = Rules("Stand-in", endpoint=own)
    rules.check(own)
    for other in (
        Origin("http", "127.0.0.1", 8124),
        Origin("http", "127.0.0.2", 8123),
        Origin("https", "127.0.0.1", 8123),
    ):
        with pytest.raises(errors.AddressRefused):
            rules.check(other)
    with pytest.raises(errors.AddressRefused, match="only https"):
        Rules("Nas", endpoint=Origin("http", "192.168.1.5", 80), private=True).check(Origin("http", "192.168.1.5", 80))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::", "not an address", "",
    ],
)  # fmt: skip
def test_private_ones_in_any_wrapping(address: str) -> None:
    assert not is_public(address)


def test_a_peer_in_a_private_network_is_allowed_only_where_the_person_said_so() -> None:
    nas = Origin("https", "nas.example.org", 443)
    with pytest.raises(errors.AddressRefused, match=r"192\.168\.1\.5, inside a private network") as refused:
        Rules("Nas", endpoint=nas).check_peer(nas, "192.168.1.5")
    assert "sent Holdfast" not in refused.value.message  # the person named it
    assert "--private" in refused.value.action
    Rules("Nas", endpoint=nas, private=True).check_peer(nas, "192.168.1.5")
    with pytest.raises(errors.AddressRefused):
        Rules("Nas", (".cloudinary.com",), nas, private=True).check_peer(
            Origin("https", "res.cloudinary.com", 443), "192.168.1.5"
        )


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_loopback_is_told_by_its_spelling(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["localhost.evil.org", "127.0.0.1.nip.io", "10.0.0.1", "0", ""])
def test_a_name_that_only_looks_like_it_is_not_loopback(host: str) -> None:
    assert not is_loopback(host)


# On the wire


class Recorder:
    """A server that keeps what it is asked; `answers` by path."""

    def __init__(self) -> None:
        self.answers: dict[str, Reply] = {}
        self.asked: list[Asked] = []
        self.server = Server(self.answer, lambda: 0.0)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        return self.answers.get(asked.target) or Reply(200, {}, b"here")


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    recorder = Recorder()
    recorder.server.start()
    yield recorder
    recorder.server.stop()


@pytest.fixture
def outbound(recorder: Recorder) -> Iterator[Outbound]:
    outbound = Outbound(Rules("Stand-in", endpoint=origin_of(recorder.base)[0]), connect_timeout=5, read_timeout=5)
    yield outbound
    outbound.close()


def test_nothing_is_asked_for_in_a_packed_form(recorder: Recorder, outbound: Outbound) -> None:
    outbound.get(f"{recorder.base}/x", {}).close()
    assert recorder.asked[0].headers["accept-encoding"] == "identity"


def test_one_connection_serves_many_requests(recorder: Recorder, outbound: Outbound) -> None:
    for _ in range(20):
        outbound.get(f"{recorder.base}/x", {}).drain_conn()
    assert len(recorder.server._open) == 1


def test_a_key_does_not_travel_along_a_redirect(recorder: Recorder, outbound: Outbound) -> None:
    recorder.answers["/a"] = Reply(302, {"Location": "/b"})
    outbound.get(f"{recorder.base}/a", {"Authorization": "Basic secret", "X-Kept": "1"}, redirects=5).close()
    assert [asked.target for asked in recorder.asked] == ["/a", "/b"]
    assert "authorization" not in recorder.asked[1].headers
    assert recorder.asked[1].headers["x-kept"] == "1"


def test_after_five_hops_it_is_enough(recorder: Recorder, outbound: Outbound) -> None:
    for number in range(9):
        recorder.answers[f"/{number}"] = Reply(307, {"Location": f"/{number + 1}"})
    with pytest.raises(errors.RedirectRefused):
        outbound.get(f"{recorder.base}/0", {}, redirects=5)
    assert len(recorder.asked) == 6


def resolving(monkeypatch: pytest.MonkeyPatch, name: str, address: str) -> None:
    """Let one name lead to one address, as a hostile name server would."""
    real = socket.getaddrinfo

    def lead(host: str, *rest: object, **more: object) -> object:
        return real(address if host == name else host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", lead)


def test_a_good_name_that_leads_home_is_refused_before_a_byte_is_sent(
    monkeypatch: pytest.MonkeyPatch, recorder: Recorder
) -> None:
    """H8: the address that was really connected to counts, each time, not what a name said before."""
    resolving(monkeypatch, "cloud.example.org", "127.0.0.1")
    place = Origin("https", "cloud.example.org", recorder.server.port)
    with pytest.raises(errors.AddressRefused, match=r"leads to 127\.0\.0\.1, inside a private network"):
        Outbound(Rules("Cloud", endpoint=place)).get(f"{place}/x", {})
    assert recorder.asked == []


def test_a_name_that_nobody_knows_is_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(errors.Offline, match=r"no connection to res\.cloudinary\.com"):
        Outbound(CLOUD).get("https://res.cloudinary.com/x", {})


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    """An authority that this computer trusts."""
    made = Authority.made(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    certificates_module.trust.cache_clear()
    yield made
    certificates_module.trust.cache_clear()


@contextmanager
def serving(certificate: Certificate) -> Iterator[Origin]:
    """A server on this computer that shows this certificate."""
    server = Server(lambda _: Reply(200, {}, b"here"), lambda: 0.0)
    let_show(server, certificate)
    server.start()
    yield Origin("https", "localhost", server.port)
    server.stop()


def asked_at(place: Origin) -> bytes:
    outbound = Outbound(Rules("Cloud", endpoint=place), connect_timeout=5, read_timeout=5)
    try:
        return outbound.get(f"{place}/x", {}).read()
    finally:
        outbound.close()


def test_a23_a_good_certificate_of_a_trusted_authority_is_good(authority: Authority) -> None:
    """The control of the next test."""
    with serving(authority.certificate("localhost")) as place:
        assert asked_at(place) == b"here"


@pytest.mark.parametrize(
    ("host", "how", "why"),
    [
        ("localhost", {"by_itself": True}, "nobody that this computer trusts vouches for it"),
        ("localhost", {"days": -2}, "it has run out"),
        ("other.example.org", {}, "it belongs to another host"),
    ],
)
def test_a23_a_certificate_that_is_not_good_is_refused_with_the_hosts_name_and_the_reason(
    authority: Authority, host: str, how: dict[str, Any], why: str
) -> None:
    with serving(authority.certificate(host, **how)) as place, pytest.raises(errors.TlsRefused) as caught:
        asked_at(place)
    assert "localhost" in caught.value.message
    assert why in caught.value.message
    assert caught.value.certificate == ""  # only for an S3 of their own may a person say that it is right


def test_a23_a_server_that_speaks_no_tls_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def talk() -> None:
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                while connection.recv(4096):
                    pass

        talking = threading.Thread(target=talk)
        talking.start()
        with pytest.raises(errors.TlsRefused, match="localhost answers without encryption"):
            asked_at(Origin("https", "localhost", listening.getsockname()[1]))
        talking.join()


def test_a_server_without_encryption_has_no_bad_certificate() -> None:
    def answer() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(65_536)
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = threading.Thread(target=answer)
        server.start()
        place = Origin("https", "127.0.0.1", listening.getsockname()[1])
        outbound = Outbound(Rules("Nas", endpoint=place), connect_timeout=5, read_timeout=5)
        with pytest.raises(errors.TlsRefused, match="answers without encryption") as refused:
            outbound.get(f"{place}/x", {})
        outbound.close()
        server.join()
    assert "https at the server" in refused.value.action
