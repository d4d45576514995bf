"""Makes the ticket that a draft describes: for somebody else, with its time, and finished if it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from frontdoor.channels.quicklog.draft import Draft
from frontdoor.core.errors import NotAllowed, Refused
from frontdoor.people.actors import Actor
from frontdoor.people.directory import known_or_new, not_known
from frontdoor.people.models import Person, Team
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Category, Entry, Ticket
from frontdoor.tickets.verbs import Arrival, AtOnce, Carried

CAPTURE = "quick_log"
# A mail that was dropped can be taken back as well.
TAKEN_BACK = frozenset({CAPTURE, "drop"})
USUAL_CHANNEL, LOOKED_AT = "walkup", 20
UNDO_FOR = timedelta(seconds=10)
# The ten seconds are counted on the writer's screen; the undo itself still has to travel.
GRACE = timedelta(seconds=5)


def record(
    draft: Draft, *, by: Actor, seconds: float | None, form_key: str | None = None
) -> Ticket:
    """One transaction; the same `form_key` makes it once. `seconds` is how long the writing took.

    Raises NotAllowed where the actor does not log work for others.
    """
    if not by.has("quick_log"):
        raise NotAllowed("Only the desk can log work for others.")
    said = f"{draft.subject} {draft.unsettled}".strip()
    subject = said or draft.resolution or "Helped at once"
    return verbs.open(
        subject=subject,
        body=subject,
        requester=_requester(draft),
        by=by,
        arrival=_arrival(draft, by, seconds),
        carried=Carried(form_key=form_key),
        at_once=list(_at_once(draft, subject)),
    )


def undo(ticket: Ticket, *, by: Actor, now: datetime) -> list[Entry]:
    """Takes back a quick log within ten seconds: the record stays, as no request, and counts nowhere.

    Raises Refused where it is somebody else's, was not logged so, or is older.
    """
    if ticket.capture not in TAKEN_BACK or ticket.author_id != by.person_id:
        raise Refused("Only who logged it can take it back.")
    if now - ticket.created_at > UNDO_FOR + GRACE:
        raise Refused("That was more than ten seconds ago. Change it on the ticket instead.")
    return verbs.close(ticket, outcome=Ticket.Outcome.NOT_A_REQUEST, by=by)


def _requester(draft: Draft) -> Person:
    if draft.person is None:
        return not_known()
    if draft.person.person_id is None:
        return known_or_new(draft.person.addresses[0], draft.person.name)
    return Person.objects.get(pk=draft.person.person_id)


def _arrival(draft: Draft, by: Actor, seconds: float | None) -> Arrival:
    return Arrival(
        channel=draft.channel or _usual_channel(by),
        door="side",
        capture=CAPTURE,
        seconds=seconds,
        happened_at=draft.happened_at,
        priority=draft.priority,
        team=_team(draft, by),
        category=Category.objects.filter(name=draft.category).first(),
    )


def _at_once(draft: Draft, subject: str) -> Iterator[AtOnce]:
    if draft.outcome != "pass":
        yield AtOnce("take")
    if draft.minutes:
        yield AtOnce("log_time", {"minutes": draft.minutes})
    if draft.outcome == "done":
        outcome = Ticket.Outcome.FIXED if draft.resolution else Ticket.Outcome.DONE
        how = {"resolution": draft.resolution or subject, "outcome": outcome}
        yield AtOnce("resolve", how)
    elif draft.resolution:
        yield AtOnce("note", {"body": draft.resolution})


def _team(draft: Draft, by: Actor) -> Team | None:
    """The one that was named; else the writer's own, unless the work is passed on."""
    if draft.team:
        return Team.objects.filter(name=draft.team).first()
    if draft.outcome == "pass" or len(by.team_ids) != 1:
        return None
    return Team.objects.get(pk__in=by.team_ids)


def _usual_channel(by: Actor) -> str:
    logged = Ticket.objects.filter(author_id=by.me, capture=CAPTURE).order_by("-id")
    used = Counter(logged.values_list("channel", flat=True)[:LOOKED_AT])
    return used.most_common(1)[0][0] if used else USUAL_CHANNEL
