"""Keeps the leases of a worker alive, from a thread and a connection of its own."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable

from django.db import Error as DatabaseError
from django.db import connection

from frontdoor.core.tasks.rows import Claim, Outcome, extend

LOGGER = logging.getLogger("frontdoor.tasks")
TICK = 0.5
"""Seconds between two looks at the claims in memory; the database is only asked when one is due."""


class Heartbeat:
    """Extends each held claim when a third of its lease is over."""

    def __init__(self, worker: str) -> None:
        self._worker = worker
        self._due: dict[Claim, float] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def hold(self, claims: Iterable[Claim]) -> None:
        now = time.monotonic()
        with self._lock:
            self._due |= {claim: now + claim.lease / 3 for claim in claims}

    def release(self, outcomes: Iterable[Outcome]) -> None:
        with self._lock:
            for outcome in outcomes:
                self._due.pop(outcome.claim, None)

    def held(self) -> list[Claim]:
        with self._lock:
            return list(self._due)

    def _beat(self) -> None:
        while not self._stop.wait(TICK):
            now = time.monotonic()
            with self._lock:
                tired = [claim for claim, due in self._due.items() if due <= now]
            if tired:
                self._extend(tired)
        connection.close()

    def _extend(self, claims: list[Claim]) -> None:
        try:
            extend(self._worker, claims)
        except DatabaseError as problem:  # the next tick tries again, well before the lease ends
            LOGGER.warning("The leases could not be extended: %s", problem)
            connection.close()
            return
        now = time.monotonic()
        with self._lock:  # what was released meanwhile stays released
            held = [claim for claim in claims if claim in self._due]
            self._due |= {claim: now + claim.lease / 3 for claim in held}
