"""The desk's own look at senders: real signatures, a real name server, every way in which one may be broken."""

from __future__ import annotations

import base64

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from frontdoor.channels.adapters.email import dns
from frontdoor.channels.adapters.email.authentic import Sender
from frontdoor.channels.adapters.email.signed import looked_at, policy_of
from tests.dns_server import name_server
from tests.security.mails import arrived, own_address, written

SIGNERS = ("corp.example", "strict.example", "evil.example", "example.org")
PLAIN = b"From: Cy <cy@mail.corp.example>\r\nTo: desk@localhost\r\nSubject: Hi\r\n\r\nHello\r\n"


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)


@pytest.fixture(scope="module")
def zone(key):
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    shown = f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"
    return {
        "_dmarc.corp.example": "v=DMARC1; p=reject",
        "_dmarc.strict.example": "v=DMARC1; p=none; adkim=s",
        "_dmarc.example.org": "v=DMARC1; p=reject",
        **{f"s1._domainkey.{name}": shown for name in SIGNERS},
    }


@pytest.fixture(scope="module")
def server(zone):
    with name_server(zone) as address:
        yield address


def signed_by(key, domain, raw=PLAIN, **how):
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return (
        dkim.sign(
            raw, b"s1", domain.encode(), private, include_headers=[b"from", b"subject"], **how
        )
        + raw
    )


def sender(raw, domain, server):
    return looked_at(raw, domain, dns.texts(server)).sender


def test_a_signature_of_the_organisation_proves(key, server):
    assert sender(signed_by(key, "corp.example"), "mail.corp.example", server) is Sender.PROVED


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw.replace(b"Hello", b"Send money"),
        lambda raw: raw.replace(b"Subject: Hi", b"Subject: Ho"),
        lambda raw: raw.replace(b"s=s1", b"s=s2"),
        lambda raw: raw.replace(b"a=rsa-sha256", b"a=rsa-sha1"),
        lambda raw: raw[raw.index(b"From:") :],
        lambda raw: raw.replace(b"d=corp.example", b"d=com"),
        lambda raw: b"DKIM-Signature: \xff;;d=corp.example;b=\r\n" + raw[raw.index(b"From:") :],
    ],
)
def test_what_was_changed_or_is_not_signed_is_refuted_where_dmarc_is_published(key, server, spoil):
    raw = spoil(signed_by(key, "corp.example"))

    assert sender(raw, "mail.corp.example", server) is Sender.REFUTED


def test_somebody_elses_good_signature_proves_nothing(key, server):
    assert sender(signed_by(key, "evil.example"), "corp.example", server) is Sender.REFUTED
    assert sender(signed_by(key, "evil.example"), "nowhere.example", server) is Sender.UNKNOWN


def test_a_signature_over_a_part_of_the_body_proves_nothing(key, server):
    raw = signed_by(key, "corp.example", length=True) + b"And more.\r\n"

    assert sender(raw, "corp.example", server) is Sender.REFUTED


def test_strict_wants_exactly_that_domain(key, server):
    assert sender(signed_by(key, "strict.example"), "strict.example", server) is Sender.PROVED
    assert sender(signed_by(key, "strict.example"), "a.strict.example", server) is Sender.REFUTED


def test_a_domain_without_rules_is_proved_by_its_own_signature_alone(key, server):
    assert sender(signed_by(key, "evil.example"), "evil.example", server) is Sender.PROVED
    assert sender(PLAIN, "nowhere.example", server) is Sender.UNKNOWN


def test_a_suffix_is_no_organisation():
    texts = {"_dmarc.example": ["v=DMARC1; psd=y"], "_dmarc.a.example": ["v=DMARC1; p=reject"]}
    found = policy_of("x.a.example", lambda name: texts.get(name, []))

    assert (found.organisation, found.published) == ("a.example", True)
    assert not policy_of("b.example", lambda name: texts.get(name, [])).published


def test_a_silent_resolver_is_said_so(monkeypatch):
    monkeypatch.setattr(dns, "SECONDS", 0.3)
    with pytest.raises(dns.Silent):
        dns.texts("127.0.0.1:9")("corp.example")


@pytest.mark.django_db
def test_mail_is_judged_by_it(key, server, ticket, cy, settings):
    settings.MAIL_DNS = server
    plain = written("Cy <cy@example.org>", "From me")
    signed = signed_by(key, "example.org", plain.encode().replace(b"\n", b"\r\n"))
    to = own_address(ticket, cy)

    assert arrived(plain.replace("From me", "Forged"), to=to).outcome == "unverified"
    assert arrived(signed.replace(b"\r\n", b"\n"), to=to).outcome == "replied"
