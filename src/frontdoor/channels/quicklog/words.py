"""Cuts a line into words that know where they stand."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Generic, TypeVar

from frontdoor.channels.quicklog.draft import Kind, Span

T_co = TypeVar("T_co", covariant=True)

# Control characters part words too: a database may refuse a NUL, and nobody means one.
_WORD = re.compile(r"[^\s\x00-\x1f\x7f-\x9f]+")
_LETTERS_WITHOUT_MARKS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": "", "'": ""})


@dataclass(frozen=True)
class Word:
    """One word of the line; `text` is line[start:end]."""

    text: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        """Lower case, without the punctuation that ends a phrase."""
        return self.text.lower().rstrip(",;.:")


@dataclass(frozen=True)
class Found(Generic[T_co]):
    """The words `first`..`last` (inclusive) mean `value`."""

    first: int
    last: int
    value: T_co

    @property
    def words(self) -> range:
        return range(self.first, self.last + 1)

    def span(self, kind: Kind, words: list[Word]) -> Span:
        return Span(kind, words[self.first].start, words[self.last].end)


def split(line: str) -> list[Word]:
    """The words of the line, in order."""
    return [Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(line)]


@functools.lru_cache(8192)
def fold(text: str) -> str:
    """Without case, accents and apostrophes: `Léa O’Brien` becomes `lea obrien`."""
    if text.isascii():
        return text.lower().replace("'", "")
    marked = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in marked if not unicodedata.combining(letter))
    return bare.translate(_LETTERS_WITHOUT_MARKS)
