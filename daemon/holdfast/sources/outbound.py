"""Every request that leaves this computer: only to hosts that belong to the source, never decoded, never unbounded.

https to the provider's own hosts; plain http only to the very loopback address that the person named. The address
that was really connected to is checked before a byte is sent, so a name that resolves differently the second time
is caught. Redirects are followed by hand, each hop checked like the first.
"""

import ipaddress
import logging
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import SplitResult, urljoin, urlsplit

import certifi
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from holdfast import errors

# urllib3 logs whole addresses, and ours carry signatures.
logging.getLogger("urllib3").setLevel(logging.ERROR)

REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port: the three that make one place."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        default = PORTS.get(self.scheme) == self.port
        return f"{self.scheme}://{self.host}" + ("" if default else f":{self.port}")


def origin_of(url: str) -> tuple[Origin, str]:
    """The origin of `url` and the path with query. AddressRefused: it is no address of the web."""
    try:
        parts: SplitResult = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise errors.AddressRefused("An address makes no sense.") from error
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in PORTS or not host or parts.username is not None:
        raise errors.AddressRefused(f"Holdfast does not connect to {scheme or 'nowhere'}://{host}.")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Origin(scheme, host, port or PORTS[scheme]), target


@dataclass(frozen=True, slots=True)
class Rules:
    """Where a source may connect to."""

    name: str
    """The source as a person calls it, for messages."""
    hosts: tuple[str, ...] = ()
    """The provider's hosts; one that begins with a dot stands for every host below it. https only."""
    endpoint: Origin | None = None
    """The place that the person named, if any. Plain http is allowed to it when it is loopback."""
    private: bool = False
    """The person confirmed that the endpoint lies in a private network."""

    def check(self, origin: Origin) -> None:
        """AddressRefused: Holdfast may not connect there."""
        if origin == self.endpoint:
            if origin.scheme == "http" and not is_loopback(origin.host):
                raise self._refusal(origin, "only https is allowed, except to this computer itself")
            return
        if origin.scheme != "https" or origin.port != 443:
            raise self._refusal(origin, "only https is allowed")
        if not any(origin.host == host or (host[:1] == "." and origin.host.endswith(host)) for host in self.hosts):
            raise self._refusal(origin, "that host does not belong to the source")

    def check_peer(self, origin: Origin, address: str) -> None:
        """AddressRefused: the name led to an address in a private network."""
        if origin == self.endpoint and (self.private or (is_loopback(origin.host) and is_loopback(address))):
            return
        if not is_public(address):
            raise self._refusal(origin, f"it leads to {address}, inside a private network")

    def _refusal(self, origin: Origin, why: str) -> errors.AddressRefused:
        return errors.AddressRefused(f"{self.name} sent Holdfast to {origin}, and {why}.")


def is_loopback(host: str) -> bool:
    """Whether `host` is this computer by its very spelling; names are not looked up, but for `localhost`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_public(address: str) -> bool:
    """Whether an address is out on the internet; addresses wrapped in IPv6 are unwrapped first."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return found.is_global and not found.is_multicast


class _Plain(HTTPConnection):
    """A connection that looks whom it reached before it says anything."""

    def __init__(self, host: str, *, rules: Rules, origin: Origin, **settings: object) -> None:
        super().__init__(host, **settings)  # type: ignore[arg-type]
        self._rules, self._origin = rules, origin

    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn(), self._rules, self._origin)


class _Secure(HTTPSConnection):
    """The same, before the TLS handshake."""

    def __init__(self, host: str, *, rules: Rules, origin: Origin, **settings: object) -> None:
        super().__init__(host, **settings)  # type: ignore[arg-type]
        self._rules, self._origin = rules, origin

    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn(), self._rules, self._origin)


def _checked(connected: socket.socket, rules: Rules, origin: Origin) -> socket.socket:
    try:
        rules.check_peer(origin, connected.getpeername()[0])
    except errors.AddressRefused:
        connected.close()
        raise
    return connected


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
        self._pools: dict[Origin, HTTPConnectionPool] = {}

    def get(self, url: str, headers: Mapping[str, str], *, redirects: int = 0) -> urllib3.BaseHTTPResponse:
        """The answer to one GET, its body still unread. Credentials in `headers` do not cross to another origin.

        `Offline`: not reached. `ServerError`: reached, but it broke off or kept silent. `AddressRefused`: not allowed
        there; when it was a redirect that led there, `RedirectRefused`.
        """
        sent = {"Accept-Encoding": "identity", **headers}
        answer, url = self._hop(url, sent)
        for _ in range(redirects):
            if not url:
                return answer
            sent = {name: value for name, value in sent.items() if name.lower() != "authorization"}
            answer, url = self._next_hop(url, sent)
        if not url:
            return answer
        if redirects:
            raise errors.RedirectRefused(f"{self.rules.name} sends Holdfast from one address to the next without end.")
        raise errors.AddressRefused(f"{self.rules.name} sends Holdfast on to {origin_of(url)[0]}, which it never does.")

    def _hop(self, url: str, headers: Mapping[str, str]) -> tuple[urllib3.BaseHTTPResponse, str]:
        """The answer, and where it redirects to; empty when it does not."""
        origin, target = origin_of(url)
        self.rules.check(origin)
        answer = self._ask(origin, target, headers)
        location = answer.headers.get("Location")
        if answer.status not in (301, 302, 303, 307, 308) or not location:
            return answer, ""
        answer.close()
        return answer, urljoin(url, location)

    def _next_hop(self, url: str, headers: Mapping[str, str]) -> tuple[urllib3.BaseHTTPResponse, str]:
        try:
            return self._hop(url, headers)
        except errors.AddressRefused as refused:
            raise errors.RedirectRefused(refused.message) from refused

    def close(self) -> None:
        """Give back all connections."""
        for pool in list(self._pools.values()):
            pool.close()
        self._pools.clear()

    def _ask(self, origin: Origin, target: str, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        try:
            return self._pool(origin).urlopen(
                "GET",
                target,
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
        pool = self._pools.get(origin)
        if pool is None:
            pool = self._pools.setdefault(origin, self._new_pool(origin))
        return pool

    def _new_pool(self, origin: Origin) -> HTTPConnectionPool:
        host, port, timeout, rules = origin.host, origin.port, self._timeout, self.rules
        most = self._connections
        if origin.scheme == "http":
            return _PlainPool(host, port, timeout=timeout, maxsize=most, rules=rules, origin=origin)
        trust = _trust()
        return _SecurePool(host, port, timeout=timeout, maxsize=most, ssl_context=trust, rules=rules, origin=origin)

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
