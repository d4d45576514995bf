"""Carry words out: an acknowledgement once, the desk's answers, and the question whether it is fixed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, CharField, QuerySet

from frontdoor.channels import following, held, outbox, ways
from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.core.collect import discard_unheld
from frontdoor.core.prepared import Given, prepared
from frontdoor.log.subscribe import reaction
from frontdoor.people.actors import person_of
from frontdoor.people.login import links
from frontdoor.people.models import Address, Person
from frontdoor.tickets.events import (
    Attributed,
    Closed,
    Erased,
    Held,
    Opened,
    Redacted,
    Reopened,
    Replied,
    Resolved,
)
from frontdoor.tickets.models import Attachment, Entry, Message, Participant, Ticket

OWN_WORDS = ("acknowledgement", "confirm")
# At most this many mails that nobody wrote to one address, or two machines would talk for ever (RFC 3834).
ASKED_PER_HOUR = 100
LIMITS = ((timedelta(hours=1), 1), (timedelta(days=1), 3))


@reaction(Opened)
def acknowledge(entry: Entry) -> None:
    """We have it. Fixed words, and a link to confirm, for an address that nobody has proved."""
    ticket = entry.ticket
    message = _words(entry)
    if message is None or message.automatic or not message.answerable:
        return
    # A forged sender is never written to; whoever filled the portal's form is asked to prove the address.
    if not message.verified and ticket.channel != "portal":
        return
    address = address_of(ticket.requester)
    if address is None or (ticket.channel == "email" and _told_enough(address, entry.at)):
        return
    if not message.verified or (address.verified_at is None and _speaks_for_itself(ticket)):
        _ask_whether(address, ticket, entry)
        return
    _post("acknowledgement", entry, [address])


@reaction(Replied)
def carry_out(entry: Entry) -> None:
    """Public words reach the requester and the followers, never whoever wrote them."""
    message = _words(entry)
    if message is None or not message.verified or message.automatic:
        return
    if following.said_by_another(entry):
        return
    told = _audience(entry, but=message.author_id)
    _post("reply", entry, [each for each in told if each.person_id not in message.reached])


@reaction(Attributed)
def acknowledge_anew(entry: Entry) -> None:
    """Whoever it turned out to be for is told that it was written down, as the one before was."""
    first = entry.ticket.messages.order_by("at", "pk").first()
    address = address_of(entry.ticket.requester)
    if (
        address
        and not entry.ticket.requester.is_staff
        and first
        and first.answerable
        and first.verified
    ):
        _post("acknowledgement", entry, [address])


@reaction(Resolved)
def ask_for_the_verdict(entry: Entry) -> None:
    """Is it fixed? A favour that was written down when it was already done has said so in its receipt."""
    if not _is_receipt(entry):
        _post("resolved", entry, _audience(entry, but=None))


@reaction(Held)
def tell_what_it_waits_for(entry: Entry) -> None:
    """A question to its reader, unless they have just read it; else what it waits for, and until when."""
    told = _audience(entry, but=person_of(entry.actor))
    if following.asks_or_ends(entry):
        asked = (
            following.last_answer(entry.ticket) is not None
        )  # there is no question without words
        told = [each for each in told if not following.has_just_read(each.person_id, entry)]
        _post("question", entry, told if asked else [])
    else:
        _post("held", entry, told)


@reaction(Reopened)
def tell_that_it_goes_on(entry: Entry) -> None:
    """Only where the desk opened it: whoever is told did not do it."""
    if not _by_those_it_is_for(entry):
        _post("reopened", entry, _audience(entry, but=person_of(entry.actor)))


@reaction(Closed)
def tell_how_it_ended(entry: Entry) -> None:
    """The truth about the end, once: not to whoever closed it, and not for what had its receipt."""
    if not _by_those_it_is_for(entry) and not _is_receipt(entry):
        _post("closed", entry, _audience(entry, but=person_of(entry.actor)))


def _by_those_it_is_for(entry: Entry) -> bool:
    return person_of(entry.actor) == entry.ticket.requester_id


def _is_receipt(entry: Entry) -> bool:
    at_once = entry.at - entry.ticket.created_at < timedelta(minutes=1)
    return entry.ticket.capture == "quick_log" and at_once


def _words(entry: Entry) -> Message | None:
    event = entry.event
    pk = event.message if isinstance(event, Opened | Replied) else None
    return _message.first(pk=pk) if pk else None


@prepared
def _message() -> QuerySet[Message]:
    return Message.objects.filter(pk=Given("pk", BigIntegerField()))


@reaction(Erased, Redacted)
def forget_bytes(entry: Entry) -> None:
    """The raw mail and the files behind erased words go too; a redacted message loses its raw mail."""
    messages = entry.ticket.messages.all()
    if isinstance(entry.event, Redacted):
        messages = messages.filter(pk=entry.event.message)
    rows = Spooled.objects.filter(
        pk__in=[
            int(key.partition(".")[0])
            for key in messages.values_list("spool_key", flat=True)
            if key
        ]
    )
    names = list(rows.exclude(sha256="").values_list("sha256", flat=True))
    rows.update(
        sha256="", size=0, sender="", recipients=[], author="", subject="", reason="Its words were erased."
    )  # fmt: skip
    if isinstance(entry.event, Erased):
        files = Attachment.objects.filter(message__in=messages)
        names += list(files.values_list("sha256", flat=True))
        files.delete()
    discard_unheld(names)


def address_of(person: Person) -> Address | None:
    """Where mail to a person goes; None where there is no address, or mail to it keeps coming back."""
    return _working.first(person=person.pk)


@prepared
def _working() -> QuerySet[Address]:
    person: Any = Given("person", BigIntegerField())
    addresses = Address.objects.filter(person_id=person, failing_since=None)
    return addresses.select_related("person").order_by("-primary", "pk")[:1]


def _post(kind: str, entry: Entry, addresses: Iterable[Address]) -> None:
    for address in addresses:
        _post_one(kind, entry, address)


def _post_one(kind: str, entry: Entry, address: Address) -> None:
    key = f"{kind}:{entry.pk}:{address.person_id}"
    if outbox.posted(key):
        return
    if address.failing_since is None:
        with transaction.atomic():
            outbox.post(_mail(key, kind, entry, address))
    else:
        held.hold(lambda: _mail(key, kind, entry, address))


def _mail(key: str, kind: str, entry: Entry, address: Address) -> outbox.Mail:
    """With a link of its own, which is made in the transaction of its row."""
    return outbox.Mail(
        key=key, kind=kind, person=address.person, email=address.email, ticket=entry.ticket, entry=entry,
        secret=ways.into(address.person, entry.ticket),
    )  # fmt: skip


def _audience(entry: Entry, *, but: int | None) -> list[Address]:
    followers = entry.ticket.participants.filter(role=Participant.Role.FOLLOWER).values_list(
        "person_id", flat=True
    )
    people = Person.objects.filter(
        pk__in={entry.ticket.requester_id, *followers} - {but}, active=True
    )
    found = [address_of(person) or held.failing_address(person) for person in people.order_by("pk")]
    return [address for address in found if address is not None]


def _told_enough(address: Address, now: datetime) -> bool:
    told = _told(email=address.email)
    return any(len(told) >= most and told[most - 1] > now - span for span, most in LIMITS)


@prepared
def _told() -> QuerySet[Outgoing, datetime]:
    """When we wrote to an address of ourselves, the latest first."""
    told = Outgoing.objects.filter(email=Given("email", CharField()), kind__in=OWN_WORDS)
    times = told.order_by("-created_at").values_list("created_at", flat=True)
    return times[: max(most for _, most in LIMITS)]


def _asked_enough(now: datetime) -> bool:
    """However many strangers post for however many victims, the desk stays a small relay (trust.md, S21)."""
    asked = Outgoing.objects.filter(kind="confirm", created_at__gt=now - timedelta(hours=1))
    return asked.count() >= ASKED_PER_HOUR


def _speaks_for_itself(ticket: Ticket) -> bool:
    return ticket.author_id in (None, ticket.requester_id)


@transaction.atomic
def _ask_whether(address: Address, ticket: Ticket, entry: Entry) -> None:
    # The lock lets two of these count one after the other.
    Address.objects.select_for_update().get(pk=address.pk)
    if _told_enough(address, entry.at) or _asked_enough(entry.at):
        return
    key = f"confirm:{entry.pk}:{address.person_id}"
    if Outgoing.objects.filter(key=key).exists():
        return
    secret = links.make("confirm", person=address.person, thing=f"ticket:{ticket.pk}")
    outbox.post(
        outbox.Mail(
            key=key, kind="confirm", person=address.person, email=address.email, ticket=ticket, entry=entry,
            secret=secret,
        )
    )  # fmt: skip
