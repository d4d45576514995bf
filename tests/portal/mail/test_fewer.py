"""Fewer mails about this one: one click, from a mail program or on the page; obeyed, seen on the ticket, undone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from frontdoor.channels import fewer, outbox, passes
from frontdoor.channels.models import Fewer, Outgoing
from frontdoor.core import clock
from frontdoor.core.tasks import run_due
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from tests.sinks import MailSink, mail_sink

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def sink(settings) -> MailSink:
    with mail_sink() as running:
        settings.EMAIL_URL, settings.SITE_URL = running.url, "https://desk.example.org"
        yield running


@pytest.fixture
def path(sink, ticket, as_ana) -> str:
    """The address that a mail program posts to."""
    verbs.reply(ticket, body="First words", channel="email", by=as_ana)
    run_due()
    mail = sink.mails[-1]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return mail["List-Unsubscribe"].strip("<>").removeprefix("https://desk.example.org")


def test_one_click_of_a_mail_program_is_enough(path, sink, ticket, cy, as_ana):
    """RFC 8058, 3.1: a POST without a cookie, a session or a form of ours."""
    assert Client(enforce_csrf_checks=True).post(path, ONE_CLICK).status_code == 200
    before = len(sink.mails)
    verbs.reply(ticket, body="Second words", channel="email", by=as_ana)
    run_due()

    assert len(sink.mails) == before and fewer.wanted(ticket, cy)
    assert Outgoing.objects.latest("pk").state == "quiet"


def test_what_needs_its_reader_and_how_it_ends_still_comes(path, sink, ticket, as_ana):
    Client().post(path, ONE_CLICK)
    verbs.reply(ticket, body="Which one is it?", channel="email", by=as_ana)
    verbs.hold(ticket, hold_for="requester", by=as_ana)
    run_due()
    assert "asked you something" in sink.mails[-1].get_body(("plain",)).get_content()

    verbs.resolve(ticket, resolution="Replaced", by=as_ana)
    run_due()
    assert "thinks it is fixed" in sink.mails[-1].get_body(("plain",)).get_content()


def test_opening_the_link_changes_nothing(path, db):
    page = Client().get(path).content.decode()

    assert "Yes, fewer mails" in page and not Fewer.objects.exists()


def test_it_is_undone_on_the_same_page(path, ticket, sink, as_ana):
    client = Client()
    assert "Undo" in client.post(path, ONE_CLICK).content.decode()
    client.post(path, {"more": "1"})
    verbs.reply(ticket, body="Second words", channel="email", by=as_ana)
    run_due()

    assert not Fewer.objects.exists() and "Second words" in str(sink.mails[-1].get_body(("plain",)))


def test_the_ticket_says_so_once(path, ticket):
    for _ in range(2):
        Client().post(path, ONE_CLICK)
    Client().post(path, {"more": "1"})

    kinds = list(ticket.log.order_by("seq").values_list("kind", flat=True))
    assert (kinds.count("ticket.fewer_mails"), kinds.count("ticket.more_mails")) == (1, 1)


@pytest.mark.parametrize("twist", ["", "x", "short", "other", "upper"])
def test_of_what_is_not_the_pass_none_is_accepted(path, ticket, di, twist):
    secret = path.split("/")[-2]
    wrong = {
        "": "",
        "x": f"{secret}x",
        "short": secret[:-1],
        "other": re.sub(r"^\w+\.\w+", f"{ticket.pk}.{di.pk}", secret),
        "upper": secret.upper(),
    }[twist]

    assert passes.read("fewer", wrong, now=clock.now()) is None
    assert passes.read("file", secret, now=clock.now()) is None
    assert Client().post(f"/mail/fewer/{wrong or 'none'}/", ONE_CLICK).status_code == 404


def test_a_pass_ends_with_its_days_its_account_and_its_rights(path, ticket, cy):
    secret = path.split("/")[-2]
    assert passes.read("fewer", secret, now=clock.now()) == (ticket.pk, cy)
    assert passes.read("fewer", secret, now=clock.now() + timedelta(days=732)) is None

    Person.objects.filter(pk=cy.pk).update(epoch=1)
    assert passes.read("fewer", secret, now=clock.now()) is None


def test_guessing_is_slowed_down(db, monkeypatch):
    from frontdoor.people.login.brake import Brake  # noqa: PLC0415
    from frontdoor.portal.mail import passed  # noqa: PLC0415

    monkeypatch.setattr(passed, "GUESSES", Brake(tries=2))
    answers = [Client().post("/mail/fewer/nonsense/").status_code for _ in range(3)]

    assert answers == [404, 404, 429]


def test_without_https_a_mail_program_is_offered_no_click(sink, settings, ticket, as_ana):
    settings.SITE_URL = "http://127.0.0.1:8000"
    verbs.reply(ticket, body="Words", channel="email", by=as_ana)
    run_due()

    assert sink.mails[-1]["List-Unsubscribe"] and sink.mails[-1]["List-Unsubscribe-Post"] is None


def test_who_left_meanwhile_gets_nothing_that_was_still_waiting(settings, ticket, di, as_ana):
    """Lost rights: what was promised before is not sent after."""
    settings.EMAIL_URL = ""
    verbs.follow(ticket, person=di, by=as_ana)
    verbs.reply(ticket, body="Words", channel="email", by=as_ana)
    run_due()
    verbs.unfollow(ticket, person=di, by=as_ana)
    with mail_sink() as sink:
        settings.EMAIL_URL = sink.url
        outbox.flush()
        run_due()

    assert "di@example.org" not in [to for _, recipients, _ in sink.letters for to in recipients]
