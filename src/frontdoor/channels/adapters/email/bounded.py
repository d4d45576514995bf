"""Reads mail in a child process with limits on time and memory: what kills the reader kills only it.

    reader = Reader()
    mail = reader.read(raw)      # raises Unreadable where the message can't be read within the limits

A `Reader` may be used by many threads; each child takes one message at a time and lives on. It is
started anew, not forked: a fork of a process with threads can hang.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Self, TypeVar

import frontdoor
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.adapters.email.wire import frame, framed, mail_from

T = TypeVar("T")
SECONDS = 20
MEGABYTES = 512
# The child's own alarm comes first; this is for one that is stopped or cannot be scheduled.
_GRACE = 5
_KILLED = {
    signal.SIGALRM: "reading it takes longer than {seconds} seconds",
    signal.SIGXCPU: "reading it takes more than {seconds} seconds of computing",
    signal.SIGKILL: "the system stopped its reader",
}


class Unreadable(Exception):
    """The message can't be read within the limits. The message says why, in words."""


class Reader:
    """A pool of at most `size` children, started when they are first needed."""

    def __init__(
        self, *, size: int = 1, seconds: float = SECONDS, megabytes: int = MEGABYTES
    ) -> None:
        self._seconds, self._megabytes = seconds, megabytes
        self._free = threading.BoundedSemaphore(size)
        self._idle: list[_Child] = []
        self._owner = os.getpid()

    def read(self, raw: bytes, *, own_host: str = "", deep: int = 0) -> Mail:
        """Raises Unreadable; the next message finds a new child. `deep` as in `read.read`."""
        with self._borrowed() as child:
            return child.read(raw, own_host, deep=deep)

    def close(self) -> None:
        """Ends the idle children."""
        while self._idle:
            self._idle.pop().stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def _borrowed(self) -> Iterator[_Child]:
        with self._free:
            if self._owner != os.getpid():  # after a fork the pipes are the parent's
                self._idle, self._owner = [], os.getpid()
            child = self._living() or _Child(self._seconds, self._megabytes)
            yield child
            self._idle.append(child)

    def _living(self) -> _Child | None:
        """An idle child; one that died meanwhile is not the next message's fault."""
        while self._idle:
            child = self._idle.pop()
            if child.lives():
                return child
            child.stop()
        return None


class _Child:
    """One child process and its two pipes."""

    def __init__(self, seconds: float, megabytes: int) -> None:
        self._seconds = seconds
        self._process = subprocess.Popen(  # noqa: S603  our own module, by our own interpreter
            [
                sys.executable,
                "-m",
                "frontdoor.channels.adapters.email.child",
                str(seconds),
                str(megabytes),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"PYTHONPATH": str(Path(frontdoor.__file__).parents[1]), "PATH": os.defpath},
            start_new_session=True,
        )
        assert self._process.stdin and self._process.stdout
        self._requests: BinaryIO = self._process.stdin  # type: ignore[assignment]
        self._answers: BinaryIO = self._process.stdout  # type: ignore[assignment]
        self._answer(frame)

    def read(self, raw: bytes, own_host: str, *, deep: int) -> Mail:
        asked = framed(own_host.encode("ascii", "replace")) + framed(bytes([deep]))
        with contextlib.suppress(BrokenPipeError):  # its death is noticed below, with its reason
            self._requests.write(asked + framed(raw))
            self._requests.flush()
        return self._answer(mail_from)

    def lives(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """Its input ends, and so does it."""
        self._requests.close()
        self._answers.close()
        self._process.wait(timeout=_GRACE)

    def _answer(self, understood: Callable[[BinaryIO], T]) -> T:
        poll = select.poll()
        poll.register(self._answers, select.POLLIN)
        if not poll.poll(int((self._seconds + _GRACE) * 1000)):
            self._process.kill()
        try:
            return understood(self._answers)
        except EOFError:
            raise Unreadable(self._reason()) from None

    def _reason(self) -> str:
        with contextlib.suppress(BrokenPipeError):
            self._requests.close()
        code = self._process.wait(timeout=_GRACE)
        self._answers.close()
        if code < 0 and (words := _KILLED.get(signal.Signals(-code))):
            return f"This message can't be read: {words.format(seconds=self._seconds)}."
        return "This message can't be read: its reader stopped."
