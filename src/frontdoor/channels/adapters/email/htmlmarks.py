"""The elements in which mail programs put the message that is being answered."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

# A control character never survives in text that was read, so nobody can write this line.
CUT = "\x1dcut"
LEAD = "\x1dlead"
# Elements that carry such marks.
_TAGS = frozenset(["div", "blockquote", "span", "table", "hr", "section", "td"])
_ID_WORDS = (
    "divRplyFwdMsg appendonsend OLK_SRC_BODY_SECTION stopSpelling isForwardContent isReplyContent reply-intro zwchr"
    " mail-editor-reference-message-container ms-outlook-mobile-body-separator-line replySplit forwardbody"
)
_CLASS_WORDS = (
    "OutlookMessageHeader zmail_extra tutanota_quote moz-email-headers-table fsNotifReplyAbove iwm-quote quoteheader"
    " ms-outlook-mobile-reference-message reply-quote quoted-message replyquote"
)
# These hold the quotation itself, and answers written between its lines.
_SOFT_WORDS = "gmail_quote gmail_quote_container gmail_attr moz-cite-prefix protonmail_quote cj_quote front-blockquote"
_IDS, _CLASSES, _SOFT = (
    frozenset(words.split()) for words in (_ID_WORDS, _CLASS_WORDS, _SOFT_WORDS)
)
_NAMES = frozenset(["messageReplySection", "quote"])
_BORDERS = ("#e1e1e1", "#b5c4df", "#bbbbbb", "rgb(229, 229, 229)", "rgb(225, 225, 225)")


def mark(node: LexborNode) -> str:
    """The line that says: from here on it is, or may be, the other message; empty for any other element."""
    if node.tag not in _TAGS:
        return ""
    attributes = node.attributes
    if not attributes:
        return ""
    if any(one.removeprefix("x_") in _SOFT for one in (attributes.get("class") or "").split()):
        return LEAD
    return CUT if _quotes(attributes) else ""


def _quotes(attributes: dict[str, str | None]) -> bool:
    name = (attributes.get("id") or "").removeprefix("x_")
    if name in _IDS or "yahoo_quoted" in name or attributes.get("name") in _NAMES:
        return True
    classes = (attributes.get("class") or "").split()
    if any(one.removeprefix("x_") in _CLASSES or one.endswith("yahoo_quoted") for one in classes):
        return True
    style = attributes.get("style") or ""
    return "border-top" in style.lower() and _is_outlook(style.lower())


def _is_outlook(style: str) -> bool:
    """The thin grey line above Outlook's copied headers."""
    lined = "border-top:solid" in style.replace(" ", "") or "border-top-color" in style
    return lined and any(colour in style for colour in _BORDERS)
