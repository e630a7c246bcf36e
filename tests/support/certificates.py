"""Certificates as servers have them: vouched for by an authority of the test, by nobody, for another host, run out."""

import hashlib
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from holdfast.standins.wire import Server

Certificate = tuple[Path, Path]
"""The files of a certificate and its key."""


def context_of(certificate: Certificate) -> ssl.SSLContext:
    """What a server needs that shows this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def let_show(server: Server, certificate: Certificate) -> ssl.SSLContext:
    """Let a server that runs speak TLS with this certificate. Loading another one into the context changes it."""
    context = context_of(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    return context


def fingerprint(certificate: Certificate) -> str:
    """As `--certificate` takes it."""
    encoded = ssl.PEM_cert_to_DER_cert(certificate[0].read_text("ascii"))
    return "sha256:" + hashlib.sha256(encoded).hexdigest()


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _key_file(key: ec.EllipticCurvePrivateKey, path: Path) -> Path:
    unlocked = serialization.NoEncryption()
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, unlocked))
    return path


@dataclass(frozen=True, slots=True)
class Authority:
    """Signs certificates; `file` is what those read who trust it."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    name: x509.Name

    @property
    def file(self) -> Path:
        return self.folder / "authority.pem"

    @classmethod
    def made(cls, folder: Path) -> "Authority":
        found = cls(folder, ec.generate_private_key(ec.SECP256R1()), _name("An authority of the tests"))
        made = found._about(found.name, found.key, days=2).add_extension(x509.BasicConstraints(True, None), True)
        signed = made.sign(found.key, hashes.SHA256())
        found.file.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
        return found

    @property
    def own(self) -> Certificate:
        """The authority's own certificate, as a server would show it."""
        return self.file, _key_file(self.key, self.file.with_suffix(".key"))

    def certificate(self, host: str, *, days: int = 2, by_itself: bool = False) -> Certificate:
        """Certificate and key for a host. `days` below 0: it ran out so long ago; `by_itself`: no authority behind."""
        key = ec.generate_private_key(ec.SECP256R1())
        about = self._about(_name(host), key, days=days, issuer=_name(host) if by_itself else self.name)
        named = about.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), False)
        file = self.folder / f"{host}.{days}.{by_itself}.pem"
        signed = named.sign(key if by_itself else self.key, hashes.SHA256())
        file.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
        return file, _key_file(key, file.with_suffix(".key"))

    def _about(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, *, days: int, issuer: x509.Name | None = None
    ) -> x509.CertificateBuilder:
        ends = datetime.now(UTC) + timedelta(days=days)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer or self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(ends - timedelta(days=30))
            .not_valid_after(ends)
        )
