"""Plain words as paragraphs with links. Everything is escaped; the time taken grows with the length only."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

ADDRESS = re.compile(r"https?://[^\s<>\"\u00a0]{3,2000}")
TRAILING = ".,;:!?'\")]}»”’"
LINK = Markup('<a href="{0}" rel="noopener noreferrer nofollow">{0}</a>')


def paragraphs(text: str) -> Markup:
    """Blank lines part paragraphs, line ends stay, web addresses become links."""
    blocks = (block.strip("\n") for block in re.split(r"\n[ \t]*\n", text.strip()))
    return Markup("").join(Markup("<p>{}</p>").format(_lines(block)) for block in blocks if block)


def start(text: str, length: int = 60) -> str:
    """The first words, on one line."""
    line = " ".join(text[: length * 4].split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def _lines(block: str) -> Markup:
    return Markup("<br>").join(_linked(line) for line in block.split("\n"))


def _linked(line: str) -> Markup:
    parts, at = [], 0
    for found in ADDRESS.finditer(line):
        address = found[0].rstrip(TRAILING)
        parts += [escape(line[at : found.start()]), LINK.format(address)]
        at = found.start() + len(address)
    return Markup("").join([*parts, escape(line[at:])])
