"""Hand one finished mail to the mail server named in EMAIL_URL, and say exactly how it went."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings

TIMEOUT = 30
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class Unreachable(Exception):
    """Nothing was taken; trying again later is right."""


class Ambiguous(Exception):
    """The line went dead after the last word: it may have been taken. Sent again under the same Message-ID."""


class Rejected(Exception):
    """The server refused for good."""


@dataclass(frozen=True)
class Letter:
    """Envelope and bytes; control characters are refused in both addresses."""

    sender: str
    recipient: str
    content: bytes


def deliver(letter: Letter) -> None:
    """One connection, one mail. Raises Unreachable, Ambiguous or Rejected, with words fit for an agent."""
    for address in (letter.sender, letter.recipient):
        if any(ord(c) < 33 or ord(c) > 126 or c in "<>" for c in address):
            raise Rejected("The address can't be used in mail.")
    try:
        with _connected() as server:
            _say(server, letter)
    except smtplib.SMTPResponseException as answer:
        raise _judged(answer.smtp_code, answer.smtp_error) from answer
    except (OSError, smtplib.SMTPException) as broken:
        raise Unreachable("The mail server could not be reached.") from broken


def _say(server: smtplib.SMTP, letter: Letter) -> None:
    _expect(server.mail(letter.sender))
    _expect(server.rcpt(letter.recipient))
    try:
        _expect(server.data(letter.content))
    except (smtplib.SMTPServerDisconnected, TimeoutError) as cut:
        raise Ambiguous(
            "The mail server broke off at the end; it may have been delivered."
        ) from cut


def _expect(answer: tuple[int, bytes]) -> None:
    code, text = answer
    if code not in (250, 251):
        raise smtplib.SMTPResponseException(code, text)


def _judged(code: int, text: bytes | str) -> Exception:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    said = f"The mail server said {code}: {' '.join(words.split())[:150]}"
    return Rejected(said) if 500 <= code < 600 else Unreachable(said)


def _connected() -> smtplib.SMTP:
    url = urlsplit(settings.EMAIL_URL)
    host, port = url.hostname or "localhost", url.port or PORTS[url.scheme]
    server: smtplib.SMTP
    if url.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT)
    try:
        _secured(server, url.scheme)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server


def _secured(server: smtplib.SMTP, scheme: str) -> None:
    """Never falls back to plain text where encryption was asked for (S35)."""
    server.ehlo_or_helo_if_needed()
    if scheme == "smtp+starttls":
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
