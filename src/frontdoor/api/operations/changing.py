"""PATCH: several plain facts of one ticket, each by the verb `change`, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from frontdoor.api.operations.receipts import receipt
from frontdoor.api.shapes.inputs import plain
from frontdoor.core.errors import Refused
from frontdoor.core.once import Given
from frontdoor.people.actors import Actor
from frontdoor.tickets import verbs
from frontdoor.tickets.fields import FIELDS
from frontdoor.tickets.models import Entry, Ticket, Version


def change_all(ticket: Ticket, wanted: BaseModel, version: Version, by: Actor) -> Given:
    """Raises Stale where the ticket is no longer of this version, Refused where nothing is to be changed."""
    ticket.exactly = version
    entries: list[Entry] = []
    reason: str = getattr(wanted, "reason", "")
    changes = list(_changes(wanted))
    if not changes:
        raise Refused("Name at least one fact to change.")
    for field, value in changes:
        entries += verbs.change(ticket, field=field, value=value, reason=reason, by=by)
    return receipt(ticket, entries, by)


def _changes(wanted: BaseModel) -> Iterator[tuple[str, Any]]:
    """In the order of FIELDS: a priority that was named speaks after the matrix."""
    for name in FIELDS:
        if name in wanted.model_fields_set:
            yield name, plain(getattr(wanted, name))
    for slug, value in getattr(wanted, "custom", {}).items():
        yield f"custom.{slug}", value
