"""Several at once: real threads, each with a database connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections

from frontdoor.core.errors import Refused

Deed = Callable[[], Any]


def at_once(deeds: Sequence[Deed], patience: float = 120) -> list[Any]:
    """Start them together; what each returned, or the Refused that it raised. Anything else is raised here."""
    gate = threading.Barrier(len(deeds))
    outcomes: list[Any] = [None] * len(deeds)

    def run(place: int, deed: Deed) -> None:
        gate.wait(timeout=30)
        try:
            outcomes[place] = deed()
        except Refused as refusal:
            outcomes[place] = refusal
        except BaseException as failure:  # noqa: BLE001 -- carried over to the thread of the test, which raises it
            outcomes[place] = _Failed(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=patience)
    assert not any(thread.is_alive() for thread in threads), "two waited for each other"
    for outcome in outcomes:
        if isinstance(outcome, _Failed):
            raise outcome.failure
    return outcomes


class _Failed:
    def __init__(self, failure: BaseException) -> None:
        self.failure = failure
