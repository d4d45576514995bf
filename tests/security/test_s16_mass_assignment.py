"""S16: a form changes what it declares and nothing else, whatever is posted to it."""

from __future__ import annotations

import pytest

from frontdoor.people.models import Address, Person
from frontdoor.tickets.forms import FORMS
from frontdoor.tickets.models import Entry, Message, Ticket
from tests.security.test_s01_matrix import VERB_DATA
from tests.security.world import World, built

EXTRA = {
    name: "1"
    for model in (Ticket, Message, Person, Address)
    for name in (field.name for field in model._meta.get_fields())
} | {
    "is_staff": "1",
    "is_superuser": "1",
    "groups": "1",
    "org": "1",
    "role": "admin",
    "internal": "1",
    "bcc": "eve@evil.example",
}
FREE = {"seq", "form_key", "csrfmiddlewaretoken"}


@pytest.fixture
def world(db) -> World:
    return built()


def accounts() -> list[tuple[object, ...]]:
    people = list(
        Person.objects.order_by("pk").values_list(
            "pk", "role", "reach", "active", "password", "epoch"
        )
    )
    return people + list(Address.objects.order_by("pk").values_list())


def declared(verb: str) -> set[str]:
    return set(FORMS[verb].base_fields)


@pytest.mark.parametrize("verb", sorted(FORMS))
def test_undeclared_fields_change_nothing(world, verb):
    """The same verb with and without all the rest leaves the same ticket behind, but for time and number."""
    client, before = world.client("agent of another team"), accounts()
    plain = {
        name: VERB_DATA[name].format(own=world.own.pk) for name in declared(verb) & set(VERB_DATA)
    }
    rest = {name: value for name, value in EXTRA.items() if name not in declared(verb) | FREE}
    client.post(f"/desk/tickets/{world.own.pk}/{verb}/", {**rest, **plain})
    after = Ticket.objects.get(pk=world.own.pk)

    assert accounts() == before
    assert (after.requester_id, after.created_at) == (world.own.requester_id, world.own.created_at)
    assert after.channel == "portal" and after.organisation_id == world.own.organisation_id
    assert not Entry.objects.filter(ticket=after).exclude(actor__startswith="person:").exists()
    assert not Message.objects.filter(ticket=after, verified=False).exists()


def test_a_requesters_form_makes_nobody_an_agent(world):
    client, before = world.client("requester"), accounts()
    for path in ("/portal/new/", f"/portal/requests/{world.own.pk}/reply/", "/portal/me/"):
        client.post(path, {**EXTRA, "subject": "x", "body": "x", "name": "x"})

    assert [row[1] for row in accounts()[: Person.objects.count()]] == [
        row[1] for row in before[: Person.objects.count()]
    ]
    assert (
        not Ticket.objects.filter(requester=world.own.requester)
        .exclude(author=world.own.requester)
        .exists()
    )
    assert not Message.objects.filter(ticket=world.own, public=False).exists()
