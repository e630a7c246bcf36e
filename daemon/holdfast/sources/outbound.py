"""Every request that leaves this computer: only to hosts that belong to the source, never decoded.

https to the provider's own hosts; plain http only to the very loopback address that the person named. The address
that was really connected to is checked before a byte is sent, so a name that resolves differently the second time
is caught. Redirects are followed by hand, each hop checked like the first.
"""

import contextlib
import logging
import socket
import ssl
import threading
from collections.abc import Mapping
from functools import cache
from weakref import WeakSet

import certifi
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from holdfast import errors
from holdfast.sources.addresses import Origin, Rules, joined, origin_of

# urllib3 logs whole addresses, and ours carry signatures.
logging.getLogger("urllib3").setLevel(logging.ERROR)

REDIRECTS = 5


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

    def __init__(self, host: str, *, guard: _Guard, **settings: object) -> None:
        super().__init__(host, **settings)  # type: ignore[arg-type]
        self._guard = guard

    def _new_conn(self) -> socket.socket:
        return self._guard.admit(self, super()._new_conn())


class _Secure(HTTPSConnection):
    """The same, and looked at before the TLS handshake."""

    def __init__(self, host: str, *, guard: _Guard, **settings: object) -> None:
        super().__init__(host, **settings)  # type: ignore[arg-type]
        self._guard = guard

    def _new_conn(self) -> socket.socket:
        return self._guard.admit(self, super()._new_conn())


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
            raise self.translated(error, origin.host) from error

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
        return _SecurePool(host, port, timeout=timeout, maxsize=most, ssl_context=_trust(), guard=guard)

    def translated(self, error: Exception, host: str) -> errors.SourceError:
        """What a failed connection means, in our words."""
        if certificate_refused(error):
            return errors.TlsRefused(f"The certificate of {host} is not good, so Holdfast does not talk to it.")
        if isinstance(error, _UNREACHED):
            return errors.Offline(f"{self.rules.name} cannot be reached: no connection to {host}.")
        if isinstance(error, urllib3.exceptions.TimeoutError):
            return errors.ServerError(f"{self.rules.name} does not answer: {host} kept silent.")
        return errors.ServerError(f"{self.rules.name} broke the connection to {host}.")


@cache
def _trust() -> ssl.SSLContext:
    """The certificates of the system and those of certifi: some systems keep none where Python looks."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


_UNREACHED = (
    urllib3.exceptions.NameResolutionError,
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
)


def certificate_refused(error: BaseException) -> bool:
    """Whether somewhere behind `error` stands a certificate that was not accepted, or no TLS at all."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return True
        if isinstance(seen, ssl.SSLError) and seen.reason in ("WRONG_VERSION_NUMBER", "UNSUPPORTED_PROTOCOL"):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
