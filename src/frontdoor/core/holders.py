"""Who needs which files: each app that keeps SHA-256 names in its tables says so in its `holders.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection

from frontdoor.core.registry import Registry

Holder = Callable[[Collection[str]], set[str]]

HOLDERS: Registry[Holder] = Registry("holders")


def holder(name: str) -> Callable[[Holder], Holder]:
    """Registers a function that gives those of the names it is asked for which its tables still hold."""

    def register(held: Holder) -> Holder:
        return HOLDERS.add(name, held)

    return register


def unheld(names: Collection[str]) -> set[str]:
    """Those of the names that nobody holds."""
    left = set(names)
    for name in HOLDERS:
        left -= HOLDERS[name](left) if left else set()
    return left
