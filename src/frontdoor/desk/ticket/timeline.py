"""The conversation and what happened around it, oldest first; runs of small changes fold to one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from markupsafe import Markup

from frontdoor.channels.kept import told
from frontdoor.core import pictures
from frontdoor.core.pages import letters, prose, times
from frontdoor.core.pages.faces import face
from frontdoor.desk.ticket import shown
from frontdoor.desk.ticket.around import address
from frontdoor.desk.ticket.invitations import invitation
from frontdoor.desk.ticket.names import Names
from frontdoor.desk.ticket.read import Kept, Said, Told
from frontdoor.desk.ticket.sentences import sentence
from frontdoor.desk.words import tongue
from frontdoor.people.actors import person_of
from frontdoor.tickets import events
from frontdoor.tickets.models import Ticket

FOLDS_FROM = 3
SPOKEN = frozenset(e.kind for e in (events.Opened, events.Replied, events.Noted))
ICONS = {
    events.Assigned.kind: "user",
    events.HandedOver.kind: "users",
    events.HelpAsked.kind: "hand",
    events.Started.kind: "play",
    events.Held.kind: "st-hold",
    events.Resolved.kind: "st-resolved",
    events.Reopened.kind: "st-reopened",
    events.Closed.kind: "st-closed",
    events.TimeLogged.kind: "clock",
    events.Attributed.kind: "user",
    events.Tagged.kind: "tag",
    events.DevicesChanged.kind: "laptop",
    events.Linked.kind: "link",
    events.Merged.kind: "merge",
    events.Absorbed.kind: "merge",
    events.Split.kind: "split",
    events.Doubted.kind: "shield",
    events.Confirmed.kind: "check",
    events.Proved.kind: "check",
    events.Declined.kind: "x",
    events.Bounced.kind: "warn",
    events.SendFailed.kind: "warn",
}

Item = shown.Message | shown.Line | shown.Fold
Placed = tuple[datetime, int, int, shown.Message | shown.Line]


def timeline(
    ticket: Ticket,
    messages: Sequence[Said],
    entries: Sequence[Told],
    names: Names,
    now: datetime,
) -> tuple[Item, ...]:
    """Everything in the order in which it happened."""
    brought = _brought(messages, entries, names)
    said: list[Placed] = [
        (m.at, 0, m.pk, message(m, ticket, now, brought.get(m.pk, ""))) for m in messages
    ]
    done: list[Placed] = [
        (e.at, 1, e.seq, line(e, names, now)) for e in entries if e.kind not in SPOKEN
    ]
    ordered = [item for *_, item in sorted([*said, *done], key=lambda each: each[:3])]
    return tuple(_folded(ordered))


def _brought(messages: Sequence[Said], entries: Sequence[Told], names: Names) -> dict[int, str]:
    """By message, who brought in what somebody else had written."""
    authors = {message.pk: message.author for message in messages if message.author}
    found = {}
    for entry in entries:
        said, actor = (entry.data or {}).get("message"), person_of(entry.actor)
        if entry.kind in SPOKEN and actor and said in authors and authors[said] != actor:
            found[said] = names.actor(entry.actor)
    return found


def line(entry: Told, names: Names, now: datetime) -> shown.Line:
    actor = names.actor(entry.actor)
    return shown.Line(
        seq=entry.seq,
        icon=ICONS.get(entry.kind, "gear"),
        actor=actor,
        words=sentence(entry.event, actor, names, now),
        at=times.clock(entry.at, now),
        iso=entry.at.isoformat(timespec="minutes"),
    )


def message(message: Said, ticket: Ticket, now: datetime, brought_by: str = "") -> shown.Message:
    return shown.Message(
        pk=message.pk,
        face=face(message.author, message.name or "?", agent=message.from_staff),
        how=_how(message, brought_by),
        note=not message.public,
        at=times.clock(message.at, now),
        iso=message.at.isoformat(timespec="minutes"),
        body=_body(message, ticket),
        start=prose.start(message.body),
        quoted=message.quoted,
        files=tuple(_file(each, ticket) for each in message.files),
        from_ticket=message.origin if message.origin != ticket.pk else None,
        doubt=told(message.doubt) if not message.verified else "",
        original=_original(message, ticket),
        mail=f"{address(ticket.pk)}mails/{message.pk}/" if message.spool_key else "",
        held_back=letters.held_back(message.html),
        **_remarked(message),
        claims=message.claimant,
    )


def _body(message: Said, ticket: Ticket) -> Markup:
    """What they wrote this time: with its markup where that says nothing more."""
    if message.html and not message.quoted:
        return letters.shown(message.html, _pictures(message, ticket))
    return letters.worded(message.body, _pictures(message, ticket))


def _original(message: Said, ticket: Ticket) -> Markup | None:
    if not message.quoted:
        return None
    if message.html:
        return letters.shown(message.html, _pictures(message, ticket))
    return letters.worded(message.quoted, _pictures(message, ticket))


def _pictures(message: Said, ticket: Ticket) -> dict[str, str]:
    return {
        file.content_id: f"{address(ticket.pk)}files/{file.pk}/picture/"
        for file in message.files
        if file.content_id
    }


def _remarked(message: Said) -> dict[str, Any]:
    """What its reader noticed of the mail."""
    return {
        "notices": tuple(map(told, message.noticed.get("notices", ()))),
        "defects": tuple(map(told, message.noticed.get("defects", ()))),
        "invitations": tuple(map(invitation, message.noticed.get("invitations", ()))),
    }


def _how(message: Said, brought_by: str) -> str:
    how = tongue().channel(message.channel).how if message.public else ""
    if not (how and brought_by):
        return how
    return _("{how}, brought in by {name}").format(how=how, name=brought_by)


def _file(each: Kept, ticket: Ticket) -> shown.File:
    href = f"{address(ticket.pk)}files/{each.pk}/"
    small = f"{href}picture/" if pictures.looks_like_one(each.name) else ""
    return shown.File(href, each.name, _described(each), small)


def _described(each: Kept) -> str:
    """What it is by the ending of its name, and how large: "PDF, 12.1 KB"."""
    ending = each.name.rpartition(".")[2] if "." in each.name else ""
    size = filesizeformat(each.size)
    return f"{ending.upper()}, {size}" if ending.isalnum() and len(ending) <= 5 else size


def _folded(items: Iterable[shown.Message | shown.Line]) -> Iterable[Item]:
    for kind, run in groupby(items, key=lambda item: item.kind):
        found = list(run)
        lines = tuple(item for item in found if isinstance(item, shown.Line))
        if kind == "line" and len(found) >= FOLDS_FROM:
            yield shown.Fold(_summary(lines), lines)
        else:
            yield from found


def _summary(lines: Sequence[shown.Line]) -> str:
    actors = list(dict.fromkeys(line.actor for line in lines))
    who = actors[0]
    if len(actors) > 1:
        who = _("{names} and {last}").format(names=", ".join(actors[:-1]), last=actors[-1])
    first, last = lines[0].at, lines[-1].at
    words = _("{who}: {count} changes between {first} and {last}")
    if first == last:
        words = _("{who}: {count} changes at {first}")
    return words.format(who=who, count=len(lines), first=first, last=last)
