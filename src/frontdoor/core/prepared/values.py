"""Which values a column takes as they are, so that its field need not be asked."""

from __future__ import annotations

from typing import Any

from django.db.models import Field

NONE: frozenset[type] = frozenset()
TEXT: frozenset[type] = frozenset({str, type(None)})
NUMBER: frozenset[type] = frozenset({int, type(None)})
AS_THEY_ARE: dict[str, frozenset[type]] = {
    "CharField": TEXT, "TextField": TEXT, "IntegerField": NUMBER, "SmallIntegerField": NUMBER,
    "PositiveIntegerField": NUMBER, "PositiveSmallIntegerField": NUMBER, "PositiveBigIntegerField": NUMBER,
    "BigIntegerField": NUMBER, "BigAutoField": NUMBER, "ForeignKey": NUMBER, "OneToOneField": NUMBER,
    "BooleanField": frozenset({bool}), "DateTimeField": frozenset({type(None)}),
    "FloatField": frozenset({float, type(None)}),
}  # fmt: skip


def as_they_are(field: Field[Any, Any]) -> frozenset[type]:
    """Types that a field of this sort writes unchanged."""
    return AS_THEY_ARE.get(field.get_internal_type(), NONE)
