"""The properties that are edited in place, each with its choices and its verb."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model

from frontdoor.desk import words
from frontdoor.desk.ticket import asked
from frontdoor.desk.ticket.names import Names
from frontdoor.desk.ticket.shown import Prop
from frontdoor.desk.words import Word
from frontdoor.people import directory
from frontdoor.tickets.custom_fields import PREFIX
from frontdoor.tickets.fields import FIELDS
from frontdoor.tickets.models import CustomField, Ticket

NONE = Word("", "–", "")


@dataclass(frozen=True)
class Choices:
    """Everything that can be chosen on the page, fetched once."""

    agents: tuple[Word, ...]
    teams: tuple[Word, ...]
    services: tuple[Word, ...]
    categories: tuple[Word, ...]
    custom: tuple[CustomField, ...]

    @classmethod
    def fetch(cls, hidden_teams: frozenset[int]) -> Choices:
        return cls(
            _named(directory.staff()),
            _named((team.pk, team.name) for team in directory.teams(hidden_teams)),
            _named(asked.services()),
            _named(asked.categories()),
            tuple(asked.custom_fields()),
        )

    @property
    def names(self) -> Names:
        """What these choices already tell about ids in the log."""
        return Names(
            people={int(word.value): word.word for word in self.agents},
            teams={int(word.value): word.word for word in self.teams},
            values={
                "service": _by_value(self.services),
                "category": _by_value(self.categories),
                "priority": _by_value(PRIORITIES),
                "urgency": _by_value(URGENCIES),
                "impact": _by_value(IMPACTS),
                "kind": _by_value(KINDS),
            },
        )


def _named(rows: Iterable[tuple[int, str]]) -> tuple[Word, ...]:
    return tuple(Word("", name, pk) for pk, name in rows)


def listed(choices: Iterable[tuple[str | int, str]]) -> tuple[Word, ...]:
    return tuple(Word("", str(label), value) for value, label in choices)


def _by_value(found: Iterable[Word]) -> dict[str, str]:
    return {str(word.value): word.word for word in found}


PRIORITIES = tuple(words.PRIORITY.values())
URGENCIES = listed(Ticket.Urgency.choices)
IMPACTS = listed(Ticket.Impact.choices)
KINDS = listed(Ticket.Kind.choices)
CAUSES = (NONE, *listed(Ticket.Cause.choices))
HOLDS = listed(Ticket.HoldFor.choices)
DOORS = listed(FIELDS["door"].input().choices)  # type: ignore[attr-defined]
YES_OR_NO = (Word("", "No", ""), Word("", "Yes", "on"))
TYPED = {"text": "text", "number": "text", "date": "date"}


def props(ticket: Ticket, choices: Choices) -> tuple[Prop, ...]:
    """In the order of the side panel."""
    return (
        Prop("to", "Assignee", "assign", _held(ticket.assignee_id), (NONE, *choices.agents), "a"),
        _plain("priority", "Priority", ticket.priority, PRIORITIES, "u"),
        _plain("urgency", "Can work", ticket.urgency, URGENCIES),
        _plain("impact", "Affected", ticket.impact, IMPACTS),
        _plain("kind", "Kind", ticket.kind, KINDS),
        _plain("service", "Service", ticket.service_id, (NONE, *choices.services)),
        _plain("category", "Category", ticket.category_id, (NONE, *choices.categories)),
    )


def details(ticket: Ticket, choices: Choices) -> tuple[Prop, ...]:
    """What is looked at seldom, and what this desk added for all or for the ticket's team."""
    ours = (each for each in choices.custom if each.team_id in (None, ticket.team_id))
    return (
        Prop("place", "Place", "change", ticket.place, type="text"),
        _plain("door", "Came by", ticket.door, DOORS),
        *(_custom(each, ticket) for each in ours),
    )


def _custom(field: CustomField, ticket: Ticket) -> Prop:
    """A tick is a choice of yes and no, so that it can be taken back without script."""
    name, held = f"{PREFIX}{field.slug}", ticket.custom.get(field.slug, "")
    if field.kind == "tick":
        return Prop(name, field.label, "change", "on" if held else "", YES_OR_NO)
    if field.kind == "choice":
        known = (NONE, *(Word("", choice, choice) for choice in field.choices))
        return Prop(name, field.label, "change", str(held), known)
    return Prop(name, field.label, "change", str(held), type=TYPED[field.kind])


def _plain(
    name: str, label: str, value: str | int | None, choices: tuple[Word, ...], key: str = ""
) -> Prop:
    return Prop(name, label, "change", _held(value), choices, key)


def _held(value: str | int | Model | None) -> str:
    return "" if value is None else str(value)
