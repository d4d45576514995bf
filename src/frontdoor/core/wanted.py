"""What a question asks of the index: its words, names and phrases. Nothing in it is an operator or a pattern."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from string import ascii_lowercase

from frontdoor.core.errors import Refused
from frontdoor.core.words import IS_DENSE, LONGEST, PHONE, WHOLE, fold, joined, phones, words

MOST_WORDS, MOST_LETTERS, SHORTEST = 32, 1000, 2
PART = re.compile(r'"([^"]*)"?|([^"]+)')
LAST = re.compile(r"\S+\Z")


@dataclass(frozen=True)
class Wanted:
    """What a question asks of the index: all `exact` terms, a beginning of each `begun`, one term of each `either`.

    `phrases` stand so in a line. `ending` says which term the last word became, where it may be only a beginning.
    """

    exact: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    either: tuple[tuple[str, ...], ...] = ()
    phrases: tuple[str, ...] = ()
    ending: str = ""

    def __bool__(self) -> bool:
        return bool(self.exact or self.begun or self.either)

    @property
    def loosened(self) -> Wanted:
        """The same, the last word taken for a beginning."""
        if not self.ending:
            return self
        exact = tuple(term for term in self.exact if term != self.ending)
        return replace(self, exact=exact, begun=(*self.begun, self.ending), ending="")


def wanted(question: str) -> Wanted:
    """Read what somebody typed; "quotes" keep words together.

    Raises Refused above 1,000 characters or 32 words.
    """
    if len(question) > MOST_LETTERS:
        raise Refused(
            "A search has up to {most} characters; this one has {count}.",
            most=MOST_LETTERS,
            count=len(question),
        )
    found = Wanted()
    for quoted, bare in PART.findall(question):
        found = _with_phrase(found, quoted) if quoted else _with_words(found, bare)
    count = len(found.exact) + len(found.begun)
    if count > MOST_WORDS:
        raise Refused(
            "A search has up to {most} words; this one has {count}.", most=MOST_WORDS, count=count
        )
    return found


def _with_phrase(found: Wanted, quoted: str) -> Wanted:
    parts = words(fold(quoted))
    if not parts:
        return found
    before = "" if IS_DENSE.match(parts[0]) else " "
    after = "" if IS_DENSE.match(parts[-1]) else " "
    asked = _asked(parts)
    phrases = (*found.phrases, f"{before}{' '.join(parts)}{after}")
    return _and(replace(found, phrases=phrases, ending=""), asked)


def _with_words(found: Wanted, bare: str) -> Wanted:
    folded = fold(bare)
    if PHONE.fullmatch(folded.strip()) and (dial := next(phones(folded), "")):
        return _and(found, Wanted(exact=(dial,)))
    names = [whole for whole in WHOLE.findall(folded) if _is_name(whole)]
    rest = WHOLE.sub(lambda whole: " " if _is_name(whole[0]) else whole[0], folded)
    asked = _and(Wanted(exact=tuple(map(joined, names))), _asked(words(rest)))
    return _and(found, replace(asked, ending=_ending(folded)))


def _is_name(whole: str) -> bool:
    """An address, a host, a version, a UUID: found whole. What hyphens alone join is found by its words."""
    return any(mark in whole for mark in "@.:") or (whole.count("-") > 1 and not whole.isalpha())


def _asked(parts: list[str]) -> Wanted:
    exact: list[str] = []
    begun: list[str] = []
    for part in parts:
        if len(part) == 1 and IS_DENSE.match(part):
            begun.append(part)
        elif IS_DENSE.match(part):
            exact.extend(part[at : at + 2] for at in range(len(part) - 1))
        else:
            exact.append(part[:LONGEST])
    return Wanted(tuple(exact), tuple(begun))


def _ending(folded: str) -> str:
    """The last term, unless a space or a mark ends it; not a single letter, a number, or of a script without spaces."""
    last = (LAST.search(folded) or [""])[0]
    if WHOLE.fullmatch(last) and _is_name(last):
        return joined(last)
    term = (words(last) or [""])[-1]
    if not last.endswith(term) or len(term) < SHORTEST or term.isdigit() or IS_DENSE.match(term):
        return ""
    return term[:LONGEST]


def _and(one: Wanted, other: Wanted) -> Wanted:
    exact = tuple(dict.fromkeys([*one.exact, *other.exact]))
    begun = tuple(dict.fromkeys([*one.begun, *other.begun]))
    return replace(one, exact=exact, begun=begun, ending=other.ending)


def near(term: str) -> list[str]:
    """Every spelling one slip away (a letter too many, too few, wrong, or two swapped), of words of 4 to 14 letters."""
    if not re.fullmatch(r"[a-z]{4,14}", term):
        return []
    cuts = [(term[:at], term[at:]) for at in range(len(term) + 1)]
    out = [a + b[1:] for a, b in cuts if b]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    changed = [a + c + b[1:] for a, b in cuts if b for c in ascii_lowercase]
    put_in = [a + c + b for a, b in cuts for c in ascii_lowercase]
    return list(dict.fromkeys([*out, *swapped, *changed, *put_in]))
