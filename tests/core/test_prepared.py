"""A question kept as SQL answers like the question itself."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, Count, DateTimeField, Q
from django.test.utils import CaptureQueriesContext

from frontdoor.core.prepared import Given, prepared
from frontdoor.people.models import Person
from tests import make

BORN = Given("born", DateTimeField())


@pytest.fixture
def people(db):
    return [make.person(name) for name in ("Ana", "Ben", "Cy")]


@prepared
def _named():
    return Person.objects.filter(name=Given("name", CharField())).values_list("pk", "name")


@prepared
def _ordered(column):
    return Person.objects.order_by(column).values_list("name", flat=True)


@prepared
def _whole():
    return Person.objects.select_related("organisation").filter(pk=Given("pk", BigIntegerField()))


@prepared
def _born():
    before = Person.objects.filter(created_at__lt=BORN)
    return before.values("role").annotate(many=Count("pk", filter=Q(created_at__lt=BORN)))


def test_it_is_asked_again_with_other_values(people):
    ana, ben, _ = people
    assert _named(name="Ana") == [(ana.pk, "Ana")]
    assert _named(name="Ben") == [(ben.pk, "Ben")]
    assert _named(name="'; DROP TABLE people_person; --") == []


def test_each_shape_is_a_question_of_its_own(people):
    assert _ordered("name") == ["Ana", "Ben", "Cy"]
    assert _ordered("-name") == ["Cy", "Ben", "Ana"]


def test_whole_rows_come_with_what_belongs_to_them(people):
    ana = people[0]
    found = _whole.first(pk=ana.pk)
    assert found == ana
    assert found.created_at == ana.created_at
    assert found.organisation is None
    assert _whole.first(pk=0) is None


def test_a_moment_is_given_as_the_database_takes_it(people):
    assert _born(born=datetime(1970, 1, 1, tzinfo=UTC)) == []
    assert _born(born=datetime(2999, 1, 1, tzinfo=UTC)) == [{"role": "requester", "many": 3}]


def test_what_can_never_be_found_is_not_asked(db):
    nobody = prepared(lambda: Person.objects.filter(pk__in=[]))
    with CaptureQueriesContext(connection) as asked:
        assert nobody() == []
    assert len(asked) == 0


def test_what_it_would_forget_is_refused(db):
    with pytest.raises(TypeError):
        prepared(lambda: Person.objects.prefetch_related("addresses"))()


def test_a_value_that_is_missing_is_a_fault_and_not_everything(people):
    with pytest.raises(KeyError):
        _named()


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_on_its_own_connection():
    _ordered("name")
    found = []

    def ask():
        found.append(_ordered("name"))
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [[]]
