"""R22: whatever ends an agent's "send" before it is committed, no mail leaves for words that do not exist."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client

from frontdoor.channels.models import Outgoing
from frontdoor.core.models import Promise
from frontdoor.core.tasks import run_due
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Draft, Message
from tests.desk.conftest import signed_in
from tests.dying import Killed
from tests.sinks import mail_sink

TIMES = 200
ENDS: tuple[type[BaseException], ...] = (Killed, OperationalError, ZeroDivisionError)


def statements_of(act: Callable[[], Any]) -> int:
    """How many there are before it is committed; nothing of it is left."""
    asked: list[str] = []

    def note(execute: Callable[..., Any], statement: str, *rest: Any) -> Any:
        asked.append(statement)
        return execute(statement, *rest)

    trial = transaction.atomic()
    trial._from_testcase = True  # as in Django's TestCase: what must be outermost may stand in it
    with trial:
        with connection.execute_wrapper(note):
            act()
        transaction.set_rollback(True)
    return sum(not statement.startswith("RELEASE SAVEPOINT") for statement in asked)


def stopped_at(number: int, end: type[BaseException], act: Callable[[], Any]) -> None:
    """Ends the act at this statement."""
    counted = count()

    def execute_or_end(execute: Callable[..., Any], statement: str, *rest: Any) -> Any:
        # Inside a test this stands for COMMIT: what ends after it was committed.
        if not statement.startswith("RELEASE SAVEPOINT") and next(counted) == number:
            raise end
        return execute(statement, *rest)

    with connection.execute_wrapper(execute_or_end), suppress(*ENDS):
        act()


def test_what_was_not_committed_sends_nothing(settings, ticket, as_ana):
    with mail_sink() as sink:
        settings.EMAIL_URL = sink.url
        run_due()
        before = (Message.objects.count(), Promise.objects.count(), len(sink.letters))

        def send() -> None:
            verbs.reply(ticket, body="Ghost words", channel="email", by=as_ana)

        whole = statements_of(send)
        for n in range(TIMES):
            stopped_at(n % whole, ENDS[n % 3], send)
            assert Message.objects.filter(body="Ghost words").count() == 0, n
        run_due()

    assert whole > 8
    assert before == (Message.objects.count(), Promise.objects.count(), len(sink.letters))
    assert not Outgoing.objects.filter(kind="reply").exists()


def test_the_draft_is_still_there_whenever_the_sending_ends(settings, ticket, ana):
    """Kept by the script while it was typed; gone in the transaction that has the words."""
    browser: Client = signed_in(ana, raise_request_exception=False)
    form = {"kind": "reply", "body": "Ghost words", "channel": "email", "form_key": "k" * 20}
    path = f"/desk/tickets/{ticket.pk}"

    def send() -> None:
        browser.post(f"{path}/reply/", form)

    browser.post(f"{path}/draft/", form)
    whole = statements_of(send)
    for n in range(TIMES):
        stopped_at(n % whole, ENDS[n % 3], send)
        sent = Message.objects.filter(body="Ghost words").exists()
        if sent:  # what ended was the page after it
            break
        assert Draft.objects.get().body == "Ghost words", n
    send()

    assert n > 20, "it ended before the sending had begun"
    assert Message.objects.filter(body="Ghost words").count() == 1 and not Draft.objects.exists()


def test_sending_itself_keeps_the_draft_first(settings, ticket, ana):
    """Where no script has kept it before."""
    browser: Client = signed_in(ana, raise_request_exception=False)
    form = {"body": "Ghost words", "channel": "email", "form_key": "k" * 20}
    drafted = []
    for n in range(60):
        Draft.objects.all().delete()
        stopped_at(n, ENDS[n % 3], lambda: browser.post(f"/desk/tickets/{ticket.pk}/reply/", form))
        if Message.objects.filter(body="Ghost words").exists():
            break
        drafted.append(Draft.objects.exists())

    assert drafted == sorted(drafted), "once kept it stays"
    assert drafted.count(True) > 8, "at every statement of the verb"


@pytest.mark.parametrize("end", ENDS)
def test_the_same_form_sent_again_is_one_answer(settings, ticket, ana, end):
    """The words still stand in the browser, with the form's key."""
    browser: Client = signed_in(ana, raise_request_exception=False)
    form = {"body": "Once", "channel": "email", "form_key": "k" * 20}
    path = f"/desk/tickets/{ticket.pk}/reply/"
    with mail_sink() as sink:
        settings.EMAIL_URL = sink.url
        for number in range(0, 60, 7):
            stopped_at(number, end, lambda: browser.post(path, form))
        browser.post(path, form)
        run_due()

    assert Message.objects.filter(body="Once").count() == 1
    assert sum(b"Once" in raw for _, _, raw in sink.letters) == 1
