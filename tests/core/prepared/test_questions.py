"""A question kept as SQL answers like the question itself."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, Count, DateTimeField, Q
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from frontdoor.core.prepared import Given, prepared
from frontdoor.people.models import Address, Person
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
def _address():
    email = Given("email", CharField())
    return Address.objects.select_related("person__organisation").filter(email=email)


@prepared
def _others():
    other = Person.objects.exclude(pk=Given("pk", BigIntegerField()))
    return other.exclude(name=Given("name", CharField())).values_list("pk", flat=True)


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


@pytest.mark.parametrize(
    "way", ["flat", "named", "pairs", "dicts", "models", "annotated", "deferred", "reordered"]
)
def test_rows_come_as_the_queryset_would_give_them(people, way):
    rows = {
        "flat": lambda: Person.objects.order_by("pk").values_list("name", flat=True),
        "named": lambda: Person.objects.order_by("pk").values_list(
            "name", "created_at", named=True
        ),
        "pairs": lambda: Person.objects.order_by("pk").values_list("created_at", "name"),
        "dicts": lambda: Person.objects.order_by("pk").values("name", "created_at"),
        "models": lambda: Person.objects.order_by("pk"),
        "annotated": lambda: Person.objects.order_by("pk").annotate(many=Count("addresses")),
        "deferred": lambda: Person.objects.order_by("pk").only("name"),
        "reordered": lambda: (
            Person.objects.annotate(a=Count("addresses")).order_by("-pk").values_list("a", "name")
        ),
    }[way]
    kept = prepared(rows)
    for _ in range(2):
        found, plain = kept(), list(rows())
        assert found == plain
        assert [type(one) for one in found] == [type(one) for one in plain]
    assert [getattr(one, "many", None) for one in found] == [
        getattr(one, "many", None) for one in plain
    ]


def test_what_it_is_ordered_by_is_left_out(people):
    kept = prepared(
        lambda: Person.objects.distinct().order_by("-created_at", "pk").values_list("name")
    )
    assert sorted(kept()) == [("Ana",), ("Ben",), ("Cy",)]


def test_what_belongs_to_the_row_is_not_asked_again(cy, django_assert_num_queries):
    with django_assert_num_queries(1):
        [found] = _address(email="cy@example.org")
        assert model_to_dict(found.person) == model_to_dict(cy)
        assert found.person.created_at == cy.created_at
    assert _address.first(email="nobody@example.org") is None


def test_each_value_goes_where_it_belongs(people):
    ana, ben, cy = people
    assert _others(name="Ana", pk=ben.pk) == [cy.pk]
    assert _others(name="Ben", pk=cy.pk) == [ana.pk]


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


def test_it_is_asked_of_no_one_row(people):
    with pytest.raises(TypeError):
        prepared(lambda: people[0].addresses.all())()


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
