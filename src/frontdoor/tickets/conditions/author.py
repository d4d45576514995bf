"""`author:me`: who wrote it down, which is not always who asked."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets import naming
from frontdoor.tickets.conditions import Asked, condition


@condition("author", label=gettext_noop("Author"), example="me")
def author(asked: Asked) -> Q:
    return Q(author_id__in=naming.people(asked.value, asked.actor))
