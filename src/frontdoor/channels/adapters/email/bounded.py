"""Reads mail in a child process with limits on time and memory: what kills the reader kills only it.

reader = Reader()
mail = reader.read(raw)      # raises Unreadable where the message can't be read within the limits
"""

from __future__ import annotations

import logging
import signal

from frontdoor.channels.adapters.email.children import MEGABYTES, SECONDS, Children, Stopped
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.adapters.email.wire import mail_from

LOGGER = logging.getLogger("frontdoor.mail")
CHILD = "frontdoor.channels.adapters.email.child"
_KILLED = {
    signal.SIGALRM: "reading it takes longer than {seconds} seconds",
    signal.SIGXCPU: "reading it takes more than {seconds} seconds of computing",
    signal.SIGKILL: "the system stopped its reader",
}


class Unreadable(Exception):
    """The message can't be read within the limits. The message says why, in words."""


class Reader(Children):
    """A pool of at most `size` children that read mail."""

    def __init__(
        self, *, size: int = 1, seconds: float = SECONDS, megabytes: int = MEGABYTES
    ) -> None:
        super().__init__(CHILD, size=size, seconds=seconds, megabytes=megabytes)

    def read(self, raw: bytes, *, own_host: str = "", deep: int = 0) -> Mail:
        """Raises Unreadable; the next message finds a new child. `deep` as in `read.read`."""
        try:
            return self.ask([own_host.encode("ascii", "replace"), bytes([deep]), raw], mail_from)
        except Stopped as stopped:
            raise Unreadable(self._reason(stopped)) from None

    def _reason(self, stopped: Stopped) -> str:
        if stopped.said:  # a fault of ours
            LOGGER.warning("A reader of mail stopped: %s", stopped.said)
        code = stopped.code
        if code < 0 and (words := _KILLED.get(signal.Signals(-code))):
            return f"This message can't be read: {words.format(seconds=self._seconds)}."
        return "This message can't be read: its reader stopped."
