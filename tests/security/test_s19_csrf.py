"""S19: nothing unsafe is done without the page's own token, and nothing at all by reading."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.test import Client

from frontdoor.people.login import sessions
from tests.security.routes import filled
from tests.security.rows import ROWS
from tests.security.world import World, built

FACES = {address: row for address, row in ROWS.items() if not address.startswith("api/")}
# The search index is the database's own affair: its rows are those of the search documents, which are compared.
FORGOTTEN = {
    "tickets.Indexed",
    "core.Promise",
    "core.Schedule",
    "people.AuditEntry",
    "sessions.Session",
}
# Mail programs post there without a cookie (RFC 8058): the pass in the address is what allows it, and a guess is none.
BY_PASS = {"mail/fewer/<str:secret>/"}


@pytest.fixture
def world(db) -> World:
    return built()


def strict(world: World, actor: str) -> Client:
    """A browser whose forms are checked."""
    client, person = Client(enforce_csrf_checks=True), world.actors[actor]
    session = client.session
    session[sessions.PERSON], session[sessions.EPOCH] = person.pk, person.epoch
    session.save()
    client.cookies["session"] = session.session_key
    return client


def state() -> list[object]:
    models = [model for model in apps.get_models() if model._meta.label not in FORGOTTEN]
    return [
        (model._meta.label, list(model._base_manager.order_by("pk").values_list()))
        for model in models
    ]


def path_of(world: World, address: str) -> str:
    row = FACES[address]
    values = {
        "slug": "open",
        "secret": "l_guess",
        "pk": 1,
        "verb": "reply",
        "number": world.own.pk,
        **row.fill,
    }
    return filled(address, **values)


@pytest.mark.parametrize("actor", ["requester", "agent of another team"])
@pytest.mark.parametrize(
    "more", [{}, {"headers": {"Origin": "https://evil.example"}}, {"content_type": "text/plain"}]
)
def test_without_the_token_nothing_is_done(world, actor, more):
    client, before = strict(world, actor), state()
    for address in FACES:
        data = "body=x" if "content_type" in more else {"body": "x", "_method": "PATCH"}
        response = client.post(path_of(world, address), data, **more)
        refused = (404,) if address in BY_PASS else (403, 405)
        assert response.status_code in refused, (address, response.status_code)

    assert state() == before


@pytest.mark.parametrize("actor", ["requester", "agent of another team"])
def test_reading_changes_nothing(world, actor):
    client, before = world.client(actor), state()
    for address in FACES:
        assert client.get(path_of(world, address)).status_code < 500, address
        assert client.head(path_of(world, address)).status_code < 500, address

    assert state() == before


def test_a_verb_is_not_done_by_reading_its_address(world):
    client, before = world.client("agent of another team"), state()
    for verb in ("take", "resolve", "start", "reopen", "close"):
        assert client.get(f"/desk/tickets/{world.own.pk}/{verb}/?body=x").status_code == 405

    assert state() == before
