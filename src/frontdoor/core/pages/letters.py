"""A mail's own markup on a page: pictures that came along are shown, those from elsewhere are held back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from markupsafe import Markup, escape

# In what the sanitiser writes a quote inside a value is always escaped, so this can only be a real attribute.
_OWN = re.compile(r'(<img(?: [a-z-]+="[^"]*")*?) src="cid:([^"]*)"')
_REMOTE = re.compile(r'<img(?: [a-z-]+="[^"]*")*? data-remote-src="https?://[^"]*"')
MISSING = "a picture that did not come along"


def shown(markup: str, pictures: Mapping[str, str]) -> Markup:
    """`markup` is sanitised; `pictures` are addresses of ours by Content-ID."""
    return Markup(_OWN.sub(lambda found: _own(found, pictures), markup))  # noqa: S704  sanitised when it came


def held_back(markup: str) -> int:
    """How many pictures lie elsewhere and are not fetched."""
    return len(_REMOTE.findall(markup))


def _own(found: re.Match[str], pictures: Mapping[str, str]) -> str:
    name = unescape(found[2])
    address = pictures.get(name) or pictures.get(name.lower())
    if address:
        return f'{found[1]} src="{escape(address)}" loading="lazy"'
    return f'{found[1]} alt="{escape(MISSING)}"' if " alt=" not in found[1] else found[1]
