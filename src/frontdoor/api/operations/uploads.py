"""Files on their way into a ticket: kept first, named by a signed id, then carried by a reply or a new ticket."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.core import signing

from frontdoor.api.operations.found import invalid_value
from frontdoor.core import storage
from frontdoor.people.actors import Actor
from frontdoor.tickets.verbs import File

LIVES = timedelta(hours=1)
"""As long as bytes that no message names are kept for sure."""


def ticket_for(file: File, actor: Actor) -> str:
    """The id of an upload. Only its uploader can use it: knowing a file's hash opens nothing."""
    return signing.dumps([file.sha256, file.name, file.type, file.size], salt=_salt(actor))


def files(ids: Sequence[str], actor: Actor) -> list[File]:
    """Raises Problem 422 for an id that is not the actor's, is too old, or whose bytes are gone."""
    return [_file(given, actor, f"/attachments/{place}") for place, given in enumerate(ids)]


def keep(pieces: Iterable[bytes], name: str, kind: str) -> File:
    """Durable on return. The name is a label and reaches no path."""
    blob = storage.keep(pieces)
    return File(blob.sha256, label(name), kind[:100], blob.size)


def label(name: str) -> str:
    """The last part of a name, at most 255 characters, or "file"."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable()).strip()[:255] or "file"


def _file(given: str, actor: Actor, pointer: str) -> File:
    try:
        sha256, name, kind, size = signing.loads(given, salt=_salt(actor), max_age=LIVES)
    except signing.BadSignature as problem:
        words = "This is no upload of yours from the last hour. Upload the file again."
        raise invalid_value(words, pointer) from problem
    if not storage.path_of(sha256).exists():
        raise invalid_value("The file is gone. Upload it again.", pointer)
    return File(sha256, name, kind, size)


def _salt(actor: Actor) -> str:
    return f"api.upload.{actor.person_id}"
