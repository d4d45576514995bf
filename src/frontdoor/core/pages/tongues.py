"""What is made of marked words, made once for each language: a page that shows it many times pays for none of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.utils.translation import get_language, gettext

Made = TypeVar("Made")
KEPT: list[dict[str, object]] = []


def once_a_language(make: Callable[[], Made]) -> Callable[[], Made]:
    """`make` is called when a language is first active; what it gives is kept."""
    kept: dict[str, Made] = {}
    KEPT.append(kept)  # type: ignore[arg-type]  # only emptied there

    @wraps(make)
    def told() -> Made:
        language = get_language() or ""
        if language not in kept:
            kept[language] = make()
        return kept[language]

    return told


class Phrases(dict[str, str]):
    """Marked words by what they are in English, each looked up once."""

    def __missing__(self, words: str) -> str:
        self[words] = said = gettext(words)
        return said


@once_a_language
def _phrases() -> Phrases:
    return Phrases()


def said(words: str) -> str:
    """As gettext says it, at half its price: for what a page says again and again."""
    return _phrases()[words]


def forget() -> None:
    """Make everything anew: the words of a language have changed."""
    for kept in KEPT:
        kept.clear()
