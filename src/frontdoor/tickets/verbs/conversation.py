"""Reply, note, and taking words out: redact, erase."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from frontdoor.core.errors import Refused
from frontdoor.log.events import Event
from frontdoor.people.actors import Actor
from frontdoor.tickets import thanks
from frontdoor.tickets.events import Assigned, Confirmed, Erased, Noted, Redacted, Reopened, Replied
from frontdoor.tickets.models import Attachment, Draft, Message, Ticket
from frontdoor.tickets.stages import REOPENS_FOR
from frontdoor.tickets.verbs.carried import NOTHING, Carried, known, write, write_note
from frontdoor.tickets.verbs.verb import verb

BLACK = "█"


@verb
def reply(
    ticket: Ticket, *, body: str, by: Actor, channel: str, carried: Carried = NOTHING
) -> Iterator[Event]:
    """Public words. A requester's reopen what was resolved; an agent's take a ticket that nobody has."""
    if known(carried):
        return
    _require_words(body, carried)
    message = write(ticket, body, by=by, channel=channel, carried=carried)
    yield from replied(ticket, message, by=by)


def replied(ticket: Ticket, message: Message, *, by: Actor) -> Iterator[Event]:
    """What public words do to the ticket they were written on."""
    ours = _by_the_desk(ticket, message, by)
    ticket.last_message_at = ticket.at
    yield from _answered(ticket, by) if ours else heard(ticket, message)
    yield Replied(message.channel, message.pk, from_requester=not ours, verified=message.verified)


def _by_the_desk(ticket: Ticket, message: Message, by: Actor) -> bool:
    """Words that somebody brings along speak for whoever wrote them."""
    if message.author is not None and message.author_id != by.person_id:
        return message.author.is_staff and message.author_id != ticket.requester_id
    return by.is_staff and by.person_id != ticket.requester_id


@verb
def note(ticket: Ticket, *, body: str, by: Actor, carried: Carried = NOTHING) -> Iterator[Noted]:
    """Words that only the desk sees."""
    if known(carried):
        return
    _require_words(body, carried)
    yield Noted(write_note(ticket, body, by=by, carried=carried).pk)


@verb
def confirm(ticket: Ticket, *, by: Actor) -> Iterator[Confirmed]:
    """The words that opened this came from whom they named, though nobody was signed in when they were sent."""
    first = ticket.messages.filter(public=True).order_by("at", "pk").first()
    if first is None or first.verified or first.channel != "portal":
        return
    Message.objects.filter(pk=first.pk).update(author=ticket.requester_id, verified=True, doubt="")
    ticket.author_id = ticket.author_id or ticket.requester_id
    yield Confirmed(first.pk)


@verb
def redact(ticket: Ticket, *, message: Message, passage: str, by: Actor) -> Iterator[Redacted]:
    """Black a passage out of one message for good, its quotes and HTML included."""
    kept = Message.objects.filter(pk=message.pk, ticket=ticket).first()
    if kept is None or not passage or passage not in kept.body + kept.html + kept.quoted:
        raise Refused("That passage is not in the message.")
    for part in ("body", "html", "quoted"):
        setattr(kept, part, getattr(kept, part).replace(passage, BLACK * min(len(passage), 12)))
    kept.redacted_at, kept.noticed = ticket.at, _without(kept.noticed, passage)
    kept.save(update_fields=["body", "html", "quoted", "noticed", "redacted_at"])
    for draft in _drafts(ticket).filter(body__contains=passage):
        draft.body = draft.body.replace(passage, BLACK * min(len(passage), 12))
        draft.save(update_fields=["body"])
    yield Redacted(kept.pk, len(passage))


@verb
def erase(ticket: Ticket, *, reason: str, by: Actor) -> Iterator[Erased]:
    """Blank every word and file of a ticket and the payload of its entries. The entries stay, and the chain holds."""
    messages = ticket.messages.all()
    Attachment.objects.filter(message__in=messages).update(name="(erased)", type="", content_id="")
    words = ("body", "html", "quoted", "message_id", "in_reply_to", "doubt", "claimant")
    count = messages.update(**dict.fromkeys(words, ""), noticed={}, redacted_at=ticket.at)
    ticket.log.blank()  # type: ignore[attr-defined] # the related manager has the queryset's methods
    ticket.subject, ticket.resolution, ticket.hold_reason, ticket.priority_reason = (
        "(erased)",
        "",
        "",
        "",
    )
    ticket.custom, ticket.place = {}, ""
    ticket.taggings.all().delete()
    _drafts(ticket).delete()
    yield Erased(reason, count)


def _drafts(ticket: Ticket) -> QuerySet[Draft]:
    """Everybody's, which may quote it; those on tickets that were merged into it, too."""
    return Draft.objects.filter(Q(ticket=ticket) | Q(ticket__merged_into=ticket))


def _without(noticed: dict[str, Any], passage: str) -> dict[str, Any]:
    """A remark that holds the words goes whole."""
    return {
        name: said
        for name, said in noticed.items()
        if passage not in json.dumps(said, ensure_ascii=False)
    }


def _require_words(body: str, carried: Carried) -> None:
    if not body.strip() and not carried.files and not carried.spool_key:
        raise Refused("Write something first.")


def _answered(ticket: Ticket, by: Actor) -> Iterator[Event]:
    ticket.waiting_since, ticket.reopened, ticket.look_again = None, False, False
    ticket.first_reply_at = ticket.first_reply_at or ticket.at
    if ticket.assignee_id is None and by.person_id is not None and ticket.is_unresolved:
        ticket.assignee_id = by.person_id
        yield Assigned(to=by.person_id, before=None)
    if ticket.status == Ticket.Status.NEW:
        ticket.status = Ticket.Status.OPEN
        ticket.started_at = ticket.started_at or ticket.at


def heard(ticket: Ticket, message: Message) -> Iterator[Event]:
    """What the requester's side says goes on; what a machine says is no answer that somebody waited for."""
    if not message.verified:
        return
    if ticket.solved_or_over:
        if message.wakes:
            yield from _woken(ticket, message)
        return
    if message.automatic:
        return
    ticket.waiting_since = ticket.waiting_since or ticket.at
    if ticket.status == Ticket.Status.HOLD and ticket.hold_for == Ticket.HoldFor.REQUESTER:
        ticket.status = Ticket.Status.OPEN
        ticket.hold_for, ticket.hold_until, ticket.hold_reason = "", None, ""


def _woken(ticket: Ticket, message: Message) -> Iterator[Event]:
    if ticket.closed_at and ticket.at - ticket.closed_at > REOPENS_FOR:
        raise Refused("This was closed more than 30 days ago. Ask anew, and we link the two.")
    verdict = thanks.verdict(message.body)
    if verdict == "thanks":
        return
    reopen_in_place(ticket)
    ticket.look_again = verdict == "unsure"
    yield Reopened(doubtful=verdict == "unsure")


def reopen_in_place(ticket: Ticket) -> None:
    """Back in work, with the same assignee; time already used counts on."""
    ticket.status = Ticket.Status.OPEN if ticket.assignee_id else Ticket.Status.NEW
    ticket.reopened, ticket.outcome = True, ""
    ticket.resolved_at, ticket.closed_at = None, None
    ticket.waiting_since = ticket.waiting_since or ticket.at
