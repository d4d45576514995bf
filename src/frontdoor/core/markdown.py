"""What agents and requesters type, as HTML: CommonMark without raw HTML, made harmless once more after."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from frontdoor.core.html import sanitised
from frontdoor.core.links import linked, pieces

# Longer text is shown as it was typed: parsing it would cost more than a page may.
MAX_LENGTH = 100_000


def rendered(text: str) -> str:
    """Safe HTML. A single newline is a line break; bare addresses are links."""
    if len(text) > MAX_LENGTH:
        return f"<p>{linked(text)}</p>"
    return sanitised(_PARSER.render(text))


def _link_addresses(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children and "://" in token.content:
            token.children = _with_links(token.children)


def _with_links(children: list[Token]) -> list[Token]:
    out: list[Token] = []
    depth = 0
    for child in children:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type == "text" and not depth and "://" in child.content:
            out += _linked(child)
        else:
            out.append(child)
    return out


def _linked(text: Token) -> list[Token]:
    out: list[Token] = []
    for piece, is_address in pieces(text.content):
        words = Token("text", "", 0, content=piece, level=text.level)
        if is_address:
            opening = Token("link_open", "a", 1, attrs={"href": piece}, level=text.level)
            out += [opening, words, Token("link_close", "a", -1, level=text.level)]
        else:
            out.append(words)
    return out


_PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(
    ["table", "strikethrough"]
)
_PARSER.core.ruler.push("link_addresses", _link_addresses)
