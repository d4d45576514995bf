"""A key ring as text: lines of `id:key`. The first key seals, all of them open."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from collections.abc import Mapping

LINE = re.compile(r"([a-z0-9]{4,16}):([A-Za-z0-9_-]{43}=?)")


def parse(text: str) -> Mapping[str, bytes]:
    """The ring, its first key first. Raises ValueError where the text is none."""
    ring: dict[str, bytes] = {}
    for word in text.replace(",", "\n").split():
        found = LINE.fullmatch(word)
        if found is None or found[1] in ring:
            raise ValueError("a key is written as id:key, its key 32 bytes in base64")
        ring[found[1]] = _decoded(found[2])
    return ring


def make() -> str:
    """A new line for a ring."""
    return f"{secrets.token_hex(4)}:{base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()}"


def _decoded(word: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(word.rstrip("=") + "=")
    except binascii.Error as wrong:
        raise ValueError("a key is 32 bytes in base64") from wrong
