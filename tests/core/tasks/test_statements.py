"""The statements that run most stay cheap, however many promises are kept."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from frontdoor.core.db import backend
from frontdoor.core.models import Promise
from frontdoor.core.tasks import Promised, promise_all, statements

pytestmark = pytest.mark.django_db

FILLED = {
    "claim": (statements.CLAIM, ["default", 5, "me"]),
    "is due": (f"SELECT {statements.DUE}", ["default"]),
    "is late": (f"SELECT {statements.LOST}", ["default"]),
    "reap": (statements.REAP_LATE, ["default"]),
}


def plan(statement: str, params: list[object]) -> str:
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN (FORMAT JSON) "
    with connection.cursor() as cursor:
        cursor.execute(explain + backend().phrase(statement), params)
        return json.dumps(cursor.fetchall())


@pytest.fixture
def many_done() -> None:
    promise_all(Promised("x.y", [number]) for number in range(3000))
    Promise.objects.update(state="done")
    promise_all(Promised("x.y", [number]) for number in range(20))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.mark.parametrize("name", FILLED)
def test_only_open_promises_are_read(name, many_done):
    found = plan(*FILLED[name])

    assert "promise_open" in found or "promise_once" in found, "an index over open ones only"
    assert "SCAN core_promise" not in found
    assert "Seq Scan" not in found


def test_a_thousand_promises_are_two_statements(django_assert_num_queries):
    with django_assert_num_queries(2):
        promise_all(Promised("x.y", [number]) for number in range(1000))
