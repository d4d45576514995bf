"""Everything that a ticket's page asks of the database, put into SQL once (core.prepared)."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, DateTimeField, Exists, OuterRef, Q, QuerySet

from frontdoor.channels.models import Fewer
from frontdoor.core.prepared import Given, prepared
from frontdoor.people.actors import Actor
from frontdoor.people.models import Address, Person
from frontdoor.tickets.models import (
    Attachment,
    Category,
    CustomField,
    Device,
    Draft,
    Entry,
    Message,
    Participant,
    Service,
    Tagging,
    Ticket,
    TicketLink,
    TimeSpent,
)
from frontdoor.tickets.queries import visible

RELATED = ("requester__organisation", "author", "assignee", "team", "merged_into")
SAID = (
    "pk", "at", "public", "channel", "body", "html", "quoted", "verified", "doubt", "origin_id",
    "claimant", "author_id", "author__name", "author__role", "noticed", "spool_key",
)  # fmt: skip
OTHER = (
    "id", "subject", "status", "hold_for", "reopened", "resolved_at", "assignee__name",
)  # fmt: skip
TICKET: Any = Given("ticket", BigIntegerField())
PERSON: Any = Given("person", BigIntegerField())


@prepared
def seen(seeing: Actor) -> QuerySet[Ticket]:
    """The ticket itself, where it is visible."""
    return Ticket.objects.visible_to(seeing).select_related(*RELATED).filter(pk=TICKET)


@prepared
def said() -> QuerySet[Message, Any]:
    """All messages, oldest first, in the order of `SAID`."""
    return Message.objects.filter(ticket_id=TICKET).order_by("at", "pk").values_list(*SAID)


@prepared
def latest(many: int) -> QuerySet[Message, Any]:
    """So many of the newest messages, newest first."""
    newest = Message.objects.filter(ticket_id=TICKET).order_by("-at", "-pk")
    return newest.values_list(*SAID)[:many]


@prepared
def files() -> QuerySet[Attachment, Any]:
    """Of all messages since then: the message's key, and key, name, size and content id of the file."""
    since: Any = Given("since", DateTimeField())
    ours = Attachment.objects.filter(message__ticket_id=TICKET, message__at__gte=since)
    return ours.order_by("pk").values_list("message_id", "pk", "name", "size", "content_id")


@prepared
def happened() -> QuerySet[Entry, Any]:
    return (
        Entry.objects.filter(ticket_id=TICKET)
        .order_by("seq")
        .values_list("seq", "kind", "data", "actor", "at")
    )


@prepared
def called(many: int) -> QuerySet[Person, tuple[int, str]]:
    """Keys and names of so many people: `key0`, `key1` …"""
    keys: list[Any] = [Given(f"key{place}", BigIntegerField()) for place in range(many)]
    return Person.objects.filter(pk__in=keys).values_list("pk", "name")


@prepared
def drafts() -> QuerySet[Draft, Any]:
    """One person's own on this ticket, the newest first."""
    own = Draft.objects.filter(ticket_id=TICKET, person_id=PERSON).order_by("-at", "-pk")
    return own.values_list("kind", "key", "body", "pk", "version", "at")


@prepared
def addresses() -> QuerySet[Address, tuple[str, int, Any]]:
    """Of a person, the one that mail goes to first: each with its key, and since when mail comes back from it."""
    theirs = Address.objects.filter(person_id=PERSON).order_by("-primary", "pk")
    return theirs.values_list("email", "pk", "failing_since")


@prepared
def fewer() -> QuerySet[Fewer, int]:
    """Keys of those who asked for fewer mails about this one."""
    return Fewer.objects.filter(ticket_id=TICKET).values_list("person_id", flat=True)


@prepared
def parts() -> QuerySet[Participant]:
    return Participant.objects.filter(ticket_id=TICKET).select_related("person").order_by("pk")


@prepared
def tags() -> QuerySet[Tagging, str]:
    return Tagging.objects.filter(ticket_id=TICKET).order_by("name").values_list("name", flat=True)


@prepared
def devices(many: int) -> QuerySet[Device, Any]:
    """Those that the ticket names first, then the person's own: what stands on each, and whether it is named."""
    named = Ticket.devices.through.objects.filter(ticket_id=TICKET)
    near = Q(pk__in=named.values("device_id")) | Q(owner_id=PERSON)
    told = Device.objects.filter(near).annotate(named=Exists(named.filter(device=OuterRef("pk"))))
    rows = told.order_by("-named", "tag")
    return rows.values_list("tag", "model", "place", "bought_on", "warranty_until", "named")[:many]


@prepared
def custom_fields() -> QuerySet[CustomField]:
    return CustomField.objects.order_by("label", "pk")


@prepared
def spent() -> QuerySet[TimeSpent, Any]:
    """Key and name of each person, and their minutes."""
    ours = TimeSpent.objects.filter(ticket_id=TICKET)
    return ours.values_list("person_id", "person__name", "minutes")


@prepared
def links(seeing: Actor) -> QuerySet[TicketLink, Any]:
    """Both directions, where both ends are visible: the two with their subjects, and the relation."""
    found = TicketLink.objects.filter(Q(ticket_id=TICKET) | Q(other_id=TICKET))
    if visible(seeing):
        tickets = Ticket.objects.visible_to(seeing)
        ends = (Exists(tickets.filter(pk=OuterRef(end))) for end in ("ticket_id", "other_id"))
        found = found.filter(*ends)
    return found.order_by("pk").values_list(
        "ticket_id", "ticket__subject", "other_id", "other__subject", "relation"
    )


@prepared
def others(seeing: Actor, many: int) -> QuerySet[Ticket, Any]:
    """The latest tickets of the same person that are visible, in the columns of `OTHER`."""
    same = Ticket.objects.visible_to(seeing).requested_by(PERSON).exclude(pk=TICKET)
    return same.by_newest().values_list(*OTHER, named=True)[:many]


@prepared
def services() -> QuerySet[Service, tuple[int, str]]:
    return Service.objects.order_by("name").values_list("pk", "name")


@prepared
def categories() -> QuerySet[Category, tuple[int, str]]:
    return Category.objects.order_by("name").values_list("pk", "name")
