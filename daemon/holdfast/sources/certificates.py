"""Whether a server is the right one: because an authority says so, or because a person named its one certificate.

A named certificate is named by its SHA-256 fingerprint, for one place, and is good until it runs out. Nothing here
turns the checking off: what is looked at without trust is never spoken to.
"""

import hashlib
import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

import certifi

from holdfast.errors import TlsRefused, UsageError

HEAD = "sha256:"
_FINGERPRINT = re.compile(
    r"(?:sha-?256(?: fingerprint)?[:=])?((?:[0-9a-f]{2}:){31}[0-9a-f]{2}|[0-9a-f]{64})", re.IGNORECASE
)
_NOBODY = "nobody that this computer trusts vouches for it"
_REASONS = {
    9: "it is not valid yet",
    10: "it has run out",
    18: _NOBODY,
    19: _NOBODY,
    20: _NOBODY,
    21: _NOBODY,
    62: "it belongs to another host",
    64: "it belongs to another host",
}
"""What OpenSSL's numbers mean."""

Greeting = Callable[[ssl.SSLContext], tuple[bytes, Mapping[str, Any]]]
"""Connects, and ends after the handshake: the certificate that was shown, and what it says if it was trusted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate that a server shows."""

    fingerprint: str
    words: str = ""
    """Who it says it is, and until when; empty when not even a person could call it good."""
    fault: str = ""
    """Why not; empty when nothing is wrong with it but that nobody vouches for it."""


def fingerprint(encoded: bytes) -> str:
    """Of a certificate, as settings have it."""
    return HEAD + hashlib.sha256(encoded).hexdigest()


def fingerprint_of(said: str) -> str:
    """A fingerprint as a person copies it, as settings have it: `sha256:` and 64 small letters. UsageError: none."""
    found = _FINGERPRINT.fullmatch(said.strip())
    if found is None:
        raise UsageError(
            "That is no SHA-256 fingerprint of a certificate.",
            action=f"It is {HEAD} and 64 letters from 0 to f, as the refusal of the certificate shows it.",
        )
    return HEAD + found[1].replace(":", "").lower()


@cache
def trust() -> ssl.SSLContext:
    """The certificates of the system and those of certifi: some systems keep none where Python looks."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def trust_in(encoded: bytes) -> ssl.SSLContext:
    """Trust in this certificate and no other, whatever host it names, until it runs out."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=encoded)
    return context


def seen(greet: Greeting) -> bytes:
    """The certificate that a server shows, not trusted and not even read. Raises what `greet` does."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return greet(context)[0]


def look(greet: Greeting) -> Shown:
    """What a server shows, and whether it would be good if it was trusted. Raises what `greet` does."""
    encoded = seen(greet)
    try:
        _, said = greet(trust_in(encoded))
        return Shown(fingerprint(encoded), words=_words(said))
    except (OSError, ValueError) as error:
        return Shown(fingerprint(encoded), fault=reason(error) or "it cannot be read")


def refusal(host: str, error: BaseException, shown: Shown | None = None) -> TlsRefused:
    """Why Holdfast does not talk to `host`. `shown`: what it shows, where a person may say that it is the right one."""
    if shown is None and _is_plain(error):
        return TlsRefused(f"{host} answers without encryption, so Holdfast does not talk to it.", action=ENCRYPT)
    why = shown.fault if shown is not None and shown.fault else reason(error)
    message = f"The certificate of {host} is not good, so Holdfast does not talk to it" + (f": {why}." if why else ".")
    if shown is None:
        return TlsRefused(message)
    if shown.fault:
        return TlsRefused(
            message, action="Renew the certificate on the server, or set the clock of this computer right."
        )
    return TlsRefused(
        f"{message} {shown.words} Its SHA-256 fingerprint is {_spelled(shown.fingerprint)}.",
        action=f"{_COMPARE} If they are equal, add the source with `--certificate {shown.fingerprint}`.",
        certificate=shown.fingerprint,
    )


def changed(host: str, shown: str) -> TlsRefused:
    """The refusal of a certificate of that fingerprint, which is not the one that the person named."""
    return TlsRefused(
        f"The certificate of {host} changed: it is not the one that was named for it, so Holdfast does not talk to it."
        f" Its SHA-256 fingerprint is now {_spelled(shown)}.",
        action=f"If nobody renewed it, somebody may be in between. {_COMPARE} If they are equal, add the source again, "
        f"under its name, with `--certificate {shown}`.",
    )


_COMPARE = (
    "Compare the fingerprint with the server's own, which `openssl x509 -noout -fingerprint -sha256 -in FILE` shows "
    "there."
)


ENCRYPT = (
    "Turn on https at the server. A certificate that it made itself will do: Holdfast shows it, and --certificate names"
    " it. Plain http is for this computer alone."
)


def _is_plain(error: BaseException) -> bool:
    """Whether what came was no TLS at all."""
    found = _behind(error)
    return found is not None and found.reason == "WRONG_VERSION_NUMBER"


def is_refused(error: BaseException) -> bool:
    """Whether somewhere behind `error` stands a certificate that was not accepted, or no TLS at all."""
    return _behind(error) is not None


def reason(error: BaseException) -> str:
    """Why a certificate was not accepted, in plain words; empty when there are none for it."""
    found = _behind(error)
    if isinstance(found, ssl.SSLCertVerificationError):
        return _REASONS.get(found.verify_code, "")
    return "it does not speak TLS as it should" if found is not None else ""


def _behind(error: BaseException) -> ssl.SSLError | None:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return seen
        if isinstance(seen, ssl.SSLError) and seen.reason in ("WRONG_VERSION_NUMBER", "UNSUPPORTED_PROTOCOL"):
            return seen
        seen = seen.__cause__ or seen.__context__
    return None


def _words(said: Mapping[str, Any]) -> str:
    subject, issuer = said.get("subject", ()), said.get("issuer", ())
    hosts = [value for _, value in said.get("subjectAltName", ())]
    who = _named(subject, "commonName") or ", ".join(hosts[:3]) or _named(subject, "organizationName")
    maker = _named(issuer, "commonName") or _named(issuer, "organizationName")
    made = "itself" if issuer == subject else _plain(maker)
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(said["notAfter"]), UTC)
    return f"It says that it is {_plain(who)}, that {made} vouches for it, and that it is good until {until:%Y-%m-%d}."


def _named(parts: tuple[tuple[tuple[str, str], ...], ...], name: str) -> str:
    return next((value for part in parts for kind, value in part if kind == name), "")


def _plain(text: str) -> str:
    """What a stranger wrote, fit for a sentence."""
    return "".join(letter if letter.isprintable() else "?" for letter in text[:100]) or "nobody"


def _spelled(fingerprint: str) -> str:
    """As servers and browsers show it."""
    digits = fingerprint.removeprefix(HEAD).upper()
    return ":".join(digits[at : at + 2] for at in range(0, len(digits), 2))
