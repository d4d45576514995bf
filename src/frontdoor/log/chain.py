"""The evidence chain: each entry's hash covers its predecessor and its own canonical bytes.

Personal payload enters only as SHA-256(salt ‖ payload), so that erasing payload and salt is erasure and
the chain still verifies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

VERSION = b"\x01"
START = bytes(32)


@dataclass(frozen=True)
class Fact:
    """What one entry's hash covers; `thing` is the object's name, as in "ticket:1042"."""

    thing: str
    seq: int
    at: datetime
    actor: str
    kind: str
    public: bool
    commitment: bytes


def payload(data: dict[str, Any]) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8. Both databases give back what was put in."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def commit(salt: bytes, data: dict[str, Any]) -> bytes:
    """The commitment to a payload: 32 bytes that say nothing without the 16 bytes of salt."""
    return hashlib.sha256(salt + payload(data)).digest()


def link(before: bytes, fact: Fact) -> bytes:
    """The hash of an entry, 32 bytes, given that of the entry before it."""
    digest = hashlib.sha256(VERSION)
    for field in (before, *_canonical(fact)):
        digest.update(len(field).to_bytes(4, "big"))
        digest.update(field)
    return digest.digest()


def _canonical(fact: Fact) -> Iterable[bytes]:
    yield fact.thing.encode()
    yield str(fact.seq).encode()
    yield fact.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").encode()
    yield fact.actor.encode()
    yield fact.kind.encode()
    yield b"1" if fact.public else b"0"
    yield fact.commitment
