"""Write one mail of the outbox: its words, its headers, and the reply address made for its reader."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation

from frontdoor.channels import fewer, passes, sent_as, telling, threads, words
from frontdoor.channels.adapters.email import signing
from frontdoor.channels.adapters.email.compose import Sheet, composed
from frontdoor.channels.adapters.email.transport import Letter
from frontdoor.channels.enclosed import Enclosed, enclosed
from frontdoor.channels.models import Outgoing

AUTOMATIC = frozenset(
    {"acknowledgement", "confirm", "put_aside", "sign_in", "held", "reopened", "closed"}
)


def written(out: Outgoing) -> Letter:
    """Everything that goes over the line. The same row gives the same envelope and Message-ID at every try."""
    sender, back = sent_as.sender(out), sent_as.answers_to(out)
    along = _along(out)
    said = _said(out, along)
    sheet = Sheet(
        sender=(sent_as.name(out), sender),
        reader=(_reader(out), out.email),
        subject=said.subject,
        date=out.created_at,
        message_id=out.message_id,
        text=said.text,
        html=said.html,
        reply_to=back if back != sender else "",
        answers=threads.references(out),
        automatic=out.kind in AUTOMATIC,
        loop_mark=settings.MAILBOX.rpartition("@")[2],
        fewer=fewer.address(out),
        thread_index=threads.thread_index(out.ticket) if out.ticket else "",
    )
    content = composed(sheet, along.file_parts, along.picture_parts)
    return Letter(back, out.email, signing.signed(content, sender))


def _said(out: Outgoing, along: Enclosed) -> words.Words:
    with translation.override(_language(out)):
        return words.render(out.kind, telling.facts(out, along))


def _language(out: Outgoing) -> str:
    """Its reader's, where we have it; a mail to an address that nobody has proved is in the desk's own."""
    wanted = out.person.language if out.person else settings.LANGUAGE_CODE
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _along(out: Outgoing) -> Enclosed:
    message = telling.message(out)
    if message is None or not telling.brings_files(out, message):
        return Enclosed()
    return enclosed(
        list(message.attachments.order_by("pk")),
        address=lambda file: passes.file_address(file, out),
        until=telling.files_until(out),
        host=settings.MAILBOX.rpartition("@")[2],
    )


def _reader(out: Outgoing) -> str:
    """Whoever is not proved may have typed anything for a name: it goes into no mail (trust.md, S21)."""
    return "" if out.person is None or out.kind in ("confirm", "sign_in") else out.person.name
