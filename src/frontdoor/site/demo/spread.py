"""Does the same to many things in several processes, in order and with few at once."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

from django.db import connections

Thing = TypeVar("Thing")
Made = TypeVar("Made")

_WORK: list[Callable[[Any], Any]] = []


def spread(
    work: Callable[[Thing], Made], things: Iterable[Thing], processes: int
) -> Iterator[Made]:
    """What `work` makes of each thing, in their order; with one process, in this one.

    Others are forked, so that `work` may hold what can't be pickled; things and what is made of
    them must be fit for it.
    """
    if processes == 1:
        yield from map(work, things)
        return
    # A forked connection would be one conversation held by two.
    connections.close_all()
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, forked, _WORK.append, (work,)) as pool:
        waiting: deque[Future[Made]] = deque()
        for thing in things:
            waiting.append(pool.submit(_work, thing))
            if len(waiting) > processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _work(thing: Any) -> Any:
    return _WORK[-1](thing)
