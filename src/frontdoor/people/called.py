"""A name as people type it in a hurry: folded, and by each of its parts."""

from __future__ import annotations

import re

from frontdoor.core.words import fold

BETWEEN = re.compile(r"[\s(),.;:\-]+")
APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'"})
LONGEST = 500


def called(name: str) -> str:
    """`Siân O’Brien` becomes " sian obrien brien": each part that may be typed stands after a space."""
    parts = BETWEEN.split(fold(name.translate(APOSTROPHES)))
    return "".join(f" {each}" for each in dict.fromkeys(_spoken(parts)))[:LONGEST]


def begun(typed: str) -> str:
    """What stands in `called` where a part of the name begins so; "" where nothing was typed."""
    bare = fold(typed.translate(APOSTROPHES)).replace("'", "").strip()
    return f" {bare}" if bare else ""


def _spoken(parts: list[str]) -> list[str]:
    whole = [part.replace("'", "") for part in parts]
    after = [rest for part in parts for rest in part.split("'")[1:]]
    return [each for each in (*whole, *after) if each]
