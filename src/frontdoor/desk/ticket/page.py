"""One ticket as its page shows it: a fixed number of questions to the database, however long it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from frontdoor.core.pages import times
from frontdoor.core.pages.faces import face
from frontdoor.desk.door import Visitor
from frontdoor.desk.queue.row import promise
from frontdoor.desk.ticket import around, asked, drafts, props, read, shown
from frontdoor.desk.ticket.around import address
from frontdoor.desk.ticket.devices import devices
from frontdoor.desk.ticket.read import Said
from frontdoor.desk.ticket.timeline import timeline
from frontdoor.desk.ticket.undelivered import undelivered
from frontdoor.desk.words import Promise, Word, tongue
from frontdoor.people.actors import Actor
from frontdoor.tickets import priority
from frontdoor.tickets.models import Participant, Ticket

TAKES_PART = (Participant.Role.FOLLOWER, Participant.Role.HELPER)


def ticket_page(ticket: Ticket, visitor: Visitor) -> shown.TicketPage:
    """`ticket` comes from `for_page()` and is visible to the visitor."""
    now = visitor.now
    choices = props.Choices.fetch(visitor.actor.hidden_team_ids)
    messages, entries = read.conversation(ticket), read.log(ticket)
    names = choices.names
    names.people[ticket.requester_id] = ticket.requester.name
    names.learn(entries)
    parts = asked.parts(ticket=ticket.pk)
    return shown.TicketPage(
        head=head(ticket, visitor, parts, now),
        timeline=timeline(ticket, messages, entries, names, now),
        resolution=ticket.resolution or _last_reply(messages),
        props=props.props(ticket, choices),
        details=props.details(ticket, choices),
        found=around.found(ticket, entries, now),
        **_told(ticket, now),
        **_people(ticket, parts, now),
        **_beside(ticket, visitor, now),
        **_offered(choices, visitor.actor),
        untils=untils(now),
    )


def _told(ticket: Ticket, now: datetime) -> dict[str, Any]:
    """What its own columns say."""
    return {
        "send": _send(ticket),
        "hold": _hold(ticket, now),
        "due": times.clock(ticket.due_at, now) if ticket.due_at else "",
        "priority_reason": ticket.priority_reason,
        "priority_because": _because(ticket),
        "spent": times.minutes(ticket.minutes_spent),
        "team": ticket.team.name if ticket.team else _("No team"),
        "may_write": not ticket.merged_into_id,
    }


def _people(ticket: Ticket, parts: list[Participant], now: datetime) -> dict[str, Any]:
    return {
        "requester": around.card(ticket.requester, now),
        "recipients": around.recipients(ticket, parts),
        "followers": around.followers(parts),
        "suggested": around.suggested(parts),
        "guesses": around.guesses(ticket, parts),
    }


def _beside(ticket: Ticket, visitor: Visitor, now: datetime) -> dict[str, Any]:
    """What hangs on it: each asks the database."""
    return {
        "tags": tuple(asked.tags(ticket=ticket.pk)),
        "devices": devices(ticket, now),
        "others": around.others(ticket, visitor.actor, now),
        "links": around.links(ticket, visitor.actor),
        "shares": around.shares(ticket),
        "undelivered": undelivered(ticket, now),
        "drafts": drafts.written(ticket.pk, visitor),
    }


def untils(now: datetime) -> tuple[Word, ...]:
    """Tomorrow, the Monday after, and a week from now, when the day's work begins."""
    morning = now.replace(hour=8, minute=0, second=0, microsecond=0)
    monday = 7 - now.weekday()
    days = {_("Tomorrow 08:00"): 1, _("In a week"): 7}
    if 1 < monday < 7:
        days[_("Monday 08:00")] = monday
    return tuple(
        Word("", word, f"{morning + timedelta(days):%Y-%m-%dT%H:%M}")
        for word, days in sorted(days.items(), key=lambda each: each[1])
    )


def _offered(choices: props.Choices, actor: Actor) -> dict[str, Any]:
    """What its forms let one choose."""
    say = props.told()
    return {
        "causes": say.causes,
        "holds": say.holds,
        "relations": say.relations,
        "agents": choices.agents,
        "teams": choices.teams,
        "may_redact": actor.has("redact"),
        "may_erase": actor.has("erase"),
    }


def head(ticket: Ticket, visitor: Visitor, parts: list[Participant], now: datetime) -> shown.Head:
    requester, say = ticket.requester, tongue()
    via = say.channel(ticket.channel).word
    return shown.Head(
        number=ticket.pk,
        href=address(ticket.pk),
        back=visitor.back,
        subject=ticket.subject,
        status=say.status(ticket.status, ticket.hold_for, reopened=ticket.reopened),
        priority=say.priorities[ticket.priority],
        opened=f"{via}, {times.clock(ticket.created_at, now)}",
        promises=_promises(ticket, now),
        seq=ticket.last_seq,
        requester=face(requester.pk, requester.name, agent=requester.is_staff),
        following=any(part.person_id == visitor.pk and part.role in TAKES_PART for part in parts),
        may=may(ticket, visitor.actor),
        merged_into=_survivor(ticket),
    )


def may(ticket: Ticket, actor: Actor) -> shown.May:
    open_, merged = ticket.is_unresolved, bool(ticket.merged_into_id)
    over = ticket.status == Ticket.Status.CLOSED
    return shown.May(
        take=open_ and not ticket.assignee_id and actor.has("take"),
        start=open_ and ticket.status != Ticket.Status.OPEN and actor.has("start"),
        hold=open_ and actor.has("hold"),
        resolve=open_ and actor.has("resolve"),
        reopen=not open_ and not merged and actor.has("reopen"),
        close=not open_ and not over and actor.has("close"),
    )


def _promises(ticket: Ticket, now: datetime) -> tuple[Promise, ...]:
    replied = ticket.first_reply_at
    after = times.span(replied - ticket.created_at) if replied else ""
    kept = promise(ticket, now)
    if not replied:
        return (kept,)
    words = _("First reply in {length}").format(length=after)
    return (Promise("met", words, _("The first answer")), kept)


def _survivor(ticket: Ticket) -> shown.Other | None:
    into = ticket.merged_into
    return shown.Other(into.pk, address(into.pk), into.subject) if into else None


def _send(ticket: Ticket) -> str:
    """What the button does to the ticket besides: "stay" only where it is so already."""
    if not ticket.assignee_id:
        return _("Send, take it")
    working = ticket.status == Ticket.Status.OPEN
    return _("Send, stay In progress") if working else _("Send")


def _because(ticket: Ticket) -> str:
    """Where nobody gave a reason: what the matrix says, or that one is missing."""
    computed = priority.computed(ticket.urgency, ticket.impact)
    return _("from the two answers below") if ticket.priority == computed else _("say why")


def _hold(ticket: Ticket, now: datetime) -> str:
    until = ""
    if ticket.hold_until:
        until = _("until {when}").format(when=times.clock(ticket.hold_until, now))
    return ", ".join(part for part in (ticket.hold_reason, until) if part)


def _last_reply(messages: list[Said]) -> str:
    ours = (m.body for m in reversed(messages) if m.public and m.from_staff)
    return next(ours, "")
