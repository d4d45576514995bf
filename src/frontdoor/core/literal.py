"""A constant written into the SQL itself, where a parameter would hide it from the planner."""

from __future__ import annotations

from django.db.models import CharField, Func


class Literal(Func):
    """A fixed word of our own, never anything typed.

    A partial index is used only where the query repeats its condition in so many words:
    `status IN (?, ?)` proves nothing to the planner, `status IN ('new', 'open')` does.
    """

    template = "'%(word)s'"

    def __init__(self, word: str) -> None:
        if not word.isidentifier():
            raise ValueError("only a fixed word may be written into SQL")
        super().__init__(word=word, output_field=CharField())
