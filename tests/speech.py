"""Languages for tests: the German that we ship, and one that shows which words are marked."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import trans_real
from selectolax.lexbor import LexborHTMLParser

from frontdoor.channels.words.render import _pages
from frontdoor.core.pages import kept, tongues
from frontdoor.site import catalogues
from tests.core.pages.test_templates import PAGES

TEXT = re.compile(r"(<[^>]*>)")
WORD = re.compile(r"[^\W\d_]{2}")
INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
SPOKEN = ("title", "aria-label", "placeholder", "alt")


class Marked(gettext.NullTranslations):
    """Every marked word comes out as ⟦word⟧."""

    def gettext(self, message: str) -> str:
        parts = TEXT.split(message)
        return "".join(p if p.startswith("<") or not p.strip() else f"⟦{p}⟧" for p in parts)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def language(self) -> str:
        return "eo"

    to_language = language


@pytest.fixture
def german(tmp_path: Path, settings: Any) -> Iterator[None]:
    yield from _offered(tmp_path, settings, "de")


@pytest.fixture
def marked(tmp_path: Path, settings: Any) -> Iterator[None]:
    for _ in _offered(tmp_path, settings, "eo"):
        trans_real._translations["eo"] = Marked()
        yield


def _offered(folder: Path, settings: Any, language: str) -> Iterator[None]:
    catalogues.build(folder)
    settings.LOCALE_PATHS = [str(folder / "locale")]
    settings.LANGUAGES = [("en", "English"), (language, language)]
    _forget()
    yield
    _forget()


def _forget() -> None:
    """What was compiled with other words."""
    PAGES._others.clear()
    _pages.cache_clear()
    trans_real._translations.clear()
    tongues.forget()
    kept.forget()


def unmarked(page: str, *data: str) -> list[str]:
    """Text and spoken attributes that hold a word and are neither marked nor data. What people wrote is in bdi."""
    tree = LexborHTMLParser(page)
    tree.strip_tags(["script", "style", "bdi", "code"])
    found = [node.text(deep=False) for node in tree.css("*")]
    found += [node.attributes.get(name) or "" for node in tree.css("*") for name in SPOKEN]
    return [text for text in (_left(each, data) for each in found) if WORD.search(text)]


def _left(text: str, data: tuple[str, ...]) -> str:
    while INNERMOST.search(text):
        text = INNERMOST.sub("", text)
    for each in ("Frontdoor", *data):
        text = text.replace(each, "")
    return text.strip()
