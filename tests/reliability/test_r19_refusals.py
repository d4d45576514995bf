"""R19: what servers answer holds for one mail, one domain or the whole server, and never for more."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from frontdoor.channels import outbox
from frontdoor.channels.adapters.email import lines, transport
from frontdoor.channels.models import Destination
from frontdoor.core import clock
from frontdoor.core.tasks import run_due
from tests.reliability.outbound import answered, asked_by, now, tried_again
from tests.rude import SILENCE, RudeSink, rude_sink
from tests.served import installed, serving, until


@pytest.fixture
def sink(settings) -> RudeSink:
    with rude_sink() as running:
        settings.EMAIL_URL = running.url
        yield running


def for_example_net(answer: str):
    """Only one domain is answered so."""
    return lambda _, line: answer if "@example.net" in line else "250 OK"


@pytest.mark.parametrize(
    ("stage", "answer", "words"),
    [
        ("rcpt", "550 5.1.1 who?", "There is no such address."),
        ("rcpt", "552 5.2.2 over quota", "The mailbox is full."),
        ("end", "552 5.3.4 too big", "The mail is too large for them."),
        ("end", "554 5.7.1 spam", "Their mail server refuses it."),
        ("data", "554 no", "The mail server said 554: no"),
    ],
)
def test_a_refusal_for_good_is_on_the_ticket_at_once(sink, as_ana, db, stage, answer, words):
    sink.answers[stage] = answer
    ticket = asked_by("Cy", "cy@example.org")
    out = answered(ticket, "Hello", as_ana)

    assert out.state == "failed" and words in out.error
    assert words in ticket.log.filter(kind="ticket.send_failed").latest("seq").event.why


@pytest.mark.parametrize(
    "answer", ["450 4.2.0 greylisted", "451 4.7.1 try later", "452 4.2.2 full"]
)
def test_one_mailbox_that_waits_holds_up_nobody_else(sink, as_ana, db, answer):
    sink.answers["rcpt"] = for_example_net(answer)
    slow = answered(asked_by("Di", "di@example.net"), "Hello", as_ana)
    quick = answered(asked_by("Cy", "cy@example.org"), "Hello", as_ana)
    neighbour = asked_by("Ed", "ed@example.net")

    assert (slow.state, quick.state) == ("ready", "sent") and not Destination.objects.exists()
    sink.answers["rcpt"] = "250 OK"
    assert answered(neighbour, "Hello", as_ana).state == "sent"
    assert tried_again(slow).state == "sent"


def test_a_greylisted_mail_comes_back_as_the_same_mail(sink, as_ana, db):
    """Sender, recipient and bytes must not change, or it is greylisted anew."""
    sink.answers["end"] = "451 4.7.1 come back"
    out = answered(asked_by("Di", "di@example.net"), "Hello", as_ana)
    sink.answers.clear()
    tried_again(out)

    assert len(set(sink.said["mail"][-2:])) == 1 and len(set(sink.said["rcpt"][-2:])) == 1


def test_a_domain_that_can_not_be_reached_waits_alone(sink, as_ana, db):
    sink.answers["rcpt"] = for_example_net("450 4.4.1 connection timed out")
    slow = answered(asked_by("Di", "di@example.net"), "Hello", as_ana)
    neighbour = answered(asked_by("Ed", "ed@example.net"), "Hello", as_ana)
    quick = answered(asked_by("Cy", "cy@example.org"), "Hello", as_ana)

    assert (slow.state, neighbour.state, quick.state) == ("ready", "ready", "sent")
    assert [held.name for held in Destination.objects.all()] == ["@example.net"]
    assert sum("@example.net" in line for line in sink.said["rcpt"]) <= 2

    sink.answers.clear()
    outbox.probe.call("@example.net")
    run_due()
    assert (now(slow).state, now(neighbour).state) == ("sent", "sent")


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("greeting", "421 too busy"),
        ("greeting", "554 no service"),
        ("mail", "421 4.3.2 going down"),
        ("rcpt", "421 4.7.0 too many"),
        ("end", "452 4.3.1 disk full"),
        ("mail", "530 5.7.0 sign in first"),
    ],
)
def test_trouble_of_the_server_itself_is_nobodys_fault(sink, as_ana, db, stage, answer):
    ticket = asked_by("Cy", "cy@example.org")
    lines._free.clear()
    sink.answers[stage] = answer
    out = answered(ticket, "Hello", as_ana)

    assert out.state == "ready" and Destination.objects.count() == 1
    assert not ticket.log.filter(kind="ticket.send_failed").exists()


def test_without_the_encryption_that_was_asked_for_nothing_is_said(sink, settings, as_ana, db):
    ticket = asked_by("Cy", "cy@example.org")
    sink.said.clear()
    settings.EMAIL_URL = f"smtp+starttls://user:secret@127.0.0.1:{sink.port}"
    out = answered(ticket, "Hello", as_ana)

    assert out.state == "ready" and "does not offer the encryption" in out.error
    assert set(sink.said) <= {"greeting", "ehlo"}


@pytest.mark.parametrize("stage", ["greeting", "rcpt", "end"])
def test_silence_is_not_waited_for(sink, as_ana, db, monkeypatch, stage):
    assert lines.TIMEOUT <= 60 and transport.LAST_WORD <= 60
    ticket = asked_by("Cy", "cy@example.org")
    lines._free.clear()
    monkeypatch.setattr(lines, "TIMEOUT", 0.1)
    monkeypatch.setattr(transport, "LAST_WORD", 0.1)
    sink.answers[stage] = SILENCE
    out = answered(ticket, "Hello", as_ana)

    assert out.state == "ready" and out.ambiguous == (1 if stage == "end" else 0)


def test_later_mails_of_one_ticket_wait_for_the_earlier_one(sink, as_ana, db):
    sink.answers["rcpt"] = "450 4.2.0 greylisted"
    ticket = asked_by("Cy", "cy@example.org")
    first = answered(ticket, "One", as_ana)
    second = answered(ticket, "Two", as_ana)
    assert (first.state, second.state, second.attempts) == ("ready", "ready", 0)

    sink.answers.clear()
    tried_again(first)
    run_due()

    assert now(second).state == "sent"
    assert [b"One" in raw for _, raw in sink.taken[-2:]] == [True, False]


def test_a_mail_that_never_gets_through_is_given_up(sink, as_ana, db):
    sink.answers["rcpt"] = "450 4.2.0 greylisted"
    out = answered(asked_by("Cy", "cy@example.org"), "Hello", as_ana)
    type(out).objects.update(waits_since=clock.now() - timedelta(days=6))
    outbox.give_up()

    assert now(out).state == "failed"


WRITE = """
import sys
from frontdoor.core import clock
from frontdoor.people.actors import acting
from frontdoor.people.directory import known_or_new
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
ana = Person.objects.get_or_create(name="Ana", defaults={{"role": "agent", "created_at": clock.now()}})[0]
asker = known_or_new("{to}", "{to}")
ticket = verbs.open(subject="x", body="x", requester=asker, by=acting(asker), arrival=verbs.Arrival("phone"))
verbs.reply(ticket, body="Words.", channel="email", by=acting(ana))
"""
STATE = """
from frontdoor.channels.models import Outgoing
print(Outgoing.objects.filter(email="{to}", kind="reply").values_list("state", "error").get())
"""


def misbehaving(sink: RudeSink, line: str) -> str:
    """One domain is silent, another has nobody of that name."""
    return (
        SILENCE
        if "@silent.example" in line
        else "550 5.1.1 who?"
        if "@gone.example" in line
        else "250 OK"
    )


@pytest.mark.soak
@pytest.mark.parametrize("minutes", [2, 10])
def test_minutes_of_silence_hold_up_nobody_else(tmp_path, minutes):
    """A real desk and real time; once a minute somebody else is written to."""
    waits = []
    with (
        rude_sink(rcpt=misbehaving) as sink,
        installed(tmp_path / "d", EMAIL_URL=sink.url) as desk,
        serving(desk),
    ):
        desk.tell(WRITE.format(to="cy@silent.example"))
        for minute in range(minutes):
            time.sleep(60)
            for to, wanted in (
                (f"p{minute}@well.example", "'sent'"),
                (f"p{minute}@gone.example", "'failed'"),
            ):
                desk.tell(WRITE.format(to=to))
                began = time.monotonic()
                until(lambda to=to, wanted=wanted: wanted in desk.tell(STATE.format(to=to)))
                waits.append(time.monotonic() - began)
        silent = desk.tell(STATE.format(to="cy@silent.example"))
    asked = sum("@silent.example" in line for line in sink.said["rcpt"])
    print(
        f"R19: others' mail settled within {max(waits):.1f} s beside a silent server, asked {asked} times; {silent}"
    )
    assert max(waits) <= 10 and "'ready'" in silent and asked > 1
