"""The words of a line while the rules take theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from frontdoor.channels.quicklog.draft import Kind, Span
from frontdoor.channels.quicklog.words import Found, Word, split

T = TypeVar("T")
Rule = Callable[[Sequence[Word], int], Found[T] | None]


class Reading:
    """Knows which words are taken, and as what."""

    def __init__(self, line: str) -> None:
        self.words = split(line)
        self.spans: list[Span] = []
        self._taken: set[int] = set()

    def last(self, kind: Kind, rule: Rule[T]) -> T | None:
        """Takes the last words that fit the rule and says what they mean; None where none fit."""
        for at in reversed(range(len(self.words))):
            found = rule(self.words, at)
            if found and self._taken.isdisjoint(found.words):
                self._taken.update(found.words)
                self.spans.append(found.span(kind, self.words))
                return found.value
        return None

    @property
    def rest(self) -> str:
        """The words that nobody took, in their order."""
        return " ".join(word.text for at, word in enumerate(self.words) if at not in self._taken)

    @property
    def asked_for(self) -> Word | None:
        """The word after the last `for`."""
        pairs = zip(reversed(self.words[:-1]), reversed(self.words[1:]), strict=True)
        return next((name for word, name in pairs if word.plain == "for"), None)
