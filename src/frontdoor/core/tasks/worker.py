"""The worker: sleeps until something is due, claims it, has it run, writes down the outcome."""

from __future__ import annotations

import logging
import os
import queue
import time
from collections.abc import Iterable, Mapping, Sequence

from django.db import Error as DatabaseError
from django.db import connection, transaction

from frontdoor.core import metrics
from frontdoor.core.db import backend
from frontdoor.core.tasks.alive import Alive
from frontdoor.core.tasks.heartbeat import Heartbeat
from frontdoor.core.tasks.lanes import Lane
from frontdoor.core.tasks.rows import Claim, Outcome, Unstarted, claim, fresh_name, settle
from frontdoor.core.tasks.watch import Watch

LOGGER = logging.getLogger("frontdoor.tasks")
LINGER = 0.05
"""Seconds that an outcome may wait for others while more are at work: one commit writes many."""
GRACE = 8.0
"""Seconds that running tasks have to end after `stop`."""


class Worker:
    """Runs in the thread that calls `run`, until `stop` is called from a signal or a thread.

    That one thread makes every write to the table of promises; tasks run in the lanes' threads.
    """

    def __init__(self, lanes: Mapping[str, int]) -> None:
        self.name = fresh_name()
        self._lanes = {name: Lane(name, most, self._report) for name, most in lanes.items()}
        self._watch = Watch(list(lanes))
        self._heartbeat = Heartbeat(self.name)
        self._due: set[str] = set()
        self._held: set[Claim] = set()
        self._reported: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        self._unsettled: list[Outcome] = []
        self._ripe_at = 0.0
        self._look_at = 0.0
        self._stopped = False
        self._poked, self._poke = os.pipe()
        os.set_blocking(self._poked, False)
        os.set_blocking(self._poke, False)

    def stop(self) -> None:
        """Safe to call from a signal handler."""
        self._stopped = True
        self._nudge()

    def run(self) -> None:
        """Returns within ten seconds after `stop`: all it held is settled or ready for another."""
        alive = Alive(self.name)
        self._bell = backend().Bell()
        self._heartbeat.start()
        try:
            while not self._stopped:
                self._survive_the_database()
            self._wind_up()
            alive.close()  # not in `finally`: after a fault another one must see that we are gone
        finally:
            self._heartbeat.stop()
            self._bell.close()
            connection.close()

    def _survive_the_database(self) -> None:
        """A database that is away or busy for a while must not end the worker."""
        try:
            self._turn()
        except DatabaseError as problem:
            LOGGER.warning("The database did not answer the worker: %s", problem)
            connection.close()
            time.sleep(0.5)

    def _turn(self) -> None:
        now = time.monotonic()
        if now >= self._look_at:
            self._look(now)
        self._take_reports()
        rooms = {name: self._lanes[name].room() for name in self._due}
        if any(rooms.values()) or self._ripe():
            self._settle_and_claim({name: room for name, room in rooms.items() if room})
        elif self._bell.wait(self._poked, self._patience()):
            self._look_at = 0.0

    def _look(self, now: float) -> None:
        self._due = self._watch.look()
        self._look_at = now + backend().Bell.LOOK

    def _settle_and_claim(self, rooms: Mapping[str, int]) -> None:
        with transaction.atomic():
            settle(self.name, self._unsettled)
            claimed = {name: claim(self.name, name, room) for name, room in rooms.items()}
        self._heartbeat.release(self._unsettled)
        self._unsettled = []
        for name, claims in claimed.items():
            self._held.update(claims)
            self._heartbeat.hold(claims)
            self._lanes[name].put(claims)
            if len(claims) < rooms[name]:
                self._due.discard(name)

    def _ripe(self) -> bool:
        """Is it time to write outcomes: all work is done, or the oldest has waited long enough."""
        if not self._unsettled:
            return False
        return not self._held or time.monotonic() >= self._ripe_at

    def _patience(self) -> float:
        until = min(self._look_at, self._ripe_at) if self._unsettled else self._look_at
        return max(0.0, until - time.monotonic())

    def _report(self, outcomes: Sequence[Outcome]) -> None:
        """Called by the lanes' threads."""
        for outcome in outcomes:
            self._reported.put(outcome)
        self._nudge()

    def _nudge(self) -> None:
        try:
            os.write(self._poke, b"!")
        except BlockingIOError:
            return  # full of nudges already

    def _take_reports(self) -> None:
        try:
            os.read(self._poked, 65536)
        except BlockingIOError:
            return  # nothing was reported
        while not self._reported.empty():
            self._note(self._reported.get())

    def _note(self, outcome: Outcome) -> None:
        if not self._unsettled:
            self._ripe_at = time.monotonic() + LINGER
        self._unsettled.append(outcome)
        metrics.TASKS.labels(type(outcome).__name__.lower()).inc()
        self._held.discard(outcome.claim)
        self._lanes[outcome.claim.queue].finished()

    def _wind_up(self) -> None:
        """Waits a while for what runs; the rest goes back, to be run by another worker."""
        self._give_back(claim for lane in self._lanes.values() for claim in lane.close())
        until = time.monotonic() + GRACE
        while self._held and time.monotonic() < until:
            self._bell.wait(self._poked, until - time.monotonic())
            self._take_reports()
            self._settle_and_claim({})
        self._give_back(list(self._held))

    def _give_back(self, claims: Iterable[Claim]) -> None:
        for left in claims:
            self._note(Unstarted(left))
        self._settle_and_claim({})
