"""S01: every route × seven actors × what is theirs, foreign, a foreign child under their own, or merged away.

A foreign ticket answers exactly like one that doesn't exist, and nothing of it is ever in an answer.
"""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest

from frontdoor.tickets.verbs import VERBS
from tests.security.routes import Row, addresses, filled
from tests.security.rows import ROWS
from tests.security.world import ABSENT, CANARY, WORD, World, built

ACTORS = [
    "anonymous", "requester", "colleague", "outsider", "agent of another team", "agent who sees only assigned",
    "disabled agent",
]  # fmt: skip
VERB_DATA = {
    "body": "x", "channel": "email", "reason": "x", "field": "place", "value": "x", "add": "x", "hold_for": "requester",
    "resolution": "x", "minutes": "5", "until": "2099-01-01T10:00", "subject": "x", "passage": "x", "message": "1",
    "messages": "1", "into": "{own}", "other": "{own}", "relation": "related", "outcome": "fixed",
}  # fmt: skip
UNSEEN = (302, 401, 403, 404, 405)


@pytest.fixture
def world(db) -> World:
    return built()


def test_every_address_has_a_row_and_every_row_an_address():
    assert set(addresses()) - set(ROWS) == set(), (
        "an address without a row in tests/security/rows.py"
    )
    assert set(ROWS) - set(addresses()) == set(), "a row without an address"


def kinds(*wanted: str) -> list[tuple[str, Row]]:
    return [(address, row) for address, row in ROWS.items() if row.kind in wanted]


def ask(world: World, actor: str, address: str, row: Row, data: dict | None, **values: object):
    values = {"slug": "open", "secret": "l_guess", "pk": 1, "verb": "reply", **row.fill, **values}
    names = {"word": WORD, "foreign": world.foreign.pk, "own": world.own.pk}
    path, client = filled(address, **values), world.client(actor)
    bearer = {"headers": world.bearer(actor)} if address.startswith("api/") else {}
    if data is None:
        return client.get(path + row.query.format(**names), **bearer)
    posted = {
        name: value.format(**names) if isinstance(value, str) else value
        for name, value in data.items()
    }
    if bearer:
        return client.post(path, json.dumps(posted), content_type="application/json", **bearer)
    return client.post(path, posted)


def told(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace") + str(response.headers)


def same(response) -> tuple[int, str]:
    """What an actor can tell two answers apart by: not the number they asked for, nor a fresh token."""
    plain = re.sub(r"[A-Za-z0-9_.-]{20,}", "T", unquote(told(response)))
    return response.status_code, re.sub(r"\b\d{1,6}\b", "N", plain)


@pytest.mark.parametrize("actor", ACTORS)
def test_no_list_shows_what_is_foreign(world, actor):
    for address, row in kinds("list", "open", "secret"):
        for data in (None, row.data):
            response = ask(world, actor, address, row, data)
            assert response.status_code < 500, address
            assert CANARY not in told(response), address


@pytest.mark.parametrize("actor", ACTORS)
def test_a_foreign_ticket_is_like_none_at_all(world, actor):
    for address, row in kinds("ticket"):
        absent = ask(world, actor, address, row, row.data, number=ABSENT)
        for target in (world.foreign, world.merged):
            foreign = ask(world, actor, address, row, row.data, number=target.pk)
            assert foreign.status_code in UNSEEN, address
            assert same(foreign) == same(absent), address
            assert CANARY not in told(foreign), address


@pytest.mark.parametrize("actor", ACTORS)
def test_a_foreign_child_is_not_reached_by_ones_own_parent(world, actor):
    for address, row in kinds("child"):
        for number in (world.foreign.pk, world.own.pk):
            response = ask(
                world, actor, address, row, row.data, number=number, pk=world.foreign_file.pk
            )
            assert response.status_code in UNSEEN, address
            assert CANARY not in told(response), address


@pytest.mark.parametrize("actor", ACTORS)
def test_no_verb_reaches_what_is_foreign(world, actor):
    before = world.state()
    for address, row in kinds("verb"):
        for verb in sorted(VERBS):
            foreign = ask(world, actor, address, row, VERB_DATA, number=world.foreign.pk, verb=verb)
            absent = ask(world, actor, address, row, VERB_DATA, number=ABSENT, verb=verb)
            assert foreign.status_code in UNSEEN, (address, verb)
            assert same(foreign) == same(absent), (address, verb)
            assert CANARY not in told(foreign), (address, verb)

    assert world.state() == before


@pytest.mark.parametrize("actor", ["agent of another team", "requester"])
def test_no_verb_names_what_is_foreign(world, actor):
    """Merging or linking one's own with a foreign one would be another door to it."""
    before = world.state()
    for address, row in kinds("verb"):
        for verb, name in (("merge", "into"), ("link", "other"), ("unlink", "other")):
            data = {**VERB_DATA, name: str(world.foreign.pk)}
            response = ask(world, actor, address, row, data, number=world.own.pk, verb=verb)
            absent = ask(
                world,
                actor,
                address,
                row,
                {**data, name: str(ABSENT)},
                number=world.own.pk,
                verb=verb,
            )
            assert CANARY not in told(response), (address, verb)
            assert same(response) == same(absent), (address, verb)

    assert world.state() == before


@pytest.mark.parametrize("verb", ["split", "redact"])
def test_no_verb_moves_a_foreign_message(world, verb):
    name = "messages" if verb == "split" else "message"
    data = {**VERB_DATA, name: str(world.foreign_note.pk), "passage": CANARY}
    for address, row in kinds("verb"):
        ask(world, "agent of another team", address, row, data, number=world.own.pk, verb=verb)

    world.foreign_note.refresh_from_db()
    assert world.foreign_note.ticket_id == world.foreign.pk
    assert CANARY in world.foreign_note.body
