"""What is sealed lies nowhere in plain words, opens only with its key and for its purpose, and outlives a rotation."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdoor.channels.mailboxes import verbs
from frontdoor.channels.mailboxes.verbs import PASSWORD
from frontdoor.channels.models import Mailbox
from frontdoor.core import ring, secrets
from frontdoor.people.actors import acting

CANARY = "kanarie-passwort-7q3x"


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path: Path):
    settings.DATA = tmp_path


def test_what_is_sealed_opens_again_and_never_looks_the_same():
    one, other = secrets.seal(CANARY, "x"), secrets.seal(CANARY, "x")

    assert one != other and CANARY not in one
    assert secrets.unseal(one, "x") == secrets.unseal(other, "x") == CANARY


def test_a_value_opens_only_for_what_it_was_sealed_for():
    with pytest.raises(secrets.Unopened, match="changed"):
        secrets.unseal(secrets.seal(CANARY, "mailbox"), "webhook")


@pytest.mark.parametrize(
    "change",
    [lambda s: s[:-2] + "AA", lambda s: s[:12], lambda s: "gone0001" + s[8:], lambda s: ""],
)
def test_a_changed_value_does_not_open(change):
    with pytest.raises(secrets.Unopened):
        secrets.unseal(change(secrets.seal(CANARY, "x")), "x")


def test_the_key_file_is_ours_alone(tmp_path):
    secrets.seal(CANARY, "x")

    assert (tmp_path / secrets.FILE).stat().st_mode & 0o777 == 0o600


def test_a_rotation_seals_everything_anew_and_loses_nothing(ada):
    mailbox = verbs.add(
        verbs.Settings("A", ("a@example.org",), "imap", host="h", password=CANARY), by=acting(ada)
    )
    before = Mailbox.objects.get().password

    name, many = secrets.rotate()

    after = Mailbox.objects.get(pk=mailbox.pk).password
    assert many == 1 and after != before and after.startswith(f"{name}:")
    assert PASSWORD.unseal(after) == PASSWORD.unseal(before) == CANARY
    assert secrets.rotate()[1] == 1


def test_a_ring_from_the_environment_seals_with_its_first_key(ada, settings):
    old, new = ring.make(), ring.make()
    settings.SECRETS_KEY = old
    verbs.add(
        verbs.Settings("A", ("a@example.org",), "imap", host="h", password=CANARY), by=acting(ada)
    )
    settings.SECRETS_KEY = f"{new},{old}"

    assert secrets.rotate() == (new.partition(":")[0], 1)
    settings.SECRETS_KEY = new
    assert PASSWORD.unseal(Mailbox.objects.get().password) == CANARY


@pytest.mark.parametrize(
    "text", ["x", "abcd:short", "abcd:" + "A" * 43 + " abcd:" + "A" * 43, "ABCD:" + "A" * 43]
)
def test_a_malformed_ring_is_refused(text):
    with pytest.raises(ValueError, match="id:key"):
        ring.parse(text)
