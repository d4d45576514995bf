"""R18: the mail server is down; answers wait, one knock finds it back, and everything leaves in order."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from frontdoor.channels import destinations, outbox
from frontdoor.channels.adapters.email import lines
from frontdoor.channels.models import Destination, Outgoing
from frontdoor.core import clock
from frontdoor.core.tasks import run_due
from frontdoor.log.react import react
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from tests.reliability.outbound import answered, asked_by
from tests.rude import RudeSink, rude_sink
from tests.served import installed, serving, until
from tests.sinks import free_port

REPLIES, REQUESTS = 20, 4


@pytest.fixture
def nobody_there(settings) -> int:
    """The port where the mail server is not, yet."""
    port = free_port()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
    return port


@pytest.fixture
def waiting(db, settings, as_ana) -> list[Ticket]:
    address, settings.EMAIL_URL = settings.EMAIL_URL, ""
    tickets = [asked_by(f"Asker {n}", f"a{n}@example.org") for n in range(REQUESTS)]
    settings.EMAIL_URL = address
    for n in range(REPLIES):
        verbs.reply(tickets[n % REQUESTS], body=f"Words {n}.", channel="email", by=as_ana)
    run_due()
    return tickets


def bodies(sink: RudeSink) -> dict[str, list[int]]:
    order: dict[str, list[int]] = {}
    for recipient, raw in list(sink.taken):
        if b"Words " in raw:
            number = raw.split(b"Words ")[1].split(b".")[0]
            order.setdefault(recipient, []).append(int(number))
    return order


MANY = 500
FILL = f"""
from frontdoor.core import clock
from frontdoor.people.actors import acting
from frontdoor.people.directory import known_or_new
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
ana = Person.objects.create(name="Ana", role="agent", created_at=clock.now())
for n in range(20):
    asker = known_or_new(f"a{{n}}@example.org", f"A{{n}}")
    ticket = verbs.open(subject="x", body="x", requester=asker, by=acting(asker), arrival=verbs.Arrival("phone"))
    for m in range({MANY} // 20):
        verbs.reply(ticket, body=f"Words {{m}}.", channel="email", by=acting(ana))
"""
WAITING = "from frontdoor.channels.models import Outgoing; print(Outgoing.objects.filter(state='ready').count())"


@pytest.mark.soak
@pytest.mark.parametrize("away", [90, 3600])
def test_five_hundred_answers_leave_in_order_within_two_minutes(tmp_path, away):
    """By a real desk, whose mail server is away for so many seconds."""
    port = free_port()
    url = f"smtp://127.0.0.1:{port}"
    with (
        installed(tmp_path / "desk", EMAIL_URL=url) as installation,
        serving(installation),
    ):
        installation.tell(FILL)
        time.sleep(away)
        assert int(installation.tell(WAITING)) >= MANY
        with rude_sink(port) as sink:
            began = time.monotonic()
            until(lambda: sum(len(set(each)) for each in bodies(sink).values()) == MANY, 300)
            drained = time.monotonic() - began
            until(lambda: installation.tell(WAITING) == "0")
    print(
        f"R18: away {away} s, {len(sink.taken)} mails, {MANY} answers drained in {drained:.0f} s on at most"
        f" {sink.most_open} lines at once, {sink.connections} in all"
    )
    assert all(numbers == list(range(MANY // 20)) for numbers in bodies(sink).values())
    assert drained <= 120 and sink.most_open <= lines.MOST


def test_what_waits_leaves_in_order_once_the_server_is_back(nobody_there, waiting):
    assert Outgoing.objects.filter(state="ready").count() == REPLIES
    [held] = Destination.objects.all()
    with rude_sink(nobody_there) as sink:
        outbox.probe.call(held.name)
        run_due()

    assert sum(len(numbers) for numbers in bodies(sink).values()) == REPLIES
    assert all(numbers == sorted(numbers) for numbers in bodies(sink).values())
    assert not Destination.objects.exists() and not Outgoing.objects.exclude(state="sent").exists()


def test_answers_leave_in_the_order_in_which_they_were_given(nobody_there, as_ana, db):
    """Whichever the two threads of a worker came to first."""
    ticket = asked_by("Cy", "cy@example.org")
    for n in range(3):
        verbs.reply(ticket, body=f"Words {n}.", channel="email", by=as_ana)
    for entry in ticket.log.order_by("-seq")[:3]:
        react.call("tickets.Entry", entry.pk)
    run_due()
    with rude_sink(nobody_there) as sink:
        outbox.probe.call(destinations.server())
        run_due()

    assert bodies(sink) == {"cy@example.org": [0, 1, 2]}


def test_the_server_is_spared_while_it_is_down(nobody_there, waiting):
    """One mail found out; the others were held back without a try."""
    assert sum(Outgoing.objects.values_list("attempts", flat=True)) == 1
    assert Outgoing.objects.exclude(waits_since=None).count() >= 1


def test_the_sweep_leaves_alone_what_is_held(nobody_there, waiting):
    assert outbox.flush() == 0

    Destination.objects.update(name="@example.org")
    assert outbox.flush() == 0
    Destination.objects.update(name="@example.net")
    assert outbox.flush() == REPLIES


def test_few_lines_carry_everything(nobody_there, waiting):
    with rude_sink(nobody_there) as sink:
        outbox.probe.call(destinations.server())
        run_due()

    assert sink.connections == 1 and lines.MOST <= 4


def test_a_server_is_asked_at_least_once_a_minute_however_long_it_is_down(nobody_there, waiting):
    held = Destination.objects.get()
    for _ in range(12):
        outbox.probe.call(held.name)
        held.refresh_from_db()

    assert held.failures == 13
    assert timedelta(seconds=25) < held.next_at - clock.now() <= timedelta(minutes=1)


def test_a_domain_that_does_not_answer_is_asked_at_most_once_an_hour(db, settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    destinations.hold("@example.org", "Their mail server does not answer.")
    for _ in range(20):
        destinations.hold_longer(Destination.objects.get(), "Still not.")

    wait = Destination.objects.get().next_at - clock.now()
    assert timedelta(minutes=25) < wait <= timedelta(hours=1)


def test_a_probe_whose_promise_was_lost_is_promised_again(nobody_there, waiting):
    from frontdoor.core.models import Promise  # noqa: PLC0415

    Promise.objects.all().delete()
    Destination.objects.update(next_at=clock.now())
    with rude_sink(nobody_there) as sink:
        destinations.remind()
        run_due()

    assert len(sink.taken) == REPLIES


def test_after_five_days_it_is_given_up_and_the_ticket_says_so(nobody_there, waiting, as_ana):
    Outgoing.objects.update(waits_since=clock.now() - timedelta(days=5, minutes=1))
    outbox.give_up()

    assert set(Outgoing.objects.values_list("state", flat=True)) == {"failed"}
    said = waiting[0].log.filter(kind="ticket.send_failed").latest("seq")
    assert "Given up after five days" in said.event.why


def test_what_failed_can_be_sent_again(nobody_there, waiting):
    Outgoing.objects.update(state="failed", secret="")
    Destination.objects.all().delete()
    with rude_sink(nobody_there) as sink:
        assert outbox.again(Outgoing.objects.all()) == REPLIES
        run_due()

    assert len(sink.taken) == REPLIES and b"/portal/link/l_" in sink.taken[0][1]


def test_an_answer_says_on_its_row_why_it_waits(nobody_there, as_ana, db):
    ticket = asked_by("Cy", "cy@example.org")
    Destination.objects.all().delete()
    out = answered(ticket, "Hello", as_ana)

    assert out.state == "ready" and "could not be reached" in out.error
