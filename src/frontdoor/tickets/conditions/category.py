"""`category:printing`: what it is about, by slug or name."""

from __future__ import annotations

from django.db.models import Q

from frontdoor.tickets import naming
from frontdoor.tickets.conditions import Asked, condition
from frontdoor.tickets.models import Category


@condition("category", label="Category", example="printing")
def category(asked: Asked) -> Q:
    if asked.value == "none":
        return Q(category=None)
    return Q(category_id__in=naming.things(Category, asked.value, "slug", "name"))
