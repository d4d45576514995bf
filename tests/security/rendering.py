"""A desk in a process of its own that takes hostile mails and renders them everywhere; run under strace by S14.

python -m tests.security.rendering FOLDER     takes every file of FOLDER as a mail, then opens pages and exports
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django

django.setup()

from django.test import Client  # noqa: E402

from frontdoor.channels import spool  # noqa: E402
from frontdoor.channels.models import Outgoing, Spooled  # noqa: E402
from frontdoor.core.tasks import run_due  # noqa: E402
from frontdoor.people.actors import SYSTEM, acting  # noqa: E402
from frontdoor.people.login import tokens  # noqa: E402
from frontdoor.site.archive.backup import backup  # noqa: E402
from frontdoor.site.cli.export.evidence import export  # noqa: E402
from frontdoor.site.prepare import prepare  # noqa: E402
from frontdoor.tickets import verbs  # noqa: E402
from frontdoor.tickets.models import Attachment, Ticket  # noqa: E402
from tests import make  # noqa: E402
from tests.desk.conftest import signed_in  # noqa: E402


def main(folder: Path) -> None:
    prepare()
    ada = make.person("Ada", "admin", make.team())
    for path in sorted(folder.iterdir()):
        spool.accept(path.read_bytes(), spool.Envelope("smtp", "", ("desk@localhost",)))
    run_due()
    for ticket in Ticket.objects.all():
        verbs.reply(ticket, body="![x](file:///etc/hostname)", channel="email", by=acting(ada))
    run_due()
    browser = signed_in(ada)
    bearer = {"Authorization": f"Bearer {tokens.make(ada, scopes=['read'], by=SYSTEM)}"}
    shown = [address for address in addresses() if opened(browser, bearer, address)]
    export(folder.parent / "evidence.zip", payloads=True)
    backup(folder.parent / "backup.tar")
    print(len(shown), Ticket.objects.count(), Outgoing.objects.count(), flush=True)


def opened(browser: Client, bearer: dict[str, str], address: str) -> bool:
    response = browser.get(address, headers=bearer if address.startswith("/api/") else {})
    list(response.streaming_content) if response.streaming else response.content
    return response.status_code == 200


def addresses() -> list[str]:
    """Every page, list and file in which something of the mails stands."""
    found = [
        "/desk/",
        "/desk/lists/open/",
        "/desk/search/?q=passwd",
        "/desk/quarantine/",
        "/desk/unsent/",
    ]
    for ticket in Ticket.objects.all():
        desk, api = f"/desk/tickets/{ticket.pk}/", f"/api/v1/tickets/{ticket.pk}"
        found += [
            desk,
            f"{desk}preview/",
            f"{desk}mails/",
            f"/portal/requests/{ticket.pk}/",
            f"{api}/messages",
        ]
    for row in Spooled.objects.exclude(ticket=None):
        found += [
            f"/desk/tickets/{row.ticket_id}/mails/{row.pk}/{way}"
            for way in ("", "?pictures=1", "raw/")
        ]
    for file in Attachment.objects.select_related("message"):
        own = f"/desk/tickets/{file.message.ticket_id}/files/{file.pk}/"
        found += [own, f"{own}picture/", f"/api/v1/attachments/{file.pk}"]
    return found


if __name__ == "__main__":
    os.chdir(sys.argv[1])
    main(Path(sys.argv[1]))
