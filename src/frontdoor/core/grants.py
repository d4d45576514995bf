"""Leave to fetch one file from the host name that files have of their own (trust.md, rule 10).

Whoever may read a file is sent on with a grant: sealed, naming the content and not the person, over after a minute.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from frontdoor.core import clock, secrets

PURPOSE, HOME = "grant", "/files/"
LIVES = timedelta(seconds=60)


@dataclass(frozen=True)
class Grant:
    """One content. With a name it is a download called so, without one our own picture of it."""

    sha256: str
    name: str = ""


def sent_on(grant: Grant) -> HttpResponse:
    """To the host of the files, for this once."""
    return HttpResponseRedirect(f"{settings.FILES_URL}{address(grant)}")


def address(grant: Grant) -> str:
    """The path there."""
    until = (clock.now() + LIVES).isoformat()
    sealed = secrets.seal(json.dumps({**asdict(grant), "until": until}), PURPOSE)
    return f"{HOME}{sealed}/"


def read(path: str) -> Grant | None:
    """None for whatever this desk did not seal, or what has ended."""
    if not path.startswith(HOME):
        return None
    try:
        said = json.loads(secrets.unseal(path.removeprefix(HOME).removesuffix("/"), PURPOSE))
    except secrets.Unopened:
        return None
    over = clock.now() >= datetime.fromisoformat(said.pop("until"))
    return None if over else Grant(**said)
