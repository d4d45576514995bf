"""Sentences that were kept in English, as reasons and errors are, told in the language of whoever reads them now.

What is stored stays as it was written. A sentence without values is looked up as it is; one with values is found by
its pattern, made when the sentence was marked `storable`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language, gettext

PLACE = re.compile(r"\\\{(\w+)\\\}")
LONGEST = 1_000
PATTERNS: dict[str, re.Pattern[str]] = {}


def storable(sentence: str) -> str:
    """Marks a sentence that will be stored; its places are filled before. Gives it back."""
    if "{" in sentence:
        pattern = PLACE.sub(r"(?P<\1>.+?)", re.escape(sentence))
        PATTERNS[sentence] = re.compile(pattern, re.DOTALL)
    return sentence


def told(stored: str) -> str:
    """In the language that is active; as it is where nobody has translated it."""
    return _told(get_language(), stored) if stored else ""


@lru_cache(maxsize=1024)
def _told(language: str | None, stored: str) -> str:
    """The language is the active one."""
    said = gettext(stored)
    if said != stored or language == settings.LANGUAGE_CODE or len(stored) > LONGEST:
        return said
    for sentence, pattern in PATTERNS.items():
        if found := pattern.fullmatch(stored):
            # A value may be such a sentence, too: why a server refused it, before what it said.
            values = {name: told(value) for name, value in found.groupdict().items()}
            return gettext(sentence).format(**values)
    return stored


def forget() -> None:
    """Tell everything anew: the words of a language have changed."""
    _told.cache_clear()
