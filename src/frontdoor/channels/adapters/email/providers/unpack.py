"""A request that was spooled becomes the mails in it: the first takes its row, others get rows of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import frontdoor
from frontdoor.channels import spool
from frontdoor.channels.mailboxes.verbs import SIGNING_KEY
from frontdoor.channels.models import Spooled
from frontdoor.core import storage
from frontdoor.core.secrets import Unopened

PATIENCE = 30
CHILD = "frontdoor.channels.adapters.email.providers.child"
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
    asked = {"type": form["type"], "signature": form["signature"], "key": _key(row)}
    body = json.dumps(asked).encode() + b"\n" + storage.read_blob(row.sha256)
    line = [sys.executable, "-m", CHILD, form["provider"]]
    path = {"PYTHONPATH": str(Path(frontdoor.__file__).parents[1]), "PATH": os.defpath}
    try:
        done = subprocess.run(  # noqa: S603  our own module, by our own interpreter
            line, input=body, capture_output=True, timeout=PATIENCE, env=path, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise NoMail("Reading this request takes too long.") from slow
    if done.returncode:
        raise NoMail(_why(done.stderr.decode("utf-8", "replace")))
    return _read(done.stdout)


def _read(told: bytes) -> list[Unpacked]:
    head, _, rest = told.partition(b"\n")
    found, start = [], 0
    for each in json.loads(head)["mails"]:
        found.append(
            Unpacked(rest[start : start + each["size"]], each["sender"], each["recipient"])
        )
        start += each["size"]
    return found


def _key(row: Spooled) -> str:
    try:
        return SIGNING_KEY.unseal(row.mailbox.signing_key) if row.mailbox else ""
    except Unopened as gone:
        raise NoMail(f"The provider's key can't be opened: {gone}") from gone


def _why(trace: str) -> str:
    last = trace.strip().rpartition("\n")[2]
    if "No module named 'anymail" in last:
        return MISSING
    if "ValidationFailure" in last:
        return "It does not bear the provider's signature."
    return "This request of the provider can't be read."
