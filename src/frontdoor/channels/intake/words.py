"""A mail's words and files, as the verbs take them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db.models import CharField, QuerySet

from frontdoor.channels.adapters.email.mail import Attachment, Mail
from frontdoor.channels.adapters.email.quotes import reply_text
from frontdoor.channels.mailboxes import addresses
from frontdoor.channels.models import Spooled
from frontdoor.core import storage
from frontdoor.core.prepared import Given, prepared
from frontdoor.people import directory
from frontdoor.people.emails import canonical, is_usable
from frontdoor.tickets.models import Message
from frontdoor.tickets.verbs import Carried, File
from frontdoor.tickets.verbs.carried import plain

_ADDRESS = re.compile(r" <https?://[^<>\s]*>")
SUGGESTED = 10
UNTYPED = "application/octet-stream"


def body_of(mail: Mail) -> str:
    """What the person wrote this time; the whole text where nothing seems to be theirs."""
    return mail.reply_text.strip() or mail.text.strip()


def carried(
    row: Spooled, mail: Mail, *, doubt: str = "", addressed_to: int | None = None
) -> Carried:
    """Keeps the files, then describes everything. `doubt` says why the sender is not proved."""
    body = body_of(mail)
    return Carried(
        html=mail.html,
        quoted=_whole(mail, body),
        message_id=mail.message_id[:255],
        in_reply_to=(mail.in_reply_to[0] if mail.in_reply_to else "")[:255],
        verified=not doubt,
        doubt=doubt[:255],
        claimant=_claimant(mail) if doubt else "",
        automatic=mail.is_auto_reply,
        answerable=mail.may_auto_respond,
        wakes=mail.may_auto_respond or _wakes_all_the_same(row),
        spool_key=str(row.pk),
        files=[_file(attachment) for attachment in mail.attachments],
        addressed_to=addressed_to,
        suggested=_in_cc(mail),
        noticed=noticed(mail),
    )


def found(
    mail: Mail,
    *,
    key: str,
    author: int,
    suggested: Sequence[int] = (),
    files: Sequence[Attachment] = (),
    reached: Sequence[int] = (),
) -> Carried:
    """Another's message that somebody of the desk brought: `key` makes it once, `reached` have it already."""
    body = body_of(mail)
    return Carried(
        html=mail.html,
        quoted=_whole(mail, body),
        message_id=mail.message_id[:255],
        in_reply_to=(mail.in_reply_to[0] if mail.in_reply_to else "")[:255],
        automatic=mail.is_auto_reply,
        answerable=mail.may_auto_respond,
        wakes=mail.may_auto_respond,
        spool_key=key,
        files=[_file(attachment) for attachment in files],
        suggested=suggested,
        noticed=noticed(mail),
        author=author,
        reached=reached,
    )


def _wakes_all_the_same(row: Spooled) -> bool:
    """Neither machines nor lists open again what was solved, unless their mailbox is for such mail (trust.md, M44)."""
    return row.mailbox is not None and row.mailbox.automatic_reopens


def noticed(mail: Mail) -> dict[str, Any]:
    """What agents should know of it; empty for most mail."""
    remarks = {
        "notices": [*mail.notices, *_told_before(mail)],
        "defects": [one[:200] for one in mail.defects[:20]],
        "invitations": [asdict(one) for one in mail.invitations],
    }
    return {name: found for name, found in remarks.items() if found}


def _told_before(mail: Mail) -> list[str]:
    """The first to use an id need not be the honest one (trust.md, R08): the second is shown, and flagged."""
    same = (plain(body_of(mail)), mail.html)
    told = _by_id(message_id=mail.message_id[:255]) if mail.message_id else []
    words = all((body, html) == same for body, html, _ in told)
    if words and _subjects(told) <= {plain(mail.subject)[:255]}:
        return []
    return ["Another message with the same Message-ID and other words came before this one."]


def _subjects(told: Sequence[tuple[str, str, str | None]]) -> set[str]:
    """As the mail log has them: a ticket's own may have been changed since."""
    keys = [(key or "").partition(".")[0] for _, _, key in told]
    rows = Spooled.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    return set(rows.values_list("subject", flat=True)) if keys else set()


@prepared
def _by_id() -> QuerySet[Message, Any]:
    named = Message.objects.filter(message_id=Given("message_id", CharField()))
    return named.exclude(message_id="").order_by("pk").values_list("body", "html", "spool_key")[:10]


def with_id(ids: Sequence[str]) -> QuerySet[Message]:
    """Messages of these ids. The empty one is left out in words, or the index of the others is not used."""
    return Message.objects.filter(message_id__in=[one[:255] for one in ids]).exclude(message_id="")


def _whole(mail: Mail, body: str) -> str:
    """All that was sent, where the body is only a part of it: addresses behind links make no difference."""
    return mail.text if _bare(mail.text) != _bare(body) else ""


def _bare(text: str) -> str:
    return "".join(_ADDRESS.sub("", text).split())


def own(text: str) -> str:
    """What somebody wrote, without the signature below it."""
    return reply_text(text).strip()


def _claimant(mail: Mail) -> str:
    """Whom the desk may take it for; nobody where From can't be an account's address."""
    address = mail.sender.address
    return canonical(address) if is_usable(address) and not addresses.is_ours(address) else ""


def _in_cc(mail: Mail) -> list[int]:
    """A Cc is data, not access (trust.md, rule 3): people whom the desk may let in, if it wants to."""
    named = {
        canonical(box.address): box.name
        for box in mail.cc
        if is_usable(box.address) and not addresses.is_ours(box.address)
    }
    if not named or mail.is_auto_reply:
        return []
    few = dict(list(named.items())[:SUGGESTED])
    return sorted({directory.known_or_new(email, name).pk for email, name in few.items()})


def _file(attachment: Attachment) -> File:
    blob = storage.keep(attachment.content)
    return File(
        blob.sha256,
        attachment.name[:255],
        (attachment.type or UNTYPED)[:100],
        blob.size,
        attachment.content_id[:255],
    )
