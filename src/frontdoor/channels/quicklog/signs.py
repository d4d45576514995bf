"""The words that begin with a sign: @channel #outcome !priority ~category >team."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from frontdoor.channels.quicklog.draft import Outcome
from frontdoor.channels.quicklog.words import Found, Word, fold

T = TypeVar("T")

CHANNELS = {name: name for name in ("walkup", "hallway", "phone", "teams", "slack", "email")}
OUTCOMES: Mapping[str, Outcome] = {"done": "done", "open": "open", "pass": "pass"}
PRIORITIES = {"1": 1, "2": 2, "3": 3, "4": 4, "urgent": 1, "high": 2, "normal": 3, "low": 4}

_NOT_A_LETTER = re.compile(r"[\W_]+")


def channel(words: Sequence[Word], at: int) -> Found[str] | None:
    return _listed("@", CHANNELS, words[at], at)


def outcome(words: Sequence[Word], at: int) -> Found[Outcome] | None:
    return _listed("#", OUTCOMES, words[at], at)


def priority(words: Sequence[Word], at: int) -> Found[int] | None:
    return _listed("!", PRIORITIES, words[at], at)


def _listed(sign: str, meanings: Mapping[str, T], word: Word, at: int) -> Found[T] | None:
    name = word.plain[1:]
    return Found(at, at, meanings[name]) if word.text[0] == sign and name in meanings else None


def named(
    sign: str, names: Sequence[str] | None, words: Sequence[Word], at: int
) -> Found[str] | None:
    """The name that the word at `at` stands for; with no list of names, the word itself."""
    word = words[at].plain
    if not (word.startswith(sign) and word[1:2].isalpha()):
        return None
    name = word[1:] if names is None else fitting(word[1:], names)
    return Found(at, at, name) if name else None


def fitting(word: str, names: Sequence[str]) -> str | None:
    """The first name that is the word; else begins with it; else has a word that does."""
    wanted = _squeezed(word)
    whole = [name for name in names if _squeezed(name) == wanted]
    begun = [name for name in names if _squeezed(name).startswith(wanted)]
    within = [name for name in names if any(part.startswith(wanted) for part in _parts(name))]
    return next(iter([*whole, *begun, *within]), None)


def _squeezed(text: str) -> str:
    return _NOT_A_LETTER.sub("", fold(text))


def _parts(name: str) -> list[str]:
    return _NOT_A_LETTER.split(fold(name))
