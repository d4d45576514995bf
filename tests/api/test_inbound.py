"""A mail provider hands mail over: durable before 200, read in a bounded child, the same mail as by any other way."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from frontdoor.channels import pressure, spool
from frontdoor.channels.adapters.email.providers.unpack import UNPACKERS
from frontdoor.channels.mailboxes import verbs
from frontdoor.channels.mailboxes.verbs import SIGNING_KEY, Settings
from frontdoor.channels.models import Mailbox, Spooled
from frontdoor.core import clock, storage
from frontdoor.core.tasks import run_due
from frontdoor.people.actors import SYSTEM
from frontdoor.tickets.models import Ticket
from tests import make
from tests.channels.adapters.email.providers_said import (
    KEY,
    RAW,
    Asked,
    as_json,
    mailgun,
    mandrill,
    postmark,
    sparkpost,
)
from tests.channels.conftest import letter

TO = "help@example.org"
MAIL = letter(To=TO).replace("\n", "\r\n").encode()


@pytest.fixture(autouse=True)
def no_pressure():
    pressure.GAUGE.forget()


def made(provider: str, key: str = "") -> tuple[Mailbox, str]:
    """A mailbox and the path that its provider posts to."""
    wanted = Settings(
        "Help", (TO,), "webhook", team=make.team().pk, provider=provider, signing_key=key or None
    )
    mailbox = verbs.add(wanted, by=SYSTEM)
    return mailbox, f"/mail/in/{verbs.hook(mailbox, by=SYSTEM)}/"


def post(path: str, asked: Asked) -> int:
    body, kind, headers = asked
    return Client().generic("POST", path, body, content_type=kind, headers=headers).status_code


def test_a_request_is_kept_as_it_came_before_it_is_answered(db):
    mailbox, path = made("postmark")
    asked = postmark(MAIL, TO)

    assert post(path, asked) == 200
    row = Spooled.objects.get()
    assert storage.read_blob(row.sha256) == asked[0]
    assert (row.mailbox, row.source, row.state) == (mailbox, "webhook", "waiting")


def test_its_mail_becomes_a_ticket_of_its_mailboxs_team_byte_for_byte(db):
    mailbox, path = made("mailgun", KEY)
    post(path, mailgun(MAIL, TO))
    run_due()

    row = Spooled.objects.get()
    assert (row.outcome, row.reason, row.form) == ("opened", "", None)
    assert storage.read_blob(row.sha256) == MAIL
    assert (row.sender, row.recipients) == ("cy@example.org", [TO])
    assert Ticket.objects.get().team == mailbox.team


@pytest.mark.parametrize("secret", ["guess", "mh_" + "x" * 50, "%00", "a" * 5000])
def test_a_wrong_secret_is_refused_in_one_shape(db, secret):
    made("postmark")
    answers = {
        Client().post(f"/mail/in/{each}/", MAIL, content_type="text/plain").content
        for each in (secret, "other")
    }

    assert answers == {b"There is no such mailbox here.\n"}
    assert post(f"/mail/in/{secret}/", postmark(MAIL, TO)) == 403
    assert not Spooled.objects.exists()


def test_a_new_address_voids_the_former_one(db):
    mailbox, path = made("postmark")
    verbs.hook(mailbox, by=SYSTEM)

    assert post(path, postmark(MAIL, TO)) == 403


def test_its_secret_and_key_lie_nowhere_in_the_database(db):
    mailbox, path = made("mailgun", KEY)
    row = str(list(Mailbox.objects.values()))

    assert path.split("/")[3] not in row and KEY not in row
    assert SIGNING_KEY.unseal(mailbox.signing_key) == KEY


def test_what_does_not_bear_the_providers_signature_is_put_aside(db):
    _, path = made("mailersend", "another-key")
    post(path, RAW["mailersend"](MAIL, TO))
    run_due()

    row = Spooled.objects.get()
    assert (row.outcome, row.reason) == (
        "quarantined",
        "It does not bear the provider's signature.",
    )
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("signed_with", ["key", "another key", "another address", "nothing"])
def test_mandrills_signature_counts_over_the_address_it_was_given(db, settings, signed_with):
    settings.SITE_URL = "https://desk.example.org"
    _, path = made("mandrill", KEY)
    key = "another-key" if signed_with == "another key" else KEY
    address = "/mail/in/other/" if signed_with == "another address" else path
    body, kind, headers = mandrill(MAIL, TO, key, f"https://desk.example.org{address}")
    assert post(path, (body, kind, {} if signed_with == "nothing" else headers)) == 200
    run_due()

    row = Spooled.objects.get()
    wrong = "It does not bear the provider's signature."
    assert (row.outcome, row.reason) == (
        ("opened", "") if signed_with == "key" else ("quarantined", wrong)
    )


def test_an_address_of_before_it_was_kept_goes_on_without_its_signature(db):
    mailbox, path = made("mandrill", KEY)
    Mailbox.objects.filter(pk=mailbox.pk).update(hook_secret="")
    post(path, mandrill(MAIL, TO, "another-key"))
    run_due()

    assert Spooled.objects.get().outcome == "opened"


def test_what_holds_no_mail_is_put_aside_with_a_reason(db):
    _, path = made("postmark")
    assert post(path, (b"\x00\xff", "application/json", {})) == 200
    run_due()

    row = Spooled.objects.get()
    assert (row.outcome, row.reason) == (
        "quarantined",
        "This request of the provider can't be read.",
    )
    assert storage.read_blob(row.sha256) == b"\x00\xff"


def test_the_same_mail_by_two_ways_is_one(db):
    """R07: told again by the provider, and by another way into the same mailbox."""
    mailbox, path = made("postmark")
    for _ in range(2):
        post(path, postmark(MAIL, TO))
    spool.accept(MAIL, spool.Envelope("imap", fetched=spool.Fetched(1, 1), mailbox=mailbox))
    run_due()

    assert Ticket.objects.count() == 1
    assert sorted(Spooled.objects.values_list("outcome", flat=True)) == [
        "duplicate",
        "duplicate",
        "opened",
    ]


def test_many_requests_are_unpacked_by_one_process(db):
    """To start one costs a second, and anymail in it."""
    _, path = made("postmark")
    workers = []
    for number in range(3):
        post(path, postmark(MAIL.replace(b"m1@", b"m%d@" % number), TO))
        run_due()
        workers += [child._process.pid for child in UNPACKERS._idle]

    assert Ticket.objects.count() == 3
    assert len(workers) == 3 and len(set(workers)) == 1


def test_several_mails_of_one_request_are_several(db):
    other = MAIL.replace(b"m1@", b"m2@").replace(b"smokes", b"burns")
    both = json.loads(sparkpost(MAIL, TO)[0]) + json.loads(sparkpost(other, TO)[0])
    _, path = made("sparkpost")
    post(path, as_json(both))
    run_due()

    assert Ticket.objects.count() == 2


def test_a_paused_mailbox_and_one_that_is_too_full_ask_to_try_again(db):
    mailbox, path = made("postmark")
    verbs.pause(mailbox, by=SYSTEM)
    assert post(path, postmark(MAIL, TO)) == 503
    verbs.resume(mailbox, by=SYSTEM)
    old = clock.now().replace(year=2020)
    Spooled.objects.create(source="smtp", sha256="0" * 64, size=1, received_at=old)
    pressure.GAUGE.forget()

    assert post(path, postmark(MAIL, TO)) == 503
    pressure.GAUGE.forget()


def test_a_removed_mailbox_takes_nothing(db):
    mailbox, path = made("postmark")
    verbs.remove(mailbox, by=SYSTEM)

    assert post(path, postmark(MAIL, TO)) == 403
    assert Client().get(path).status_code == 405
