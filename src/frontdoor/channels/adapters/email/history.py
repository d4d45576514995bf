"""Finds where somebody else's message begins inside a text: separators, header blocks, "… wrote:"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from frontdoor.channels.adapters.email.htmlmarks import LEAD
from frontdoor.channels.adapters.email.labels import (
    ABOVE,
    FORWARDED,
    LABEL,
    OPENS,
    ORIGINAL,
    WROTE,
)

_LABELLED = re.compile(
    r"^[\s>|]*[*_]{0,3}([^\W\d_][^:：\n*]{0,24}?)[*_]{0,3}\s?[:：][*_]{0,3}(?:\s+|$|(?<=：))(.*)$"
)
_TIGHT = re.compile(r"^[\s>|]*[*_]{0,3}([^\W\d_][^:：\n*]{0,24}?)[*_]{0,3}\s?[:：][*_]{0,3}(.*)$")
_DATED = re.compile(
    r"\d{1,4}[./年-]\s?\d{1,2}|\d{1,2}[:.h]\d{2}|\b(?:19|20)\d\d\b|\d{1,2}\.? \w{3,}"
)
_BARE_DATE = re.compile(
    r"^\s*\d{4}[-/.]\d\d?[-/.]\d\d?,? \d\d?:\d\d(?::\d\d)?(?: (?:GMT|UTC)[+-]\d\d?:?\d\d)? \S.{0,120}$|"
    r"^\s*\d{4}年\d{1,2}月\d{1,2}日.{0,30}\d{1,2}:\d\d.{1,120}[:：]\s*$"
)
_ZONED = re.compile(r"(?:GMT|UTC)[+-]\d\d?:?\d\d|<[^<>]+>\s*:?\s*$|[:：]\s*$")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w|mailto:")
_DASHED = re.compile(r"(?i)^\s*-{2,}.{0,160}\bwrote\s*-{2,}\s*$")
_DIVIDER = re.compile(r"^[\s>*]*(?:[-–—_=*]{3,}|\\?-{2,})[\s*]*$")
_EMPTY = re.compile(r"^[\s>*_|]*$")
MAX_JOINED = 6


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
    for at, line in enumerate(lines):
        if found := _at(lines, at, line):
            return found
    return None


def above_line(lines: list[str]) -> int | None:
    """The line that says "reply above this line"."""
    return next(
        (
            at
            for at, line in enumerate(lines)
            if len(line) < 300 and ABOVE.search(line) and _is_rule(line)
        ),
        None,
    )


def _is_rule(line: str) -> bool:
    """It is set apart by dashes or hashes, or says not to remove it; a sentence that mentions it is not one."""
    return bool(re.search(r"[-–—_#=*~]{2,}", line)) or "not remove" in line.lower()


def _at(lines: list[str], at: int, line: str) -> Start | None:
    if line == LEAD:
        return _marked(lines, at)
    if len(line) > 1_000 or _EMPTY.match(line):
        return None
    for kind, pattern in (("forwarded", FORWARDED), ("original", ORIGINAL)):
        if pattern.match(line):
            block = block_at(lines, next_words(lines, at + 1))
            return Start(at, block.end if block else at + 1, kind, block.fields if block else {})
    if block := block_at(lines, at):
        return Start(_before_divider(lines, at), block.end, "block", block.fields)
    return _lead(lines, at, line)


def _marked(lines: list[str], at: int) -> Start | None:
    """A mail program marked its quotation: what it says of it is read, else the quotes must follow."""
    following = next_words(lines, at + 1)
    if following < len(lines) and (found := _at(lines, following, lines[following])):
        return Start(at, found.body, found.kind, found.fields)
    for quoted in range(following, min(len(lines), following + 4)):
        if lines[quoted].startswith(">"):
            return Start(at, quoted, "lead")
    return None


def next_words(lines: list[str], at: int) -> int:
    """The next line with words on it."""
    while at < len(lines) and _EMPTY.match(lines[at]):
        at += 1
    return at


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
        if kind:
            if kind in fields and kind != "other":
                break
            fields[kind], last, end = value, kind, number + 1
        elif not fields or not _continues(lines, number, last, fields):
            break
        elif lines[number].strip():
            fields[last] = f"{fields[last]} {lines[number].strip(' >*')}".strip()
            end = number + 1
    return Block(fields, end) if _convinces(fields) else None


def _labelled(line: str) -> tuple[str, str]:
    if len(line) > 2_000:
        return "", ""
    found = _LABELLED.match(line) or _TIGHT.match(line)
    if not found:
        return "", ""
    kind = LABEL.get(found[1].strip(" *_").lower().replace("\xa0", " "), "")
    return kind, found[2].strip(" *_\u200e\u200f") if kind else ""


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
            bool(_ADDRESS.search(sender)) or bool(_DATED.search(date)) or "subject" in kinds
        )
    return (
        len(kinds) >= 2
        and bool(_ADDRESS.search(fields.get("to", "")))
        and bool(_DATED.search(date))
    )


def _lead(lines: list[str], at: int, line: str) -> Start | None:
    """A line, or up to six joined, that says who wrote what follows."""
    if _DASHED.match(line) or (_BARE_DATE.match(line) and _ZONED.search(line)):
        return Start(at, at + 1, "lead")
    joined, words = "", 0
    for number in range(at, min(len(lines), at + MAX_JOINED)):
        part = lines[number].strip()
        if number > at and _opens_anew(part):
            return None
        joined = f"{joined} {part}".strip()
        words += bool(part)
        if len(joined) > 500 or (number - at >= 1 and not part and not OPENS.match(line)):
            return None
        if part.endswith((":", "：")) and _is_lead(joined, words):
            return Start(at, number + 1, "lead")
    return None


def _opens_anew(part: str) -> bool:
    """A lead that begins on this line is nearer to the quotation than one that began before it."""
    return bool(OPENS.match(part)) and bool(_DATED.search(part)) and not part.startswith("<")


def _is_lead(joined: str, lines: int) -> bool:
    bare = joined.lstrip("> ")
    dated, addressed = bool(_DATED.search(bare)), bool(_ADDRESS.search(bare))
    if WROTE.search(bare):
        opened = bool(OPENS.match(bare))
        return (
            (opened and (dated or addressed))
            or (lines <= 3 and addressed)
            or (lines <= 2 and dated and len(bare) < 160)
        )
    return (
        bool(re.match(r"^\s*\d{4}[-/年.]", bare))
        and dated
        and bool(re.search(r"<[^<>]*@[^<>]*>\s*[:：]$", bare))
    )
