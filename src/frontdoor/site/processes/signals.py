"""Signals as something to wait for, so that no code runs inside a handler."""

from __future__ import annotations

import os
import select
import signal
from types import TracebackType

WATCHED = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)


class Signals:
    """While it is open, SIGTERM, SIGINT and SIGCHLD only wake `wait`."""

    def __enter__(self) -> Signals:
        self._read, self._write = os.pipe()
        os.set_blocking(self._write, False)
        self._before = {number: signal.signal(number, _noted) for number in WATCHED}
        signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        signal.set_wakeup_fd(-1)
        for number, before in self._before.items():
            signal.signal(number, before)
        os.close(self._read)
        os.close(self._write)

    def wait(self, seconds: float) -> set[int]:
        """The signals that came, after at most so many seconds."""
        ready, _, _ = select.select([self._read], [], [], max(0.0, seconds))
        return set(os.read(self._read, 4096)) if ready else set()


def _noted(number: int, frame: object) -> None:
    """Python needs a handler to write to the wake-up descriptor; the rest happens in `wait`."""
