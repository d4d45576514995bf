"""What can go wrong with a mailbox's server, in words that say what to do, and in which field of the form it lies."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from frontdoor.core.egress.imap import Error, Unsafe
from frontdoor.core.egress.lines import Closed, Forbidden, Unknown

NOT_ALLOWED = "This address is not allowed. A server in your own network must be named in FRONTDOOR_EGRESS_ALLOW first."


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
        words = f"There is no server called {host}. Check how it is written."
        raise Trouble(words, "host") from unknown
    except Forbidden as forbidden:
        raise Trouble(NOT_ALLOWED, "host") from forbidden
    except Closed as closed:
        raise Trouble(f"{host} at port {port}: {closed}", "host") from closed
    except Unsafe as unsafe:
        raise Trouble(str(unsafe), "security") from unsafe
    except (OSError, Error) as broken:
        raise _unencrypted(broken, host, port) from broken


def _unencrypted(broken: Exception, host: str, port: int) -> Trouble:
    """It was connected to, and no line that can be trusted came of it."""
    if isinstance(broken, ssl.SSLCertVerificationError):
        why = broken.verify_message.rstrip(".")
        return Trouble(f"The certificate of {host} can't be trusted: {why}.", "host")
    if isinstance(broken, ssl.SSLError):
        words = f"{host} does not speak TLS at port {port}. Is it STARTTLS, at port 143?"
        return Trouble(words, "security")
    if isinstance(broken, TimeoutError):
        words = f"{host} says nothing at port {port}. Does it expect TLS from the start there?"
        return Trouble(words, "security")
    return Trouble(f"{host} at port {port} broke off before it greeted us.", "host")


@contextmanager
def talking(host: str) -> Iterator[None]:
    """The same for whatever ends a conversation that was going on."""
    try:
        yield
    except TimeoutError as slow:
        raise Trouble(f"{host} does not answer any more.") from slow
    except OSError as broken:
        raise Trouble(f"The line to {host} broke.") from broken
    except Error as said:
        raise Trouble(f"{host} broke off: {plain(said)}") from said


def plain(said: object, *secret: str) -> str:
    """What a server said, fit to be shown: one short line without anything secret in it."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    if text.startswith(("b'", 'b"')):
        text = text[2:-1]
    for word in secret:
        text = text.replace(word, "•••") if word else text
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"{line[:150]}…" if len(line) > 150 else line
