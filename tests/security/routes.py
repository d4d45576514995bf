"""Every address of the site has a row here, or the suite fails: what it is, and how it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Row:
    """`kind` is open, list, ticket, child, verb, secret or odd. `data` is what is posted; None means it is read."""

    kind: str
    data: dict[str, object] | None = None
    reads: bool = True
    fill: dict[str, str] = field(default_factory=dict)
    query: str = ""


def addresses() -> Iterator[str]:
    """Every pattern as text, as in "desk/tickets/<int:number>/"."""
    yield from _below(get_resolver(), "")


def filled(address: str, **values: object) -> str:
    """A path with its parameters put in."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), address).replace(
        "^", ""
    ).rstrip("$")


def _below(resolver: URLResolver, before: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield here
        else:
            yield from _below(pattern, here)
