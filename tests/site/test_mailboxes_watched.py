"""Whoever watches the desk sees each fetched mailbox, and its secrets lie nowhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import Client

from frontdoor.channels.mailboxes import health, verbs
from frontdoor.channels.mailboxes.verbs import Registration, Settings
from frontdoor.channels.models import Mailbox
from frontdoor.core import clock
from frontdoor.people.actors import SYSTEM
from frontdoor.site import soundness
from frontdoor.site.cli import main

CANARIES = ("kanarie-passwort-7q3x", "kanarie-client-7q3x", "kanarie-signing-7q3x")
HOUR = timedelta(hours=1)


@pytest.fixture
def mailbox(db) -> Mailbox:
    wanted = Settings(
        "Support",
        ("s@example.org",),
        "imap",
        host="imap.example.org",
        user="s",
        password=CANARIES[0],
    )
    return verbs.add(wanted, by=SYSTEM)


def findings() -> list[tuple[str, str]]:
    return [(finding.level, finding.words) for finding in soundness.mailboxes()]


def test_a_mailbox_that_was_looked_into_is_sound(mailbox):
    health.well(mailbox)

    assert findings() == [("ok", "The mailbox “Support” was looked into 0 seconds ago.")]


def test_what_is_in_the_way_is_a_fault(mailbox):
    health.failed(mailbox, "There is no folder “X”.")

    assert findings() == [
        ("fault", "The mailbox “Support” can't be fetched: There is no folder “X”.")
    ]


def test_a_mailbox_that_nobody_looks_into_is_a_fault_and_degrades(mailbox):
    Mailbox.objects.update(created_at=clock.now() - HOUR)

    assert findings()[0][0] == "fault"
    answer = Client().get("/readyz")
    told = answer.json()
    assert answer.status_code == 200 and told["ready"] and told["degraded"]
    assert 3500 < told["late"]["mailboxes"] < 3700


def test_one_that_is_paused_or_brought_is_not_missed(mailbox):
    verbs.pause(mailbox, by=SYSTEM)
    verbs.add(Settings("Net", ("n@example.org",), "smtp"), by=SYSTEM)
    Mailbox.objects.update(created_at=clock.now() - HOUR)

    assert findings() == []
    assert "mailboxes" not in Client().get("/readyz").json()["late"]


def test_metrics_tell_age_and_trouble_of_each(mailbox):
    health.failed(mailbox, "x")
    told = Client().get("/metrics").content.decode()

    assert "frontdoor_degraded 1.0" in told
    assert f'frontdoor_mailbox_failing{{mailbox="{mailbox.pk} Support"}} 1.0' in told
    assert f'frontdoor_mailbox_age_seconds{{mailbox="{mailbox.pk} Support"}}' in told


def test_secrets_are_sealed_anew_by_command(mailbox):
    answer = CliRunner().invoke(main, ["secrets", "rotate"])

    assert answer.stdout.startswith("Sealed 1 with key ")


def test_no_secret_of_a_mailbox_lies_in_database_or_files(mailbox, settings):
    """trust.md 3.1."""
    registration = Registration("google", "me", CANARIES[1])
    oauth = Settings(
        "G",
        ("g@example.org",),
        "imap",
        host="h",
        user="g",
        login="oauth",
        registration=registration,
    )
    verbs.add(oauth, by=SYSTEM)
    hooked = Settings(
        "W", ("w@example.org",), "webhook", provider="mailgun", signing_key=CANARIES[2]
    )
    verbs.add(hooked, by=SYSTEM)

    kept = "".join(map(str, _everything()))
    files = b"".join(path.read_bytes() for path in Path(settings.DATA).rglob("*") if path.is_file())
    assert not [canary for canary in CANARIES if canary in kept or canary.encode() in files]


def _everything() -> list[object]:
    with connection.cursor() as cursor:
        rows: list[object] = []
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("channels_", "people_", "core_")):
                cursor.execute(f'SELECT * FROM "{table}"')
                rows += cursor.fetchall()
    return rows
