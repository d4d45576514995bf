"""The lists that a desk sorts by (teams, services, categories, devices, its own fields): kept and audited."""

from __future__ import annotations

from django.db import models, transaction

from frontdoor.core.errors import NotAllowed, Refused
from frontdoor.people import events
from frontdoor.people.actors import Actor
from frontdoor.people.audit import audit

CONFIGURE = "configure"


@transaction.atomic
def keep(row: models.Model, *, by: Actor) -> None:
    """Write a new or changed row."""
    _require(by)
    how = "changed" if row.pk else "added"
    row.save()
    _told(row, row.pk, how, by)


@transaction.atomic
def remove(row: models.Model, *, by: Actor) -> None:
    """Raises Refused where anything else in the desk stands on it: history is not rewritten by a list."""
    _require(by)
    if uses := [words for link in row._meta.related_objects if (words := _uses(row, link))]:
        raise Refused("This is still in use: {uses}. Rename it instead.", uses=", ".join(uses))
    gone = row.pk
    row.delete()
    _told(row, gone, "removed", by)


def _uses(row: models.Model, link: models.fields.reverse_related.ForeignObjectRel) -> str:
    held = link.related_model._base_manager.filter(**{link.field.name: row.pk}).count()
    name = link.related_model._meta
    return (
        f"{held:,} {name.verbose_name if held == 1 else name.verbose_name_plural}" if held else ""
    )


def _told(row: models.Model, pk: int, how: str, by: Actor) -> None:
    what = str(row._meta.verbose_name)
    audit(events.ListChanged(what, pk, str(row), how), actor=by.label)


def _require(by: Actor) -> None:
    if not by.has(CONFIGURE):
        raise NotAllowed("Only an administrator may do that.")
