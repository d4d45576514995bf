"""A certificate authority that only a test trusts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Authority:
    """`certificate` is the file to trust, as by SSL_CERT_FILE."""

    certificate: Path
    key: ec.EllipticCurvePrivateKey
    own: x509.Certificate

    def issue(self, name: str, file: Path) -> None:
        """A certificate for a host name, with its key, in one file."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = _builder(name, self.own.subject, key).add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False
        )
        signed = made.sign(self.key, hashes.SHA256())
        file.touch(mode=0o600)
        file.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + _pem(key))


def authority(folder: Path) -> Authority:
    folder.mkdir(parents=True)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
    made = _builder("Test authority", name, key).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    own = made.sign(key, hashes.SHA256())
    (folder / "ca.pem").write_bytes(own.public_bytes(serialization.Encoding.PEM))
    return Authority(folder / "ca.pem", key, own)


def _builder(name: str, by: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
