"""What is prepared gives the same as what is not."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.db.models import Exists, OuterRef
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from frontdoor.core import clock
from frontdoor.core.db import prepared
from frontdoor.people.models import Address, Person

pytestmark = pytest.mark.django_db

BY_EMAIL = prepared.Question(
    lambda email: Address.objects.select_related("person__organisation").filter(email=email), str
)
NAMED = prepared.Question(
    lambda name, pk: Person.objects.filter(name=name).exclude(pk=pk).order_by("-pk")[:2], str, int
)
VERIFIED = prepared.Question(
    lambda pk: (
        Person.objects.filter(pk=pk)
        .annotate(known=Exists(Address.objects.filter(person=OuterRef("pk"), email="x")))
        .values_list("pk", "created_at", "known")
    ),
    int,
)


def person(name: str) -> Person:
    return Person(name=name, created_at=clock.now())


def test_a_question_gives_what_the_queryset_gives(cy):
    plain = Address.objects.select_related("person__organisation").get(email="cy@example.org")
    for _ in range(2):
        [found] = BY_EMAIL("cy@example.org")
        assert model_to_dict(found) == model_to_dict(plain)
        assert model_to_dict(found.person) == model_to_dict(cy)
        assert found.person.created_at == cy.created_at


def test_what_belongs_to_the_row_is_not_asked_again(cy, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert BY_EMAIL.first("cy@example.org").person == cy


def test_plain_columns_come_as_tuples(cy):
    assert VERIFIED(cy.pk) == [(cy.pk, cy.created_at, False)]


def test_nobody_is_none():
    assert BY_EMAIL.first("nobody@example.org") is None


def test_values_go_where_they_belong():
    ones = [person("Twin") for _ in range(4)]
    prepared.insert(ones)

    assert NAMED("Twin", ones[3].pk) == [ones[2], ones[1]]
    assert NAMED("Twin' OR 1=1 --", 0) == []


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
