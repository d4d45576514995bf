"""One request as its page shows it: a fixed number of questions to the database, however long it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from frontdoor.core.pages import prose, times
from frontdoor.core.pages.faces import Face, face
from frontdoor.people.actors import Actor
from frontdoor.portal.ticket import shown
from frontdoor.portal.ticket.sentences import Reader
from frontdoor.portal.ticket.timeline import MOST, happened, names_in, public_words, said, timeline
from frontdoor.portal.ticket.tracker import steps
from frontdoor.tickets.models import Message, Participant, Ticket
from frontdoor.tickets.stages import may_reopen, stage

QUOTED = 400
SENT = {
    "portal": _later("sent by {who} through this page, {when}"),
    "email": _later("sent by {who} by mail, {when}"),
    "phone": _later("sent by {who} by phone, {when}"),
}
TOLD = (Participant.Role.FOLLOWER, Participant.Role.SUGGESTED)


def request_page(ticket: Ticket, actor: Actor, now: datetime) -> shown.RequestPage:
    """`ticket` comes from `find.seen`; `now` is in the reader's zone."""
    messages, entries = said(ticket, actor), happened(ticket)
    stands = stage(ticket, now)
    reader = Reader(actor.person_id, now, names_in(entries))
    return shown.RequestPage(
        number=ticket.pk,
        subject=ticket.subject,
        sent=_sent(ticket, actor, now),
        stage=stands,
        steps=steps(ticket, stands, now),
        worker=_worker(ticket),
        last_answer=_last_answer(ticket, messages),
        timeline=timeline(ticket, messages, entries, reader),
        earlier=_earlier(ticket, actor, messages),
        followers=_followers(ticket, actor),
        may=_may(ticket, actor, now),
    )


def _sent(ticket: Ticket, actor: Actor, now: datetime) -> str:
    when = times.clock(ticket.created_at, now)
    if ticket.author and ticket.author_id != ticket.requester_id:
        return _("written down by {name}, {when}").format(name=ticket.author.name, when=when)
    mine = ticket.requester_id == actor.person_id
    who = _("you") if mine else ticket.requester.name
    sent = str(SENT[ticket.channel]) if ticket.channel in SENT else _("sent by {who}, {when}")
    return sent.format(who=who, when=when)


def _worker(ticket: Ticket) -> Face | None:
    who = ticket.assignee
    return face(who.pk, who.name, agent=True) if who else None


def _last_answer(ticket: Ticket, messages: Sequence[Message]) -> str:
    """Empty where the requester has answered it since: then it is not what fixed it."""
    for each in reversed(messages):
        if each.author_id == ticket.requester_id:
            break
        if each.author and each.author.is_staff:
            return prose.start(each.body, QUOTED)
    return ""


def _earlier(ticket: Ticket, actor: Actor, messages: Sequence[Message]) -> int:
    """Counted only where there may be some."""
    if len(messages) < MOST:
        return 0
    return public_words(ticket, actor).count() - len(messages)


def _followers(ticket: Ticket, actor: Actor) -> tuple[shown.Follower, ...]:
    """By address, as the requester wrote it: a name would tell who is known here (trust.md, S20)."""
    parts = ticket.participants.filter(role__in=TOLD).select_related("person")
    return tuple(
        shown.Follower(
            pk=part.person_id,
            name=part.person.name if part.person.is_staff else part.person.email,
            suggested=part.role == Participant.Role.SUGGESTED,
            is_me=part.person_id == actor.person_id,
        )
        for part in parts.prefetch_related("person__addresses").order_by("pk")
    )


def _may(ticket: Ticket, actor: Actor, now: datetime) -> shown.May:
    own = ticket.requester_id == actor.person_id
    return shown.May(
        verdict=own and ticket.status == Ticket.Status.RESOLVED,
        reopen=own and ticket.status == Ticket.Status.CLOSED and may_reopen(ticket, now),
        withdraw=own and ticket.is_unresolved,
        write=ticket.is_unresolved or may_reopen(ticket, now),
        confirm=own and _unproved(ticket),
        invite=own,
    )


def _unproved(ticket: Ticket) -> bool:
    """Asked of the database only where nobody who was signed in sent it."""
    if ticket.channel != "portal" or ticket.author_id is not None:
        return False
    return ticket.messages.filter(public=True, verified=False, channel="portal").exists()
