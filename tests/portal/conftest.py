"""Requesters as their browsers reach the portal, and what the worker does behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client

from frontdoor.core.tasks import run_due
from frontdoor.people.login.sessions import EPOCH, PERSON
from frontdoor.people.models import Person
from tests.sinks import MailSink, mail_sink


def signed_in(person: Person, **options: bool) -> Client:
    session = SessionStore()
    session[PERSON], session[EPOCH] = person.pk, person.epoch
    session.save()
    client = Client(**options)
    client.cookies["session"] = session.session_key
    return client


@pytest.fixture
def stranger(db: None) -> Client:
    return Client()


@pytest.fixture
def browser_of_cy(cy: Person) -> Client:
    return signed_in(cy)


@pytest.fixture
def browser_of_di(di: Person) -> Client:
    return signed_in(di)


@pytest.fixture
def browser_of_ana(ana: Person) -> Client:
    return signed_in(ana)


@pytest.fixture
def sink(db: None, settings) -> Iterator[MailSink]:
    """Outgoing mail goes to a real server that records it."""
    with mail_sink() as running:
        settings.EMAIL_URL = running.url
        yield running


@pytest.fixture
def mailed(sink: MailSink) -> Callable[[], list[str]]:
    """The texts of all mails, once everything that was promised is done."""

    def texts() -> list[str]:
        run_due()
        return [mail.get_body(("plain",)).get_content() for mail in sink.mails]

    return texts


def path_in(text: str, start: str) -> str:
    """The path of the link in a mail that begins so."""
    found = re.search(rf"http://[^/\s]+({re.escape(start)}\S*)", text)
    assert found, text
    return found[1]


def text_of(response: HttpResponse) -> str:
    return response.content.decode()
