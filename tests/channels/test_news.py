"""One mail for each change of meaning, to whoever didn't make it, all of one request in one conversation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frontdoor.channels import threads
from frontdoor.channels.models import Mailbox, MailboxAddress, Outgoing
from frontdoor.core import clock
from frontdoor.core.tasks import run_due
from frontdoor.people.actors import acting
from frontdoor.tickets import verbs
from tests.channels.conftest import letter

CANARY = "kanarienvogel-s38"


@pytest.fixture
def told(sink, ticket):
    """The texts of the mails that these steps bring."""
    run_due()

    def of(*steps):
        before = len(sink.letters)
        for step in steps:
            step()
        run_due()
        return [mail.get_body(("plain",)).get_content() for mail in sink.mails[before:]]

    return of


def says(ticket, by, words="Which one is it?"):
    return lambda: verbs.reply(ticket, body=words, channel="email", by=by)


def waits(ticket, by):
    return lambda: verbs.hold(ticket, hold_for="requester", by=by)


def test_a_question_is_one_mail(told, ticket, as_ana):
    [mail] = told(says(ticket, as_ana), waits(ticket, as_ana))

    assert "Ana asked you something." in mail and "Which one is it?" in mail


def test_a_question_that_was_just_read_is_not_repeated(told, ticket, as_ana):
    assert len(told(says(ticket, as_ana))) == 1
    assert told(waits(ticket, as_ana)) == []


def test_waiting_for_words_of_yesterday_quotes_them(told, ticket, as_ana):
    told(says(ticket, as_ana))
    Outgoing.objects.filter(kind="reply").delete()
    [mail] = told(waits(ticket, as_ana))

    assert "Ana asked you something." in mail and "Which one is it?" in mail


def test_words_that_fixed_it_come_once_with_the_question_whether_they_did(told, ticket, as_ana):
    def resolve():
        return verbs.resolve(ticket, resolution="user error", by=as_ana)

    [mail] = told(says(ticket, as_ana, "Use the left one."), resolve)

    assert "Ana thinks it is fixed. Is it?" in mail and "Use the left one." in mail
    assert "user error" not in mail


def test_waiting_for_somebody_else_says_for_whom_and_until_when(told, ticket, as_ana):
    until = clock.now() + timedelta(days=2)

    def hold():
        return verbs.hold(ticket, hold_for="supplier", reason="Dell", until=until, by=as_ana)

    [mail] = told(hold)

    assert "Waiting for Dell until" in mail and "You need do nothing." in mail


def test_opened_again_by_the_desk_is_told_by_its_requester_not(told, ticket, cy, as_ana):
    told(lambda: verbs.resolve(ticket, resolution="Done", by=as_ana))
    [mail] = told(lambda: verbs.reopen(ticket, by=as_ana))
    assert "Ana opened it again." in mail

    told(lambda: verbs.resolve(ticket, resolution="Done", by=as_ana))
    assert told(lambda: verbs.reopen(ticket, by=acting(cy))) == []


def test_closed_without_being_done_is_told_as_it_is(told, ticket, as_ana):
    [mail] = told(lambda: verbs.close(ticket, outcome="declined", by=as_ana))

    assert "Not done." in mail and "Reopen it until" in mail


def test_who_closed_it_needs_no_mail_about_it(told, ticket, cy):
    assert told(lambda: verbs.close(ticket, by=acting(cy))) == []


def test_all_mails_about_a_request_are_one_conversation(sink, ticket, told, as_ana):
    told(says(ticket, as_ana), waits(ticket, as_ana))
    told(lambda: verbs.resolve(ticket, resolution="Done", by=as_ana))
    mails = sink.mails
    roots = {mail["References"].split()[0] for mail in mails}

    assert len(mails) == 3 and len(roots) == 1
    for field in ("Subject", "Thread-Topic", "Thread-Index"):
        assert len({mail[field] for mail in mails}) == 1
    ids = [mail["Message-ID"] for mail in mails]
    assert [mail["In-Reply-To"] for mail in mails[1:]] == ids[:-1]


def test_a_mail_answers_what_came_in(arrive, sink, cy, as_ana):
    row = arrive(letter())
    verbs.reply(row.ticket, body="Hello", channel="email", by=as_ana)
    run_due()

    assert "<m1@example.org>" in sink.mails[-1]["References"]


def test_the_chain_of_references_stays_short(sink, ticket, told, as_ana, monkeypatch):
    assert threads.LAST <= 9
    monkeypatch.setattr(threads, "LAST", 3)
    for n in range(5):
        told(says(ticket, as_ana, f"Words {n}"))

    ids = sink.mails[-1]["References"].split()
    assert len(ids) <= 4 and ids[-1] == sink.mails[-2]["Message-ID"]


def test_who_wrote_is_in_the_name_and_the_address_is_the_desks(sink, ticket, told, as_ana):
    told(says(ticket, as_ana))

    assert sink.mails[-1]["From"] == '"Ana (Service desk)" <desk@localhost>'


def test_a_name_that_looks_like_an_address_is_not_shown_as_sender(sink, ticket, told, ana):
    ana.name = "boss@bank.example"
    ana.save()
    told(says(ticket, acting(ana)))

    assert sink.mails[-1]["From"] == "Service desk <desk@localhost>"


def test_nothing_internal_is_in_any_mail(sink, ticket, told, di, ana, as_ana):
    """S38: a canary in a note, the resolution, a tag and a reason, through every mail that there is."""
    verbs.note(ticket, body=CANARY, by=as_ana)
    verbs.tag(ticket, add=[CANARY], by=as_ana)
    verbs.follow(ticket, person=di, by=as_ana)
    verbs.hand_over(ticket, to=ana, reason=CANARY, by=as_ana)
    told(
        says(ticket, as_ana),
        waits(ticket, as_ana),
        lambda: verbs.start(ticket, by=as_ana),
        lambda: verbs.resolve(ticket, resolution=CANARY, by=as_ana),
        lambda: verbs.reopen(ticket, by=as_ana),
        lambda: verbs.close(ticket, outcome="declined", by=as_ana),
    )

    kinds = set(Outgoing.objects.filter(state="sent").values_list("kind", flat=True))
    assert kinds >= {"acknowledgement", "question", "resolved", "reopened", "closed"}
    assert all(CANARY.encode() not in raw for _, _, raw in sink.letters)


def test_a_team_with_a_mailbox_of_its_own_writes_from_it(sink, ticket, desk, told, as_ana):
    box = Mailbox.objects.create(name="Help", team=desk, kind="smtp", created_at=clock.now())
    MailboxAddress.objects.create(mailbox=box, email="help@team.example")
    told(says(ticket, as_ana))
    sender, _, _ = sink.letters[-1]

    assert sink.mails[-1]["From"].endswith("<help@team.example>")
    assert sender == sink.mails[-1]["Reply-To"] and sender.startswith("help+r.")


def test_an_answer_that_did_not_help_is_not_quoted_as_what_fixed_it(told, ticket, as_ana, as_cy):
    def answered():
        return verbs.reply(ticket, body="Still black, sorry.", by=as_cy, channel="email")

    def resolve():
        return verbs.resolve(ticket, resolution="New cable.", by=as_ana)

    told(says(ticket, as_ana, "Use the left one."))
    told(answered)
    [mail] = told(resolve)

    assert "Ana thinks it is fixed. Is it?" in mail and "Use the left one." not in mail
