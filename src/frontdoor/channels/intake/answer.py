"""An agent's own answer, sent from their own mailbox, with the desk in blind copy: recorded as the reply it is."""

from __future__ import annotations

from frontdoor.channels.adapters.email.mail import Mail, Mailbox
from frontdoor.channels.adapters.email.subjects import base_subject
from frontdoor.channels.intake import known, original, words
from frontdoor.channels.mailboxes import addresses
from frontdoor.channels.models import Spooled
from frontdoor.core.errors import Refused
from frontdoor.people import directory
from frontdoor.people.actors import acting
from frontdoor.people.emails import is_usable
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.verbs import Arrival, AtOnce, Carried

NO_SUBJECT = "(no subject)"


def is_to_somebody(mail: Mail) -> bool:
    return bool(_written_to(mail))


def recorded(row: Spooled, mail: Mail, agent: Person, *, capture: str) -> tuple[str, int]:
    """On the ticket that it belongs to, or on a new one for whom it was written to. Nobody gets it again."""
    by = acting(agent)
    if (same := known.message(mail, ())) is not None and known.sees(by, same.ticket):
        return Spooled.Outcome.DUPLICATE, same.ticket_id
    people = [directory.known_or_new(box.address, box.name) for box in _written_to(mail)]
    carried = _carried(row, mail, agent, people)
    ticket = known.ticket(mail, (), by)
    if ticket is not None:
        try:
            verbs.reply(ticket, body=words.body_of(mail), channel="email", by=by, carried=carried)
        except Refused:
            ticket = None
        else:
            return Spooled.Outcome.REPLIED, ticket.pk
    return Spooled.Outcome.OPENED, _opened(row, mail, agent, people, carried, capture).pk


def _written_to(mail: Mail) -> list[Mailbox]:
    """Who got it, but for the desk and its people; at most twenty."""
    boxes = [
        box
        for box in (*mail.to, *mail.cc)[:50]
        if is_usable(box.address) and not addresses.is_ours(box.address)
    ]
    return [box for box in boxes if not original.is_staff(box)][:20]


def _carried(row: Spooled, mail: Mail, agent: Person, people: list[Person]) -> Carried:
    writer = directory.by_email(mail.sender.address) if is_usable(mail.sender.address) else None
    author = writer if writer and writer.is_staff else agent
    reached = [person.pk for person in people]
    return words.found(
        mail,
        key=str(row.pk),
        author=author.pk,
        suggested=reached[1:],
        files=mail.attachments,
        reached=reached,
    )


def _opened(
    row: Spooled, mail: Mail, agent: Person, people: list[Person], carried: Carried, capture: str
) -> Ticket:
    """With the words that were answered, where the answer quotes them; else the answer is all there is."""
    by, asked = acting(agent), _asked(mail)
    person = original.requester(asked.sender) if asked else people[0]
    arrival = Arrival(
        "email", door="side", capture=capture,
        happened_at=original.when(asked or mail, reader=agent, received=row.received_at),
    )  # fmt: skip
    subject = base_subject(mail.subject) or NO_SUBJECT
    if asked is None:
        return verbs.open(
            subject=subject, body=words.body_of(mail), requester=person, by=by, arrival=arrival, carried=carried,
            at_once=[AtOnce("start")],
        )  # fmt: skip
    first = words.found(asked, key=f"{row.pk}.asked", author=person.pk)
    reply = {"body": words.body_of(mail), "channel": "email", "carried": carried}
    return verbs.open(
        subject=subject, body=words.body_of(asked), requester=person, by=by, arrival=arrival, carried=first,
        at_once=[AtOnce("reply", reply)],
    )  # fmt: skip


def _asked(mail: Mail) -> Mail | None:
    """The first message below the answer that is none of ours."""
    one = next(iter(mail.brings), None)
    while one is not None and (original.is_staff(one.sender) or not is_usable(one.sender.address)):
        one = next(iter(one.brings), None)
    return one if one and one.text.strip() else None
