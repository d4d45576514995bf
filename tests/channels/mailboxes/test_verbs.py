"""What can be done to a mailbox, by whom, and what the audit keeps of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdoor.channels.mailboxes import verbs
from frontdoor.channels.mailboxes.verbs import PASSWORD, Settings
from frontdoor.channels.models import Mailbox, MailboxAddress
from frontdoor.core import clock
from frontdoor.core.errors import NotAllowed, Refused, Stale
from frontdoor.people.actors import acting
from frontdoor.people.models import AuditEntry

CANARY = "kanarie-passwort-7q3x"
WANTED = Settings(
    "Support", ("Help@Example.org", "support@example.org"), "imap", host="imap.example.org", user="help",
    password=CANARY, done_folder="Done",
)  # fmt: skip


@pytest.fixture
def by(ada):
    return acting(ada)


@pytest.fixture
def mailbox(by) -> Mailbox:
    return verbs.add(WANTED, by=by)


def test_an_added_mailbox_has_its_addresses_in_their_order(mailbox):
    assert mailbox.address == "help@example.org"
    assert MailboxAddress.objects.count() == 2


def test_its_password_is_sealed_and_in_no_log(mailbox):
    assert PASSWORD.unseal(mailbox.password) == CANARY
    assert CANARY not in str(list(Mailbox.objects.values())) + str(
        list(AuditEntry.objects.values())
    )


@pytest.mark.parametrize("role", ["requester", "agent", "lead"])
def test_only_administrators_may(mailbox, role, request):
    from_cast = {"requester": "cy", "agent": "ana", "lead": "lea"}
    actor = acting(request.getfixturevalue(from_cast[role]))
    for asked in (
        lambda: verbs.add(WANTED, by=actor),
        lambda: verbs.change(mailbox, WANTED, version=1, by=actor),
        lambda: verbs.pause(mailbox, by=actor),
        lambda: verbs.resume(mailbox, by=actor),
        lambda: verbs.remove(mailbox, by=actor),
    ):
        with pytest.raises(NotAllowed):
            asked()


def test_an_address_belongs_to_one_mailbox(mailbox, by):
    with pytest.raises(Refused, match="belongs to the mailbox “Support”"):
        verbs.add(replace(WANTED, name="Other", addresses=("HELP@example.org",)), by=by)

    assert Mailbox.objects.count() == 1


@pytest.mark.parametrize("address", ["", "x", "a b@c", "desk+x@example.org"])
def test_an_address_must_be_one(by, address):
    with pytest.raises(Refused):
        verbs.add(replace(WANTED, addresses=(address,) if address else ()), by=by)


def test_a_change_keeps_the_password_that_is_not_typed(mailbox, by):
    changed = verbs.change(mailbox, replace(WANTED, name="Help", password=None), version=1, by=by)

    assert (changed.name, PASSWORD.unseal(changed.password), changed.version) == ("Help", CANARY, 2)


def test_a_kept_password_is_not_sent_to_another_server(mailbox, by):
    with pytest.raises(Refused, match="once more"):
        verbs.change(mailbox, replace(WANTED, host="evil.example", password=None), version=1, by=by)


def test_another_folder_is_read_from_its_beginning(mailbox, by):
    Mailbox.objects.update(uidvalidity=7, floor=42)

    changed = verbs.change(mailbox, replace(WANTED, folder="Other"), version=1, by=by)

    assert (changed.uidvalidity, changed.floor) == (None, 0)


def test_who_changes_what_somebody_changed_meanwhile_is_told(mailbox, by):
    verbs.change(mailbox, replace(WANTED, name="Help"), version=1, by=by)

    with pytest.raises(Stale):
        verbs.change(mailbox, replace(WANTED, name="Desk"), version=1, by=by)


def test_a_removed_mailbox_frees_its_address_and_forgets_its_password(mailbox, by):
    verbs.remove(mailbox, by=by)

    mailbox.refresh_from_db()
    assert (mailbox.password, mailbox.address, mailbox.removed_at is not None) == ("", "", True)
    assert verbs.add(WANTED, by=by).address == "help@example.org"


def test_everything_is_in_the_audit(mailbox, by):
    verbs.change(mailbox, replace(WANTED, name="Help", password="another-one"), version=1, by=by)
    verbs.pause(mailbox, by=by)
    verbs.resume(mailbox, by=by)
    verbs.remove(mailbox, by=by)

    kinds = (
        AuditEntry.objects.filter(kind__startswith="mailbox.")
        .order_by("seq")
        .values_list("kind", flat=True)
    )
    assert list(kinds) == [
        "mailbox.added", "mailbox.changed", "mailbox.paused", "mailbox.resumed", "mailbox.removed",
    ]  # fmt: skip
    assert AuditEntry.objects.get(kind="mailbox.changed").data["fields"] == ["name", "password"]


def test_going_on_after_a_pause_counts_from_then(mailbox, by):
    verbs.pause(mailbox, by=by)
    verbs.resume(mailbox, by=by)

    mailbox.refresh_from_db()
    assert mailbox.watched_since and (clock.now() - mailbox.watched_since).total_seconds() < 60
