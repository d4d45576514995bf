"""Is this message nothing but thanks? Then it is kept and reopens nothing."""

from __future__ import annotations

import re

POLITE = re.compile(
    r"\b(thanks?|thank you|thx|ty|cheers|great|perfect|super|excellent|awesome|works?( now| again| fine)?|"
    r"all good|solved|fixed|it|now|again|so much|very much|many|a lot|much|for (the|your) (quick |fast )?help|"
    r"danke( schön| sehr)?|vielen dank|merci( beaucoup)?|gracias|grazie( mille)?|bedankt|dank je( wel)?|"
    r"obrigad[oa]|dziękuję|tack|tak|takk|kiitos|ok(ay)?|you|best|regards|everyone|team|is|that|did|the trick)\b",
    re.IGNORECASE,
)
GRATEFUL = re.compile(
    r"\b(thank|thanks|thx|cheers|danke|dank|merci|gracias|grazie|bedankt|obrigad[oa]|dziękuję|tack|tak|takk|kiitos)\b",
    re.IGNORECASE,
)
NOT = re.compile(
    r"\b(not|no|but|still|however|except|again(?= (it|the))|nicht|aber|mais|pas|pero|niet|n't)\b|n['’]t\b",
    re.I,
)
LONGEST = 200


def verdict(text: str) -> str:
    """`"thanks"`, `"matter"`, or `"unsure"` where thanks and something else stand side by side."""
    text = text.strip()
    if not GRATEFUL.search(text) or len(text) > LONGEST:
        return "matter"
    if "?" in text or NOT.search(text):
        return "matter"
    left = re.findall(r"\w+", POLITE.sub(" ", text))
    if not left:
        return "thanks"
    return "thanks" if len(left) <= 2 and len(text) < 60 else "unsure"
