"""Plain text as HTML with its web addresses made links: one pass, whatever is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"'`\x00-\x1f]{1,2000}", re.IGNORECASE)
_CLOSING = {")": "(", "]": "[", "}": "{"}


def linked(text: str) -> str:
    """Escaped, with line breaks; only http and https addresses become links."""
    return "".join(
        f'<a href="{escape(piece)}" rel="noopener noreferrer nofollow">{escape(piece)}</a>'
        if is_address
        else escape(piece).replace("\n", "<br>\n")
        for piece, is_address in pieces(text)
    )


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in order, each piece with whether it is an address."""
    at = 0
    for found in _ADDRESS.finditer(text):
        address = _without_tail(found[0])
        if found.start() > at:
            yield text[at : found.start()], False
        yield address, True
        at = found.start() + len(address)
    if at < len(text):
        yield text[at:], False


def _without_tail(address: str) -> str:
    """A full stop or bracket at the end belongs to the sentence, unless the bracket was opened inside."""
    while address[-1] in ".,;:!?*_~" or (
        address[-1] in _CLOSING
        and address.count(_CLOSING[address[-1]]) < address.count(address[-1])
    ):
        address = address[:-1]
    return address
