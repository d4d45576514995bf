"""HTML as plain text: blocks, lists, tables and links, by one walk that never recurses."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from frontdoor.core.html import DROPPED_WHOLE, MAX_SIZE
from frontdoor.core.nesting import too_deep

RULE = "_" * 32
_SILENT = DROPPED_WHOLE | {"meta", "link"}
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "li",
        "main",
        "section",
        "tr",
        "table",
        "tbody",
        "caption",
        "nav",
    ]
)
_SPACED = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre", "blockquote", "hr"]
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(r"<[^<>]*>")
_UNSHOWN = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"), ("<head", "</head"))

Mark = Callable[[LexborNode], str]


def to_text(markup: str) -> str:
    """The text with the addresses of links behind their words. Cut at 1 MB of markup."""
    return _text(markup, _Lines(_no_mark, _address))


def to_words(markup: str, mark: Mark) -> str:
    """The text alone. A line that `mark` gives for an element is put before it; quotes get `> `."""
    return _text(markup, _Lines(mark, _no_mark))


def _text(markup: str, lines: _Lines) -> str:
    markup = markup[:MAX_SIZE]
    if too_deep(markup):
        return _stripped(markup)
    body = LexborHTMLParser(markup).body
    if body is not None:
        _walk(body, lines)
    return lines.text()


def _stripped(markup: str) -> str:
    """Without a parser: for what would cost one too much. Linear."""
    for opening, closing in _UNSHOWN:
        markup = _without(markup, opening, closing)
    return re.sub(r"\n\s*\n+", "\n\n", unescape(_TAG.sub(" ", markup))).strip()


def _without(markup: str, opening: str, closing: str) -> str:
    lower = markup.lower()
    if len(lower) != len(markup):  # a few letters grow when lowered: then offsets would lie
        lower = markup
    kept, at = [], 0
    while (start := lower.find(opening, at)) != -1 and (end := lower.find(closing, start)) != -1:
        kept.append(markup[at:start])
        at = (lower.find(">", end) + 1) or len(markup)
    return "".join([*kept, markup[at:]])


def _no_mark(node: LexborNode) -> str:
    return ""


def _address(node: LexborNode) -> str:
    return (node.attributes.get("href") or "") if node.tag == "a" else ""


def _walk(root: LexborNode, lines: _Lines) -> None:
    node: LexborNode | None = root
    while node is not None:
        if lines.enter(node) and (child := node.first_child) is not None:
            node = child
            continue
        lines.leave(node)
        while node is not None and node.mem_id != root.mem_id and node.next is None:
            node = node.parent
            if node is not None:
                lines.leave(node)
        node = None if node is None or node.mem_id == root.mem_id else node.next


class _Lines:
    """Collects words into lines; knows how deep in quotes, lists and preformatted text it is."""

    def __init__(self, mark: Mark, address: Mark) -> None:
        self._mark = mark
        self._address = address
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = self._pre = 0
        self._lists: list[int] = []

    def text(self) -> str:
        self._end_line()
        text = "\n".join(self._lines).replace("\xa0", " ")
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n")

    def enter(self, node: LexborNode) -> bool:
        """Whether to go into the node's children."""
        tag = node.tag
        if tag == "-text":
            self._word(node.text_content or "")
            return False
        if tag is None or tag in _SILENT or tag[0] in "-!":
            return False
        if line := self._mark(node):
            self._end_line()
            self._lines.append(line)
        self._open(tag)
        return True

    def leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _SPACED:
            self._close_spaced(tag)
        elif tag in _BLOCKS:
            self._end_line()
        elif tag in ("td", "th") and self._line:
            self._line.append("  ")
        elif tag == "a":
            self._link(node)

    def _open(self, tag: str) -> None:
        if tag == "br":
            self._lines.append(self._taken())
        elif tag in _SPACED:
            self._open_spaced(tag)
        elif tag in _BLOCKS:
            self._end_line()
            if tag == "li":
                self._line.append(self._bullet())

    def _open_spaced(self, tag: str) -> None:
        self._blank_line()
        if tag == "hr":
            self._lines.append(self._prefix() + RULE)
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._pre += 1
        elif tag in ("ul", "ol"):
            self._lists.append(1 if tag == "ol" else 0)

    def _close_spaced(self, tag: str) -> None:
        self._end_line()
        if tag == "blockquote":
            self._quotes -= 1
        elif tag == "pre":
            self._pre -= 1
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        self._blank_line()

    def _bullet(self) -> str:
        indent = "  " * max(0, len(self._lists) - 1)
        if not self._lists or not self._lists[-1]:
            return f"{indent}- "
        self._lists[-1] += 1
        return f"{indent}{self._lists[-1] - 1}. "

    def _word(self, text: str) -> None:
        if self._pre:
            first, *rest = text.split("\n")
            self._line.append(first)
            for line in rest:
                self._lines.append(self._taken())
                self._line.append(line)
            return
        words = _SPACE.sub(" ", text)
        if words != " " or self._line:
            self._line.append(
                words.lstrip(" ") if not self._line or self._line[-1][-1:] == " " else words
            )

    def _link(self, node: LexborNode) -> None:
        href = self._address(node)
        words = "".join(self._line[-8:])
        if href.startswith(("http://", "https://")) and href.rstrip("/") not in words:
            self._line.append(f" <{href}>")

    def _end_line(self) -> None:
        if self._line:
            line = self._taken()
            if line.strip("> "):
                self._lines.append(line)

    def _blank_line(self) -> None:
        self._end_line()
        if self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._prefix().rstrip())

    def _taken(self) -> str:
        line = self._prefix() + "".join(self._line).rstrip(" ")
        self._line.clear()
        return line.rstrip() if not self._pre else line

    def _prefix(self) -> str:
        return ">" * self._quotes + " " if self._quotes > 0 else ""
