"""S31: whatever breaks, the one who asked gets a code and a reference; the words stay in the log."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse

from tests.security.routes import Row, filled
from tests.security.rows import ROWS
from tests.security.world import World, built

CANARY = "kanarienvogel8r4y"
ACTORS = ("anonymous", "requester", "agent of another team")


@pytest.fixture
def world(db) -> World:
    return built()


def breaking(error: type[Exception]) -> Callable[..., Any]:
    """The database raises this at everything but the ends of transactions."""

    def broken(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            raise error(f"{CANARY} in {sql}")
        return execute(sql, params, many, context)

    return broken


def ask(world: World, actor: str, address: str, row: Row, error: type[Exception]) -> HttpResponse:
    given = {"slug": "open", "secret": "l_guess", "pk": 1, "verb": "reply", "number": world.own.pk}
    path = filled(address, **{**given, **row.fill})
    client = world.client(actor)
    client.raise_request_exception = False
    headers = world.bearer(actor) if address.startswith("api/") else {}
    with connection.execute_wrapper(breaking(error)):
        if row.data is None:
            return client.get(path, headers=headers)
        if headers:
            body = json.dumps(row.data)
            return client.post(path, body, content_type="application/json", headers=headers)
        return client.post(path, row.data)


def answers(world: World, error: type[Exception]) -> dict[str, HttpResponse]:
    return {
        f"{actor} {address}": ask(world, actor, address, row, error)
        for address, row in ROWS.items()
        for actor in ACTORS
    }


def content(answer: HttpResponse) -> str:
    pieces = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(pieces).decode("utf-8", "replace") + str(answer.headers)


@pytest.mark.no_replay
def test_a_bug_is_never_told_to_the_one_who_met_it(world: World, caplog: pytest.LogCaptureFixture):
    given = answers(world, LookupError)

    assert [name for name, answer in given.items() if CANARY in content(answer)] == []
    assert sum(answer.status_code == 500 for answer in given.values()) > len(ROWS) / 2
    assert CANARY in caplog.text


@pytest.mark.no_replay
def test_a_database_that_is_away_is_no_bug(world: World):
    given = answers(world, OperationalError)

    assert [name for name, answer in given.items() if CANARY in content(answer)] == []
    wrong = {name: a.status_code for name, a in given.items() if a.status_code >= 500}
    late = {name for name, a in given.items() if a.status_code == 503 and "Retry-After" not in a}
    assert {name for name, status in wrong.items() if status != 503} == set()
    assert late - {f"{actor} readyz" for actor in ACTORS} == set()
