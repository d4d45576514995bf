"""Where a text holds what was looked for: segments, so that no page ever has to trust HTML from here."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from frontdoor.core.wanted import Wanted
from frontdoor.core.words import IS_DENSE, JOINT, JOINTS, fold

AROUND, WIDTH = 60, 220
BEFORE, BEHIND = r"(?<![^\W_])", r"(?![^\W_])"


@dataclass(frozen=True)
class Segment:
    """Plain text; `marked` where it is what was looked for."""

    text: str
    marked: bool = False


def marked(text: str, wanted: Wanted) -> tuple[Segment, ...]:
    """The whole text in segments."""
    return tuple(_segments(text, _spans(text, wanted)))


def snippet(bodies: Iterable[str], wanted: Wanted) -> tuple[Segment, ...]:
    """A line around the first place in these texts; the beginning of the first where the words stand in none."""
    first = ""
    for body in bodies:
        first = first or body
        if (at := _first(body, wanted)) is not None:
            return _around(body, at, wanted)
    return (Segment(_one_line(first[:WIDTH])),) if first.strip() else ()


def _around(body: str, at: int, wanted: Wanted) -> tuple[Segment, ...]:
    begin = max(0, at - AROUND)
    if begin and " " in body[begin:at]:
        begin = body.index(" ", begin) + 1
    line = _one_line(body[begin : begin + WIDTH])
    dots = "…" if begin else ""
    return marked(f"{dots}{line}", wanted)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _segments(text: str, spans: list[tuple[int, int]]) -> Iterator[Segment]:
    done = 0
    for begin, end in spans:
        if begin > done:
            yield Segment(text[done:begin])
        yield Segment(text[begin:end], marked=True)
        done = end
    if done < len(text):
        yield Segment(text[done:])


def _spans(text: str, wanted: Wanted) -> list[tuple[int, int]]:
    """Places in the order of the text, none overlapping."""
    spans: list[tuple[int, int]] = []
    for begin, end in _in_lower_case(text, wanted) if text.isascii() else _in_folds(text, wanted):
        if not spans or begin >= spans[-1][1]:
            spans.append((begin, end))
    return spans


def _first(text: str, wanted: Wanted) -> int | None:
    found = _in_lower_case(text, wanted)
    if not found and not text.isascii():
        found = _in_folds(text, wanted)
    return found[0][0] if found else None


def _in_lower_case(text: str, wanted: Wanted) -> list[tuple[int, int]]:
    """Cheap, and enough where nothing but case differs."""
    lowered = text.lower()
    return _found(lowered, wanted) if len(lowered) == len(text) else []


def _in_folds(text: str, wanted: Wanted) -> list[tuple[int, int]]:
    folded, places = _folded(text)
    return [(places[begin], places[end]) for begin, end in _found(folded, wanted)]


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its places the place in the text that it came from."""
    letters = [_letter(letter) for letter in text]
    places = [at for at, letter in enumerate(letters) for _ in letter]
    return "".join(letters), [*places, len(text)]


_letter = functools.lru_cache(4096)(fold)


def _found(folded: str, wanted: Wanted) -> list[tuple[int, int]]:
    exact, begun = wanted.exact, wanted.begun
    whole = [*exact, *(term for group in wanted.either for term in group)]
    spans = [span for term in whole for span in _places(folded, _shown(term, "whole"), term)]
    spans += [span for term in begun for span in _places(folded, _shown(term, "begun"), term)]
    return sorted(spans)


@functools.lru_cache(1024)
def _shown(term: str, how: str) -> re.Pattern[str]:
    """How a term stands in a text: of escaped letters only, so it takes one step a letter."""
    parts = JOINTS.pattern.join(map(re.escape, term.split(JOINT)))
    if IS_DENSE.match(term):
        return re.compile(parts)
    return re.compile(BEFORE + parts + (BEHIND if how == "whole" else ""))


def _places(folded: str, shown: re.Pattern[str], term: str) -> Iterator[tuple[int, int]]:
    # Finding the first part is many times cheaper than trying the pattern at every letter.
    first = term.partition(JOINT)[0]
    at = folded.find(first)
    while at >= 0:
        if found := shown.match(folded, at):
            yield found.span()
        at = folded.find(first, at + len(first))
