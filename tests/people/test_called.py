"""The column by which people are found as their names are typed."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from frontdoor.core import clock
from frontdoor.people.called import begun, called
from frontdoor.people.directory import known_or_new
from frontdoor.people.models import Person
from tests import make


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Siân O’Brien", "sian"),
        ("Siân O’Brien", "o'br"),
        ("Siân O’Brien", "BRIEN"),
        ("Anne-Marie d'Arc", "mar"),
        ("Søren Ærø", "aero"),
        ("Nguyễn Thị Hương", "huong"),
        ("Ana (Lisbon)", "lis"),
    ],
)
def test_a_part_of_a_name_is_found_by_its_beginning(name, typed):
    assert begun(typed) in called(name)


@pytest.mark.parametrize(("name", "typed"), [("Alice Moreau", "lice"), ("Bo", "bob")])
def test_the_middle_of_a_part_is_no_beginning(name, typed):
    assert begun(typed) not in called(name)


def test_nothing_typed_begins_nothing():
    assert begun("  ") == ""


def test_it_follows_the_name_however_it_is_written(db):
    ana = make.person("Ana Sá")
    assert Person.objects.get(pk=ana.pk).called == " ana sa"
    ana.name = "Ana Núñez"
    ana.save(update_fields=["name"])
    assert Person.objects.get(pk=ana.pk).called == " ana nunez"
    Person.objects.bulk_create([Person(name="Łukasz", created_at=clock.now())])
    assert Person.objects.get(name="Łukasz").called == " lukasz"
    assert Person.objects.get(pk=known_or_new("bo@example.org", "Bø Ek").pk).called == " bo ek"


def test_those_who_were_there_before_get_it_too(db):
    ana = make.person("Ana Sá")
    Person.objects.filter(pk=ana.pk).update(called="")
    step = import_module("frontdoor.people.migrations.0004_called")
    step.fill(apps, None)
    assert Person.objects.get(pk=ana.pk).called == " ana sa"
