"""The mailboxes as the list shows them, each with how it is in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from frontdoor.channels.kept import told
from frontdoor.channels.mailboxes import health
from frontdoor.channels.models import Mailbox, Spooled
from frontdoor.core.pages import times

JUST_NOW = timedelta(minutes=1)


@dataclass(frozen=True)
class State:
    """`tone` is good, warn or bad; "" where there is nothing to say about it."""

    word: str
    tone: str
    detail: str = ""


@dataclass(frozen=True)
class Row:
    """`pk` is None for the mailbox that the environment names: it can't be changed here."""

    pk: int | None
    name: str
    addresses: str
    team: str
    kind: str
    paused: bool
    state: State
    href: str = ""


def rows(now: datetime) -> Iterator[Row]:
    """The default one first, then by name. Two queries."""
    last = Spooled.objects.filter(mailbox=OuterRef("pk")).order_by("-id").values("received_at")[:1]
    found = Mailbox.objects.filter(removed_at=None).order_by("name", "pk")
    held = list(
        found.select_related("team").prefetch_related("addresses").annotate(last=Subquery(last))
    )
    if all(settings.MAILBOX.lower() not in _emails(mailbox) for mailbox in held):
        yield _default()
    for mailbox in held:
        yield Row(
            mailbox.pk, mailbox.name, ", ".join(_emails(mailbox)), mailbox.team.name if mailbox.team else "",
            _kind(mailbox), mailbox.paused, state(mailbox, now, mailbox.last),
            reverse("settings-mailbox", kwargs={"pk": mailbox.pk}),
        )  # fmt: skip


def state(mailbox: Mailbox, now: datetime, last: datetime | None) -> State:
    if mailbox.paused:
        return State(_("Paused"), "warn")
    if mailbox.kind == Mailbox.Kind.IMAP:
        return _fetched(mailbox, now)
    return State(_("In use"), "good", _last_mail(last, now))


def _fetched(mailbox: Mailbox, now: datetime) -> State:
    if mailbox.error:
        return State(_not_reached(mailbox.failing_since, now), "bad", told(mailbox.error))
    if mailbox.checked_at is None and health.age(mailbox) < health.LATE:
        return State(_("Not looked into yet"), "", _("The first look takes a few seconds."))
    if health.age(mailbox) >= health.LATE:
        words = _("Is `frontdoor serve` or `frontdoor mail fetch` running?")
        return State(_("Nobody looks into it"), "bad", words)
    return State(_("In use"), "good", _looked(mailbox.checked_at, now))


def _last_mail(at: datetime | None, now: datetime) -> str:
    if at is None:
        return _("No mail came yet")
    if now - at < JUST_NOW:
        return _("The last mail came just now")
    return _("The last mail came {age} ago").format(age=times.age(at, now))


def _looked(at: datetime | None, now: datetime) -> str:
    if at is None:
        return ""
    if now - at < JUST_NOW:
        return _("Looked into just now")
    return _("Looked into {age} ago").format(age=times.age(at, now))


def _not_reached(since: datetime | None, now: datetime) -> str:
    if since is None or now - since < JUST_NOW:
        return _("Not reached")
    return _("Not reached for {age}").format(age=times.age(since, now))


def _kind(mailbox: Mailbox) -> str:
    if mailbox.kind == Mailbox.Kind.IMAP:
        return f"IMAP, {mailbox.host}"
    return str(Mailbox.Kind(mailbox.kind).label)


def _emails(mailbox: Mailbox) -> list[str]:
    return [each.email for each in sorted(mailbox.addresses.all(), key=lambda each: each.pk)]


def _default() -> Row:
    listens = (
        f"SMTP, {settings.MAIL_LISTEN[0]}:{settings.MAIL_LISTEN[1]}"
        if settings.MAIL_LISTEN
        else _("By pipe alone")
    )
    told = State(_("In use"), "good", _("FRONTDOOR_MAILBOX in the environment"))
    return Row(None, _("The desk's own"), settings.MAILBOX, "", listens, False, told)
