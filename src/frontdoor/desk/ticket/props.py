"""The properties that are edited in place, each with its choices and its verb."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from frontdoor.core.pages.tongues import once_a_language
from frontdoor.desk.ticket import asked
from frontdoor.desk.ticket.names import Names
from frontdoor.desk.ticket.shown import Prop
from frontdoor.desk.words import Word, listed, tongue
from frontdoor.people import directory
from frontdoor.tickets.custom_fields import PREFIX
from frontdoor.tickets.fields import DOORS
from frontdoor.tickets.models import CustomField, Ticket, TicketLink

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
        offered = told()
        return Names(
            people={int(word.value): word.word for word in self.agents},
            teams={int(word.value): word.word for word in self.teams},
            values={
                "service": _by_value(self.services),
                "category": _by_value(self.categories),
                "priority": offered.values["priority"],
                "urgency": offered.values["urgency"],
                "impact": offered.values["impact"],
                "kind": offered.values["kind"],
            },
        )


def _named(rows: Iterable[tuple[int, str]]) -> tuple[Word, ...]:
    return tuple(Word("", name, pk) for pk, name in rows)


def _by_value(found: Iterable[Word]) -> dict[str, str]:
    return {str(word.value): word.word for word in found}


@dataclass(frozen=True)
class Told:
    """What the same choices and labels are called, in one language; `values` by field and stored value."""

    labels: dict[str, str]
    choices: dict[str, tuple[Word, ...]]
    values: dict[str, dict[str, str]]
    causes: tuple[Word, ...]
    holds: tuple[Word, ...]
    relations: tuple[Word, ...]
    yes_or_no: tuple[Word, ...]


@once_a_language
def told() -> Told:
    choices = {
        "priority": tuple(tongue().priorities.values()),
        "urgency": listed(Ticket.Urgency.choices),
        "impact": listed(Ticket.Impact.choices),
        "kind": listed(Ticket.Kind.choices),
        "door": listed(DOORS),
    }
    return Told(
        labels=_labels(),
        choices=choices,
        values={name: _by_value(found) for name, found in choices.items()},
        causes=(NONE, *listed(Ticket.Cause.choices)),
        holds=listed(Ticket.HoldFor.choices),
        relations=listed(TicketLink.Relation.choices),
        yes_or_no=(Word("", _("No"), ""), Word("", _("Yes"), "on")),
    )


def _labels() -> dict[str, str]:
    return {
        "to": _("Assignee"),
        "priority": _("Priority"),
        "urgency": _("Can work"),
        "impact": _("Affected"),
        "kind": _("Kind"),
        "service": _("Service"),
        "category": _("Category"),
        "place": _("Place"),
        "door": _("Came by"),
    }


TYPED = {"text": "text", "number": "text", "date": "date"}


def props(ticket: Ticket, choices: Choices) -> tuple[Prop, ...]:
    """In the order of the side panel."""
    say = told()
    agents = (NONE, *choices.agents)
    return (
        Prop("to", say.labels["to"], "assign", _held(ticket.assignee_id), agents, "a"),
        _plain("priority", say, ticket.priority, key="u"),
        _plain("urgency", say, ticket.urgency),
        _plain("impact", say, ticket.impact),
        _plain("kind", say, ticket.kind),
        _plain("service", say, ticket.service_id, (NONE, *choices.services)),
        _plain("category", say, ticket.category_id, (NONE, *choices.categories)),
    )


def details(ticket: Ticket, choices: Choices) -> tuple[Prop, ...]:
    """What is looked at seldom, and what this desk added for all or for the ticket's team."""
    say = told()
    ours = (each for each in choices.custom if each.team_id in (None, ticket.team_id))
    return (
        Prop("place", say.labels["place"], "change", ticket.place, type="text"),
        _plain("door", say, ticket.door),
        *(_custom(each, ticket) for each in ours),
    )


def _custom(field: CustomField, ticket: Ticket) -> Prop:
    """A tick is a choice of yes and no, so that it can be taken back without script."""
    name, held = f"{PREFIX}{field.slug}", ticket.custom.get(field.slug, "")
    if field.kind == "tick":
        return Prop(name, field.label, "change", "on" if held else "", told().yes_or_no)
    if field.kind == "choice":
        known = (NONE, *(Word("", choice, choice) for choice in field.choices))
        return Prop(name, field.label, "change", str(held), known)
    return Prop(name, field.label, "change", str(held), type=TYPED[field.kind])


def _plain(
    name: str, say: Told, value: str | int | None, choices: tuple[Word, ...] = (), key: str = ""
) -> Prop:
    shown = choices or say.choices[name]
    return Prop(name, say.labels[name], "change", _held(value), shown, key)


def _held(value: str | int | Model | None) -> str:
    return "" if value is None else str(value)
