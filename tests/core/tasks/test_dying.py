"""The tasks of a mail's whole life: run twice, at once, and killed at its statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from frontdoor.channels import spool
from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.core.tasks import run_due
from frontdoor.tickets.models import Entry, Message, Ticket
from tests.channels.conftest import letter
from tests.dying import (
    assert_deaths_change_nothing,
    assert_twice_is_once,
    run_each_twice_at_once,
    statements_of,
)
from tests.sinks import MailSink, mail_sink


@pytest.fixture
def sink(settings) -> Iterator[MailSink]:
    with mail_sink() as running:
        settings.EMAIL_URL = running.url
        yield running


@pytest.fixture
def a_mail_comes(sink) -> Callable[[], None]:
    def come() -> None:
        sink.letters.clear()
        spool.accept(
            letter().encode(), spool.Envelope("smtp", "cy@example.org", ("desk@localhost",))
        )

    return come


@pytest.fixture
def seen(sink) -> Callable[[], object]:
    """What is there, and how many different mails were sent: a repeated one has the same id."""

    def look() -> object:
        return (
            Ticket.objects.count(),
            Message.objects.count(),
            sorted(Entry.objects.values_list("kind", flat=True)),
            sorted(Outgoing.objects.values_list("kind", "state")),
            sorted(Spooled.objects.values_list("state", "outcome")),
            len({mail["Message-ID"] for mail in sink.mails}),
        )

    return look


@pytest.mark.django_db
def test_a_mail_is_one_ticket_and_one_answer_if_every_task_runs_twice(cy, a_mail_comes, seen):
    assert_twice_is_once(a_mail_comes, seen)


@pytest.mark.django_db
def test_a_mail_is_one_ticket_and_one_answer_wherever_the_worker_dies(cy, a_mail_comes, seen):
    whole = statements_of(a_mail_comes)
    assert whole > 30

    assert_deaths_change_nothing(a_mail_comes, seen, range(0, whole, 6))


@pytest.mark.soak
@pytest.mark.django_db
def test_a_mail_is_one_ticket_and_one_answer_at_each_single_death(cy, a_mail_comes, seen):
    assert_deaths_change_nothing(a_mail_comes, seen, range(statements_of(a_mail_comes)))


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_one_ticket_and_one_answer_if_every_task_runs_twice_at_once(
    cy, a_mail_comes, seen
):
    a_mail_comes()

    run_each_twice_at_once()
    run_due()

    assert seen() == (
        1,
        1,
        ["ticket.opened"],
        [("acknowledgement", "sent")],
        [("done", "opened")],
        1,
    )
