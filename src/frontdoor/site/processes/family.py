"""The parent: forks the parts, starts again what ends, and ends all when it is told to."""

from __future__ import annotations

import gc
import logging
import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from frontdoor.site.processes.child import Lifeline, Part, born
from frontdoor.site.processes.signals import Signals

log = logging.getLogger("frontdoor.processes")

GRACE = 10.0
"""Seconds from SIGTERM to SIGKILL."""
SHORTEST, LONGEST = 0.5, 30.0
"""Seconds before a part that ended is started again; doubled each time it does not last."""
LASTING = 60.0


@dataclass
class Place:
    """One part's place in the family: who fills it, or from when it may be filled again."""

    part: Part
    pid: int = 0
    since: float = 0.0
    due: float = 0.0
    delay: float = field(default=SHORTEST)


class Family:
    """All parts under one parent. `leaving` runs when it begins to end: no more visitors."""

    def __init__(
        self, parts: Sequence[Part], *, leaving: Callable[[], None], grace: float = GRACE
    ) -> None:
        self._places = [Place(part) for part in parts]
        self._leaving = leaving
        self._grace = grace
        self._lifeline = Lifeline(*os.pipe())

    def run(self) -> None:
        """Returns after SIGTERM or SIGINT, when no part runs any more."""
        gc.collect()
        gc.freeze()  # What is imported now is never looked at again, so its pages stay shared.
        with Signals() as signals:
            came: set[int] = set()
            while not came & {signal.SIGTERM, signal.SIGINT}:
                self._reap()
                self._fill()
                came = signals.wait(self._until_due())
            self._end(signals)

    def _fill(self) -> None:
        for place in self._places:
            if not place.pid and place.due <= time.monotonic():
                place.pid = born(place.part, self._lifeline)
                place.since = time.monotonic()

    def _until_due(self) -> float:
        empty = [place.due for place in self._places if not place.pid]
        return min(empty) - time.monotonic() if empty else 3600.0

    def _reap(self) -> None:
        for place in self._places:
            if place.pid and (ended := os.waitpid(place.pid, os.WNOHANG))[0]:
                _leave_empty(place, os.waitstatus_to_exitcode(ended[1]))

    def _end(self, signals: Signals) -> None:
        log.info("Stopping")
        self._leaving()
        self._tell(signal.SIGTERM)
        end = time.monotonic() + self._grace
        while self._running() and time.monotonic() < end:
            if signal.SIGINT in signals.wait(end - time.monotonic()):
                break  # A second Ctrl-C means now.
            self._reap()
        self._tell(signal.SIGKILL)
        for place in self._running():
            os.waitpid(place.pid, 0)
        log.info("Stopped")

    def _running(self) -> list[Place]:
        return [place for place in self._places if place.pid]

    def _tell(self, number: int) -> None:
        for place in self._running():
            os.kill(place.pid, number)


def _leave_empty(place: Place, code: int) -> None:
    now = time.monotonic()
    lasted = now - place.since >= LASTING
    wait = SHORTEST if lasted else place.delay
    place.pid, place.due, place.delay = 0, now + wait, min(LONGEST, wait * 2)
    log.warning("The %s ended (%d) and starts again in %.1f s", place.part.name, code, wait)
