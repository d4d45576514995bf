"""Somebody of the desk, signed in as a browser would be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from frontdoor.people.login.sessions import EPOCH, PERSON
from frontdoor.people.models import Person


def signed_in(person: Person, **options: bool) -> Client:
    session = SessionStore()
    session[PERSON], session[EPOCH] = person.pk, person.epoch
    session.save()
    client = Client(**options)
    client.cookies["session"] = session.session_key
    return client


@pytest.fixture
def enter(db: None) -> Callable[..., Client]:
    return signed_in


@pytest.fixture
def browser_of_ana(ana: Person) -> Client:
    return signed_in(ana)
