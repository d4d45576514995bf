"""A filter once it is read: frozen, and writable as text again."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from frontdoor.core.errors import Refused
from frontdoor.people.actors import Actor
from frontdoor.tickets import search
from frontdoor.tickets.conditions import CONDITIONS, Asked, Condition, may_ask
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import TicketQuerySet

# What people try first, coming from other desks and mail programs.
MEANT = {
    "from": "requester", "for": "requester", "owner": "assignee", "agent": "assignee", "to": "assignee",
    "state": "status", "prio": "priority", "queue": "team", "via": "channel", "label": "tag",
}  # fmt: skip

# Not what would be read as a sign, as an address or as the start of something else.
BARE = re.compile(r"(?![<>=:/])[^\s,\"]+")


@dataclass(frozen=True)
class Term:
    """`name:value,value`: any of the values; or none of them, where it is negated."""

    name: str
    values: tuple[str, ...]
    sign: str = ""
    negated: bool = False

    def __str__(self) -> str:
        values = ",".join(_quoted(value) for value in self.values)
        return f"{'-' if self.negated else ''}{self.name}:{self.sign}{values}"


@dataclass(frozen=True)
class Chip:
    """One condition as a label on the screen; `without` is the filter's text once it is taken off."""

    label: str
    value: str
    negated: bool
    without: str


@dataclass(frozen=True)
class Filter:
    """All terms hold, and the words of `text` are found; quotes in `text` keep words together."""

    terms: tuple[Term, ...] = ()
    text: str = ""

    def __str__(self) -> str:
        return " ".join([*map(str, self.terms), *([self.text] if self.text else [])])

    @property
    def chips(self) -> tuple[Chip, ...]:
        return tuple(self._chip(place, term) for place, term in enumerate(self.terms))

    def apply(
        self, tickets: TicketQuerySet[Ticket], *, actor: Actor, now: datetime
    ) -> TicketQuerySet[Ticket]:
        """Those of `tickets` that it wants, in no new order. Days are meant in the zone of `now`.

        `tickets` must be narrowed to what the actor sees. Raises Refused for a value that means nothing, and for a
        condition that this actor may not use.
        """
        for term in self.terms:
            tickets = tickets.filter(_question(term, actor, now))
        return search.narrow(tickets, self.text, actor=actor) if self.text else tickets

    def _chip(self, place: int, term: Term) -> Chip:
        rest = replace(self, terms=self.terms[:place] + self.terms[place + 1 :])
        value = f"{term.sign}{', '.join(term.values)}"
        return Chip(CONDITIONS[term.name].label, value, term.negated, str(rest))


def _question(term: Term, actor: Actor, now: datetime) -> Q:
    if term.name not in may_ask(actor):
        raise unknown(term.name, may_ask(actor))
    condition = CONDITIONS[term.name]
    _check_sign(condition, term)
    wanted = Q()
    for value in term.values:
        wanted |= condition.answer(Asked(value, term.sign, actor, now))
    return ~wanted if term.negated else wanted


def unknown(name: str, allowed: list[str]) -> Refused:
    """The refusal of a condition that is none, with the one that is likely meant and all that there are."""
    near = MEANT.get(name) or next(iter(difflib.get_close_matches(name, allowed, 1)), "")
    if near:
        return Refused(
            "There is no filter “{name}:”. Did you mean “{near}:”? There are {names}. "
            "To search for the words themselves, put them in quotes.",
            name=name,
            near=near,
            names=", ".join(allowed),
        )
    return Refused(
        "There is no filter “{name}:”. There are {names}. "
        "To search for the words themselves, put them in quotes.",
        name=name,
        names=", ".join(allowed),
    )


def _check_sign(condition: Condition, term: Term) -> None:
    if term.sign not in condition.signs:
        raise Refused(
            "“{name}:” takes no {sign}. Write {name}:{example}.",
            name=term.name,
            sign=term.sign,
            example=condition.example,
        )


def _quoted(value: str) -> str:
    return value if BARE.fullmatch(value) else f'"{value}"'
