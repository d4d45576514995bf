"""A column of times against what was asked: by the calendar, or by how far it is from now."""

from __future__ import annotations

from django.db.models import Q

from frontdoor.tickets import moments
from frontdoor.tickets.conditions import Asked

# "Less than 7 days ago" is later than the moment 7 days back.
AGO = {"": "gte", "<": "gt", "<=": "gte", ">": "lt", ">=": "lte"}
AHEAD = {"": "lte", "<": "lt", "<=": "lte", ">": "gt", ">=": "gte"}
INSTANT = {"": "", "<": "__lt", "<=": "__lte", ">": "__gt", ">=": "__gte"}


def past(column: str, asked: Asked) -> Q:
    """Of what has happened: `<7d` is less than seven days ago, `>7d` longer; a day or month by the calendar."""
    if (age := moments.span(asked.value)) is not None:
        return Q((f"{column}__{AGO[asked.sign]}", asked.now - age))
    return _calendar(column, asked)


def future(column: str, asked: Asked) -> Q:
    """Of what is to come: `<2h` is sooner than in two hours, what is over included; a day by the calendar."""
    if (wait := moments.span(asked.value)) is not None:
        return Q((f"{column}__{AHEAD[asked.sign]}", asked.now + wait))
    return _calendar(column, asked)


def _calendar(column: str, asked: Asked) -> Q:
    meant = moments.stretch(asked.value, asked.now)
    if meant.begin == meant.end:
        return Q((f"{column}{INSTANT[asked.sign]}", meant.begin))
    return {
        "": Q((f"{column}__gte", meant.begin)) & Q((f"{column}__lt", meant.end)),
        "<": Q((f"{column}__lt", meant.begin)),
        "<=": Q((f"{column}__lt", meant.end)),
        ">": Q((f"{column}__gte", meant.end)),
        ">=": Q((f"{column}__gte", meant.begin)),
    }[asked.sign]
