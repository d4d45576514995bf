"""Where a list goes on: a keyset position, signed for one person and one question, so it fits nowhere else."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core import signing

from frontdoor.api.frame.problems import Fault, invalid


def made(position: list[Any], *, whose: str, question: str) -> str:
    """`position` holds the ordered columns of the last row shown, as JSON can."""
    return signing.dumps(position, salt=_salt(whose, question))


def read(cursor: str, *, whose: str, question: str) -> list[Any]:
    """Raises Problem 400 for a cursor that is not ours, or of another person or question."""
    try:
        position: list[Any] = signing.loads(cursor, salt=_salt(whose, question))
    except signing.BadSignature as problem:
        words = "This cursor belongs to another list. Start again without it."
        fault = Fault(words, "cursor", "parameter")
        raise invalid("The list can't go on from there.", fault) from problem
    return position


def _salt(whose: str, question: str) -> str:
    return f"api.cursor.{whose}.{hashlib.sha256(question.encode()).hexdigest()}"
