"""Signatures: an agent's under their words, a team's at the foot of its mails. Placeholders are names, nothing runs."""

from __future__ import annotations

from html import escape
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from markupsafe import Markup

from frontdoor.channels import words
from frontdoor.channels.models import Outgoing, Signature
from frontdoor.core.errors import NotAllowed, Refused
from frontdoor.core.markdown import rendered
from frontdoor.core.placeholders import filled, require_known
from frontdoor.people import events
from frontdoor.people.actors import Actor
from frontdoor.people.audit import audit
from frontdoor.people.models import Person, Team
from frontdoor.tickets.models import Ticket

LONGEST = 1_000
AGENT = ("agent.name", "agent.first_name", "agent.title", "agent.phone", "agent.place")
COMMON = ("team.name", "desk.name", "desk.address", "ticket.number")
NAMES = AGENT + COMMON


def of(agent: Person, ticket: Ticket | None) -> words.Signature:
    """What stands under this agent's words; empty where they wrote none."""
    return _made(Signature.objects.filter(person=agent).first(), _values(agent, ticket))


def foot(out: Outgoing) -> words.Signature:
    """What stands at the foot of the mails of the ticket's team; empty where the team wrote none."""
    team = out.ticket.team_id if out.ticket else None
    kept = Signature.objects.filter(team=team).first() if team else None
    return _made(kept, _values(None, out.ticket))


def shown(text: str, owner: Person | Team) -> words.Signature:
    """How a text would look, before it is kept."""
    agent, team = (owner, None) if isinstance(owner, Person) else (None, owner)
    example = {"team.name": team.name if team else _("Your team"), "ticket.number": "1042"}
    return _made(Signature(text=text), _values(agent, None) | example)


def text_of(owner: Person | Team) -> str:
    kept = Signature.objects.filter(**_whose(owner)).first()
    return kept.text if kept else ""


@transaction.atomic
def write(owner: Person | Team, text: str, *, by: Actor) -> None:
    """One's own, or that of a team one leads. Raises Refused for what could not be filled in, NotAllowed."""
    if not may_write(owner, by):
        raise NotAllowed("Only the lead of a team writes its signature.")
    if len(text) > LONGEST:
        raise Refused(
            "A signature has at most {most} characters; this one has {count}.",
            most=f"{LONGEST:,}",
            count=f"{len(text):,}",
        )
    require_known(text, NAMES if isinstance(owner, Person) else COMMON)
    Signature.objects.update_or_create(**_whose(owner), defaults={"text": text.strip()})
    kind = "person" if isinstance(owner, Person) else "team"
    audit(events.SignatureWritten(kind, owner.pk), actor=by.label)


def may_write(owner: Person | Team, by: Actor) -> bool:
    if isinstance(owner, Person):
        return by.is_staff and owner.pk == by.person_id
    return by.has("enrol") or (by.has("settle") and owner.pk in by.team_ids)


def _whose(owner: Person | Team) -> dict[str, Any]:
    return {"person" if isinstance(owner, Person) else "team": owner}


def _values(agent: Person | None, ticket: Ticket | None) -> dict[str, str]:
    team = ticket.team if ticket else None
    values = {
        "team.name": team.name if team else "",
        "desk.name": settings.DESK_NAME,
        "desk.address": settings.MAILBOX,
        "ticket.number": str(ticket.pk) if ticket else "",
    }
    if agent is not None:
        first = agent.name.split()[0] if agent.name.split() else ""
        found = (agent.name, first, agent.title, agent.phone, agent.place)
        values |= dict(zip(AGENT, found, strict=True))
    return values


def _made(kept: Signature | None, values: dict[str, str]) -> words.Signature:
    """Markdown first, values after: what is filled in can make no markup."""
    if kept is None or not kept.text.strip():
        return words.Signature()
    html = Markup(filled(rendered(kept.text), values, escape))  # noqa: S704  sanitised, then escaped values
    return words.Signature(filled(kept.text, values).strip(), html)
