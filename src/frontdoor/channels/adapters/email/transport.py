"""Hand one finished mail to a mail server, and say exactly how it went."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass
from typing import Literal

from frontdoor.channels.adapters.email import lines

LAST_WORD = 60
"""Seconds for the answer to a whole mail; the server looks at it for viruses meanwhile."""
Reach = Literal["mail", "domain", "server"]
ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
NOT_LET_IN = frozenset({530, 534, 535, 538})
PLAIN = {
    "1.1": "There is no such address.",
    "1.2": "There is no such mail domain.",
    "1.6": "The address has moved.",
    "1.10": "Their domain takes no mail.",
    "2.1": "The mailbox is switched off.",
    "2.2": "The mailbox is full.",
    "2.3": "The mail is too large for them.",
    "3.4": "The mail is too large for them.",
    "4.1": "Their mail server does not answer.",
    "7.1": "Their mail server refuses it.",
}
"""Subject and detail of an enhanced status code (RFC 3463), in words."""


class Unreachable(Exception):
    """Nothing was taken; trying again later is right. `reach` says for how much this holds."""

    def __init__(self, words: str, reach: Reach = "server") -> None:
        super().__init__(words)
        self.reach = reach


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


def deliver(letter: Letter, url: str) -> None:
    """One mail. Raises Unreachable, Ambiguous or Rejected, with words fit for an agent."""
    for address in (letter.sender, letter.recipient):
        if any(ord(c) < 33 or ord(c) > 126 or c in "<>" for c in address):
            raise Rejected("The address can't be used in mail.")
    try:
        with lines.line(url) as server:
            verdict = _say(server, letter)
    except lines.Busy as busy:
        raise Unreachable("Other mail goes first.", "mail") from busy
    except (OSError, smtplib.SMTPException) as broken:
        raise Unreachable(_why(broken)) from broken
    if verdict is not None:
        raise verdict


def greet(url: str) -> None:
    """Is it there, does it let us in? Raises Unreachable. The line stays open for what waits."""
    try:
        with lines.line(url):
            return
    except lines.Busy:
        return  # others are talking to it
    except (OSError, smtplib.SMTPException) as broken:
        raise Unreachable(_why(broken)) from broken


def _say(server: smtplib.SMTP, letter: Letter) -> Unreachable | Rejected | None:
    """A refusal is given back, not raised: the line is as good as before."""
    size = [f"size={len(letter.content)}"] if server.has_extn("size") else []
    for code, text in (server.mail(letter.sender, size), server.rcpt(letter.recipient)):
        if code not in (250, 251):
            return judged(code, text)
    code, text = server.docmd("data")
    if code != 354:
        return judged(code, text)
    code, text = _poured(server, letter.content)
    return None if code == 250 else judged(code, text)


def _poured(server: smtplib.SMTP, content: bytes) -> tuple[int, bytes]:
    """The mail and the answer to it. Cut before the final dot nothing was taken (RFC 5321, 4.1.1.4)."""
    try:
        server.send(_dotted(content))
    except (smtplib.SMTPServerDisconnected, OSError) as cut:
        raise Unreachable("The mail server broke off in the middle.") from cut
    try:
        server.send(b".\r\n")
        return _last_word(server)
    except (smtplib.SMTPServerDisconnected, OSError) as cut:
        raise Ambiguous("The mail server broke off at the end; it may have arrived.") from cut


def _dotted(content: bytes) -> bytes:
    body = re.sub(rb"(?m)^\.", b"..", content)
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def _last_word(server: smtplib.SMTP) -> tuple[int, bytes]:
    assert server.sock is not None
    server.sock.settimeout(LAST_WORD)
    answer = server.getreply()
    server.sock.settimeout(lines.TIMEOUT)
    return answer


def judged(code: int, text: bytes | str) -> Unreachable | Rejected:
    """What an answer means: 421 and system trouble hold for the server, routing trouble for the domain."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    words = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    status = ENHANCED.search(words)
    subject, detail = (status[2], status[3]) if status else ("", "")
    plain = PLAIN.get(f"{subject}.{detail}", "")
    said = f"{plain} The mail server said {code}: {words[:150]}".strip()
    if code in NOT_LET_IN:
        return Unreachable(
            f"The mail server does not let the desk in. It said {code}: {words[:150]}"
        )
    if 500 <= code < 600:
        return Rejected(said)
    return Unreachable(said, _reach(code, subject))


def _reach(code: int, subject: str) -> Reach:
    if code == 421 or subject == "3" or not 400 <= code < 500:
        return "server"
    return "domain" if subject == "4" else "mail"


def _why(broken: Exception) -> str:
    """The address and whatever the server said of a password stay out of it."""
    if isinstance(broken, ssl.SSLError):
        return "The line to the mail server could not be encrypted: its certificate is not trusted."
    if isinstance(broken, smtplib.SMTPNotSupportedError):
        return "The mail server does not offer the encryption or sign-in that was set."
    if isinstance(broken, smtplib.SMTPAuthenticationError):
        return f"The mail server does not let the desk in (code {broken.smtp_code})."
    if isinstance(broken, smtplib.SMTPResponseException):
        return f"The mail server is not ready (code {broken.smtp_code})."
    if isinstance(broken, TimeoutError):
        return "The mail server does not answer."
    return "The mail server could not be reached."
