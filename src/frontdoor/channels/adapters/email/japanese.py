"""ISO-2022-JP as Japanese phones and PCs really send it: with NEC's extra rows, or as plain Shift_JIS."""

from __future__ import annotations

import re

_ESCAPE = re.compile(rb"\x1b(\$\(?[@B]|\([BJIH])")


def japanese(raw: bytes) -> str:
    """What no strict codec takes: pairs of JIS X 0208 are moved into cp932, which knows the extra rows."""
    out: list[str] = []
    mode, at = b"(B", 0
    for escape in _ESCAPE.finditer(raw):
        out.append(_segment(raw[at : escape.start()], mode))
        mode, at = escape[1], escape.end()
    return "".join([*out, _segment(raw[at:], mode)])


def _segment(raw: bytes, mode: bytes) -> str:
    if mode[:1] == b"$":
        pairs = re.match(rb"(?:[\x21-\x7e]{2})*", raw)
        end = pairs.end() if pairs else 0
        return _shifted(raw[:end]).decode("cp932", "replace") + raw[end:].decode("ascii", "replace")
    if mode == b"(I":
        return bytes(byte | 0x80 for byte in raw).decode("cp932", "replace")
    return raw.decode("cp932", "replace")


def _shifted(pairs: bytes) -> bytes:
    """JIS X 0208 code points as Shift_JIS (JIS X 0208:1997, annex 1)."""
    out = bytearray()
    for row, cell in zip(pairs[::2], pairs[1::2], strict=True):
        lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
        trail = cell + (0x1F if cell < 0x60 else 0x20) if row % 2 else cell + 0x7E
        out += bytes((lead, trail))
    return bytes(out)
