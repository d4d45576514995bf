"""Finds where somebody else's message begins inside a text: separators, header blocks, "… wrote:"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from frontdoor.channels.adapters.email.htmlmarks import LEAD
from frontdoor.channels.adapters.email.labels import ABOVE, FORWARDED, LABEL, ORIGINAL
from frontdoor.channels.adapters.email.leads import (
    ADDRESS,
    DATED,
    EMPTY,
    NO_BIDI,
    lead_end,
    lead_ends,
    next_words,
)

_LABELLED = re.compile(
    r"^[\s>|]*[*_]{0,3}([^\W\d_][^:：\n*]{0,24}?)[*_]{0,3}\s?[:：][*_]{0,3}(.*)$"
)
_DIVIDER = re.compile(r"^[\s>*]*(?:[-–—_=*]{3,}|\\?-{2,})[\s*]*$")


# A text longer than this is kept whole below it: nobody writes so much above a quotation.
MAX_LINES = 5_000


@dataclass(frozen=True, slots=True)
class Block:
    """Copied headers: `fields` by kind (from, date, to, cc, subject), and the line after them."""

    fields: dict[str, str]
    end: int


@dataclass(frozen=True, slots=True)
class Start:
    """Where another message begins, and the first line of what it says. `kind`: how it was announced."""

    at: int
    body: int
    kind: str
    fields: dict[str, str] = field(default_factory=dict)


def starts(lines: list[str]) -> Start | None:
    """The first place at which another message is announced."""
    lines = lines[:MAX_LINES]
    ends = lead_ends(lines)
    for at, line in enumerate(lines):
        if found := _at(lines, at, line, ends):
            return found
    return None


def above_line(lines: list[str]) -> int | None:
    """The line that says "reply above this line"."""
    return next(
        (
            at
            for at, line in enumerate(lines)
            if len(line) < 300 and _is_rule(line) and ABOVE.search(line)
        ),
        None,
    )


def _is_rule(line: str) -> bool:
    """It is set apart by dashes or hashes, or says not to remove it; a sentence that mentions it is not one."""
    return any(mark in line for mark in _RULES) or "not remove" in line.lower()


_RULES = ("--", "##", "—", "––", "__", "==", "~~", "**")


def _at(lines: list[str], at: int, line: str, ends: frozenset[int]) -> Start | None:
    if line == LEAD:
        return _marked(lines, at, ends)
    if len(line) > 1_000 or EMPTY.match(line):
        return None
    if line.rstrip(" *_|\t")[-1:] in _ANNOUNCES and (found := _announced(lines, at, line)):
        return found
    if (":" in line or "：" in line) and (block := block_at(lines, at)):
        return Start(_before_divider(lines, at), block.end, "block", block.fields)
    if (end := lead_end(lines, at, ends)) is not None:
        return Start(at, end, "lead")
    return None


# Only lines that end so can announce another message: the patterns are paid for those alone.
_ANNOUNCES = frozenset(":：-–—_=")


def _announced(lines: list[str], at: int, line: str) -> Start | None:
    for kind, pattern in (("forwarded", FORWARDED), ("original", ORIGINAL)):
        if pattern.match(line):
            block = block_at(lines, next_words(lines, at + 1))
            return Start(at, block.end if block else at + 1, kind, block.fields if block else {})
    return None


def _marked(lines: list[str], at: int, ends: frozenset[int]) -> Start | None:
    """A mail program marked its quotation: what it says of it is read, else the quotes must follow."""
    following = next_words(lines, at + 1)
    if following < len(lines) and (found := _at(lines, following, lines[following], ends)):
        return Start(at, found.body, found.kind, found.fields)
    for quoted in range(following, min(len(lines), following + 4)):
        if lines[quoted].startswith(">"):
            return Start(at, quoted, "lead")
    return None


def _before_divider(lines: list[str], at: int) -> int:
    before = at - 1
    while before >= 0 and at - before < 4 and not lines[before].strip():
        before -= 1
    return before if before >= 0 and _DIVIDER.match(lines[before]) else at


def block_at(lines: list[str], at: int) -> Block | None:
    """Copied headers that begin on this line; None where too few or too vague to be sure."""
    fields: dict[str, str] = {}
    last = ""
    end = at
    for number in range(at, min(len(lines), at + 40)):
        kind, value = _labelled(lines[number])
        if not kind and fields:
            kind, value = _unknown(lines, number, fields)
        if kind:
            if kind in fields and kind != "other":
                break
            fields[kind], last, end = value, kind, number + 1
        elif not fields or not _continues(lines, number, last, fields):
            break
        elif lines[number].strip():
            fields[last] = f"{fields[last]} {lines[number].lstrip(' >*')}".strip()
            end = number + 1
    return Block(fields, end) if _convinces(fields) else None


def _labelled(line: str) -> tuple[str, str]:
    if len(line) > 2_000 or not (":" in line or "：" in line):
        return "", ""
    if not line.isascii():
        line = line.translate(NO_BIDI)
    found = _LABELLED.match(line)
    if not found:
        return "", ""
    kind = LABEL.get(found[1].strip(" *_").lower().replace("\xa0", " "), "")
    return kind, found[2].strip(" *_") if kind else ""


def _unknown(lines: list[str], at: int, fields: dict[str, str]) -> tuple[str, str]:
    """A label that no list has, where the next line has one that is not there yet: by its value, a date or other."""
    found = _LABELLED.match(lines[at]) if len(lines[at]) < 300 else None
    following = _labelled(lines[at + 1])[0] if found and at + 1 < len(lines) else ""
    if not found or not following or following in fields:
        return "", ""
    dated = "date" not in fields and following != "date" and DATED.search(found[2])
    return ("date" if dated else "other"), found[2].strip(" *_")


def _continues(lines: list[str], at: int, last: str, fields: dict[str, str]) -> bool:
    """A folded list of addresses, a value on the line after its label, or one empty line before a label."""
    line = lines[at]
    if not line.strip():
        following = next_words(lines, at)
        kind = _labelled(lines[following])[0] if following < len(lines) else ""
        return following - at <= 2 and bool(kind) and kind not in fields
    if not fields[last]:
        return True
    if last in ("to", "cc", "from", "reply_to"):
        return bool(re.search(r"[<>@;]", line)) or fields[last].endswith((",", ";"))
    return line[:1] in " \t" and last == "subject" and len(line) < 200 and bool(line.strip())


def _convinces(fields: dict[str, str]) -> bool:
    kinds = fields.keys() & {"from", "date", "to", "subject"}
    if len(kinds) < 2:
        return False
    sender, date = fields.get("from", ""), fields.get("date", "")
    if "from" in kinds and len(kinds) >= 3:
        return bool(sender)
    if "from" in kinds:
        return bool(sender) and (
            bool(ADDRESS.search(sender)) or bool(DATED.search(date)) or "subject" in kinds
        )
    return (
        len(kinds) >= 2 and bool(ADDRESS.search(fields.get("to", ""))) and bool(DATED.search(date))
    )
