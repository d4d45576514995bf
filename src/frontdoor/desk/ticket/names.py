"""The names behind ids in the log, fetched together and only where they are not known already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from frontdoor.desk.ticket import asked
from frontdoor.desk.ticket.read import Told
from frontdoor.people.actors import person_of
from frontdoor.people.models import Team

PEOPLE = ("to", "person", "before")
SOMEBODY = gettext_noop("Somebody")


@dataclass
class Names:
    """`people` and `teams` by id; `values` gives a stored value of a field as its word."""

    people: dict[int, str] = field(default_factory=dict)
    teams: dict[int, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)

    def learn(self, entries: Iterable[Told]) -> None:
        """One query at most, for all people in these entries that nobody named yet."""
        wanted = {pk for entry in entries for pk in _mentioned(entry)} - self.people.keys()
        if wanted:
            keys = {f"key{place}": pk for place, pk in enumerate(wanted)}
            self.people.update(asked.called(len(wanted), **keys))

    def actor(self, label: str) -> str:
        if pk := person_of(label):
            return self.people.get(pk) or _(SOMEBODY)
        kind = label.partition(":")[0]
        if kind == "system":
            return "Frontdoor"
        return _("A rule") if kind == "rule" else _(SOMEBODY)

    def person(self, pk: int | None) -> str:
        if not pk:
            return _("nobody")
        return self.people.get(pk) or _(SOMEBODY)

    def team(self, pk: int | None) -> str:
        if pk is not None and pk not in self.teams:
            self.teams.update(Team.objects.values_list("pk", "name"))
        return self.teams.get(pk or 0) or _("no team")

    def value(self, field: str, stored: str) -> str:
        return self.values.get(field, {}).get(stored, stored) or _("nothing")


def _mentioned(entry: Told) -> Iterable[int]:
    if pk := person_of(entry.actor):
        yield pk
    for name in PEOPLE:
        value = (entry.data or {}).get(name)
        if isinstance(value, int):
            yield value
