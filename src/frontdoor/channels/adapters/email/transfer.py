"""Undoes transfer encodings: base64, quoted-printable, uuencode, and text that was flowed (RFC 3676)."""

from __future__ import annotations

import binascii
import quopri
import re
from dataclasses import dataclass

from frontdoor.channels.adapters.email.words import loose_base64

PLAIN = frozenset(
    {
        "",
        "7bit",
        "8bit",
        "binary",
        "7-bit",
        "8-bit",
        "7 bit",
        "8 bit",
        "8bits",
        "none",
        "7bits",
        "utf-8",
    }
)
QUOTED = frozenset(
    {"quoted-printable", "quotedprintable", "quoted printable", "quoted-printeable", "qp"}
)
BASE64 = frozenset({"base64", "base-64", "b64", "base 64"})
UUENCODED = frozenset({"x-uuencode", "uuencode", "x-uue", "uue"})
_BEGIN = re.compile(rb"^begin[ \t]+[0-7]{3,4}[ \t]+([^\r\n]{1,200}?)[ \t]*\r?$", re.M)
_END = re.compile(rb"^end[ \t]*\r?$", re.M)
_SPACE = re.compile(rb"[\s=]+")
_CLEAN = re.compile(rb"[A-Za-z0-9+/=\s]*")


@dataclass(frozen=True, slots=True)
class Undone:
    """The bytes, and a defect in words where the encoding was broken or unknown."""

    content: bytes
    defect: str = ""
    known: bool = True


def undone(raw: bytes, encoding: str) -> Undone:
    """Never raises: what can't be decoded is given as it is, with the defect."""
    name = encoding.strip(" \t\"';").lower()
    if name in PLAIN:
        return Undone(raw)
    if name in QUOTED:
        return Undone(quopri.decodestring(raw))
    if name in BASE64:
        return _from_base64(raw)
    if name in UUENCODED:
        files = uuencoded(raw)[1]
        return Undone(files[0][1]) if files else Undone(raw, "broken uuencode")
    return Undone(raw, f"unknown transfer encoding {encoding[:40]!r}", known=False)


def _from_base64(raw: bytes) -> Undone:
    broken = not _CLEAN.fullmatch(raw)
    if broken and (tail := _text_after(raw)):
        raw = raw[:tail]
    content = loose_base64(raw)
    odd = len(_SPACE.sub(b"", raw)) % 4 == 1
    return Undone(content, "broken base64" if broken or odd else "")


def _text_after(raw: bytes) -> int:
    """Where plain text was appended behind padded base64, as list servers do; 0 if nowhere."""
    found = re.search(rb"={1,2}[ \t]*\r?\n", raw)
    return found.end() if found else 0


def uuencoded(raw: bytes) -> tuple[bytes, list[tuple[str, bytes]]]:
    """The text without its uuencoded blocks, and the files (name, content) that they held."""
    files: list[tuple[str, bytes]] = []
    kept: list[bytes] = []
    at = 0
    while begin := _BEGIN.search(raw, at):
        end = _END.search(raw, begin.end())
        if not end:
            break
        content = _lines(raw[begin.end() : end.start()])
        if content is None:
            kept.append(raw[at : begin.end()])
            at = begin.end()
            continue
        files.append((begin[1].decode("utf-8", "replace"), content))
        kept.append(raw[at : begin.start()])
        at = end.end()
    return b"".join([*kept, raw[at:]]), files


def _lines(block: bytes) -> bytes | None:
    """None where the block isn't uuencode but only looks so."""
    out = []
    for line in block.splitlines():
        if not line.strip() or line.strip() == b"`":
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            length = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                out.append(binascii.a2b_uu(line[:length]))
            except binascii.Error:
                return None
    return b"".join(out)


def unflowed(text: str, *, delete_space: bool) -> str:
    """Paragraphs joined where a line ends in a space; quote depth ends a paragraph (RFC 3676)."""
    out: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        flows = content.endswith(" ") and content != "-- "
        kept = content[:-1] if flows and delete_space else content
        if open_depth == depth and content != "-- ":
            out[-1] += kept
        else:
            out.append(f"{'>' * depth}{' ' if depth else ''}{kept}")
        open_depth = depth if flows else -1
    return "\n".join(out)
