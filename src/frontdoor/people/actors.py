"""An actor is whoever does something: a person, an API token, a rule, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet

from frontdoor.core.prepared import Given, prepared
from frontdoor.people.models import Membership, Person, Team
from frontdoor.people.roles import GRANTS, reached


@dataclass(frozen=True)
class Actor:
    """Who acts and what they may. `scopes` are the capabilities a token carries; None narrows nothing.

    `label` is kept in the log: "person:7", "rule:3", "system", or "person:7/token:12" where token 12 acted for 7.
    """

    label: str
    role: str
    person_id: int | None = None
    reach: str = "all"
    team_ids: frozenset[int] = frozenset()
    hidden_team_ids: frozenset[int] = frozenset()
    scopes: frozenset[str] | None = None
    cause_id: int | None = None

    def has(self, capability: str) -> bool:
        if self.scopes is not None and not self.scopes & {capability, "*"}:
            return False
        return bool(GRANTS[self.role] & {capability, "*"})

    @property
    def me(self) -> int:
        """The person's key for lookups; 0, which is nobody's, where no person acts."""
        return self.person_id or 0

    @property
    def is_staff(self) -> bool:
        return self.role in Person.STAFF or self.role == "system"


SYSTEM = Actor(label="system", role="system")
NOBODY = Actor(label="nobody", role="nobody")


def acting(person: Person) -> Actor:
    """The actor that a person is now. A disabled person may do nothing."""
    if not person.active:
        return NOBODY
    label = f"person:{person.pk}"
    if not person.is_staff:
        return Actor(label, person.role, person.pk)
    mine, hidden = _teams(person)
    return Actor(label, person.role, person.pk, person.reach, mine, hidden)


def narrowed(actor: Actor, scopes: frozenset[str]) -> Actor:
    """The same actor, holding a token of these scopes."""
    return replace(actor, scopes=reached(scopes))


def on_behalf_of(person: Person, *, holder: Actor, token_id: int) -> Actor:
    """The person, through somebody's token: only what both may do. The log keeps both."""
    own = acting(person)
    held = holder.scopes if holder.scopes is not None else frozenset({"*"})
    granted = GRANTS[holder.role]
    both = granted if "*" in held else held if "*" in granted else held & granted
    return replace(own, label=f"{own.label}/token:{token_id}", scopes=both)


def person_of(label: str) -> int | None:
    """The person in an actor's label; None where it was a rule or the system."""
    kind, _, pk = label.partition("/")[0].partition(":")
    return int(pk) if kind == "person" and pk.isdecimal() else None


def rule(pk: int, cause_id: int | None = None) -> Actor:
    """A rule acts because of an entry; the log keeps the chain."""
    return Actor(label=f"rule:{pk}", role="system", cause_id=cause_id)


def _teams(person: Person) -> tuple[frozenset[int], frozenset[int]]:
    rows = _theirs_or_private(person=person.pk)
    mine = frozenset(pk for pk, inside in rows if inside)
    return mine, frozenset(pk for pk, _ in rows) - mine


@prepared
def _theirs_or_private() -> QuerySet[Team, tuple[int, bool]]:
    person: Any = Given("person", BigIntegerField())
    inside = Exists(Membership.objects.filter(team=OuterRef("pk"), person_id=person))
    found = Team.objects.annotate(inside=inside).filter(Q(inside=True) | Q(private=True))
    return found.values_list("pk", "inside")
