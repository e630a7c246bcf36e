"""Where a source may connect to: to the hosts that belong to it, and to no private network by accident."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from holdfast import errors

PORTS = {"http": 80, "https": 443}
TRUSTED = "If that is your own server, and you trust its network, add the source with --private."
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

    @property
    def header(self) -> str:
        """As the `Host` header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if PORTS[self.scheme] == self.port else f"{host}:{self.port}"


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


def joined(url: str, location: str) -> str:
    """Where a redirect leads from `url`. AddressRefused: to no address at all."""
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise errors.AddressRefused("An address makes no sense.") from error


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
    certificate: str | None = None
    """The fingerprint of the one certificate that is good at the endpoint; empty: the person has named none, but may;
    None: only what an authority vouches for is good."""

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
        if is_public(address):
            return
        if origin == self.endpoint:
            message = f"{self.name} is asked at {origin}, and that leads to {address}, inside a private network."
            raise errors.AddressRefused(message, action=TRUSTED)
        raise self._refusal(origin, f"it leads to {address}, inside a private network")

    def certificate_at(self, origin: Origin) -> str | None:
        """What `certificate` says, for this origin."""
        return self.certificate if origin == self.endpoint else None

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
