"""`number:4801`: one ticket, or those before or after it."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.core.errors import Refused
from frontdoor.tickets.conditions import ORDERED, Asked, condition

LOOKUPS = {"": "pk", "<": "pk__lt", "<=": "pk__lte", ">": "pk__gt", ">=": "pk__gte"}
DIGITS = 18


@condition(
    "number", label=gettext_noop("Number"), example="4801", signs=ORDERED, audience="everybody"
)
def number(asked: Asked) -> Q:
    digits = asked.value.removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= DIGITS):
        raise Refused("“{value}” is not a ticket number.", value=asked.value)
    return Q((LOOKUPS[asked.sign], int(digits)))
