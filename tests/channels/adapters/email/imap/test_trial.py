"""Trying a mailbox says what is wrong in plain words, and where to look."""

from __future__ import annotations

import pytest

from frontdoor.channels.adapters.email.imap.server import PASSWORD
from frontdoor.channels.adapters.email.imap.trial import tried
from tests.sinks import free_port

pytestmark = pytest.mark.xdist_group("dovecot")


def test_settings_that_work_say_what_was_found(server, mailbox):
    server.put(mailbox.user, b"Subject: x\r\n\r\nx\r\n")

    verdict = tried(mailbox)

    assert verdict.well
    assert "holds 1 mail." in verdict.words and "it will be made" in verdict.words
    assert len(server.held(mailbox.user)) == 1


def test_by_starttls_too(server, mailbox):
    mailbox.security, mailbox.port = "starttls", server.port

    assert tried(mailbox).well


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        (
            {"host": "no-such-name.invalid"},
            "host",
            "There is no server called no-such-name.invalid",
        ),
        ({"host": "10.255.255.1"}, "host", "This address is not allowed."),
        ({"host": "evil\r\n.example"}, "host", "can't be the name of a server"),
        ({"port": 0}, "host", "This address is not allowed."),
        ({"password": "wrong"}, "user", "does not let"),
        ({"folder": "Nowhere"}, "folder", "There is no folder “Nowhere”"),
        ({"folder": "IN\r\nBOX"}, "folder", "can't be the name of a folder"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(mailbox, wrong, field, words):
    for name, value in wrong.items():
        setattr(mailbox, name, PASSWORD.seal(value) if name == "password" else value)

    verdict = tried(mailbox)

    assert not verdict.well
    assert verdict.field == field
    assert words in verdict.words


def test_a_port_where_nothing_listens_is_told_from_a_silent_one(mailbox):
    mailbox.port = free_port()

    assert "refuses the connection" in tried(mailbox).words


def test_a_certificate_that_is_not_trusted_is_named(mailbox, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")

    verdict = tried(mailbox)

    assert (verdict.field, "certificate of localhost can't be trusted" in verdict.words) == (
        "host",
        True,
    )


def test_an_own_network_must_be_allowed_by_the_environment(mailbox, settings):
    settings.EGRESS_ALLOW = ()

    assert "FRONTDOOR_EGRESS_ALLOW" in tried(mailbox).words


def test_a_port_that_expects_tls_from_the_start_is_told_from_starttls(mailbox, monkeypatch):
    monkeypatch.setattr("frontdoor.core.egress.imap.GREETING", 0.3)
    mailbox.security = "starttls"

    verdict = tried(mailbox)

    assert (verdict.field, "TLS from the start" in verdict.words) == ("security", True)
