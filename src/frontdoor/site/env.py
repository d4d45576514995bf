"""Reads the environment once and refuses what it does not understand (docs/how-to/configure.md)."""

from __future__ import annotations

import os
import re
import secrets
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from platformdirs import user_data_path

from frontdoor.channels.adapters.email.signing import Key
from frontdoor.core.errors import Unsound
from frontdoor.core.ring import parse as secrets_ring
from frontdoor.site import dkim, public

EGRESS = "FRONTDOOR_EGRESS_ALLOW"
LARGEST_MESSAGE = 50 * 2**20

KNOWN = frozenset(
    {
        "FRONTDOOR_CHECKPOINTS",
        "FRONTDOOR_DATA",
        "FRONTDOOR_EGRESS_ALLOW",
        "FRONTDOOR_DKIM_DOMAIN",
        "FRONTDOOR_DKIM_KEY",
        "FRONTDOOR_DKIM_SELECTOR",
        "FRONTDOOR_FILES_URL",
        "FRONTDOOR_MAILBOX",
        "FRONTDOOR_MAIL_CERTIFICATE",
        "FRONTDOOR_MAIL_KEY",
        "FRONTDOOR_MAIL_AUTHSERV",
        "FRONTDOOR_MAIL_DNS",
        "FRONTDOOR_MAIL_LISTEN",
        "FRONTDOOR_MIN_FREE",
        "FRONTDOOR_PROXIES",
        "FRONTDOOR_REQUIRE",
        "FRONTDOOR_SECRETS_KEY",
        "FRONTDOOR_SECRET_KEY",
        "FRONTDOOR_STORAGE_URL",
        "FRONTDOOR_TASKS",
        "FRONTDOOR_URL",
    }
)


MIN_FREE = 2**30 + 3 * LARGEST_MESSAGE // 2
"""Below this many free bytes nothing is taken in, so that what was taken in can be finished."""


@dataclass(frozen=True)
class Env:
    """The whole configuration that comes from outside."""

    data: Path
    url: str
    files_url: str
    hosts: list[str]
    database: dict[str, object]
    egress_allow: tuple[str, ...]
    dkim: Key | None
    email_url: str
    mail_certificate: tuple[str, str] | None
    mail_authserv: frozenset[str]
    mail_dns: str
    mail_listen: tuple[str, int] | None
    mailbox: str
    min_free: int
    proxies: tuple[str, ...]
    secret_key: str
    secrets_key: str
    tasks: str
    checkpoints: tuple[str, ...]


def read(environ: Mapping[str, str]) -> Env:
    """Raises Unsound, naming the variable, where a value is unknown or malformed."""
    _refuse_unknown(environ)
    data = Path(environ.get("FRONTDOOR_DATA") or user_data_path("frontdoor")).absolute()
    return Env(
        data=data,
        **public.read(environ),
        database=_database(_secret(environ, "DATABASE_URL"), data),
        egress_allow=_addresses(EGRESS, environ.get(EGRESS, "")),
        dkim=dkim.read(environ, _secret(environ, "FRONTDOOR_DKIM_KEY")),
        email_url=_email(_secret(environ, "EMAIL_URL")),
        **_mail(environ),
        mail_listen=_listen(environ.get("FRONTDOOR_MAIL_LISTEN", "127.0.0.1:2525")),
        mailbox=_mailbox(environ.get("FRONTDOOR_MAILBOX", "desk@localhost")),
        min_free=_bytes("FRONTDOOR_MIN_FREE", environ.get("FRONTDOOR_MIN_FREE", str(MIN_FREE))),
        proxies=_addresses("FRONTDOOR_PROXIES", environ.get("FRONTDOOR_PROXIES", "127.0.0.1,::1")),
        secret_key=_secret(environ, "FRONTDOOR_SECRET_KEY") or _kept_key(data),
        secrets_key=_ring(_secret(environ, "FRONTDOOR_SECRETS_KEY")),
        tasks=_tasks(environ.get("FRONTDOOR_TASKS", "database")),
        checkpoints=tuple(map(_place, environ.get("FRONTDOOR_CHECKPOINTS", "").split())),
    )


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    for name in environ:
        if name.startswith("FRONTDOOR_") and name.removesuffix("_FILE") not in KNOWN:
            raise Unsound(
                f"{name} is not a setting of Frontdoor. Known are: {', '.join(sorted(KNOWN))}."
            )
    if environ.get("FRONTDOOR_STORAGE_URL"):
        raise Unsound("FRONTDOOR_STORAGE_URL: files can only be kept in the data folder so far.")


def _secret(environ: Mapping[str, str], name: str) -> str:
    if path := environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as problem:
            raise Unsound(f"{name}_FILE: {path} can't be read ({problem.strerror}).") from problem
    return environ.get(name, "")


def _database(value: str, data: Path) -> dict[str, object]:
    if not value:
        return {"ENGINE": "frontdoor.core.db.sqlite3", "NAME": str(data / "frontdoor.sqlite3")}
    parts = urlsplit(value)
    if parts.scheme == "sqlite":
        return {"ENGINE": "frontdoor.core.db.sqlite3", "NAME": unquote(parts.path)}
    if parts.scheme not in ("postgres", "postgresql"):
        raise Unsound(f"DATABASE_URL: {parts.scheme!r} is none of postgresql://… and sqlite:///….")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "frontdoor",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": _port("DATABASE_URL", parts.netloc.rpartition(":")[2]) if parts.port else "",
    }


def _port(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and int(value) < 65536):
        raise Unsound(f"{name}: {value!r} is not a port (0 to 65535).")
    return int(value)


def _email(value: str) -> str:
    if value and urlsplit(value).scheme not in ("smtp", "smtps", "smtp+starttls"):
        raise Unsound(
            "EMAIL_URL: use smtp://, smtp+starttls:// or smtps://user:password@host:port."
        )
    return value


def _listen(value: str) -> tuple[str, int] | None:
    if not value:
        return None
    host, colon, port = value.rpartition(":")
    if not colon or not host:
        raise Unsound(f"FRONTDOOR_MAIL_LISTEN: {value!r} is not an address like 127.0.0.1:2525.")
    return host.strip("[]"), _port("FRONTDOOR_MAIL_LISTEN", port)


def _mail(environ: Mapping[str, str]) -> dict[str, Any]:
    """How the desk shows who it is, and whose word about a mail's sender is believed."""
    return {
        "mail_certificate": _certificate(environ),
        "mail_authserv": _names(environ.get("FRONTDOOR_MAIL_AUTHSERV", "")),
        "mail_dns": _resolver(environ.get("FRONTDOOR_MAIL_DNS", "")),
    }


def _names(value: str) -> frozenset[str]:
    return frozenset(part.strip().lower() for part in value.split(",") if part.strip())


def _resolver(value: str) -> str:
    """Empty: off. The machine's own resolver, or an address and port."""
    if value in ("", "system"):
        return value
    host, _, port = value.rpartition(":")
    try:
        ip_address(host.strip("[]"))
    except ValueError as problem:
        raise Unsound(
            f"FRONTDOOR_MAIL_DNS: {value!r} is neither “system” nor an address like 127.0.0.1:53."
        ) from problem
    return f"{host}:{_port('FRONTDOOR_MAIL_DNS', port)}"


def _mailbox(value: str, name: str = "FRONTDOOR_MAILBOX") -> str:
    local, at, host = value.rpartition("@")
    if not (local and at and host) or any(c.isspace() for c in value):
        raise Unsound(f"{name}: {value!r} is not a mail address.")
    return value


def _bytes(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit()):
        raise Unsound(f"{name}: {value!r} is not a number of bytes.")
    return int(value)


def _addresses(name: str, value: str) -> tuple[str, ...]:
    found = tuple(part.strip() for part in value.split(",") if part.strip())
    try:
        for part in found:
            ip_network(part)
    except ValueError as problem:
        raise Unsound(f"{name}: {problem}.") from problem
    return found


def _certificate(environ: Mapping[str, str]) -> tuple[str, str] | None:
    """Files for STARTTLS of the mail listener; the key may stand in the certificate's file."""
    certificate = environ.get("FRONTDOOR_MAIL_CERTIFICATE", "")
    key = environ.get("FRONTDOOR_MAIL_KEY", "") or certificate
    if key and not certificate:
        raise Unsound("FRONTDOOR_MAIL_KEY needs FRONTDOOR_MAIL_CERTIFICATE beside it.")
    if not certificate:
        return None
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except OSError as problem:
        why = problem.strerror or "it holds no certificate with its key"
        raise Unsound(
            f"FRONTDOOR_MAIL_CERTIFICATE: {certificate} can't be used ({why})."
        ) from problem
    return certificate, key


def _ring(value: str) -> str:
    try:
        secrets_ring(value)
    except ValueError as problem:
        raise Unsound(f"FRONTDOOR_SECRETS_KEY: {problem}.") from problem
    return value


def _tasks(value: str) -> str:
    if value != "database" and urlsplit(value).scheme not in ("redis", "amqp"):
        raise Unsound(
            "FRONTDOOR_TASKS: use database, or the address of a Celery broker (redis://…, amqp://…)."
        )
    return value


def _place(value: str) -> str:
    """Where checkpoints of the log go; as many as are named, with spaces between."""
    scheme, _, rest = value.partition(":")
    if value.startswith("/") or (scheme == "mailto" and _mailbox(rest, "FRONTDOOR_CHECKPOINTS")):
        return value
    host = urlsplit(value).netloc.rpartition("@")[2]
    if scheme != "syslog" or (rest and not re.fullmatch(r"[\w.-]+(:\d{1,5})?", host)):
        raise Unsound(
            f"FRONTDOOR_CHECKPOINTS: {value!r} is none of /a/folder, mailto:a@b, syslog: and syslog://host:port."
        )
    return value


def _kept_key(data: Path) -> str:
    """Made once. Linked into place whole: of two processes that start together, one wins."""
    path = data / "secret-key"
    if not path.exists():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = data / f"secret-key.{secrets.token_hex(8)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii")
