"""Strange HTML made harmless. Nothing of it is trusted, nothing of it is fetched."""

from __future__ import annotations

import re
from collections import Counter

import nh3

MAX_DEPTH = 200
MAX_SIZE = 1_000_000
TAGS = frozenset(
    [
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "font",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "main",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
DROPPED_WHOLE = frozenset(
    [
        "script",
        "style",
        "title",
        "head",
        "noscript",
        "template",
        "svg",
        "math",
        "textarea",
        "iframe",
        "object",
        "select",
    ]
)
_CELL = {"colspan", "rowspan", "align", "valign", "style"}
ATTRIBUTES = {
    "*": {"title", "dir", "lang"},
    "a": {"href"},
    "blockquote": {"cite"},
    "div": {"style", "align"},
    "font": {"color"},
    "img": {"src", "alt", "width", "height"},
    "li": {"style"},
    "ol": {"start", "type"},
    "p": {"style", "align"},
    "span": {"style"},
    "table": {"border", "cellpadding", "cellspacing", "align"},
    "td": _CELL,
    "th": {*_CELL, "scope"},
}
STYLES = frozenset(
    [
        "color",
        "background-color",
        "font-weight",
        "font-style",
        "text-decoration",
        "text-align",
        "white-space",
    ]
)
SCHEMES = frozenset({"http", "https", "mailto", "tel", "cid"})
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})")
# These close themselves, or hang on a parent that is counted.
_UNCOUNTED = frozenset(
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
        "p",
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
        "html",
        "body",
        "head",
        "o:p",
    ]
)
# In nh3's output a quote inside a value is always escaped, so this can only be a real attribute.
_REMOTE = re.compile(r'(<img(?: [a-z-]+="[^"]*")*?) src="(?!cid:)')


def sanitised(markup: str) -> str:
    """No scripts, forms or ids; links absolute; empty where it is too deep or too large to be shown.

    An image from elsewhere has its address in `data-remote-src` instead of `src`, so that no browser
    fetches it before the reader asks.
    """
    if len(markup) > MAX_SIZE or too_deep(markup):
        return ""
    return _REMOTE.sub(r'\1 data-remote-src="', _CLEANER.clean(markup)).strip()


def too_deep(markup: str) -> bool:
    """Whether elements may nest deeper than 200: parsers need quadratic time for those. Linear itself."""
    if markup.count("<") - markup.count("</") <= MAX_DEPTH:
        return False  # most mails end here: so few tags can't nest so deep
    opened: Counter[str] = Counter()
    depth = 0
    for tag in _TAG.finditer(markup):
        name = tag[2].lower()
        if name in _UNCOUNTED:
            continue
        if not tag[1]:
            opened[name] += 1
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return False


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(DROPPED_WHOLE),
    attributes=ATTRIBUTES,
    url_schemes=set(SCHEMES),
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
    filter_style_properties=set(STYLES),
)
