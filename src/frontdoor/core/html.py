"""Strange HTML made harmless. Nothing of it is trusted, nothing of it is fetched."""

from __future__ import annotations

import re

import nh3

from frontdoor.core.nesting import too_costly

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
# In nh3's output a quote inside a value is always escaped, so this can only be a real attribute.
_REMOTE = re.compile(r'(<img(?: [a-z-]+="[^"]*")*?) src="(?!cid:)')


# A colour is a word or a number; url(…) fetches, in whatever shows this where our own policy does not hold. A style of
# which nothing was left goes, too.
_FETCHING = re.compile(
    r'(<[a-z0-9]+(?: [a-z-]+="[^"]*")*?) style="(?:[^"]*(?<!rgb)(?<!rgba)(?<!hsl)(?<!hsla)\([^"]*)?"'
)


def sanitised(markup: str) -> str:
    """No scripts, forms or ids; links absolute; empty where it is too costly or too large to be shown.

    An image from elsewhere has its address in `data-remote-src` instead of `src`, so that no browser
    fetches it before the reader asks.
    """
    if len(markup) > MAX_SIZE or too_costly(markup):
        return ""
    clean = _FETCHING.sub(r"\1", _CLEANER.clean(markup))
    return _REMOTE.sub(r'\1 data-remote-src="', clean).strip()


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(DROPPED_WHOLE),
    attributes=ATTRIBUTES,
    url_schemes=set(SCHEMES),
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
    filter_style_properties=set(STYLES),
)
