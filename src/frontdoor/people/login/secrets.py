"""Secrets that are shown once and kept as SHA-256 only."""

from __future__ import annotations

import hashlib
import secrets
import zlib


def make(prefix: str) -> str:
    """256 random bits behind a prefix, with a checksum so that scanners can tell a real one: `fd_live_…`."""
    body = secrets.token_urlsafe(32)
    return f"{prefix}{body}{_check(body)}"


def digest(secret: str) -> str:
    """What is stored and looked up, 64 hex digits."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


def _check(body: str) -> str:
    return format(zlib.crc32(body.encode()), "08x")
