"""What can go wrong with a mailbox's server, in words that say what to do, and in which field of the form it lies."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from frontdoor.core.egress.imap import Error, Unsafe
from frontdoor.core.egress.lines import Closed, Forbidden, Unknown

NOT_ALLOWED = _later(
    "This address is not allowed. A server in your own network must be named in FRONTDOOR_EGRESS_ALLOW first."
)


class Trouble(Exception):
    """Expected, and told to people. `field` is the one to look at, or empty."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


@contextmanager
def connecting(host: str, port: int) -> Iterator[None]:
    """Turns whatever stops a connection into Trouble."""
    try:
        yield
    except Unknown as unknown:
        words = _("There is no server called {host}. Check how it is written.").format(host=host)
        raise Trouble(words, "host") from unknown
    except Forbidden as forbidden:
        raise Trouble(str(NOT_ALLOWED), "host") from forbidden
    except Closed as closed:
        words = _("{host} at port {port}: {why}").format(host=host, port=port, why=closed)
        raise Trouble(words, "host") from closed
    except Unsafe as unsafe:
        raise Trouble(str(unsafe), "security") from unsafe
    except (OSError, Error) as broken:
        raise _unencrypted(broken, host, port) from broken


def _unencrypted(broken: Exception, host: str, port: int) -> Trouble:
    """It was connected to, and no line that can be trusted came of it."""
    if isinstance(broken, ssl.SSLCertVerificationError):
        why = broken.verify_message.rstrip(".")
        words = _("The certificate of {host} can't be trusted: {why}.")
        return Trouble(words.format(host=host, why=why), "host")
    if isinstance(broken, ssl.SSLError):
        words = _("{host} does not speak TLS at port {port}. Is it STARTTLS, at port 143?")
        return Trouble(words.format(host=host, port=port), "security")
    if isinstance(broken, TimeoutError):
        words = _("{host} says nothing at port {port}. Does it expect TLS from the start there?")
        return Trouble(words.format(host=host, port=port), "security")
    words = _("{host} at port {port} broke off before it greeted us.")
    return Trouble(words.format(host=host, port=port), "host")


@contextmanager
def talking(host: str) -> Iterator[None]:
    """The same for whatever ends a conversation that was going on."""
    try:
        yield
    except TimeoutError as slow:
        raise Trouble(_("{host} does not answer any more.").format(host=host)) from slow
    except OSError as broken:
        raise Trouble(_("The line to {host} broke.").format(host=host)) from broken
    except Error as said:
        raise Trouble(_("{host} broke off: {why}").format(host=host, why=plain(said))) from said


def plain(said: object, *secret: str) -> str:
    """What a server said, fit to be shown: one short line without anything secret in it."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    if text.startswith(("b'", 'b"')):
        text = text[2:-1]
    for word in secret:
        text = text.replace(word, "•••") if word else text
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"{line[:150]}…" if len(line) > 150 else line
