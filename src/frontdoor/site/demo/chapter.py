"""Plays some stories side by side, in the order of time, by the bodies of the verbs themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frontdoor.log.events import Event
from frontdoor.people.actors import Actor
from frontdoor.site.demo.bodies import BODIES
from frontdoor.site.demo.cast import Cast
from frontdoor.site.demo.hours import Moment, instant
from frontdoor.site.demo.pages import Pages
from frontdoor.site.demo.story import Step, Story
from frontdoor.tickets.document import Known, Said, composed
from frontdoor.tickets.events import Opened
from frontdoor.tickets.models import Participant, SearchDocument, Ticket
from frontdoor.tickets.verbs import Arrival
from frontdoor.tickets.verbs.opening import fresh
from frontdoor.tickets.verbs.verb import CHANGES, sealed

ARRIVAL = Arrival.__dataclass_fields__.keys()


def play(stories: Sequence[Story], until: Moment, cast: Cast, next_message: int) -> Pages:
    """Every step before `until`, whosever it is; returns the rows that they leave behind."""
    pages = Pages(next_message)
    steps = [
        (step.at, story.number, n, step)
        for story in stories
        for n, step in enumerate(story.steps)
        if step.at < until
    ]
    for _, number, _, step in sorted(steps, key=lambda one: one[:3]):
        if step.verb == "open":
            _open(pages, number, step, cast)
        else:
            _go_on(pages, number, step, cast)
    pages.documents = list(_documents(pages, cast))
    return pages


def _open(pages: Pages, number: int, step: Step, cast: Cast) -> None:
    how, by, now = cast.arguments(step.how), cast.actor(step.by), instant(step.at)
    arrival = Arrival(**{name: how[name] for name in ARRIVAL & how.keys()})
    ticket = fresh(how["subject"], how["requester"], by, arrival, now)
    ticket.pk = number
    pages.tickets[number] = ticket
    message = pages.write(ticket, by, how["body"], arrival.channel)
    _record(pages, ticket, [Opened(arrival.channel, message.pk, arrival.capture)], by)


def _go_on(pages: Pages, number: int, step: Step, cast: Cast) -> None:
    ticket, by, how = pages.tickets[number], cast.actor(step.by), cast.arguments(step.how)
    ticket.at = instant(step.at)
    body = BODIES.get(step.verb)
    happened = body(pages, ticket, by, how) if body else CHANGES[step.verb](ticket, by=by, **how)
    _record(pages, ticket, list(happened), by)


def _record(pages: Pages, ticket: Ticket, happened: list[Event], by: Actor) -> None:
    if happened:
        pages.entries += sealed(ticket, happened, by=by)


def _documents(pages: Pages, cast: Cast) -> Iterator[SearchDocument]:
    """What the projection would have made of each ticket in the end."""
    for number, ticket in pages.tickets.items():
        said = [
            Said(message.pk, message.public, message.body, message.message_id)
            for message in pages.read[number]
        ]
        yield composed(ticket, said, _found_by(pages, ticket, cast))


def _found_by(pages: Pages, ticket: Ticket, cast: Cast) -> list[Known]:
    """The requester and the followers."""
    parts = pages.parts[ticket.pk].values()
    followers = {part.person_id for part in parts if part.role == Participant.Role.FOLLOWER}
    who = [(pk, cast.place(pk)) for pk in sorted({ticket.requester_id, *followers})]
    return [
        Known(pk, cast.people[place].name, [cast.emails[place], cast.people[place].phone])
        for pk, place in who
    ]
