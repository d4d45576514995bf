"""Writes winmail.dat (MS-OXTNEF) and opaque S/MIME by the book, so that the readers meet another hand."""

from __future__ import annotations

import struct


def winmail(*files: tuple[str, bytes], body: str = "") -> bytes:
    """A pack of files, each with its short and its long name."""
    raw = struct.pack("<IH", 0x223E9F78, 1)
    if body:
        raw += attribute(1, 0x00069003, properties((0x1000, 0x001F, text(body))))
    for name, content in files:
        raw += attribute(2, 0x00069002, b"\0" * 14)
        raw += attribute(2, 0x00018010, name[:8].encode("ascii", "replace") + b"\0")
        raw += attribute(2, 0x0006800F, content)
        raw += attribute(2, 0x00069005, properties((0x3707, 0x001F, text(name))))
    return raw


def attribute(level: int, kind: int, content: bytes) -> bytes:
    head = struct.pack("<BII", level, kind, len(content))
    return head + content + struct.pack("<H", sum(content) & 0xFFFF)


def properties(*held: tuple[int, int, bytes]) -> bytes:
    raw = struct.pack("<I", len(held) + 1) + struct.pack("<HHi", 0x0003, 0x0E07, 1)
    for number, kind, value in held:
        raw += struct.pack("<HHII", kind, number, 1, len(value)) + value + b"\0" * (-len(value) % 4)
    return raw


def text(value: str) -> bytes:
    return value.encode("utf-16-le") + b"\0\0"


def signed_data(content: bytes, *, indefinite: bool = False) -> bytes:
    """A signature's outer form (RFC 5652) around a part of mail, with nobody's signature in it."""
    data, signed = bytes.fromhex("06092a864886f70d010701"), bytes.fromhex("06092a864886f70d010702")
    if indefinite:
        half = len(content) // 2
        octets = b"\x24\x80" + der(4, content[:half]) + der(4, content[half:]) + b"\0\0"
        inner = b"\x30\x80" + data + b"\xa0\x80" + octets + b"\0\0" + b"\0\0"
        fields = b"\x02\x01\x01" + der(0x31, b"") + inner + der(0x31, b"")
        return b"\x30\x80" + signed + b"\xa0\x80" + b"\x30\x80" + fields + b"\0\0" * 3
    inner = der(0x30, data + der(0xA0, der(4, content)))
    fields = b"\x02\x01\x01" + der(0x31, b"") + inner + der(0x31, b"")
    return der(0x30, signed + der(0xA0, der(0x30, fields)))


def der(tag: int, value: bytes) -> bytes:
    if len(value) < 0x80:
        return bytes([tag, len(value)]) + value
    size = len(value).to_bytes((len(value).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + value
