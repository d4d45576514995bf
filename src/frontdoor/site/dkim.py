"""Reads the key that signs outgoing mail, and refuses one that could not sign or that others can read."""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from frontdoor.channels.adapters.email.signing import Key
from frontdoor.core.errors import Unsound

LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
FEWEST_BITS = 1024
"""RFC 8301, 3.2."""


def read(environ: Mapping[str, str], private: str) -> Key | None:
    """None where no key is set. Raises Unsound, naming the variable."""
    if not private:
        return None
    if path := environ.get("FRONTDOOR_DKIM_KEY_FILE"):
        _require_private(Path(path))
    if find_spec("dkim") is None:
        raise Unsound("FRONTDOOR_DKIM_KEY: signing needs the package dkimpy (extra mailauth).")
    _require_rsa(private)
    mailbox = environ.get("FRONTDOOR_MAILBOX", "desk@localhost")
    domain = environ.get("FRONTDOOR_DKIM_DOMAIN") or mailbox.rpartition("@")[2]
    selector = environ.get("FRONTDOOR_DKIM_SELECTOR", "frontdoor")
    return Key(
        _label("FRONTDOOR_DKIM_DOMAIN", domain),
        _label("FRONTDOOR_DKIM_SELECTOR", selector),
        private,
    )


def _require_private(path: Path) -> None:
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Unsound(f"FRONTDOOR_DKIM_KEY_FILE: others can read {path}. Say: chmod 600 {path}")


def _require_rsa(private: str) -> None:
    try:
        key = load_pem_private_key(private.encode(), password=None)
    except (ValueError, TypeError) as problem:
        raise Unsound("FRONTDOOR_DKIM_KEY: this is no private key in PEM form.") from problem
    if not isinstance(key, RSAPrivateKey) or key.key_size < FEWEST_BITS:
        raise Unsound("FRONTDOOR_DKIM_KEY: use an RSA key of 2048 bits.")


def _label(name: str, value: str) -> str:
    if not LABEL.fullmatch(value.lower()):
        raise Unsound(f"{name}: {value!r} is not a domain name.")
    return value.lower()
