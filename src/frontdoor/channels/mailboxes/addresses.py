"""Which addresses are ours, and which mailbox each belongs to; FRONTDOOR_MAILBOX is the default one."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings

from frontdoor.channels.models import Mailbox, MailboxAddress, Spooled
from frontdoor.tickets.models import Ticket


@dataclass(frozen=True)
class Owner:
    """Whose an address is."""

    mailbox: int
    paused: bool


class Directory:
    """All addresses of mailboxes, read anew every two seconds and not for each mail: they are few and seldom change."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[str, Owner] = {}
        self._until = 0.0

    def of(self, recipient: str) -> Owner | None:
        """None for the default mailbox's own address too, unless a mailbox has it."""
        return self._known().get(bare(recipient))

    def is_empty(self) -> bool:
        """There is the default mailbox alone."""
        return not self._known()

    def _known(self) -> Mapping[str, Owner]:
        with self._lock:
            if time.monotonic() >= self._until:
                rows = MailboxAddress.objects.values_list("email", "mailbox", "mailbox__paused")
                self._held = {email: Owner(pk, paused) for email, pk, paused in rows}
                self._until = time.monotonic() + LASTS
            return self._held

    def forget(self) -> None:
        """Something was changed here; other processes see it within two seconds."""
        self._until = 0.0


LASTS = 2.0
DIRECTORY = Directory()


@dataclass(frozen=True)
class Part:
    """What of one mail goes to one mailbox; None is the default one."""

    mailbox: int | None
    recipients: list[str] = field(default_factory=list)


def bare(recipient: str) -> str:
    """Lower-case, without what stands after a plus; "" for what is no address."""
    local, at, host = recipient.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{host}" if local and at and host else ""


def is_default(recipient: str) -> bool:
    """The address in the environment, with or without anything after a plus."""
    return bool(bare(recipient)) and bare(recipient) == bare(settings.MAILBOX)


def is_ours(recipient: str) -> bool:
    """Of any mailbox of the desk, with or without anything after a plus."""
    return is_default(recipient) or DIRECTORY.of(recipient) is not None


def owners(recipients: Iterable[str]) -> Mapping[str, int | None]:
    """Each recipient that is ours, as it was written, with its mailbox."""
    found = {recipient: DIRECTORY.of(recipient) for recipient in recipients}
    return {
        recipient: row.mailbox if row else None
        for recipient, row in found.items()
        if row or is_default(recipient)
    }


def parted(recipients: Iterable[str]) -> list[Part]:
    """One part for each mailbox among them, in their order; what is nobody's goes to the default one."""
    given = list(recipients)
    known, parts = owners(given), dict[int | None, Part]()
    for recipient in given:
        pk = known.get(recipient)
        parts.setdefault(pk, Part(pk)).recipients.append(recipient)
    return list(parts.values()) or [Part(None)]


def of_ticket(ticket: Ticket) -> str:
    """What answers about this ticket come from: the mailbox that it came in by, its team's, or the default one."""
    came = Spooled.objects.filter(ticket=ticket, mailbox__removed_at=None).exclude(mailbox=None)
    row = came.select_related("mailbox").order_by("pk").first()
    if row is not None and row.mailbox is not None and row.mailbox.address:
        return row.mailbox.address
    teams = Mailbox.objects.filter(team=ticket.team_id, removed_at=None).order_by("pk")
    own = teams.first() if ticket.team_id else None
    return (own.address if own else "") or str(settings.MAILBOX)
