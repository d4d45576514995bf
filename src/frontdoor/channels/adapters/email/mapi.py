"""Outlook's properties of a message: from a .msg and from TNEF, by number, as text, bytes, numbers and times."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from frontdoor.channels.adapters.email.charsets import decoded

SUBJECT, BODY, RICH, HTML, HEADERS = 0x0037, 0x1000, 0x1009, 0x1013, 0x007D
SENDER_NAME, SENDER_ADDRESS, SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
FROM_NAME, FROM_ADDRESS, FROM_SMTP = 0x0042, 0x0065, 0x5D02
MESSAGE_ID, IN_REPLY_TO, REFERENCES, SENT, CODEPAGE = 0x1035, 0x1042, 0x1039, 0x0039, 0x3FFD
NAME, ADDRESS, SMTP, RECIPIENT_TYPE = 0x3001, 0x3003, 0x39FE, 0x0C15
LONG_NAME, SHORT_NAME, MIME, CONTENT_ID, DATA = 0x3707, 0x3704, 0x370E, 0x3712, 0x3701
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
TEXT8, TEXT16, BINARY, OBJECT, TIME = 0x001E, 0x001F, 0x0102, 0x000D, 0x0040
_FIXED = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4, 0x000B: 4, 0x0014: 8,
          TIME: 8, 0x0048: 16}  # fmt: skip


class Broken(Exception):
    """The properties end in the middle, or say that there are more than fit."""


@dataclass(slots=True)
class Properties:
    """(type, raw value) by property number."""

    held: dict[int, tuple[int, bytes]] = field(default_factory=dict)

    def text(self, *numbers: int) -> str:
        """The first of these that is there and not empty."""
        for number in numbers:
            kind, raw = self.held.get(number, (0, b""))
            if kind == TEXT16:
                found = raw.decode("utf-16-le", "replace")
            elif kind in (TEXT8, BINARY):
                found = decoded(raw, self._charset())[0]
            else:
                continue
            if found := found.rstrip("\0"):
                return found
        return ""

    def bytes(self, number: int) -> bytes:
        return self.held.get(number, (0, b""))[1]

    def number(self, number: int) -> int:
        raw = self.bytes(number)
        return int.from_bytes(raw[:4], "little", signed=True) if raw else 0

    def time(self, number: int) -> datetime | None:
        kind, raw = self.held.get(number, (0, b""))
        if kind != TIME or len(raw) < 8:
            return None
        ticks = int.from_bytes(raw[:8], "little")
        return _EPOCH + timedelta(microseconds=ticks // 10) if ticks < 4 * 10**18 // 2 else None

    def _charset(self) -> str:
        page = self.number(CODEPAGE)
        return {65001: "utf-8", 20127: "us-ascii"}.get(page, f"cp{page}" if page else "")


def of_tnef(raw: bytes) -> Properties:
    """The properties of an attribute attMsgProps or attAttachment. Raises Broken."""
    found = Properties()
    try:
        (count,) = struct.unpack_from("<I", raw)
        at = 4
        for _ in range(min(count, 5_000)):
            at = _one(raw, at, found)
    except struct.error as short:
        raise Broken("the properties end too early") from short
    return found


def _one(raw: bytes, at: int, into: Properties) -> int:
    kind, number = struct.unpack_from("<HH", raw, at)
    at += 4
    if number >= 0x8000:
        at = _after_name(raw, at)
    many, kind = bool(kind & 0x1000), kind & 0xEFFF
    if kind in _FIXED:
        count = struct.unpack_from("<I", raw, at)[0] if many else 1
        at += 4 if many else 0
        return _kept(raw, at, _FIXED[kind] * count, number, kind, into)
    if kind not in (TEXT8, TEXT16, BINARY, OBJECT):
        raise Broken("a property of an unknown type")
    (count,) = struct.unpack_from("<I", raw, at)
    at += 4
    for _ in range(min(count, 5_000)):
        (length,) = struct.unpack_from("<I", raw, at)
        at = _kept(raw, at + 4, length, number, kind, into)
    return at


def _kept(raw: bytes, at: int, length: int, number: int, kind: int, into: Properties) -> int:
    if length > len(raw) - at:
        raise Broken("a value longer than what is there")
    into.held.setdefault(number, (kind, raw[at : at + length]))
    return at + length + -length % 4


def _after_name(raw: bytes, at: int) -> int:
    """Behind the GUID and the name of a property that has a name instead of a number."""
    (by_name,) = struct.unpack_from("<I", raw, at + 16)
    if not by_name:
        return at + 24
    length = int.from_bytes(raw[at + 20 : at + 24], "little")
    if length > len(raw):
        raise Broken("a name longer than what is there")
    return at + 24 + length + -length % 4
