"""How much a piece of HTML would cost a parser, told before one sees it. Linear itself.

Parsers need the square of the time for elements that nest deep, and for long runs of letters that they take one by
one. What nests is told by the tags as the standard reads them (WHATWG HTML, 13.2.5): an end tag in a comment or a value
is none, and one that does not fit what is open is ignored by parsers, so it ends nothing here either.
"""

from __future__ import annotations

import re
from collections import Counter

MAX_DEPTH = 200
"""Of elements whose end tag never comes, wherever it may stand."""
MAX_UNSURE = 1_000
"""Of those that a parser may hold open: sloppy pages leave a few hundred."""
MAX_RUN = 100_000
"""Letters in one run, beyond plain ones."""

_SPACE = r"[ \t\n\r\f]"
_VALUE = r"""(?:"[^"]*+"?|'[^']*+'?|[^ \t\n\r\f"'>][^ \t\n\r\f>]*+)"""
_NAME = r"(?:=[^ \t\n\r\f/>=]*+|[^ \t\n\r\f/>=]++)"
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?:[!?]|/(?![a-zA-Z]))[^>]*+|<(?P<end>/?)(?P<name>[a-zA-Z][^ \t\n\r\f/>]*+)"
    rf"(?:(?:{_SPACE}|/)++|{_NAME}(?:{_SPACE}*+={_SPACE}*+{_VALUE}?+)?+)*+",
    re.DOTALL,
)
_COSTLY = re.compile(r"[^ -%'-~\n]")
_RAW = {
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in ("style", "script", "title", "textarea", "xmp", "iframe", "noembed", "noframes")
}
_FOREIGN = frozenset(["svg", "math"])
_NEVER_OPEN = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "param",
        "keygen",
        "frame",
        "image",
        "html",
        "head",
        "body",
        "p",
    ]
)
"""Void, or merged with what is there; and a paragraph, which the next one closes."""
_UNCOUNTED = frozenset(
    [
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "o:p",
    ]
)
"""Often left open on purpose."""
_CELLS, _ROWS = frozenset(["td", "th"]), frozenset(["tr"])
_SECTIONS = frozenset(["tbody", "thead", "tfoot", "caption", "colgroup"])
_REPLACES = {
    "li": frozenset(["li"]), "dt": frozenset(["dt", "dd"]), "dd": frozenset(["dt", "dd"]),
    "option": frozenset(["option"]), "td": _CELLS, "th": _CELLS, "tr": _CELLS | _ROWS,
    **dict.fromkeys(_SECTIONS, _CELLS | _ROWS | _SECTIONS),
}  # fmt: skip
"""What a start tag closes where it is open last."""
_ITEMS = frozenset(["li", "dt", "dd", "option", "optgroup"])
_CLOSES = {
    **dict.fromkeys(["ul", "ol", "dl", "div", "blockquote", "center", "section", "article", "main"], _ITEMS),
    "tr": _CELLS, "table": _CELLS | _ROWS | _SECTIONS, **dict.fromkeys(_SECTIONS, _CELLS | _ROWS),
}  # fmt: skip
"""What an end tag closes on its way."""


def too_costly(markup: str) -> bool:
    """Whether a parser might take too long for it."""
    return too_deep(markup) or _has_long_runs(markup)


def too_deep(markup: str) -> bool:
    """Whether elements may nest deeper than 200."""
    if markup.count("<") - markup.count("</") <= MAX_DEPTH:
        return False  # most mails end here: so few tags can't nest so deep
    return _Open().overflows(markup)


def _has_long_runs(markup: str) -> bool:
    long = (run for run in markup.split("<") if len(run) > MAX_RUN // 20)
    return sum(len(_COSTLY.findall(run)) ** 2 for run in long) > MAX_RUN**2


class _Open:
    """What is open while the tags are read: by the strictest reading, and by one that forgives."""

    def __init__(self) -> None:
        self._stack: list[str] = []
        self._foreign = False
        self._forgiving: Counter[str] = Counter()
        self._depth = 0

    def overflows(self, markup: str) -> bool:
        at = 0
        while token := _TOKEN.search(markup, at):
            at = token.end()
            name = (token["name"] or "").lower()
            if self._foreign and (name in _RAW or token[0].startswith("<![")):
                return True  # text in one reading, tags in the other
            if name and token["end"]:
                self._end(name)
            elif name:
                self._start(name)
                if name in _RAW:
                    closing = _RAW[name].search(markup, at)
                    at = closing.start() if closing else len(markup)
            if len(self._stack) > MAX_UNSURE or self._depth > MAX_DEPTH:
                return True
        return False

    def _start(self, name: str) -> None:
        self._foreign = self._foreign or name in _FOREIGN
        if name in _NEVER_OPEN and not self._foreign:
            return
        replaced = () if self._foreign else _REPLACES.get(name, ())
        while self._stack and self._stack[-1] in replaced:
            last = self._stack.pop()
            if last == name or last in _SECTIONS:
                break
        self._stack.append(name)
        if name not in _UNCOUNTED:
            self._forgiving[name] += 1
            self._depth += 1

    def _end(self, name: str) -> None:
        if self._forgiving[name]:
            self._forgiving[name] -= 1
            self._depth -= 1
        left = len(self._stack)
        passed = () if self._foreign else _CLOSES.get(name, ())
        while left and self._stack[left - 1] != name and self._stack[left - 1] in passed:
            left -= 1
        if left and self._stack[left - 1] == name:
            del self._stack[left - 1 :]
