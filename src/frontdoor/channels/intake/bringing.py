"""What somebody of the desk brings in: another's mail, forwarded or dropped, or a copy of their own answer to one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from frontdoor.channels.adapters.email.brought import is_mail
from frontdoor.channels.adapters.email.mail import Attachment, Mail
from frontdoor.channels.adapters.email.subjects import base_subject
from frontdoor.channels.intake import answer, known, original, proof, words
from frontdoor.channels.mailboxes import addresses
from frontdoor.channels.models import Spooled
from frontdoor.core.errors import Refused
from frontdoor.people.actors import Actor, acting
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.verbs import Arrival, AtOnce, Carried

NO_SUBJECT = "(no subject)"
Outcome = Spooled.Outcome


@dataclass(frozen=True)
class Find:
    """One message that was brought in. `key` makes it once; `note` are the words of whoever brought it."""

    row: Spooled
    agent: Person
    root: Mail
    key: str
    capture: str
    note: str = ""
    files: tuple[Attachment, ...] = ()
    ids: tuple[str, ...] = ()

    @cached_property
    def mail(self) -> Mail:
        """The message that the root holds, and whose request it is."""
        return original.original(self.root)


def brought(row: Spooled, deep: Mail, agent: Person) -> tuple[str, int] | None:
    """The outcome and a ticket's number; None for a mail of the agent's own that brings nothing."""
    if row.source == proof.DROPPED:
        return _dropped(row, deep, agent)
    if roots := original.roots(deep):
        return _forwarded(row, deep, roots, agent)
    if answer.is_to_somebody(deep) and not any(addresses.is_ours(box.address) for box in deep.to):
        return answer.recorded(row, deep, agent, capture="bcc")
    return None


def _dropped(row: Spooled, mail: Mail, agent: Person) -> tuple[str, int]:
    if original.is_staff(mail.sender):
        if roots := original.roots(mail):
            return _forwarded(row, mail, roots, agent, capture="drop")
        if answer.is_to_somebody(mail):
            return answer.recorded(row, mail, agent, capture="drop")
    return _each(Find(row, agent, mail, str(row.pk), "drop"))


def _forwarded(
    row: Spooled, mail: Mail, roots: tuple[Mail, ...], agent: Person, capture: str = "forward"
) -> tuple[str, int]:
    """Each conversation among them opens or continues a ticket; those that were forwarded together are linked."""
    outcomes: list[tuple[str, int]] = []
    groups = original.conversations(list(roots))
    for at, root in enumerate(root for group in groups for root in group):
        find = Find(
            row, agent, root, f"{row.pk}.{at}" if at else str(row.pk), capture,
            note=_note(mail) if at == 0 else "", files=_files(mail, root), ids=_ids(mail, root),
        )  # fmt: skip
        outcomes.append(_each(find, beside=_same_group(groups, root, outcomes)))
    for _, number in outcomes[1:]:
        _linked(outcomes[0][1], number, acting(agent))
    return outcomes[0]


def _same_group(
    groups: list[list[Mail]], root: Mail, outcomes: list[tuple[str, int]]
) -> Ticket | None:
    """The ticket that an earlier one of the same conversation has just got."""
    group = next(group for group in groups if any(one is root for one in group))
    return Ticket.objects.get(pk=outcomes[-1][1]) if group[0] is not root else None


def _each(find: Find, beside: Ticket | None = None) -> tuple[str, int]:
    by, message = acting(find.agent), known.message(find.mail, find.ids)
    if message is not None and known.sees(by, message.ticket):
        _noted(find, message.ticket, by)
        return Outcome.DUPLICATE, message.ticket_id
    ticket = beside or known.ticket(find.mail, find.ids, by)
    if ticket is None:
        return Outcome.OPENED, _opened(find, by).pk
    try:
        verbs.reply(
            ticket, body=words.body_of(find.mail), channel="email", by=by, carried=_carried(find)
        )
    except Refused:
        fresh = _opened(find, by)
        _linked(ticket.pk, fresh.pk, by)
        return Outcome.OPENED, fresh.pk
    _noted(find, ticket, by)
    return Outcome.REPLIED, ticket.pk


def _opened(find: Find, by: Actor) -> Ticket:
    mail, person = find.mail, original.requester(find.mail.sender)
    written = original.when(mail, reader=find.agent, received=find.row.received_at)
    note = [AtOnce("note", {"body": find.note, "carried": _note_key(find)})] if find.note else []
    return verbs.open(
        subject=_subject(find),
        body=words.body_of(mail),
        requester=person,
        by=by,
        arrival=Arrival("email", door="side", capture=find.capture, happened_at=written),
        carried=_carried(find),
        at_once=note,
    )


def _carried(find: Find) -> Carried:
    person = original.requester(find.mail.sender)
    return words.found(
        find.mail,
        key=find.key,
        author=person.pk,
        suggested=original.around(find.root, find.mail, person),
        files=find.files or find.mail.attachments,
    )


def _noted(find: Find, ticket: Ticket, by: Actor) -> None:
    if find.note:
        verbs.note(ticket, body=find.note, by=by, carried=_note_key(find))


def _note_key(find: Find) -> Carried:
    return Carried(spool_key=f"{find.key}.note")


def _subject(find: Find) -> str:
    subject = find.mail.subject.strip() or base_subject(find.root.subject).strip()
    return subject or NO_SUBJECT


def _note(mail: Mail) -> str:
    """What the agent wrote above the forward, without their signature."""
    return words.own(mail.forward.note) if mail.forward else mail.reply_text.strip()


def _files(mail: Mail, root: Mail) -> tuple[Attachment, ...]:
    """A forward in the text carries the original's files itself."""
    return tuple(one for one in mail.attachments if not is_mail(one)) if root.copied else ()


def _ids(mail: Mail, root: Mail) -> tuple[str, ...]:
    """What mail programs say of the message that they forward in the text, the nearest first."""
    if not root.copied:
        return ()
    said = (
        " ".join(mail.header("x-forwarded-message-id")).replace("<", " ").replace(">", " ").split()
    )
    return (*said[:10], *mail.in_reply_to, *reversed(mail.references))


def _linked(one: int, other: int, by: Actor) -> None:
    if one != other:
        verbs.link(Ticket.objects.get(pk=other), other=Ticket.objects.get(pk=one), by=by)
