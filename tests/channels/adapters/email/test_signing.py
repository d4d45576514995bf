"""DKIM: what leaves is signed for its own domain, and another machine finds the signature good."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from frontdoor.channels.adapters.email.compose import Part, Sheet, composed
from frontdoor.channels.adapters.email.signing import Key, signed
from frontdoor.core.clock import now
from frontdoor.core.errors import Unsound
from frontdoor.site import dkim as settings_of_dkim
from tests.channels.adapters.email.loopback_dns import answering

dkim = pytest.importorskip("dkim")
PAIR = rsa.generate_private_key(public_exponent=65537, key_size=1024)


def pem(key) -> str:
    kind, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, kind, plain).decode()


def record() -> str:
    import base64  # noqa: PLC0415

    public = PAIR.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


def mail(subject: str = "Über den Drucker") -> bytes:
    sheet = Sheet(
        ("Ana", "desk@example.org"), ("Cy", "cy@example.net"), subject, now(), "fd.1@example.org",
        "Grüße\n.\nEnde\n", "<p>Grüße</p>", fewer="https://desk.example.org/mail/fewer/x/",
    )  # fmt: skip
    return composed(sheet, [Part("Plan.pdf", b"\0\r\n.\r\n" * 9)])


@pytest.fixture
def keyed(settings):
    settings.DKIM = Key("example.org", "frontdoor", pem(PAIR))


def holds(content: bytes) -> bool:
    with answering({"frontdoor._domainkey.example.org.": record()}) as txt:
        return dkim.verify(content, dnsfunc=txt)


def test_a_signed_mail_is_found_good_through_the_dns(keyed):
    assert holds(signed(mail(), "desk@example.org"))


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"Ende", b"Anfang"), (b"cy@example.net", b"eve@example.net"), (b"/fewer/x/", b"/fewer/y/")],
)
def test_one_changed_word_breaks_it(keyed, before, after):
    content = signed(mail(), "desk@example.org")
    assert before in content

    assert not holds(content.replace(before, after))


def test_a_second_sender_breaks_it(keyed):
    content = signed(mail(), "desk@example.org")

    assert not holds(content.replace(b"\r\nTo: ", b"\r\nFrom: eve@evil.example\r\nTo: ", 1))


def test_one_click_is_covered(keyed):
    """RFC 8058, 4: otherwise nobody believes it."""
    head = signed(mail(), "desk@example.org").split(b"\r\nContent-Type")[0].replace(b"\r\n ", b" ")

    assert b"list-unsubscribe" in head and b"list-unsubscribe-post" in head


@pytest.mark.parametrize("sender", ["desk@evil.example", "desk@notexample.org"])
def test_for_another_domain_nothing_is_signed(keyed, sender):
    assert signed(b"x", sender) == b"x"


def test_without_a_key_nothing_is_signed(settings):
    settings.DKIM = None

    assert signed(b"x", "desk@example.org") == b"x"


def key_file(folder, mode: int, text: str):
    path = folder / "key.pem"
    path.write_text(text)
    path.chmod(mode)
    return {"FRONTDOOR_DKIM_KEY_FILE": str(path), "FRONTDOOR_MAILBOX": "help@Example.org"}


def test_the_key_is_read_for_the_mailboxs_domain(tmp_path):
    text = pem(PAIR)
    key = settings_of_dkim.read(key_file(tmp_path, 0o600, text), text)

    assert key == Key("example.org", "frontdoor", text)


@pytest.mark.parametrize(
    ("mode", "text", "more", "why"),
    [
        (0o644, pem(PAIR), {}, "others can read"),
        (0o600, "no key", {}, "no private key"),
        (0o600, pem(ec.generate_private_key(ec.SECP256R1())), {}, "RSA key"),
        (0o600, pem(PAIR), {"FRONTDOOR_DKIM_SELECTOR": "a b"}, "SELECTOR"),
        (0o600, pem(PAIR), {"FRONTDOOR_DKIM_DOMAIN": "-x-"}, "DOMAIN"),
    ],
)
def test_a_key_that_could_not_sign_or_is_open_is_refused(tmp_path, mode, text, more, why):
    with pytest.raises(Unsound, match=why):
        settings_of_dkim.read(key_file(tmp_path, mode, text) | more, text)
