"""A request that was spooled becomes the mails in it: the first takes its row, others get rows of their own."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass
from typing import BinaryIO

from frontdoor.channels import spool
from frontdoor.channels.adapters.email.children import Children, Stopped
from frontdoor.channels.adapters.email.wire import frame
from frontdoor.channels.mailboxes.verbs import HOOK_SECRET, SIGNING_KEY, hook_address
from frontdoor.channels.models import Spooled
from frontdoor.core import storage
from frontdoor.core.secrets import Unopened

# Started when it is first needed, and anew in each process.
UNPACKERS = Children("frontdoor.channels.adapters.email.providers.child")
SLOW = (-signal.SIGALRM, -signal.SIGXCPU, -signal.SIGKILL)
MISSING = "This needs the extra “esp”: pip install frontdoor-desk[esp]."


class NoMail(Exception):
    """There is no mail in the request, or it is not the provider's. The message says why."""


@dataclass(frozen=True)
class Unpacked:
    """One mail of a request, with the envelope that the provider told."""

    raw: bytes
    sender: str
    recipient: str


def unpack(row: Spooled) -> None:
    """Raises NoMail. Safe to run twice: each mail of a request has a key of its own."""
    mails = _asked(row)
    if not mails:
        raise NoMail("There is no mail in this request of the provider.")
    for number, mail in enumerate(mails[1:], 1):
        blob = storage.keep(mail.raw)
        spool.beside(
            row, blob, key=f"hook:{row.pk}:{number}", sender=mail.sender, recipient=mail.recipient
        )
    spool.became(
        row, storage.keep(mails[0].raw), sender=mails[0].sender, recipient=mails[0].recipient
    )


def _asked(row: Spooled) -> list[Unpacked]:
    form = row.form or {}
    key, secret = _sealed(row)
    head = {name: form[name] for name in ("provider", "type", "signature")} | {"key": key}
    head["address"] = hook_address(secret) if secret else ""
    try:
        return UNPACKERS.ask([json.dumps(head).encode(), storage.read_blob(row.sha256)], _told)
    except Stopped as stopped:
        raise NoMail(_why(stopped)) from None


def _told(answer: BinaryIO) -> list[Unpacked]:
    envelopes = json.loads(frame(answer))
    return [Unpacked(frame(answer), sender, recipient) for sender, recipient in envelopes]


def _sealed(row: Spooled) -> tuple[str, str]:
    """The provider's key, and the secret in the address that it posts to; each may be empty."""
    if row.mailbox is None:
        return "", ""
    try:
        secret = HOOK_SECRET.unseal(row.mailbox.hook_secret)
        return SIGNING_KEY.unseal(row.mailbox.signing_key), secret
    except Unopened as gone:
        raise NoMail(f"The provider's key can't be opened: {gone}") from gone


def _why(stopped: Stopped) -> str:
    if stopped.code in SLOW:
        return "Reading this request takes too long."
    last = stopped.said.strip().rpartition("\n")[2]
    if "No module named 'anymail" in last:
        return MISSING
    if "ValidationFailure" in last:
        return "It does not bear the provider's signature."
    return "This request of the provider can't be read."
