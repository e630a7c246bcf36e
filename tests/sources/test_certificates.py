"""Row A23: a certificate that the person named is good, at its own place, and nothing else is."""

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from certificates import Authority, Certificate, context_of, fingerprint

from holdfast import errors
from holdfast.sources import certificates
from holdfast.sources.addresses import Origin, Rules
from holdfast.sources.outbound import Outbound

SECRET = "canary-of-the-certificates"


class Nas:
    """A server at home: shows a certificate, keeps every byte that it is told, and answers."""

    def __init__(self, certificate: Certificate, answer: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere"):
        self.context, self.answer = context_of(certificate), answer
        self.told = bytearray()
        self.greeted = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.place = Origin("https", "localhost", self._listening.getsockname()[1])
        self._thread = threading.Thread(target=self._serve)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.greeted += 1
            try:
                with connection, self.context.wrap_socket(connection, server_side=True) as secure:
                    self._talk(secure)
            except OSError:
                continue  # it did not like us

    def _talk(self, secure: ssl.SSLSocket) -> None:
        """One request to a connection."""
        while piece := secure.recv(65_536):
            self.told += piece
            if self.told.endswith(b"\r\n\r\n"):
                secure.sendall(self.answer)
                return

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    """An authority that this computer trusts."""
    made = Authority.made(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    certificates.trust.cache_clear()
    yield made
    certificates.trust.cache_clear()


@pytest.fixture
def stranger(tmp_path: Path) -> Authority:
    """An authority that nobody knows."""
    folder = tmp_path / "stranger"
    folder.mkdir()
    return Authority.made(folder)


def asked(place: Origin, certificate: str | None, rules: type[Rules] = Rules, redirects: int = 0) -> bytes:
    outbound = Outbound(rules("Nas", endpoint=place, certificate=certificate), connect_timeout=5, read_timeout=5)
    try:
        return outbound.get(f"{place}/x?{SECRET}", {"Authorization": SECRET}, redirects=redirects).read()
    finally:
        outbound.close()


def refused(nas: Nas, certificate: str | None) -> errors.TlsRefused:
    """The refusal. Nothing at all was said to the server."""
    with pytest.raises(errors.TlsRefused) as caught:
        asked(nas.place, certificate)
    assert nas.greeted
    assert bytes(nas.told) == b""
    assert SECRET not in caught.value.message
    return caught.value


@pytest.mark.parametrize("how", ["by itself", "by a stranger", "for another host", "an authority's own"])
def test_a23_the_named_certificate_is_good_and_the_same_one_unnamed_is_offered(
    authority: Authority, stranger: Authority, how: str
) -> None:
    shown = {
        "by itself": stranger.certificate("localhost", by_itself=True),
        "by a stranger": stranger.certificate("localhost"),
        "for another host": authority.certificate("nas.example.org"),
        "an authority's own": stranger.own,
    }[how]
    with Nas(shown) as nas:
        offered = refused(nas, "")
        assert offered.certificate == fingerprint(shown)
        assert asked(nas.place, offered.certificate) == b"here"
        assert SECRET.encode() in nas.told


def test_a23_what_is_offered_is_said_so_that_it_can_be_compared(stranger: Authority) -> None:
    shown = stranger.certificate("localhost")
    with Nas(shown) as nas:
        offered = refused(nas, "")
    named = fingerprint(shown)
    spelled = ":".join(re.findall("..", named.removeprefix("sha256:").upper()))
    assert "The certificate of localhost is not good" in offered.message
    assert "nobody that this computer trusts vouches for it" in offered.message
    assert "It says that it is localhost, that An authority of the tests vouches for it" in offered.message
    assert re.search(r"good until 20\d\d-\d\d-\d\d", offered.message)
    assert spelled in offered.message
    assert "Compare" in offered.action
    assert f"--certificate {named}" in offered.action
    assert certificates.fingerprint_of(spelled) == named


@pytest.mark.parametrize("how", ["another", "signed by the named one", "vouched for"])
def test_a23_any_other_certificate_is_refused_as_changed(authority: Authority, stranger: Authority, how: str) -> None:
    named = fingerprint(stranger.own if how == "signed by the named one" else stranger.certificate("nas.example.org"))
    shown = (authority if how == "vouched for" else stranger).certificate("localhost")
    with Nas(shown) as nas:
        found = refused(nas, named)
    assert "localhost changed" in found.message
    assert f"--certificate {fingerprint(shown)}" in found.action
    assert found.certificate == ""  # a change is never waved through by one key


def test_a23_a_certificate_that_changes_while_we_are_at_work_is_noticed(stranger: Authority) -> None:
    first, second = stranger.certificate("localhost"), stranger.certificate("localhost", by_itself=True)
    with Nas(first) as nas:
        outbound = Outbound(Rules("Nas", endpoint=nas.place, certificate=fingerprint(first)), connect_timeout=5)
        assert outbound.get(f"{nas.place}/x", {}).read() == b"here"
        nas.told.clear()
        nas.context = context_of(second)
        with pytest.raises(errors.TlsRefused, match="changed"):
            outbound.get(f"{nas.place}/x", {"Authorization": SECRET})
        assert bytes(nas.told) == b""
        outbound.close()


def test_a23_one_that_has_run_out_is_refused_named_or_not(stranger: Authority) -> None:
    shown = stranger.certificate("localhost", days=-1, by_itself=True)
    with Nas(shown) as nas:
        for named in ("", fingerprint(shown)):
            found = refused(nas, named)
            assert "it has run out" in found.message
            assert "Renew" in found.action
            assert found.certificate == ""


class Anywhere(Rules):
    """Lets requests go to any port of this computer, which stands for other hosts here."""

    def check(self, origin: Origin) -> None:
        pass

    def check_peer(self, origin: Origin, address: str) -> None:
        pass


def test_a23_where_a_redirect_leads_is_verified_as_always(stranger: Authority) -> None:
    """Even where the very same certificate is shown."""
    shown = stranger.certificate("localhost")
    with Nas(shown) as other:
        onward = f"HTTP/1.1 307 On\r\nLocation: {other.place}/y\r\nContent-Length: 0\r\n\r\n".encode()
        with Nas(shown, onward) as nas, pytest.raises(errors.TlsRefused) as caught:
            asked(nas.place, fingerprint(shown), Anywhere, redirects=5)
        assert nas.told
        assert bytes(other.told) == b""
        assert caught.value.certificate == ""


def test_a23_trust_in_one_does_not_loosen_the_trust_of_all_others(authority: Authority, stranger: Authority) -> None:
    shown = stranger.certificate("localhost")
    with Nas(shown) as nas:
        asked(nas.place, fingerprint(shown))
    assert certificates.trust().check_hostname
    assert certificates.trust().verify_mode is ssl.CERT_REQUIRED
    with Nas(authority.certificate("nas.example.org")) as nas:
        refused(nas, None)


def test_a23_a_server_in_a_private_network_is_not_even_looked_at(stranger: Authority) -> None:
    """H8 holds for the look at a certificate, too."""
    with Nas(stranger.certificate("localhost")) as nas:
        rules = Rules("Nas", endpoint=Origin("https", "127.0.0.1.nip.invalid", nas.place.port), certificate="")
        with pytest.MonkeyPatch.context() as patch:
            real = socket.getaddrinfo
            patch.setattr(socket, "getaddrinfo", lambda _, *rest, **more: real("127.0.0.1", *rest, **more))
            with pytest.raises(errors.AddressRefused):
                Outbound(rules).get(f"{rules.endpoint}/x", {})
        assert bytes(nas.told) == b""


@pytest.mark.parametrize(
    "said",
    ["AB" * 32, ":".join(["ab"] * 32), "sha256:" + "ab" * 32, " SHA256 Fingerprint=" + ":".join(["AB"] * 32) + "\n"],
)
def test_a_fingerprint_is_understood_as_openssl_and_browsers_show_it(said: str) -> None:
    assert certificates.fingerprint_of(said) == "sha256:" + "ab" * 32


@pytest.mark.parametrize("said", ["", "sha256:", "ab" * 20, "sha1:" + "ab" * 32, "zz" * 32, "ab" * 33, "no", "off"])
def test_anything_else_is_no_fingerprint(said: str) -> None:
    with pytest.raises(errors.UsageError, match="no SHA-256 fingerprint"):
        certificates.fingerprint_of(said)


def test_what_a_certificate_says_cannot_reach_a_terminal_as_orders(stranger: Authority) -> None:
    encoded = ssl.PEM_cert_to_DER_cert(stranger.file.read_text("ascii"))
    hostile = {
        "subject": ((("commonName", "nas\x1b[31m\n\u202egpj" + "x" * 500),),),
        "notAfter": "Nov 21 13:00:00 2030 GMT",
    }
    shown = certificates.look(lambda _: (encoded, hostile))
    assert "nas?[31m??gpj" in shown.words
    assert "that nobody vouches for it" in shown.words
    assert shown.words.isprintable()
    assert len(shown.words) < 250


def test_one_that_makes_no_sense_is_no_offer(stranger: Authority) -> None:
    assert certificates.look(lambda _: (b"no certificate", {})).fault
