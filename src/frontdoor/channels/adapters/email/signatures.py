"""Signatures at the end of a text: behind a divider, of a phone, or a block of contact details."""

from __future__ import annotations

import re

from frontdoor.channels.adapters.email.devices import sent_from
from frontdoor.channels.adapters.email.disclaimers import disclaimer_at

MAX_LINES = 25
_DASHES = re.compile(r"^\s*(?:-{2,3}|—|–|__|\\--)\s*$")
_RULE = re.compile(r"^\s*(?:[-–—_=*~#]{3,}|[─━]{2,})\s*$")
_CONTACT = re.compile(
    r"(?i)[\w.+-]+@[\w-]+\.\w|https?://|\bwww\.|\+?\(?\d[\d() ./-]{6,}\d|\b(?:tel|phone|mobile?|fax|telefon|skype)\b"
)
_PURE_CONTACT = re.compile(
    r"(?i)^\W*(?:(?:e-?mail|mail|tel|t|m|f|p|phone|mobile?|cell|fax|telefon|handy|web|skype|w|e)\b\W*)?"
    r"(?:[\w.+-]+@[\w.-]+\.\w+|(?:https?://|www\.)\S+|\+?\(?\d[\d() ./-]{6,}\d)\W*$"
)
_LIST = re.compile(
    r"(?i)mailing[ -]?list|unsubscribe|mailman|listinfo|you received this message because|you are receiving "
    r"this because|"
    r"google groups|reply to this email directly|view it on github"
)


def unsigned(lines: list[str]) -> list[str]:
    """The lines without what programs and habit put below them. Never all of them."""
    kept = _trimmed(lines)
    for _ in range(40):
        shorter = _trimmed(_without_one(kept))
        if len(shorter) == len(kept):
            return kept
        if not any(line.strip() for line in shorter):
            return kept
        kept = shorter
    return kept


def _without_one(lines: list[str]) -> list[str]:
    if lines and sent_from(lines[-1]):
        return lines[:-1]
    if (at := disclaimer_at(lines)) is not None:
        return lines[:at]
    for at in range(len(lines) - 1, max(-1, len(lines) - 60), -1):
        if _begins_signature(lines, at):
            return lines[:at]
    return lines[: _contact_block(lines)]


def _begins_signature(lines: list[str], at: int) -> bool:
    line = lines[at]
    dashes = _DASHES.match(line)
    if not dashes and not _RULE.match(line):
        return False
    below = [text for text in lines[at + 1 :] if text.strip()]
    if dashes:
        return len(below) <= MAX_LINES
    if not below:
        return False
    return _is_footer(below) or _is_card(below)


def _is_footer(below: list[str]) -> bool:
    return len(below) <= 12 and bool(_LIST.search("\n".join(below)))


def _is_card(below: list[str]) -> bool:
    """Short lines with a number or an address among them."""
    return (
        len(below) <= MAX_LINES
        and all(len(line.strip()) <= 70 for line in below)
        and any(map(_CONTACT.search, below))
    )


def _contact_block(lines: list[str]) -> int:
    """Where a last paragraph of a name and ways to reach them begins; the end if there is none."""
    first = len(lines)
    while first > 0 and lines[first - 1].strip() and len(lines) - first < 8:
        first -= 1
    block = lines[first:]
    if any(len(line) > 120 for line in block):
        return len(lines)
    pure = sum(bool(_PURE_CONTACT.match(line)) for line in block)
    named = (
        bool(block)
        and re.fullmatch(r"[^\d@:]{2,40}", block[0].strip())
        and len(block[0].split()) <= 4
    )
    if first > 0 and named and pure >= 2 and pure >= len(block) - 3:
        return first
    return len(lines)


def _trimmed(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]
