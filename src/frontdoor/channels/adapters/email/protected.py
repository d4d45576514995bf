"""Signed and encrypted mail, told as it is: nothing is checked here, so nothing is ever called genuine (trust.md S37).

The text of an opaque S/MIME signature is taken out of it; what is encrypted stays a file to download.
"""

from __future__ import annotations

import re

from frontdoor.channels.adapters.email.tree import SMIME, Node

_SIGNED = "This mail is signed with {by}. The signature was not checked, so it proves nothing about the sender."
_PARTLY = "A part of this mail is signed with {by}, the rest is not. The signature was not checked."
_LOCKED = (
    "This mail is encrypted with {by}, and the desk has no key for it. What was sent is in {file}."
)
_ARMOURED = "-----BEGIN PGP MESSAGE-----"
_CLEAR = "-----BEGIN PGP SIGNED MESSAGE-----"
_DATA, _SIGNED_DATA = (
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02",
)
MAX_PIECES, MAX_DEPTH = 20_000, 40


def notice(root: Node, text: str) -> str:
    """What an agent has to know of how the mail is protected; empty for ordinary mail."""
    if root.type in SMIME:
        return (_SIGNED if text.strip() else _LOCKED).format(by="S/MIME", file="smime.p7m")
    if root.type == "multipart/encrypted":
        return _LOCKED.format(by="PGP", file="encrypted.asc")
    if root.type == "multipart/signed":
        # A second part behind the signature would be shown and not be covered by it.
        pattern = _SIGNED if len(root.children) == 2 else _PARTLY
        return pattern.format(by=_signer(root))
    if inner := _within(root):
        locked = inner.type == "multipart/encrypted" or "envelop" in _smime_type(inner)
        file = "encrypted.asc" if inner.type == "multipart/encrypted" else "smime.p7m"
        return (
            _LOCKED.format(by=_signer(inner), file=file)
            if locked
            else _PARTLY.format(by=_signer(inner))
        )
    return _inline(text)


def _inline(text: str) -> str:
    if _ARMOURED in text:
        return _LOCKED.format(by="PGP", file="message.asc")
    if _CLEAR in text:
        whole = text.lstrip().startswith(_CLEAR) and text.rstrip().endswith(
            "-----END PGP SIGNATURE-----"
        )
        return (_SIGNED if whole else _PARTLY).format(by="PGP")
    return ""


def _within(root: Node) -> Node | None:
    for child in root.children[:50]:
        if child.type in ("multipart/signed", "multipart/encrypted", *SMIME):
            return child
        if child.children and (found := _within(child)):
            return found
    return None


def _signer(node: Node) -> str:
    protocol = node.content.parameters.get("protocol", "").lower()
    return "PGP" if "pgp" in protocol else "S/MIME"


def _smime_type(node: Node) -> str:
    return node.content.parameters.get("smime-type", "").lower() if node.type in SMIME else ""


_CLEAR_HEAD = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z-]{1,20}: [^\n]{0,200}\n)*\n?"
)
_CLEAR_FOOT = re.compile(
    r"-----BEGIN PGP SIGNATURE-----\n(?:[^\n]{0,200}\n){0,80}?-----END PGP SIGNATURE-----"
)


def armour_off(text: str) -> str:
    """The words of a clear-signed text without what stands around them (RFC 9580, 7)."""
    if _CLEAR not in text:
        return text
    bare = _CLEAR_FOOT.sub("", _CLEAR_HEAD.sub("", text))
    return re.sub(r"(?m)^- (?=-)", "", bare)


_ARMOUR_END = "\n-----END PGP MESSAGE-----"


def armoured(text: str) -> str:
    """The first encrypted block in a text, whole; empty where there is none."""
    start = text.find(f"{_ARMOURED}\n")
    end = text.find(_ARMOUR_END, start + len(_ARMOURED) + 1) if start != -1 else -1
    return text[start : end + len(_ARMOUR_END)] if end != -1 else ""


def signed_content(der: bytes) -> bytes | None:
    """What an opaque S/MIME signature holds (RFC 5652): a whole part of mail. None where it can't be taken out."""
    try:
        return _content(der)
    except (IndexError, RecursionError):
        return None


def _content(der: bytes) -> bytes | None:
    outer = _items(*_body(der, 0)[:2], der)
    if len(outer) < 2 or der[slice(*outer[0][1:])] != _SIGNED_DATA:
        return None
    signed = _items(*outer[1][1:], der)
    fields = _items(*signed[0][1:], der) if signed else []
    inner = next((_items(*one[1:], der) for one in fields[1:4] if one[0] == 0x30), [])
    if len(inner) < 2 or der[slice(*inner[0][1:])] != _DATA:
        return None
    pieces: list[bytes] = []
    _octets(_items(*inner[1][1:], der), der, pieces, 0)
    return b"".join(pieces)


def _octets(items: list[tuple[int, int, int]], der: bytes, into: list[bytes], depth: int) -> None:
    for tag, start, end in items[:MAX_PIECES]:
        if tag == 0x04:
            into.append(der[start:end])
        elif tag == 0x24 and depth < MAX_DEPTH:
            _octets(_items(start, end, der), der, into, depth + 1)


def _items(start: int, end: int, der: bytes) -> list[tuple[int, int, int]]:
    """(tag, start, end) of each value inside another."""
    found: list[tuple[int, int, int]] = []
    while start < end and len(found) < MAX_PIECES and der[start : start + 2] != b"\0\0":
        first, last, after = _body(der, start)
        if last > end:
            break
        found.append((der[start], first, last))
        start = after
    return found


def _body(der: bytes, at: int, depth: int = 0) -> tuple[int, int, int]:
    """Where a value begins and ends, and what follows it; a length that is not said is searched (BER)."""
    length = der[at + 1]
    if length < 0x80:
        return at + 2, at + 2 + length, at + 2 + length
    if length > 0x80:
        size = length - 0x80
        whole = int.from_bytes(der[at + 2 : at + 2 + size], "big")
        first = at + 2 + size
        return first, first + whole, first + whole
    if depth > MAX_DEPTH:
        raise IndexError
    first = inside = at + 2
    while der[inside : inside + 2] != b"\0\0":
        inside = _body(der, inside, depth + 1)[2]
    return first, inside, inside + 2
