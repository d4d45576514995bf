"""A mail's own markup on a page: pictures that came along are shown, those from elsewhere are held back."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from html import unescape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from markupsafe import Markup, escape

from frontdoor.core.pages import prose

# In what the sanitiser writes a quote inside a value is always escaped, so this can only be a real attribute.
_OWN = re.compile(r'(<img(?: [a-z-]+="[^"]*")*?) src="cid:([^"]*)"')
_REMOTE = re.compile(r'(<img(?: [a-z-]+="[^"]*")*?) data-remote-src="(https?://[^"]*)"')
_PICTURE = re.compile(r'<img((?: [a-z-]+="[^"]*")*)>')
_NAMED = re.compile(r"\[cid:([^\]\s<>]{1,300})\]")
MISSING = gettext_noop("a picture that did not come along")
UNNAMED = gettext_noop("a picture that its sender did not describe")


def shown(markup: str, pictures: Mapping[str, str]) -> Markup:
    """`markup` is sanitised; `pictures` are addresses of ours by Content-ID."""
    ours = _OWN.sub(lambda found: _own(found, pictures), markup)
    return Markup(_PICTURE.sub(_described, ours))  # noqa: S704  sanitised when it came


def worded(text: str, pictures: Mapping[str, str]) -> Markup:
    """Plain words as paragraphs, with the pictures that a mail program named in them: "[cid:image001.png@01DA]"."""
    words = prose.paragraphs(text)
    if "[cid:" not in text:
        return words
    return Markup(_NAMED.sub(lambda found: _named(found, pictures), words))  # noqa: S704  escaped above


def held_back(markup: str) -> int:
    """How many pictures lie elsewhere and are not fetched."""
    return len(remote(markup))


def remote(markup: str) -> list[str]:
    """The addresses of pictures that lie elsewhere, in their order."""
    return [unescape(found[2]) for found in _REMOTE.finditer(markup)]


def fetched(markup: str, home: str) -> str:
    """With the pictures from elsewhere at addresses of ours below `home`, by their number."""
    number = itertools.count()
    return _REMOTE.sub(
        lambda found: f'{found[1]} src="{escape(home)}{next(number)}/" loading="lazy"', markup
    )


def _named(found: re.Match[str], pictures: Mapping[str, str]) -> str:
    """What did not come along, mostly the logo of a quoted signature, leaves nothing behind."""
    address = pictures.get(unescape(found[1]))
    return f'<img src="{escape(address)}" alt="" loading="lazy">' if address else ""


def _own(found: re.Match[str], pictures: Mapping[str, str]) -> str:
    name = unescape(found[2])
    address = pictures.get(name) or pictures.get(name.lower())
    if address:
        return f'{found[1]} src="{escape(address)}" loading="lazy"'
    return f'{found[1]} alt="{escape(_(MISSING))}"' if " alt=" not in found[1] else found[1]


def _described(found: re.Match[str]) -> str:
    """Whoever can't see a picture hears that there is one (WCAG 1.1.1), and nothing of those that are held back."""
    if ' alt="' in found[1]:
        return found[0]
    return f'<img{found[1]} alt="{escape(_(UNNAMED)) if " src=" in found[1] else ""}">'
