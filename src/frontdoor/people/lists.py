"""The lists that a desk sorts by (teams, services, categories, devices, its own fields): kept and audited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from django.db import models, transaction
from django.utils.functional import lazy
from django.utils.translation import ngettext

from frontdoor.core.errors import NotAllowed, Refused
from frontdoor.people import events
from frontdoor.people.actors import Actor
from frontdoor.people.audit import audit

CONFIGURE = "configure"
COUNTED: dict[str, Callable[[int], str]] = {
    "ticket": lambda count: ngettext("{count} ticket", "{count} tickets", count),
    "membership": lambda count: ngettext("{count} member", "{count} members", count),
    "person": lambda count: ngettext("{count} person", "{count} people", count),
    "service": lambda count: ngettext("{count} service", "{count} services", count),
    "mailbox": lambda count: ngettext("{count} mailbox", "{count} mailboxes", count),
    "custom field": lambda count: ngettext("{count} field", "{count} fields", count),
    "team": lambda count: ngettext("{count} team", "{count} teams", count),
    "signature": lambda count: ngettext("{count} signature", "{count} signatures", count),
}
"""By the name of a model, how many of its rows there are."""


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
    if held := _held(row):
        uses = lazy(_worded, str)(held)
        raise Refused("This is still in use: {uses}. Rename it instead.", uses=uses)
    gone = row.pk
    row.delete()
    _told(row, gone, "removed", by)


def _held(row: models.Model) -> Mapping[str, int]:
    """How many rows of each kind stand on it."""
    held: Counter[str] = Counter()
    for link in row._meta.related_objects:
        rows = link.related_model._base_manager.filter(**{link.field.name: row.pk})
        held[str(link.related_model._meta.verbose_name)] += rows.count()
    return +held


def _worded(held: Mapping[str, int]) -> str:
    return ", ".join(
        COUNTED[name](count).format(count=f"{count:,}") if name in COUNTED else f"{count:,} {name}"
        for name, count in held.items()
    )


def _told(row: models.Model, pk: int, how: str, by: Actor) -> None:
    what = str(row._meta.verbose_name)
    audit(events.ListChanged(what, pk, str(row), how), actor=by.label)


def _require(by: Actor) -> None:
    if not by.has(CONFIGURE):
        raise NotAllowed("Only an administrator may do that.")
