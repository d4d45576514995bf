"""Whom it is for: `for alice`, `for alice moreau`, `for alice@example.org`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from frontdoor.channels.quicklog.draft import Candidate
from frontdoor.channels.quicklog.words import Found, Word, fold
from frontdoor.people.emails import canonical, is_usable

LONGEST = 5
SHOWN = 8

_BETWEEN_NAMES = re.compile(r"[\s\-.,;:()]+")
# There are people called An, Will and The: they are meant where the name is written as one.
_ORDINARY = re.compile(
    "a|all|an|and|any|both|her|him|it|many|may|me|mine|my|new|now|one|our|the|them|this|us|we|will|you"
)

People = tuple[Candidate, ...]


def whom(words: Sequence[Word], at: int, people: Sequence[Candidate]) -> Found[People] | None:
    """Everybody who bears the most words after the `for` at `at`, likeliest first."""
    if words[at].plain != "for" or at + 1 >= len(words):
        return None
    if is_usable(address := words[at + 1].plain):
        return Found(at, at + 1, _at_address(canonical(address), people))
    for last in range(min(at + LONGEST, len(words) - 1), at, -1):
        if bearers := _bearers(words[at + 1 : last + 1], people):
            return Found(at, last, bearers)
    return None


def likely(people: Sequence[Candidate]) -> Candidate | None:
    """The one who is meant: the only one, or the writer's most recent."""
    if not people:
        return None
    return people[0] if len(people) == 1 or people[0].recent is not None else None


def begun(start: str, people: Sequence[Candidate]) -> People:
    """Who a name may become while it is being typed."""
    start = fold(start)
    fits = (one for one in people if any(part.startswith(start) for part in _parts(one.name)))
    return _ranked(fits, start)


def _at_address(address: str, people: Sequence[Candidate]) -> People:
    known = tuple(one for one in people if address in one.addresses)
    return known or (Candidate(name="", addresses=(address,)),)


def _bearers(words: Sequence[Word], people: Sequence[Candidate]) -> People:
    if any(_ORDINARY.fullmatch(word.text) for word in words):
        return ()
    wanted = [part for word in words for part in _parts(word.plain)]
    if not wanted:
        return ()
    return _ranked((one for one in people if _bears(_parts(one.name), wanted)), wanted[0])


def _bears(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    """Each wanted word is another part of the name."""
    left = list(parts)
    for part in wanted:
        if part not in left:
            return False
        left.remove(part)
    return True


def _ranked(people: Iterator[Candidate], first: str) -> People:
    def place(one: Candidate) -> tuple[bool, int, bool, str]:
        given = _parts(one.name)[0].startswith(first)
        return one.recent is None, one.recent or 0, not given, fold(one.name)

    return tuple(sorted(people, key=place)[:SHOWN])


@functools.lru_cache(8192)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in _BETWEEN_NAMES.split(fold(name)) if part)
