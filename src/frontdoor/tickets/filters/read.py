"""Read the text of a filter, character by character and in one pass: no pattern of the user's is ever run."""

from __future__ import annotations

import re

from frontdoor.core.errors import Refused
from frontdoor.tickets.conditions import CONDITIONS
from frontdoor.tickets.filters.filter import Filter, Term, unknown

LONGEST, MOST = 1000, 50
PIECE = re.compile(r'"[^"]*"?|[^\s"]+')
NAMED = re.compile(
    r"(-?)([a-z][a-z_]*(?:\.[a-z0-9_-]+)?):(<=|>=|<|>|)(.*)", re.DOTALL | re.IGNORECASE
)
VALUE = re.compile(r'"([^"]*)"?|([^,"]+)')


def parse(text: str) -> Filter:
    """Raises Refused where a condition is unknown or empty, or the text too long (1,000 characters, 50 conditions)."""
    if len(text) > LONGEST:
        raise Refused(
            "A filter has up to {most} characters; this one has {count}.",
            most=LONGEST,
            count=len(text),
        )
    terms: list[Term] = []
    words: list[str] = []
    for piece in _pieces(text):
        term = _term(piece)
        words.append(piece) if term is None else terms.append(term)
    if len(terms) > MOST:
        raise Refused(
            "A filter has up to {most} conditions; this one has {count}.",
            most=MOST,
            count=len(terms),
        )
    return Filter(tuple(terms), " ".join(words))


def _pieces(text: str) -> list[str]:
    """What stands between spaces; quotes keep together what is in them and what they touch."""
    pieces: list[str] = []
    end = -1
    for found in PIECE.finditer(text.replace("\0", " ")):
        if found.start() == end:
            pieces[-1] += found[0]
        else:
            pieces.append(found[0])
        end = found.end()
    return pieces


def _term(piece: str) -> Term | None:
    found = NAMED.fullmatch(piece)
    if found is None or found[4].startswith(("//", ":")):
        return None
    name = found[2].lower()
    if name not in CONDITIONS and not found[4]:
        return None  # "Re:" and the like are words
    if name not in CONDITIONS:
        raise unknown(name, list(CONDITIONS))
    values = tuple(quoted or bare for quoted, bare in VALUE.findall(found[4]))
    if not all(values) or not values:
        raise Refused(
            "“{piece}” has no value. Write {name}:{example}.",
            piece=piece,
            name=name,
            example=CONDITIONS[name].example,
        )
    return Term(name, values, found[3], negated=bool(found[1]))
