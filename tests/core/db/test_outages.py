"""A database that is away is told from a question that is wrong, and said in the log without a trace."""

from __future__ import annotations

import logging

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from frontdoor.core.db import is_away
from frontdoor.core.db.outages import Outages


def said(problem: BaseException) -> logging.LogRecord:
    """The record of this failure as it reaches the log."""
    record = logging.LogRecord("x", logging.ERROR, "", 1, "%s of 100%% failed", ("One",), None)
    record.exc_info = (type(problem), problem, None)
    assert Outages().filter(record)
    return record


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_one_that_is_away_is_said_in_one_line(db, kind):
    record = said(kind("database is locked\n\tIs the server running?"))

    assert record.getMessage() == "One of 100% failed: database is locked"
    assert record.exc_info is None


def test_a_wrong_question_is_told_with_its_trace(db):
    """Which is an OperationalError too on one of the two databases."""
    with pytest.raises(DatabaseError) as wrong, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT nothing_of_this_name")

    assert not is_away(wrong.value)
    assert said(wrong.value).exc_info and not is_away(ValueError("x"))


@pytest.mark.postgres
def test_what_takes_too_long_is_told_with_its_trace(db):
    with (
        pytest.raises(OperationalError) as slow,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET LOCAL statement_timeout = 10")
        cursor.execute("SELECT pg_sleep(1)")

    assert not is_away(slow.value)
