"""Threads that run the claims of one queue, so that slow work never stands before urgent work."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence

from django.db import connections

from frontdoor.core.tasks.perform import can_gather, perform_all
from frontdoor.core.tasks.rows import Claim, Outcome


class Lane:
    """Up to `threads` threads for one queue, started when first needed."""

    AHEAD = 8
    """Most claims held for each thread: one transaction claims and settles many."""
    TOGETHER = 8
    """Most calls of one task in one go; a transaction of many keeps other writers waiting."""
    STOCK = 0.25
    """Seconds of work held for each thread; slow tasks are left to whoever has time for them."""

    def __init__(
        self, name: str, threads: int, report: Callable[[Sequence[Outcome]], None]
    ) -> None:
        self.name = name
        self._most = threads
        self._report = report
        self._held = 0
        self._pace = self.STOCK  # a moving average of the seconds that a task takes
        self._waiting: queue.SimpleQueue[Claim | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    def room(self) -> int:
        """How many claims to take now: none until half of the room is free, then all at once."""
        whole = self._most * max(1, min(self.AHEAD, int(self.STOCK / max(self._pace, 0.001))))
        room = whole - self._held
        return room if room * 2 >= whole else 0

    def put(self, claims: Sequence[Claim]) -> None:
        self._held += len(claims)
        for claim in claims:
            self._waiting.put(claim)
        while len(self._threads) < min(self._most, self._held):
            self._start()

    def finished(self) -> None:
        """One of its claims has an outcome."""
        self._held -= 1

    def close(self) -> list[Claim]:
        """Takes back what no thread has begun; each thread ends after what it is at."""
        left = []
        while not self._waiting.empty():
            left.append(self._waiting.get())
        for _ in self._threads:
            self._waiting.put(None)
        return [claim for claim in left if claim]

    def _start(self) -> None:
        name = f"{self.name}-{len(self._threads)}"
        thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self) -> None:
        try:
            while first := self._waiting.get():
                self._report(self._perform(self._gathered(first)))
        finally:
            connections.close_all()

    def _gathered(self, first: Claim) -> list[Claim]:
        """The first, and what is waiting and may be done along with it. Nothing is held that others could begin."""
        group = [first]
        while len(group) < self.TOGETHER and can_gather(first):
            try:
                claim = self._waiting.get_nowait()
            except queue.Empty:
                break
            if claim is None or claim.path != first.path:
                self._waiting.put(claim)  # another task, or the word to end
                break
            group.append(claim)
        return group

    def _perform(self, group: Sequence[Claim]) -> list[Outcome]:
        began = time.monotonic()
        outcomes = perform_all(group)
        each = (time.monotonic() - began) / len(group)
        self._pace += (each - self._pace) / 4
        return outcomes
