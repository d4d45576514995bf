"""Rows written by a kept statement are as the model would have written them."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from frontdoor.core import clock, prepared
from frontdoor.people.models import Person

pytestmark = pytest.mark.django_db


def person(name: str) -> Person:
    return Person(name=name, created_at=clock.now())


def test_new_rows_are_one_statement_and_get_their_keys():
    ones = [person(f"P{n}") for n in range(3)]
    with CaptureQueriesContext(connection) as asked:
        prepared.insert(ones)

    assert len(asked) == 1
    assert [Person.objects.get(pk=one.pk).name for one in ones] == ["P0", "P1", "P2"]
    assert not ones[0]._state.adding


def test_a_row_is_kept_as_the_model_would_keep_it():
    [ours, theirs] = person("A"), person("A")
    prepared.insert([ours])
    theirs.save()

    made, saved = (
        Person.objects.filter(pk=one.pk).values().get() | {"id": 0, "created_at": 0}
        for one in (ours, theirs)
    )
    assert made == saved


def test_only_the_named_columns_change(cy):
    cy.name, cy.phone = "Cyrus", "123"
    prepared.update(cy, ["name"])

    cy.refresh_from_db()
    assert (cy.name, cy.phone) == ("Cyrus", "")


def test_a_row_that_is_gone_can_not_be_changed(cy):
    cy.pk = 0
    with pytest.raises(DatabaseError, match="gone"):
        prepared.update(cy, ["name"])


def test_a_row_changes_only_while_it_is_still_so(cy):
    cy.name = "Cyrus"
    assert not prepared.update_if(cy, ["name"], phone="123")
    assert prepared.update_if(cy, ["name"], phone="")
    assert Person.objects.get(pk=cy.pk).name == "Cyrus"
