from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdoor.channels import spool
from frontdoor.channels.models import Spooled
from frontdoor.core.tasks import run_due
from tests.sinks import MailSink, mail_sink


@pytest.fixture
def sink(settings) -> MailSink:
    """Outgoing mail goes to a real server that records it."""
    with mail_sink() as running:
        settings.EMAIL_URL = running.url
        yield running


@pytest.fixture
def arrive(db) -> Callable[..., Spooled]:
    """A mail arrives and everything that follows from it is done."""

    def take(
        raw: bytes | str, *, to: str = "desk@localhost", sender: str = "cy@example.org"
    ) -> Spooled:
        content = raw.encode() if isinstance(raw, str) else raw
        row = spool.accept(
            content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
            spool.Envelope("smtp", sender, (to,)),
        )
        run_due()
        row.refresh_from_db()
        return row

    return take


def letter(body: str = "It smokes.", **headers: str) -> str:
    """A plain mail; underscores in names stand for hyphens."""
    given = {
        "From": "Cy <cy@example.org>", "To": "desk@localhost", "Subject": "Printer", "Message-ID": "<m1@example.org>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }  # fmt: skip
    return "".join(f"{name}: {value}\n" for name, value in given.items() if value) + f"\n{body}\n"
