"""Who listens to what. Two ways to listen, and no third:

projection  runs inside the transaction, keeps a derived row right, must be cheap, can be rebuilt;
reaction    runs after commit as a retried task, may be slow and talk to the world, may run twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from frontdoor.log.events import Event

Listener = Callable[[Any], None]
REACT = "frontdoor.log.react.react"
"""The task that calls them, by its path."""

PROJECTIONS: dict[str, list[Listener]] = defaultdict(list)
REACTIONS: dict[str, dict[str, Listener]] = defaultdict(dict)


def projection(*kinds: type[Event]) -> Callable[[Listener], Listener]:
    """Call the function with each entry of these kinds, in the entry's own transaction."""

    def register(listener: Listener) -> Listener:
        for kind in kinds:
            PROJECTIONS[kind.kind].append(listener)
        return listener

    return register


def reaction(*kinds: type[Event]) -> Callable[[Listener], Listener]:
    """Call the function with each entry of these kinds (of every kind, if none is named) after commit."""

    def register(listener: Listener) -> Listener:
        name = f"{listener.__module__}.{listener.__qualname__}"
        for kind in kinds or [Event]:
            REACTIONS[kind.kind][name] = listener
        return listener

    return register


def reactions_to(kind: str) -> dict[str, Listener]:
    """Reactions by their dotted name."""
    return REACTIONS.get(kind, {}) | REACTIONS.get(Event.kind, {})
