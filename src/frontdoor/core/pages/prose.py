"""Plain words as paragraphs with links. Everything is escaped; the time taken grows with the length only."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

# In escaped text: an ampersand of an address is "&amp;", and quotes and brackets end it.
ADDRESS = re.compile(r"https?://(?:[^\s<>&\u00a0]|&amp;){3,2000}")
TRAILING = ".,:!?)]}»”’*_"
BLANK = re.compile(r"\n[ \t]*\n\s*")


def paragraphs(text: str) -> Markup:
    """Blank lines part paragraphs, line ends stay, web addresses become links."""
    escaped = ADDRESS.sub(_link, str(escape(text.strip())))
    blocks = (block.replace("\n", "<br>") for block in BLANK.split(escaped) if block)
    return Markup("".join(f"<p>{block}</p>" for block in blocks))  # noqa: S704  escaped above


def start(text: str, length: int = 60) -> str:
    """The first words, on one line."""
    line = " ".join(text[: length * 4].split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def _link(found: re.Match[str]) -> str:
    address = found[0].rstrip(TRAILING)
    rest = found[0][len(address) :]
    return f'<a href="{address}" rel="noopener noreferrer nofollow">{address}</a>{rest}'
