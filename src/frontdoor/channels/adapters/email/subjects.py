"""Subjects without the Re:, Fwd: and the like that mail programs of many languages put before them."""

from __future__ import annotations

import re

# Reply and forward marks of mail programs; a mark may carry a count: Re[2]:, Re(2):, RE^2:
_MARKS = (
    "re|aw|antw|antwort|wg|fw|fwd|wtr|wtrlt|rif|res|sv|vs|vá|vl|vb|odp|pd|ynt|ilt|rép|rv|enc|tr|i|r|"
    "atb|ats|ots|pst|doorst|bls|trs|továbbítás|továbbitás|re svar|videresendt|vidarebefordra|"
    "απ|πρθ|σχετ|ответ|отв|пересл|на|ha|nad|trả lời|chuyển tiếp|yan|تحويل|رد|إعادة توجيه|השב|תשובה|הועבר|"
    "回复|回覆|答复|转发|轉寄|轉發|返信|転送|답장|전달|回复|trans|rvd|reenviado|enviado|odpověď|předáno|eod"
)
_COUNT = r"(?:\d{1,3}|\s*[\[(^]\s*\d{1,3}\s*[\])]?)"
_PREFIX = re.compile(
    rf"^\s*(?:\(?\[?\s*(?:{_MARKS}){_COUNT}?\s*[:：]\s*|\(fwd?\)\s*|\[(?:fwd?|wg):?\s*\]\s*)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\s*(?:\(fwd?\)|\(wg\))\s*$", re.IGNORECASE)


def base_subject(subject: str) -> str:
    """What the conversation is about; RFC 5256's base subject, with the marks of many languages."""
    text, opened = subject.strip(), 0
    for _ in range(50):
        if opened > 0 and text.startswith("]"):
            opened, text = opened - 1, text[1:]
        found = _PREFIX.match(text)
        if not found:
            break
        opened += found[0].count("[") - found[0].count("]")
        text = text[found.end() :]
    for _ in range(max(opened, 0)):
        text = text.strip().removesuffix("]")
    return _SUFFIX.sub("", text).strip()


_FORWARDS = re.compile(
    r"(?:fwd?|wg|wtr|wtrlt|tr|i|rv|enc|vb|vl|vs|pd|ilt|doorst|trs|továbbítás|továbbitás|videresendt|vidarebefordra"
    r"|πρθ|пересл|chuyển tiếp|إعادة توجيه|הועבר|转发|轉寄|轉發|転送|전달|trans|rvd|reenviado|předáno|přep"
    r"|edasi|persiųsta)",
    re.IGNORECASE,
)


def says_forwarded(subject: str) -> bool | None:
    """Whether the first mark says that it is a forward; None where there is no mark. "VS" is either: None."""
    found = _PREFIX.match(subject.strip())
    if not found:
        return None
    mark = found[0].strip(" ([])：:\t0123456789^")
    if mark.lower() == "vs":
        return None
    return bool(_FORWARDS.fullmatch(mark))


def shortened(subject: str, limit: int = 255) -> str:
    """Cut before a whole character: never inside a joined emoji or between a letter and its marks."""
    if len(subject) <= limit:
        return subject
    end = limit
    while end > limit - 40 and _joins(subject[end - 1], subject[end]):
        end -= 1
    return subject[:end].rstrip()


_JOINING = re.compile(
    r"[\u0300-\u036f\u1ab0-\u1aff\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)


def _joins(before: str, after: str) -> bool:
    return before == "\u200d" or bool(_JOINING.match(after)) or _is_flag(before + after)


def _is_flag(pair: str) -> bool:
    return all("\U0001f1e6" <= c <= "\U0001f1ff" for c in pair)
