"""The questions people build themselves: one file each, returning a Q."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from frontdoor.core.errors import Refused
from frontdoor.core.registry import Registry
from frontdoor.people.actors import Actor

PLAIN = frozenset({""})
ORDERED = frozenset({"", "<", "<=", ">", ">="})


@dataclass(frozen=True)
class Asked:
    """One value of one condition: `sign` is "", <, <=, > or >=; `now` says which zone days are meant in."""

    value: str
    sign: str
    actor: Actor
    now: datetime


@dataclass(frozen=True)
class Condition:
    """`answer` gives the Q for a value; `audience` is "everybody", or "staff" for what requesters must not ask."""

    name: str
    label: str
    example: str
    answer: Callable[[Asked], Q]
    signs: frozenset[str]
    audience: str


CONDITIONS: Registry[Condition] = Registry("conditions")


def condition(
    name: str, *, label: str, example: str, signs: frozenset[str] = PLAIN, audience: str = "staff"
) -> Callable[[Callable[[Asked], Q]], Callable[[Asked], Q]]:
    """Register the function as what `name:value` asks. `example` is a value, as people would type it."""

    def register(answer: Callable[[Asked], Q]) -> Callable[[Asked], Q]:
        CONDITIONS.add(name, Condition(name, label, example, answer, signs, audience))
        return answer

    return register


def may_ask(actor: Actor) -> list[str]:
    """The names of the conditions that this actor may use, in alphabetical order."""
    return [name for name in CONDITIONS if actor.is_staff or CONDITIONS[name].audience != "staff"]


def one_of(words: Mapping[str, str], asked: Asked) -> str:
    """The stored word for what was typed: `words` maps spellings to it. Raises Refused with the list."""
    typed = asked.value.casefold().replace(" ", "_").replace("-", "_")
    if typed not in words:
        raise Refused(
            "“{value}” is none of {names}.", value=asked.value, names=", ".join(sorted(words))
        )
    return words[typed]


def spellings(choices: list[tuple[str, str]]) -> dict[str, str]:
    """What people may type for each choice: its stored value or its label."""
    pairs = [(value, value) for value, _ in choices]
    labelled = [(label.casefold().replace(" ", "_"), value) for value, label in choices]
    return dict([*labelled, *pairs])
