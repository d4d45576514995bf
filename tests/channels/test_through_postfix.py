"""Our mails through a real Postfix: taken, relayed as they are, and its refusals understood."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from frontdoor.channels.adapters.email.signing import Key
from frontdoor.core import storage
from frontdoor.core.tasks import run_due
from frontdoor.tickets import verbs
from frontdoor.tickets.verbs import Carried, File
from tests.channels.adapters.email.loopback_dns import answering
from tests.postfix import Postfix, missing, postfix
from tests.reliability.outbound import answered, asked_by
from tests.rude import RudeSink, rude_sink

dkim = pytest.importorskip("dkim")
pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())
PAIR = rsa.generate_private_key(public_exponent=65537, key_size=1024)


@pytest.fixture(scope="module")
def beyond() -> Iterator[RudeSink]:
    with rude_sink() as sink:
        yield sink


@pytest.fixture(scope="module")
def running(beyond) -> Iterator[Postfix]:
    with postfix(beyond.port) as started:
        yield started


@pytest.fixture
def relay(running, settings) -> Postfix:
    plain = serialization.NoEncryption()
    private = PAIR.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain
    )
    settings.EMAIL_URL = running.url
    settings.DKIM = Key("localhost", "frontdoor", private.decode())
    return running


def came(beyond: RudeSink, before: int) -> bytes:
    """What Postfix handed on: awaited, since it queues first."""
    assert beyond.came_beyond(before), "Postfix handed nothing on"
    return beyond.taken[-1][1]


def record() -> str:
    public = PAIR.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return f"v=DKIM1; p={base64.b64encode(public).decode()}"


def test_a_signed_answer_arrives_whole_and_its_signature_holds(relay, beyond, as_ana, db):
    ticket = asked_by("Cy", "cy@example.org")
    words = ".\nFrom the start: Grüße, 😀 and a line of " + "x" * 3_000
    blob = storage.keep(b"\0\r\n.\r\n" * 5_000)
    before = len(beyond.taken)
    files = [File(blob.sha256, "Plan für Ü.bin", "x/y", blob.size)]
    verbs.reply(ticket, body=words, channel="email", by=as_ana, carried=Carried(files=files))
    run_due()
    content = came(beyond, before)

    with answering({"frontdoor._domainkey.localhost.": record()}) as txt:
        assert dkim.verify(content[content.index(b"DKIM-Signature:") :], dnsfunc=txt)
    assert max(len(line) for line in content.split(b"\r\n")) <= 998


@pytest.mark.parametrize(
    ("name", "state", "words"),
    [
        ("gone", "failed", "There is no such address."),
        ("grey", "ready", "450: 4.2.0"),
        ("full", "ready", "The mailbox is full."),
    ],
)
def test_its_refusals_are_understood(relay, as_ana, db, name, state, words):
    out = answered(asked_by(name, f"{name}@example.net"), "Hello", as_ana)

    assert out.state == state and words in out.error


def test_what_is_too_large_for_it_is_refused_before_it_is_sent(relay, as_ana, db):
    blob = storage.keep(b"x" * 2_500_000)
    ticket = asked_by("Cy", "cy@example.org")
    files = [File(blob.sha256, "big.bin", "x/y", blob.size)]
    verbs.reply(ticket, body="Big", channel="email", by=as_ana, carried=Carried(files=files))
    run_due()
    out = ticket.outgoing.latest("pk")

    assert out.state == "failed" and "552" in out.error


def test_a_certificate_that_nobody_signed_is_not_trusted(relay, settings, as_ana, db):
    """S35: it stops before the sign-in, and nothing is sent in the open."""
    ticket = asked_by("Cy", "cy@example.org")
    settings.EMAIL_URL = relay.url.replace("smtp://", "smtp+starttls://user:secret@")
    out = answered(ticket, "Hello", as_ana)

    assert out.state == "ready" and "certificate is not trusted" in out.error
