"""Takes mail into the spool group by group: what arrives while one group is written makes up the next.

So a mail that comes alone waits for nobody, and in a rush many share one transaction (group commit). Each is answered
only when its group is durable.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import Error as DatabaseError
from django.db import connection

from frontdoor.channels import pressure, spool
from frontdoor.channels.spool import Arrived
from frontdoor.core.db import is_away
from frontdoor.core.disk import has_room

LOGGER = logging.getLogger("frontdoor.mail")
MOST = 32
TRY_AGAIN = "451 4.3.0 Try again later"
FULL = "452 4.3.1 There is no room now, try again later"
BUSY = "452 4.3.1 More mail waits here than can be read, try again later"
Place = asyncio.Future[str]


class Taker:
    """Lives on one event loop; one thread writes."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="spool")
        self._waiting: list[tuple[Arrived, Place]] = []
        self._at_work: asyncio.Task[None] | None = None

    async def take(self, arrived: Arrived) -> str:
        """The answer to the sender. Whatever went wrong beyond disk and database is raised."""
        place: Place = asyncio.get_running_loop().create_future()
        self._waiting.append((arrived, place))
        if self._at_work is None:
            self._at_work = asyncio.create_task(self._take_all())
        return await place

    async def close(self) -> None:
        """Returns when whatever waited has its answer."""
        if self._at_work is not None:
            await asyncio.wait([self._at_work])
        self._pool.shutdown()

    async def _take_all(self) -> None:
        try:
            while self._waiting:
                group, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                await self._take_group(group)
        finally:
            self._at_work = None

    async def _take_group(self, group: Sequence[tuple[Arrived, Place]]) -> None:
        arrived = [one for one, _ in group]
        written = asyncio.get_running_loop().run_in_executor(self._pool, answers, arrived)
        await asyncio.wait([written])
        _tell([place for _, place in group], written)


def answers(group: Sequence[Arrived]) -> list[str]:
    """What each sender is told. Where a group fails each is tried by itself: one must not hold up the others.

    A database that is away fails all of them, and each would wait for it anew.
    """
    if not has_room():
        return [FULL] * len(group)
    try:
        if pressure.is_high():
            return [BUSY] * len(group)
        rows = spool.accept_all(group)
    except (OSError, DatabaseError) as trouble:
        if isinstance(trouble, DatabaseError):
            connection.close()
        if is_away(trouble):
            return [_failed(trouble)] * len(group)
        if len(group) > 1:
            return [answer for one in group for answer in answers([one])]
        return [_failed(trouble)]
    return [f"250 2.0.0 Taken as {row.pk}" for row in rows]


def _failed(trouble: OSError | DatabaseError) -> str:
    if isinstance(trouble, OSError):
        LOGGER.error("Mail could not be written: %s", trouble.strerror)
        return FULL
    LOGGER.error("Mail could not be entered", exc_info=trouble)
    return TRY_AGAIN


def _tell(places: Sequence[Place], written: asyncio.Future[list[str]]) -> None:
    """Who has left meanwhile is told nothing; the mail is ours all the same."""
    problem = written.exception()
    said = [""] * len(places) if problem else written.result()
    for place, answer in zip(places, said, strict=True):
        if place.done():
            continue
        if problem:
            place.set_exception(problem)
        else:
            place.set_result(answer)
