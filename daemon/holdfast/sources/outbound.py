"""Every request that leaves this computer: only to hosts that belong to the source, never decoded.

https to the provider's own hosts; plain http only to the very loopback address that the person named. The address
that was really connected to is checked before a byte is sent, so a name that resolves differently the second time
is caught. Redirects are followed by hand, each hop checked like the first. A certificate that the person named is
good at the endpoint alone, and is compared before a byte is sent.
"""

import contextlib
import logging
import socket
import ssl
import threading
from collections.abc import Mapping
from typing import Any
from weakref import WeakSet

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from holdfast import errors
from holdfast.sources import certificates
from holdfast.sources.addresses import Origin, Rules, joined, origin_of
from holdfast.sources.base import Asked, Reached
from holdfast.sources.heads import Answer

# urllib3 logs whole addresses, and ours carry signatures.
logging.getLogger("urllib3").setLevel(logging.ERROR)

REDIRECTS = 5
_AGENT = "python-urllib3/2"


class _Guard:
    """Looks at every connection to one origin before it says anything, and can end them all."""

    def __init__(self, rules: Rules, origin: Origin) -> None:
        self._rules, self._origin = rules, origin
        self._lock = threading.Lock()
        self._live: WeakSet[HTTPConnection] = WeakSet()

    def admit(self, connection: HTTPConnection, reached: socket.socket) -> socket.socket:
        """The socket, if the address that it really reached is allowed."""
        try:
            self._rules.check_peer(self._origin, reached.getpeername()[0])
        except errors.AddressRefused:
            reached.close()
            raise
        with self._lock:
            self._live.add(connection)
        return reached

    def compare(self, connection: HTTPConnection) -> None:
        """TlsRefused: the certificate that was shown is not the one that the person named."""
        named, reached = self._rules.certificate_at(self._origin), connection.sock
        if named and isinstance(reached, ssl.SSLSocket):
            shown = certificates.fingerprint(reached.getpeercert(binary_form=True) or b"")
            if shown != named:
                connection.close()
                raise certificates.changed(self._origin.host, shown)

    def end_all(self) -> None:
        """Whoever still reads from one of the connections reads its end now."""
        with self._lock:
            live = list(self._live)
        for connection in live:
            with contextlib.suppress(OSError):
                if connection.sock is not None:
                    connection.sock.shutdown(socket.SHUT_RDWR)


class _Plain(HTTPConnection):
    """A connection that is looked at before it is used."""

    response_class = Answer

    def __init__(self, host: str, *, guard: _Guard, **settings: object) -> None:
        super().__init__(host, **settings)  # type: ignore[arg-type]
        self._guard = guard

    def _new_conn(self) -> socket.socket:
        return self._guard.admit(self, super()._new_conn())

    def reached(self) -> socket.socket:
        """A new socket that was looked at, for somebody else to speak through."""
        return self._new_conn()


class _Secure(HTTPSConnection):
    """The same, and looked at before the TLS handshake and after it."""

    response_class = Answer

    def __init__(self, host: str, *, guard: _Guard, **settings: object) -> None:
        super().__init__(host, **settings)  # type: ignore[arg-type]
        self._guard = guard

    def _new_conn(self) -> socket.socket:
        return self._guard.admit(self, super()._new_conn())

    def connect(self) -> None:
        super().connect()
        self._guard.compare(self)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class Outbound:
    """Requests under one set of rules, with their connections. Safe to use from several threads."""

    def __init__(
        self, rules: Rules, *, connect_timeout: float = 20.0, read_timeout: float = 60.0, connections: int = 32
    ) -> None:
        self.rules = rules
        self._timeout = urllib3.Timeout(connect=connect_timeout, read=read_timeout)
        self._connections = connections
        self._pools: dict[Origin, tuple[HTTPConnectionPool, _Guard]] = {}
        self._named: dict[Origin, bytes] = {}
        """The certificates that were named, as their servers show them."""
        self._closed = False

    def get(self, url: str, headers: Mapping[str, str], *, redirects: int = 0) -> urllib3.BaseHTTPResponse:
        """The answer to one GET, its body still unread. An `Authorization` in `headers` is for the first address alone.

        `Offline`: not reached. `ServerError`: reached, but it broke off or kept silent. `AddressRefused`: not allowed
        there; when it was a redirect that led there, `RedirectRefused`.
        """
        sent = {"Accept-Encoding": "identity", **headers}
        answer, location = self._hop(url, sent)
        for _ in range(redirects):
            if not location:
                return answer
            sent = {name: value for name, value in sent.items() if name.lower() != "authorization"}
            answer, url, location = self._next_hop(url, location, sent)
        if not location:
            return answer
        if redirects:
            raise errors.RedirectRefused(f"{self.rules.name} sends Holdfast from one address to the next without end.")
        where = origin_of(joined(url, location))[0]
        raise errors.AddressRefused(f"{self.rules.name} sends Holdfast on to {where}, which it never does.")

    def send(
        self, method: str, origin: Origin, target: str, headers: Mapping[str, str], body: bytes = b""
    ) -> urllib3.BaseHTTPResponse:
        """The answer to one request, its body unread, even where it wants to send us elsewhere. Raises as `get`."""
        self.rules.check(origin)
        return self._ask(origin, target, {"Accept-Encoding": "identity", **headers}, method, body)

    def _hop(self, url: str, headers: Mapping[str, str]) -> tuple[urllib3.BaseHTTPResponse, str]:
        """The answer, and where it redirects to; empty when it does not."""
        origin, target = origin_of(url)
        self.rules.check(origin)
        answer = self._ask(origin, target, headers)
        location = answer.headers.get("Location")
        if answer.status not in (301, 302, 303, 307, 308) or not location:
            return answer, ""
        answer.close()
        return answer, location

    def _next_hop(
        self, url: str, location: str, headers: Mapping[str, str]
    ) -> tuple[urllib3.BaseHTTPResponse, str, str]:
        try:
            url = joined(url, location)
            answer, location = self._hop(url, headers)
        except errors.AddressRefused as refused:
            raise errors.RedirectRefused(refused.message) from refused
        return answer, url, location

    def asked(self, origin: Origin, target: str, headers: Mapping[str, str]) -> Asked:
        """A GET that somebody else may send through a connection of `reach`. Raises AddressRefused."""
        self.rules.check(origin)
        sent = {"Host": origin.header, "Accept-Encoding": "identity", "User-Agent": _AGENT, **headers}
        lines = [f"GET {target} HTTP/1.1", *[f"{name}: {value}" for name, value in sent.items()]]
        if any(not line.isprintable() for line in lines):
            raise errors.AddressRefused(f"Holdfast sends no control characters to {self.rules.name}.")
        return Asked(origin, "\r\n".join([*lines, "", ""]).encode().decode("latin-1"))

    def reach(self, origin: Origin) -> Reached:
        """A new connection, looked at as each one is, which has said nothing yet. Raises as `get`."""
        self.rules.check(origin)
        guard, timeout = _Guard(self.rules, origin), self._timeout.connect_timeout
        try:
            self._pool(origin)  # knows the certificate that was named
            reached = _Plain(origin.host, port=origin.port, guard=guard, timeout=timeout).reached()
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise self._translated(error, origin) from error
        secured = (origin.host, self._named.get(origin, b"")) if origin.scheme == "https" else ()
        return Reached(reached, *secured)

    def close(self) -> None:
        """End all connections, those in use as well: a reader in another thread stops waiting at once. Requests
        after that raise `Interrupted`."""
        self._closed = True
        for pool, guard in list(self._pools.values()):
            pool.close()
            guard.end_all()
        self._pools.clear()

    def _ask(
        self, origin: Origin, target: str, headers: Mapping[str, str], method: str = "GET", body: bytes = b""
    ) -> urllib3.BaseHTTPResponse:
        try:
            return self._pool(origin).urlopen(
                method,
                target,
                body or None,
                headers=dict(headers),
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
                assert_same_host=False,
            )
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise self._translated(error, origin) from error

    def _pool(self, origin: Origin) -> HTTPConnectionPool:
        if self._closed:
            raise errors.Interrupted("stop")
        found = self._pools.get(origin)
        if found is None:
            guard = _Guard(self.rules, origin)
            found = self._pools.setdefault(origin, (self._new_pool(origin, guard), guard))
        return found[0]

    def _new_pool(self, origin: Origin, guard: _Guard) -> HTTPConnectionPool:
        host, port, timeout, most = origin.host, origin.port, self._timeout, self._connections
        if origin.scheme == "http":
            return _PlainPool(host, port, timeout=timeout, maxsize=most, guard=guard)
        settings: dict[str, Any] = {"ssl_context": certificates.trust()}
        if self.rules.certificate_at(origin):
            encoded = certificates.seen(self._greeting(origin, guard))
            self._named[origin] = encoded
            settings = {"ssl_context": certificates.trust_in(encoded), "assert_hostname": False}
        return _SecurePool(host, port, timeout=timeout, maxsize=most, guard=guard, **settings)

    def _greeting(self, origin: Origin, guard: _Guard) -> certificates.Greeting:
        def greet(context: ssl.SSLContext) -> tuple[bytes, Mapping[str, Any]]:
            connection = _Secure(
                origin.host, port=origin.port, guard=guard, timeout=self._timeout.connect_timeout,
                ssl_context=context, cert_reqs=context.verify_mode, assert_hostname=False,
            )  # fmt: skip
            try:
                connection.connect()
                reached = connection.sock
                assert isinstance(reached, ssl.SSLSocket)
                return reached.getpeercert(binary_form=True) or b"", reached.getpeercert() or {}
            finally:
                connection.close()

        return greet

    def _translated(self, error: Exception, origin: Origin) -> errors.SourceError:
        """What a failed connection means, in our words."""
        host = origin.host
        if certificates.is_refused(error):
            return self._refusal(error, origin)
        if isinstance(error, _UNREACHED):
            return errors.Offline(f"{self.rules.name} cannot be reached: no connection to {host}.")
        if isinstance(error, urllib3.exceptions.TimeoutError):
            return errors.ServerError(f"{self.rules.name} does not answer: {host} kept silent.")
        return errors.ServerError(f"{self.rules.name} broke the connection to {host}.")

    def _refusal(self, error: Exception, origin: Origin) -> errors.TlsRefused:
        """Where the person may name a certificate, with what is shown there."""
        shown = None
        if self.rules.certificate_at(origin) is not None:  # named, or to be named
            with contextlib.suppress(urllib3.exceptions.HTTPError, OSError):
                shown = certificates.look(self._greeting(origin, _Guard(self.rules, origin)))
        return certificates.refusal(origin.host, error, shown)


_UNREACHED = (
    urllib3.exceptions.NameResolutionError,
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
)
