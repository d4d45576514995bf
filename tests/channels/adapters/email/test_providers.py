"""The mails in a request of each provider, as the child takes them out; called here without its process."""

from __future__ import annotations

from email import message_from_bytes

import pytest

from frontdoor.channels.adapters.email.providers.child import _mails
from frontdoor.channels.adapters.email.providers.table import PROVIDERS
from tests.channels.adapters.email.providers_said import KEY, RAW, Asked, mailjet
from tests.channels.conftest import letter

pytest.importorskip("anymail")
TO = "help@example.org"
MAIL = letter(To=TO).replace("\n", "\r\n").encode()


def taken(provider: str, asked: Asked, key: str = "") -> list[tuple[bytes, str, str]]:
    body, kind, headers = asked
    told = {"type": kind, "signature": next(iter(headers.values()), ""), "key": key}
    told["address"] = ""
    return list(_mails(PROVIDERS[provider], told, body))


@pytest.mark.parametrize("provider", sorted(RAW))
def test_each_providers_raw_mail_is_taken_byte_for_byte(provider):
    raw = (
        MAIL
        + "Grüße\r\n".encode()
        + (b"\xe9\xff\r\n" if provider in ("postal", "sparkpost") else b"")
    )

    [(found, sender, recipient)] = taken(provider, RAW[provider](raw, TO))

    assert (found, recipient) == (raw, TO)
    assert sender == (
        "" if provider == "mandrill" else "cy@example.org"
    )  # Mandrill does not tell it


def test_a_provider_that_tells_parts_alone_is_understood():
    [(found, sender, recipient)] = taken("mailjet", mailjet(TO))

    parts = [part.get_payload(decode=True) for part in message_from_bytes(found).walk()]
    assert b"Subject: Printer" in found and b"It smokes." in parts
    assert (sender, recipient) == ("cy@example.org", TO)


def test_a_thousand_parts_in_each_other_are_handed_on_unread():
    """M12: the standard library's parser would raise."""
    parts = (
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(1000)
    )
    raw = MAIL + b"".join(parts)

    assert taken("mailgun", RAW["mailgun"](raw, TO))[0][0] == raw


@pytest.mark.parametrize("provider", ["mailgun", "mailersend"])
def test_a_provider_that_signs_is_believed_only_with_its_signature(provider):
    assert taken(provider, RAW[provider](MAIL, TO), KEY)
    with pytest.raises(Exception, match="signature"):
        taken(provider, RAW[provider](MAIL, TO), "another-key")
