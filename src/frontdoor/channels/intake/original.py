"""Which of the messages inside a forward is the one that somebody asked with, and who is around it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from frontdoor.channels.adapters.email.mail import Mail, Mailbox
from frontdoor.channels.adapters.email.subjects import base_subject, says_forwarded
from frontdoor.channels.adapters.email.written import moment
from frontdoor.channels.mailboxes import addresses
from frontdoor.people import directory
from frontdoor.people.emails import is_usable
from frontdoor.people.models import Address, Person

AROUND = 20


def roots(mail: Mail) -> tuple[Mail, ...]:
    """The messages that this one forwards, none where it is none: one copied into its text, or all attached."""
    says, how = (
        says_forwarded(mail.subject),
        dict(mail.brings[0].copied).get("how") if mail.brings else "",
    )
    if how == "forwarded" or (how in ("block", "original") and says is not False) or (how and says):
        return mail.brings[:1]
    attached = tuple(one for one in mail.brings if not one.copied)
    return attached if says is not False or not mail.reply_text.strip() else ()


def original(root: Mail) -> Mail:
    """Through what colleagues passed on and forwards of forwards, down to whoever asked."""
    passed = [root]
    while (inner := _inside(passed[-1])) is not None:
        passed.append(inner)
    outside = [one for one in passed if not is_staff(one.sender)]
    return outside[-1] if outside else root


def _inside(mail: Mail) -> Mail | None:
    if not mail.brings or not (mail.brings[0].sender.address or mail.brings[0].sender.name):
        return None
    forwards = says_forwarded(mail.subject) or dict(mail.brings[0].copied).get("how") == "forwarded"
    return mail.brings[0] if forwards or is_staff(mail.sender) else None


def is_staff(box: Mailbox) -> bool:
    person = directory.by_email(box.address) if is_usable(box.address) else None
    return person is not None and person.is_staff


def requester(box: Mailbox) -> Person:
    """By the address; by a name that only one person has; else nobody that we know."""
    if is_usable(box.address):
        return directory.known_or_new(box.address, box.name)
    named = (
        list(Person.objects.filter(name__iexact=box.name.strip(), active=True)[:2])
        if box.name
        else []
    )
    return named[0] if len(named) == 1 else directory.not_known()


def around(root: Mail, found: Mail, but: Person) -> list[int]:
    """Old copies and whoever passed it on: to be suggested, never let in by themselves."""
    boxes = chain(
        found.cc, found.to, (one.sender for one in _passed(root, found)), root.cc, root.to
    )
    emails = dict.fromkeys(
        box.address.lower()
        for box in boxes
        if is_usable(box.address) and not addresses.is_ours(box.address)
    )
    names = {box.address.lower(): box.name for box in (*found.cc, *found.to)}
    staff = Address.objects.filter(email__in=emails, person__role__in=Person.STAFF)
    ours = set(staff.values_list("email", flat=True))
    wanted = [email for email in emails if email not in ours][:AROUND]
    people = [directory.known_or_new(email, names.get(email, "")) for email in wanted]
    return [person.pk for person in people if person.pk != but.pk]


def _passed(root: Mail, found: Mail) -> Iterator[Mail]:
    one: Mail | None = root
    while one is not None and one is not found:
        yield one
        one = _inside(one)


def when(mail: Mail, *, reader: Person, received: datetime) -> datetime:
    """When it was written: by its header, or by what the forward says of it, in the reader's own time zone."""
    said = mail.date or moment(
        dict(mail.copied).get("date", ""), zone=_zone(reader), before=received
    )
    return said if said and said <= received else received


def _zone(person: Person) -> ZoneInfo:
    try:
        return ZoneInfo(person.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def conversations(found: list[Mail]) -> list[list[Mail]]:
    """Several in one: those of one sender about one thing belong together, the oldest first."""
    groups: dict[tuple[str, str], list[Mail]] = {}
    for one in found:
        key = (original(one).sender.address.lower(), base_subject(original(one).subject).lower())
        groups.setdefault(key, []).append(one)
    return [sorted(group, key=_age) for group in groups.values()]


def _age(root: Mail) -> float:
    date = original(root).date
    return date.timestamp() if date else 0.0
