"""Child processes with limits on time and memory that answer one request after another: what kills one kills only it.

A `Children` may be used by many threads; each child takes one request at a time and lives on. It is started anew, not
forked: a fork of a process with threads can hang. What runs in a child is `serving.py` with a module's own answer.
"""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Self, TypeVar

import frontdoor
from frontdoor.channels.adapters.email.wire import frame, framed

T = TypeVar("T")
SECONDS = 20
MEGABYTES = 512
# The child's own alarm comes first; this is for one that is stopped or cannot be scheduled.
_GRACE = 5
_LAST_WORDS = 2000


class Stopped(Exception):
    """A child ended instead of answering: its exit code, and the end of what it said of that."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(code, said)
        self.code, self.said = code, said


class Children:
    """A pool of at most `size` children that run `module`, started when they are first needed."""

    def __init__(
        self, module: str, *, size: int = 1, seconds: float = SECONDS, megabytes: int = MEGABYTES
    ) -> None:
        self._module, self._seconds, self._megabytes = module, seconds, megabytes
        self._free = threading.BoundedSemaphore(size)
        self._idle: list[_Child] = []
        self._owner = os.getpid()

    def ask(self, asked: Sequence[bytes], understood: Callable[[BinaryIO], T]) -> T:
        """Raises Stopped; the next request finds a new child."""
        with self._borrowed() as child:
            return child.ask(asked, understood)

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
            child = self._living() or _Child(self._module, self._seconds, self._megabytes)
            yield child
            self._idle.append(child)

    def _living(self) -> _Child | None:
        """An idle child; one that died meanwhile is not the next request's fault."""
        while self._idle:
            child = self._idle.pop()
            if child.lives():
                return child
            child.stop()
        return None


class _Child:
    """One child process and its two pipes."""

    def __init__(self, module: str, seconds: float, megabytes: int) -> None:
        self._seconds = seconds
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  as long as the child lives
        self._process = subprocess.Popen(  # noqa: S603  our own module, by our own interpreter
            [sys.executable, "-m", module, str(seconds), str(megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={"PYTHONPATH": str(Path(frontdoor.__file__).parents[1]), "PATH": os.defpath},
            start_new_session=True,
        )
        assert self._process.stdin and self._process.stdout
        self._requests: BinaryIO = self._process.stdin  # type: ignore[assignment]
        self._answers: BinaryIO = self._process.stdout  # type: ignore[assignment]
        self._answer(frame)

    def ask(self, asked: Sequence[bytes], understood: Callable[[BinaryIO], T]) -> T:
        with contextlib.suppress(BrokenPipeError):  # its death is noticed below, with its reason
            self._requests.write(b"".join(map(framed, asked)))
            self._requests.flush()
        return self._answer(understood)

    def lives(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """Its input ends, and so does it."""
        self._requests.close()
        self._answers.close()
        self._process.wait(timeout=_GRACE)
        self._errors.close()

    def _answer(self, understood: Callable[[BinaryIO], T]) -> T:
        poll = select.poll()
        poll.register(self._answers, select.POLLIN)
        if not poll.poll(int((self._seconds + _GRACE) * 1000)):
            self._process.kill()
        try:
            return understood(self._answers)
        except EOFError:
            raise self._stopped() from None

    def _stopped(self) -> Stopped:
        with contextlib.suppress(BrokenPipeError):
            self._requests.close()
        code = self._process.wait(timeout=_GRACE)
        self._answers.close()
        with self._errors as errors:
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace")
        return Stopped(code, said[-_LAST_WORDS:])
