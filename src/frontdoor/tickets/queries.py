"""Questions we ask about tickets, named so that a call reads as a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from frontdoor.core.literal import Literal
from frontdoor.core.prepared import Given
from frontdoor.people.actors import SYSTEM, Actor

# Models import this module, never the other way round; each says which row it is.
Row = TypeVar("Row", bound=models.Model, covariant=True)


# In the words, and the order, of the partial indexes on the ticket.
UNRESOLVED = [Literal("new"), Literal("open"), Literal("hold")]
# What prepared questions leave open: who asks, and when.
ME: Any = Given("me", models.BigIntegerField())
NOW: Any = Given("now", models.DateTimeField())


def visible(actor: Actor) -> Q:
    """The one rule about who sees which tickets. An empty Q sees everything."""
    if _sees_all(actor):
        return Q()
    if actor.person_id is None:
        return Q(pk__in=[])
    if not actor.is_staff:
        return Q(requester_id=actor.person_id) | _takes_part(actor, "follower")
    own = Q(assignee_id=actor.person_id) | _takes_part(actor, "helper", "follower")
    if actor.reach == "assigned":
        return own
    return ~Q(team_id__in=actor.hidden_team_ids) | own


def sight(actor: Actor) -> Actor:
    """The shape of what this actor sees, for prepared questions: equal for all who see by the same rule.

    `visible(sight(actor))` is `visible(actor)`, with the person left to be given as `me`.
    """
    if _sees_all(actor):
        return SYSTEM
    seeing = Actor("sight", actor.role, None, actor.reach, hidden_team_ids=actor.hidden_team_ids)
    return seeing if actor.person_id is None else replace(seeing, person_id=ME)


def _sees_all(actor: Actor) -> bool:
    if actor.role in ("admin", "system"):
        return True
    nothing_hidden = actor.reach != "assigned" and not actor.hidden_team_ids
    return actor.is_staff and actor.person_id is not None and nothing_hidden


def _takes_part(actor: Actor, *roles: str) -> Q:
    participants = apps.get_model("tickets", "Participant")._default_manager
    mine = participants.filter(person_id=actor.me, role__in=roles)
    return Q(pk__in=mine.values("ticket_id"))


def readable(actor: Actor, path: str = "") -> Q:
    """The one rule about who reads which messages of a visible ticket: the desk all, others what is public and proved.

    `path` leads to the message, as in "message__". Words whose sender is not proved may be anybody's.
    """
    if actor.is_staff:
        return Q()
    proved = Q((f"{path}verified", True)) | Q((f"{path}author_id", actor.me))
    return Q((f"{path}public", True)) & proved


class TicketQuerySet(QuerySet[Row]):
    """Adjectives; none returns rows."""

    def visible_to(self, actor: Actor) -> TicketQuerySet[Row]:
        return self.filter(visible(actor))

    def unresolved(self) -> TicketQuerySet[Row]:
        return self.filter(status__in=UNRESOLVED)

    def solved(self) -> TicketQuerySet[Row]:
        return self.filter(status__in=["resolved", "closed"])

    def waiting(self) -> TicketQuerySet[Row]:
        return self.unresolved().filter(status="hold")

    def unassigned(self) -> TicketQuerySet[Row]:
        return self.unresolved().filter(assignee=None)

    def assigned_to(self, person_id: int | None) -> TicketQuerySet[Row]:
        return self.filter(assignee_id=person_id)

    def requested_by(self, person_id: int | None) -> TicketQuerySet[Row]:
        return self.filter(requester_id=person_id)

    def of_team(self, team_id: int) -> TicketQuerySet[Row]:
        return self.filter(team_id=team_id)

    def due_before(self, moment: datetime) -> TicketQuerySet[Row]:
        return self.unresolved().filter(due_at__lt=moment)

    def awake_for(self, person_id: int, moment: datetime) -> TicketQuerySet[Row]:
        """Without what this person has snoozed until later."""
        snoozed = apps.get_model("tickets", "Snooze")._default_manager
        return self.exclude(
            pk__in=snoozed.filter(person_id=person_id, until__gt=moment).values("ticket_id")
        )

    def for_list(self) -> TicketQuerySet[Row]:
        return self.select_related("requester", "assignee", "team").defer(
            "resolution", "custom", "head"
        )

    def for_page(self) -> TicketQuerySet[Row]:
        related = (
            "requester__organisation",
            "assignee",
            "team",
            "service",
            "category",
            "author",
            "merged_into",
        )
        return self.select_related(*related)

    def by_fair(self) -> TicketQuerySet[Row]:
        """The fair order: outages first by arrival, then everything by due time."""
        return self.order_by("lane", "due_at", "id")

    def by_newest(self) -> TicketQuerySet[Row]:
        return self.order_by("-id")


class EntryQuerySet(QuerySet[Row]):
    """The log is read, never changed."""

    def visible_to(self, actor: Actor) -> EntryQuerySet[Row]:
        """Requesters see what is public; the desk sees everything of the tickets it sees."""
        shown = self if actor.is_staff else self.filter(public=True)
        return shown.filter(
            ticket__in=apps.get_model("tickets", "Ticket")._default_manager.filter(visible(actor))
        )

    def update(self, **kwargs: Any) -> int:
        raise TypeError("The log is append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("The log is append-only.")

    def blank(self) -> int:
        """Erase payload and salt of these entries: the one exception, for the verb `erase`."""
        return models.QuerySet.update(self, data=None, salt=b"")
