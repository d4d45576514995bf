"""`category:printing`: what it is about, by slug or name."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets import naming
from frontdoor.tickets.conditions import Asked, condition
from frontdoor.tickets.models import Category


@condition("category", label=gettext_noop("Category"), example="printing")
def category(asked: Asked) -> Q:
    if asked.value == "none":
        return Q(category=None)
    return Q(category_id__in=naming.things(Category, asked.value, "slug", "name"))
