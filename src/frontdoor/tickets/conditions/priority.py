"""`priority:>=high`: how pressing; more is more urgent, and 1 is the most."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets.conditions import ORDERED, Asked, condition, one_of, spellings
from frontdoor.tickets.models import Ticket

# The most urgent has the smallest number, so what is more to a person is less to the column.
TURNED = {"": "", "<": "__gt", "<=": "__gte", ">": "__lt", ">=": "__lte"}
LEVELS = [(str(value), label) for value, label in Ticket.Priority.choices]


@condition("priority", label=gettext_noop("Priority"), example=">=high", signs=ORDERED)
def priority(asked: Asked) -> Q:
    level = int(one_of(spellings(LEVELS), asked))
    return Q((f"priority{TURNED[asked.sign]}", level))
