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
MAX_TRIES = 20
_BEGIN = re.compile(rb"^begin[ \t]+[0-7]{3,4}[ \t]+([^\r\n]{1,200}?)[ \t]*\r?$", re.M)
_END = re.compile(rb"^end[ \t]*\r?$", re.M)
_SPACE = re.compile(rb"\s+")
_CLEAN = re.compile(rb"[A-Za-z0-9+/\s]*[=\s]{0,20}")


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
    """Blocks that each end in padding are decoded one by one; a last one that isn't base64 was added."""
    if _CLEAN.fullmatch(raw):
        kept = _SPACE.sub(b"", raw)
        return Undone(
            loose_base64(kept), "broken base64" if len(kept.rstrip(b"=")) % 4 == 1 else ""
        )
    blocks = re.split(rb"(?<==)(?!=)", raw)
    if len(blocks) > 1 and (
        not blocks[-1].strip() or len(_SPACE.sub(b"", blocks[-1])) % 4 or _WORDS.search(blocks[-1])
    ):
        blocks.pop()
    return Undone(b"".join(map(loose_base64, blocks)), "broken base64")


_WORDS = re.compile(rb"[A-Za-z] [A-Za-z]")


def uuencoded(raw: bytes) -> tuple[bytes, list[tuple[str, bytes]]]:
    """The text without its uuencoded blocks, and the files (name, content) that they held."""
    files: list[tuple[str, bytes]] = []
    kept: list[bytes] = []
    at = 0
    tries = 0
    while (begin := _BEGIN.search(raw, at)) and tries < MAX_TRIES:
        end = _END.search(raw, begin.end())
        if not end:
            break
        content = _lines(raw[begin.end() : end.start()])
        if content is None:
            kept.append(raw[at : begin.end()])
            at, tries = begin.end(), tries + 1
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
    depth, flows = 0, False
    for line in text.split("\n"):
        content = line.lstrip(">")
        quotes = len(line) - len(content)
        content = content.removeprefix(" ")
        is_dashes = content == "-- "
        if not (flows and quotes == depth and not is_dashes):
            out.append("\n" + ">" * quotes + (" " if quotes else ""))
        depth, flows = quotes, content.endswith(" ") and not is_dashes
        out.append(content[:-1] if flows and delete_space else content)
    return "".join(out).removeprefix("\n")
