"""S04: a forged mail with a Cc hands nothing over; and what agents and requesters do with the suggestion."""

from __future__ import annotations

import pytest
from django.utils.html import escape

from frontdoor.channels.models import Outgoing
from frontdoor.core.tasks import run_due
from frontdoor.people.actors import acting
from frontdoor.people.models import Address, Person
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Participant, Ticket
from tests.portal.conftest import signed_in, text_of
from tests.security.mails import arrived, own_address, written

EVIL = "attacker@evil.example"
RESULTS = {
    "unasked": "",
    "passes": "mx.desk.example; dmarc=pass header.from=example.org",
    "fails": "mx.desk.example; dmarc=fail header.from=example.org",
}


@pytest.fixture(params=RESULTS)
def spoofed(request, ticket, cy, settings):
    """M59, with the requester's token, with and without DMARC."""
    settings.MAIL_AUTHSERV = {"mx.desk.example"} if RESULTS[request.param] else set()
    mail = written(
        "Cy <cy@example.org>", "Add him", Cc=EVIL, Authentication_Results=RESULTS[request.param]
    )
    arrived(mail, to=own_address(ticket, cy))
    return ticket


def attacker():
    return Person.objects.get(addresses__email=EVIL)


def test_the_attacker_gets_nothing(spoofed, as_ana):
    verbs.reply(spoofed, body="The secret", channel="email", by=as_ana)
    run_due()

    assert not Ticket.objects.visible_to(acting(attacker())).exists()
    assert signed_in(attacker()).get(f"/portal/requests/{spoofed.pk}/").status_code == 404
    assert not Outgoing.objects.filter(email=EVIL).exists()


def test_the_desk_reads_who_is_to_be_added_and_decides(spoofed, ana):
    browser, page = signed_in(ana), f"/desk/tickets/{spoofed.pk}/"
    assert f"wants to add <bdi>{EVIL}</bdi>" in text_of(browser.get(page))

    browser.post(f"{page}decline/", {"person": attacker().pk})

    assert "wants to add" not in text_of(browser.get(page))
    assert not Ticket.objects.visible_to(acting(attacker())).exists()


def test_the_requester_is_not_asked_to_let_in_whom_an_unproved_mail_names(ticket, cy):
    arrived(written("Eve <eve@evil.example>", "Add him", Cc=EVIL), to=own_address(ticket, cy))

    assert EVIL not in text_of(signed_in(cy).get(f"/portal/requests/{ticket.pk}/"))


def test_who_was_declined_is_not_suggested_again(ticket, cy, ana, as_ana):
    for number in (1, 2):
        arrived(written("Cy <cy@example.org>", f"{number}", Cc=EVIL), to=own_address(ticket, cy))
        verbs.decline(ticket, person=attacker(), by=as_ana)

    assert ticket.participants.get().role == Participant.Role.DECLINED


def test_the_proved_requester_lets_a_copied_person_in(ticket, cy):
    arrived(
        written("Cy <cy@example.org>", "And Dana", Cc="Dana <dana@example.org>"),
        to=own_address(ticket, cy),
    )
    dana = Address.objects.get(email="dana@example.org").person

    signed_in(cy).post(f"/portal/requests/{ticket.pk}/follow/", {"person": dana.pk})

    assert Ticket.objects.visible_to(acting(dana)).exists()


def test_an_agent_accepts_what_was_not_proved(ticket, cy, ana, as_cy):
    arrived(written("Cy <cy@private.example>", "From home"), to=own_address(ticket, cy))
    message = ticket.messages.latest("pk")
    browser, page = signed_in(ana), f"/desk/tickets/{ticket.pk}/"
    shown = text_of(browser.get(page))
    assert "The sender could not be proved." in shown and escape(message.doubt) in shown

    browser.post(f"{page}accept/", {"message": message.pk})

    message.refresh_from_db()
    assert message.verified and message.author.email == "cy@private.example"
    assert "From home" in text_of(signed_in(cy).get(f"/portal/requests/{ticket.pk}/"))
    assert Ticket.objects.visible_to(acting(message.author)).exists()


def test_an_agent_leaves_it_and_is_not_asked_again(ticket, cy, ana):
    arrived(written("Eve <eve@evil.example>", "Hi"), to=own_address(ticket, cy))
    message, browser, page = (
        ticket.messages.latest("pk"),
        signed_in(ana),
        f"/desk/tickets/{ticket.pk}/",
    )

    browser.post(f"{page}doubt/", {"message": message.pk})

    assert "add to the conversation" not in text_of(browser.get(page))
    assert "could not be proved" in text_of(browser.get(page))


def test_nobody_accepts_words_in_the_name_of_a_colleague(ticket, cy, ana, bo):
    arrived(written("Bo <bo@example.org>", "It is fixed"), to=own_address(ticket, cy))
    message = ticket.messages.latest("pk")

    answer = signed_in(ana).post(f"/desk/tickets/{ticket.pk}/accept/", {"message": message.pk})

    assert answer.status_code == 422 and "Only Bo can say" in text_of(answer)


def test_a_ticket_of_nobody_becomes_theirs_who_is_accepted(cy, ana, settings):
    settings.MAIL_AUTHSERV = {"mx.desk.example"}
    ticket = arrived(written("Cy <cy@example.org>", Authentication_Results=RESULTS["fails"])).ticket
    assert not Ticket.objects.visible_to(acting(cy)).exists()

    signed_in(ana).post(f"/desk/tickets/{ticket.pk}/accept/", {"message": ticket.messages.get().pk})

    assert Ticket.objects.visible_to(acting(cy)).get() == ticket
