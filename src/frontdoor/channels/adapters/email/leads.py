"""Finds the line above a quotation that says who wrote it and when: "On Monday, Ana wrote:"."""

from __future__ import annotations

import re

from frontdoor.channels.adapters.email.labels import OPENS, WROTE

DATED = re.compile(
    r"\d{1,4}[./年-]\s?\d{1,2}|\d{1,2}[:.h]\d{2}|\b(?:19|20)\d\d\b|\d{1,2}\.? \w{3,}"
)
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w|mailto:")
EMPTY = re.compile(r"^[\s>*_|]*$")
_BARE_DATE = re.compile(
    r"^\s*\d{4}[-/.]\d\d?[-/.]\d\d?,? \d\d?:\d\d(?::\d\d)?(?: (?:GMT|UTC)[+-]\d\d?:?\d\d)? \S.{0,120}$|"
    r"^\s*\d{4}年\d{1,2}月\d{1,2}日.{0,30}\d{1,2}:\d\d.{1,120}[:：]\s*$"
)
_ZONED = re.compile(r"(?:GMT|UTC)[+-]\d\d?:?\d\d|<[^<>]+>\s*:?\s*$|[:：]\s*$")
_DASHED = re.compile(r"(?i)^\s*-{2,}.{0,160}\bwrote\s*-{2,}\s*$")
MAX_JOINED = 6


def lead_ends(lines: list[str]) -> frozenset[int]:
    """The lines on which a lead may end: a colon, and behind it or just before it a verb or an address."""
    return frozenset(
        at for at, line in enumerate(lines) if _ends_open(line) and _plausible(lines, at)
    )


def _ends_open(line: str) -> bool:
    return line.rstrip(_BIDI + " \t").endswith((":", "："))


def _plausible(lines: list[str], at: int) -> bool:
    """Cheap: what a verb costs to look for is paid once a colon, not once a line that may begin a lead."""
    near = " ".join(lines[max(0, at - MAX_JOINED) : at + 1])[-700:]
    if "@" not in near and not DATED.search(near):
        return False
    following = lines[at + 1 : at + 3]
    quoted = any(line.startswith(">") for line in following)
    return quoted or bool(_BRACKETED.search(lines[at][-40:]) or WROTE.search(near[-250:]))


_BRACKETED = re.compile(r">\W*\w{0,8}\W*[:：]\W*$")


def lead_end(lines: list[str], at: int, ends: frozenset[int]) -> int | None:
    """The line after a lead that begins on this line, of at most six lines; None where none does."""
    if alone := _alone(lines, at):
        return alone
    if ends.isdisjoint(range(at, at + MAX_JOINED)):
        return None
    joined = ""
    for number in range(at, min(len(lines), at + MAX_JOINED)):
        part = lines[number].strip()
        if number > at and _parts(lines, at, number, joined):
            return None
        joined = f"{joined} {part}".strip()[:501]
        if len(joined) > 500:
            return None
        if number in ends and _is_lead(joined, lines, at, number):
            return None if _nearer(lines, at, number, joined) else number + 1
    return None


def _parts(lines: list[str], at: int, number: int, before: str) -> bool:
    """Whether what began on `at` can't go on with this line: a sentence ended, or something new begins."""
    part = lines[number].strip()
    if not part:
        return not OPENS.match(lines[at])
    if (
        part.startswith(">")
        and before.count("<") <= before.count(">")
        and lines[at].lstrip()[:1] != ">"
    ):
        return True
    return bool(_SENTENCE.search(before)) or _opens_anew(part, before)


def _nearer(lines: list[str], at: int, number: int, joined: str) -> bool:
    """Whether a later line begins a whole lead of its own: then the first one is the writer's."""
    first = lines[at]
    if (
        _YEAR.search(first)
        or ADDRESS.search(first)
        or (OPENS.match(first) and _DIGIT.search(first))
    ):
        return False
    return any(
        _is_lead(" ".join(map(str.strip, lines[later : number + 1])), lines, later, number)
        for later in range(at + 1, number + 1)
    )


_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\d{4}年")
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"[!?]$|[^\W\d_A-Z]{4}\.$")


def _alone(lines: list[str], at: int) -> int:
    """The line after a lead that needs no colon, in one line or two; 0 where there is none."""
    begins = lines[at].lstrip()
    if begins[:1].isdigit() and (
        (_BARE_DATE.match(lines[at]) and _ZONED.search(lines[at])) or _SHORT.match(lines[at])
    ):
        return at + 1
    if begins.startswith("--"):
        for end in (at + 1, at + 2):
            if _DASHED.match(" ".join(lines[at:end])[:500]):
                return end
    return 0


_SHORT = re.compile(r"^\s*\d{4}[-/.]\d\d?[-/.]\d\d? .{1,60}<[^<>\s]+@[^<>\s]+>\s*:?\s*$")


def next_words(lines: list[str], at: int) -> int:
    """The next line with words on it."""
    while at < len(lines) and EMPTY.match(lines[at]):
        at += 1
    return at


def _opens_anew(part: str, before: str) -> bool:
    """A lead that begins on this line is nearer to the quotation than one that began before it."""
    if not OPENS.match(part) or not DATED.search(part):
        return False
    return not (
        "<" in before and ADDRESS.search(before) and (part[:1].isdigit() or WROTE.search(before))
    )


def _is_lead(joined: str, lines: list[str], at: int, end: int) -> bool:
    words = sum(bool(line.strip()) for line in lines[at : end + 1])
    bare = joined.translate(NO_BIDI).lstrip("> ")
    dated, addressed = bool(DATED.search(bare)), bool(ADDRESS.search(bare))
    if WROTE.search(bare):
        opened = bool(OPENS.match(bare)) and (dated or addressed)
        return opened or (words <= 3 and addressed) or (words <= 2 and dated and len(bare) < 160)
    if words <= 2 and dated and _SIGNED.search(bare):
        return True
    following = next_words(lines, end + 1)
    return addressed and words <= 2 and following < len(lines) and lines[following].startswith(">")


_BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NO_BIDI = dict.fromkeys(map(ord, _BIDI))
# A date and time, then `Name <address>:` and nothing else, in a language whose verb is not known.
_SIGNED = re.compile(
    r"[\d\u0660-\u0669]{1,2}[:.][\d\u0660-\u0669]{2}.*<[^<>]*@[^<>]*>[^\w<>]*\w{0,8}[^\w<>]*[:：]$"
)
