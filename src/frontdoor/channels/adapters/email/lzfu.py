"""Unpacks PidTagRtfCompressed, as Outlook keeps rich text in winmail.dat and .msg (MS-OXRTFCP)."""

from __future__ import annotations

import struct
from zlib import crc32

MAX_BYTES = 2_000_000
"""Of rich text that is read; who writes more by hand sends it as a file."""
START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    + b"\r\n"
    + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_HEAD, _WINDOW = 16, 4096


class Broken(Exception):
    """It is not what its head says."""


def unpacked(raw: bytes) -> bytes:
    """The rich text, up to MAX_BYTES of it. Raises Broken."""
    if len(raw) < _HEAD:
        raise Broken("its rich text ends too early")
    size, length, kind, checksum = struct.unpack_from("<II4sI", raw)
    content = raw[_HEAD : size + 4]
    if size + 4 > len(raw) or size + 4 < _HEAD:
        raise Broken("its rich text ends too early")
    if kind == b"MELA":
        return content[: min(length, MAX_BYTES)]
    if kind != b"LZFu":
        raise Broken("its rich text is packed in an unknown way")
    if crc32(content, 0xFFFFFFFF) ^ 0xFFFFFFFF != checksum:
        raise Broken("the sum of its rich text is wrong")
    return _grown(content, min(length, MAX_BYTES))


def _grown(packed: bytes, length: int) -> bytes:
    """`made` begins with the words that every window begins with; what refers back refers into it."""
    made, at, wanted = bytearray(START), 0, len(START) + length
    while at < len(packed) and len(made) < wanted:
        flags, at = packed[at], at + 1
        if not flags:
            made += packed[at : at + 8]
            at += 8
            continue
        for bit in range(8):
            if not flags >> bit & 1:
                made += packed[at : at + 1]
                at += 1
                continue
            if at + 2 > len(packed) or not _copied(made, packed[at] << 8 | packed[at + 1]):
                return bytes(made[len(START) : wanted])
            at += 2
    return bytes(made[len(START) : wanted])


def _copied(made: bytearray, reference: int) -> bool:
    """Twelve bits of place in the window, four of length; a piece may overlap its own end. False at the end mark."""
    back = (len(made) - (reference >> 4)) % _WINDOW
    if not back:
        return False
    start, count = len(made) - back, (reference & 15) + 2
    if start < 0:  # not written yet: the window is empty there
        made += bytes(count)
        return True
    piece = made[start : start + count]
    made += (piece * (count // len(piece) + 1))[:count]
    return True
