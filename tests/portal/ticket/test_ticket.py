"""One request as its requester sees it: public words only, where it stands, and what can be done."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from frontdoor.core import clock, storage
from frontdoor.people.actors import SYSTEM, acting
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Message, Participant, Ticket
from frontdoor.tickets.verbs import Carried, File
from tests import make
from tests.portal.conftest import path_in, signed_in, text_of

KEY = "a-form-key-of-this-page"


def at(ticket: Ticket, verb: str = "") -> str:
    return f"/portal/requests/{ticket.pk}/{verb}/" if verb else f"/portal/requests/{ticket.pk}/"


def reply(client: Client, ticket: Ticket, body: str = "USB-C please.", **rest):
    return client.post(at(ticket, "reply"), {"body": body, "form_key": KEY, **rest})


def kept(name: str = "plan.pdf", content: bytes = b"%PDF") -> File:
    blob = storage.keep(content)
    return File(blob.sha256, name, "application/pdf", blob.size)


@pytest.fixture
def as_ana(ana):
    return acting(ana)


def test_a_requester_reads_every_public_word(browser_of_cy, ticket, as_ana):
    verbs.reply(ticket, body="On my way. See https://example.org/x", by=as_ana, channel="email")

    page = text_of(browser_of_cy.get(at(ticket)))

    assert "Please help." in page
    assert "On my way." in page
    assert 'href="https://example.org/x"' in page
    assert "Ana is working on it." in page


def test_no_note_of_the_desk_reaches_the_page(browser_of_cy, ticket, as_ana):
    verbs.note(ticket, body="CANARY note", by=as_ana, carried=Carried(files=[kept("CANARY.pdf")]))
    verbs.change(ticket, field="priority", value="1", by=as_ana, reason="CANARY reason")
    verbs.tag(ticket, add=["canary"], by=as_ana)
    verbs.resolve(ticket, resolution="CANARY resolution", by=as_ana)

    page = text_of(browser_of_cy.get(at(ticket)))

    assert "canary" not in page.lower()


def test_a_file_of_a_note_is_not_there(browser_of_cy, ticket, as_ana):
    verbs.note(ticket, body="Note", by=as_ana, carried=Carried(files=[kept()]))
    file = Message.objects.get(public=False).attachments.get()

    assert browser_of_cy.get(f"{at(ticket)}files/{file.pk}/").status_code == 404


def test_a_public_file_comes_back_byte_by_byte_as_a_download(browser_of_cy, ticket, as_ana):
    content = b"<script>alert(1)</script>"
    carried = Carried(files=[kept("x.html", content)])
    verbs.reply(ticket, body="Here", by=as_ana, channel="email", carried=carried)
    file = Message.objects.get(body="Here").attachments.get()

    answer = browser_of_cy.get(f"{at(ticket)}files/{file.pk}/")

    assert answer.getvalue() == content
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_file_is_reached_only_through_its_own_request(browser_of_cy, cy, di, ticket):
    other = make.ticket(requester=di)
    verbs.reply(
        other, body="Mine", by=acting(di), channel="portal", carried=Carried(files=[kept()])
    )
    file = Message.objects.get(body="Mine").attachments.get()

    assert browser_of_cy.get(f"{at(ticket)}files/{file.pk}/").status_code == 404
    assert browser_of_cy.get(f"{at(other)}files/{file.pk}/").status_code == 404
    assert Client().get(f"{at(other)}files/{file.pk}/").status_code == 404


def test_what_is_not_theirs_is_as_if_it_did_not_exist(browser_of_di, ticket):
    foreign, missing = browser_of_di.get(at(ticket)), browser_of_di.get("/portal/requests/999999/")

    assert (foreign.status_code, foreign.content) == (404, missing.content)
    for verb in ("reply", "close", "reopen", "follow", "unfollow", "confirm"):
        there = browser_of_di.post(at(ticket, verb), {"body": "x"})
        not_there = browser_of_di.post(f"/portal/requests/999999/{verb}/", {"body": "x"})
        assert (there.status_code, _plain(there)) == (404, _plain(not_there))
    assert ticket.messages.count() == 1


def _plain(answer) -> str:
    return re.sub(r'value="\w{64}"|/requests/\d+/', "", text_of(answer))


@pytest.mark.parametrize("number", ["0", "9223372036854775808", "99999999999999999999999999"])
def test_impossible_numbers_are_not_there(browser_of_cy, number):
    assert browser_of_cy.get(f"/portal/requests/{number}/").status_code == 404
    assert browser_of_cy.post(f"/portal/requests/{number}/reply/").status_code == 404


def test_a_reply_lands_once_with_its_files(browser_of_cy, ticket, cy):
    file = SimpleUploadedFile("photo.png", b"png", "image/png")

    first = reply(browser_of_cy, ticket, files=[file])
    second = reply(browser_of_cy, ticket)

    message = ticket.messages.order_by("pk").last()
    assert first.url == second.url == f"{at(ticket)}#newest"
    assert ticket.messages.count() == 2
    assert (message.author, message.channel, message.body) == (cy, "portal", "USB-C please.")
    assert message.attachments.get().name == "photo.png"


@pytest.mark.django_db(transaction=True)
def test_twenty_replies_at_once_are_one():
    cy = make.person("Cy")
    ticket = make.ticket(requester=cy)

    def post(_: int) -> int:
        try:
            return reply(signed_in(cy), ticket).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(post, range(20)))

    assert set(answers) == {302}
    assert ticket.messages.count() == 2


def test_an_empty_reply_is_refused_in_place_and_its_files_named(browser_of_cy, ticket):
    answer = reply(browser_of_cy, ticket, "x" * 100_001, files=[SimpleUploadedFile("a.txt", b"a")])

    assert answer.status_code == 422
    assert "these are 100,001" in text_of(answer)
    assert "x" * 100_001 in text_of(answer)
    assert "<bdi>a.txt</bdi>" in text_of(answer)
    assert reply(browser_of_cy, ticket, " ").status_code == 422


def test_it_asks_whether_it_is_fixed_and_yes_closes(browser_of_cy, ticket, as_ana):
    verbs.reply(ticket, body="It is at the front desk.", by=as_ana, channel="email")
    verbs.resolve(ticket, resolution="Monitor handed out", by=as_ana)

    page = text_of(browser_of_cy.get(at(ticket)))
    assert "Ana thinks it is fixed. Is it?" in page
    assert "“<bdi>It is at the front desk.</bdi>”" in page
    browser_of_cy.post(at(ticket, "close"))

    ticket.refresh_from_db()
    assert (ticket.status, ticket.outcome) == ("closed", "fixed")
    assert "You said that it is fixed" in text_of(browser_of_cy.get(at(ticket)))


def test_not_fixed_yet_goes_back_to_the_same_agent(browser_of_cy, ticket, ana, as_ana):
    verbs.resolve(ticket, resolution="Restarted", by=as_ana)

    browser_of_cy.post(at(ticket, "reopen"))

    ticket.refresh_from_db()
    assert (ticket.status, ticket.assignee, ticket.reopened) == ("open", ana, True)


def test_what_is_no_longer_needed_is_withdrawn(browser_of_cy, ticket):
    browser_of_cy.post(at(ticket, "close"))

    ticket.refresh_from_db()
    assert (ticket.status, ticket.outcome) == ("closed", "withdrawn")
    assert "Withdrawn by you." in text_of(browser_of_cy.get(at(ticket)))


def test_a_question_is_shown_as_the_readers_turn(browser_of_cy, ticket, as_ana):
    verbs.reply(ticket, body="USB-C or HDMI?", by=as_ana, channel="email")
    verbs.hold(ticket, hold_for="requester", by=as_ana)

    page = text_of(browser_of_cy.get(at(ticket)))
    assert "Ana asked you something." in page
    assert "USB-C or HDMI?</bdi></blockquote>" in page
    reply(browser_of_cy, ticket)

    ticket.refresh_from_db()
    assert ticket.status == "open"


def test_a_hold_is_told_in_plain_words(browser_of_cy, ticket, as_ana):
    until = clock.now() + timedelta(days=1)
    verbs.hold(ticket, hold_for="supplier", reason="Dell", until=until, by=as_ana)

    assert "Waiting for Dell until tomorrow." in text_of(browser_of_cy.get(at(ticket)))


def test_a_merged_request_leads_to_the_one_it_goes_on_in(browser_of_cy, cy, di, ticket, as_ana):
    other = make.ticket(requester=di, subject="The same printer")
    verbs.merge(ticket, into=other, by=as_ana)

    assert browser_of_cy.get(at(ticket)).url == at(other)
    assert "The same printer" in text_of(browser_of_cy.get(at(other)))
    reply(browser_of_cy, ticket, "Still burning")

    message = Message.objects.get(body="Still burning")
    assert (message.ticket, message.origin) == (other, ticket)


def test_a_reply_after_thirty_days_is_offered_a_new_request(cy, ticket, time_machine):
    verbs.close(ticket, by=acting(cy))
    time_machine.move_to(clock.now() + timedelta(days=31))
    browser_of_cy = signed_in(cy)

    assert "Ask anew" in text_of(browser_of_cy.get(at(ticket)))
    answer = reply(browser_of_cy, ticket, "Again")
    assert answer.status_code == 422
    assert "more than 30 days ago" in text_of(answer)


def test_the_requester_adds_and_takes_off_followers(browser_of_cy, ticket, di):
    browser_of_cy.post(at(ticket, "follow"), {"email": "di@example.org"})
    part = ticket.participants.get()
    assert (part.person, part.role) == (di, "follower")
    assert "di@example.org" in text_of(browser_of_cy.get(at(ticket)))
    assert signed_in(di).get(at(ticket)).status_code == 200

    browser_of_cy.post(at(ticket, "unfollow"), {"person": di.pk})

    assert signed_in(di).get(at(ticket)).status_code == 404


def test_a_follower_reads_and_answers_but_does_not_decide(ticket, di, cy):
    verbs.follow(ticket, person=di, by=acting(cy))
    client = signed_in(di)

    assert "I no longer need this" not in text_of(client.get(at(ticket)))
    assert reply(client, ticket, "Me too").status_code == 302
    assert client.post(at(ticket, "close")).status_code == 403
    assert client.post(at(ticket, "follow"), {"email": "x@example.org"}).status_code == 422
    client.post(at(ticket, "unfollow"), {"person": di.pk})
    assert client.get(at(ticket)).status_code == 404


def test_a_name_in_a_copy_is_only_suggested_until_the_requester_agrees(browser_of_cy, ticket, di):
    Participant.objects.create(ticket=ticket, person=di, role="suggested")
    assert signed_in(di).get(at(ticket)).status_code == 404

    browser_of_cy.post(at(ticket, "follow"), {"person": di.pk})

    assert signed_in(di).get(at(ticket)).status_code == 200


def test_nobody_is_told_whether_an_added_address_is_known(browser_of_cy, ticket):
    make.person("Known Name", email="known@example.org")
    for email in ("known@example.org", "unknown@example.org"):
        browser_of_cy.post(at(ticket, "follow"), {"email": email})

    page = text_of(browser_of_cy.get(at(ticket)))
    assert "Known Name" not in page
    assert "known@example.org" in page and "unknown@example.org" in page


@pytest.mark.parametrize("person", ["x", "-1", "1e3", "１２", "99999999999999999999", ""])
def test_only_somebody_who_follows_is_taken_off(browser_of_cy, ticket, person):
    assert browser_of_cy.post(at(ticket, "unfollow"), {"person": person}).status_code == 422


def test_words_outlive_a_session_that_ended_while_they_were_written(cy, ticket, mailed):
    client = signed_in(cy)
    client.post("/logout/")

    given = {"writer": str(cy.pk)}
    assert reply(client, ticket, "Long words", **given).url.startswith("/login/?next=")
    client.post("/login/", {"way": "link", "email": "cy@example.org", "next": at(ticket)})
    assert client.post(path_in(mailed()[-1], "/login/link/")).url == at(ticket)

    page = text_of(client.get(at(ticket)))
    assert "Long words</textarea>" in page
    assert KEY in page
    reply(client, ticket, "Long words", **given)
    assert "Long words</textarea>" not in text_of(client.get(at(ticket)))
    assert ticket.messages.filter(body="Long words").count() == 1


def test_own_words_are_given_back_where_the_right_to_send_them_has_ended(ticket, di, cy):
    verbs.follow(ticket, person=di, by=acting(cy))
    client = signed_in(di)
    verbs.unfollow(ticket, person=di, by=SYSTEM)

    answer = reply(client, ticket, "My own words")

    assert answer.status_code == 404
    assert "My own words</textarea>" in text_of(answer)


def test_the_desk_is_led_to_its_own_page(browser_of_ana, ticket):
    assert browser_of_ana.get(at(ticket)).url == f"/desk/tickets/{ticket.pk}/"
    assert browser_of_ana.post(at(ticket, "close")).status_code == 404


def test_an_agent_asks_for_help_like_everybody_else(browser_of_ana, ana):
    own = make.ticket(requester=ana)

    assert browser_of_ana.get(at(own)).status_code == 200


def test_a_stranger_is_sent_to_sign_in_and_comes_back(stranger, ticket):
    assert stranger.get(at(ticket)).url == f"/login/?next=%2Fportal%2Frequests%2F{ticket.pk}%2F"


@pytest.mark.parametrize("verb", ["assign", "note", "merge", "erase", "observe", "prove", "x"])
def test_no_other_verb_has_an_address_here(browser_of_cy, ticket, verb):
    assert browser_of_cy.post(at(ticket, verb), {"body": "x"}).status_code == 404


@pytest.mark.parametrize("verb", ["reply", "close", "reopen", "follow", "unfollow", "confirm"])
def test_every_change_needs_the_token_of_the_form(cy, ticket, verb):
    client = signed_in(cy, enforce_csrf_checks=True)
    foreign = {"HTTP_ORIGIN": "https://evil.example"}

    assert client.post(at(ticket, verb), {"body": "x"}).status_code == 403
    assert client.post(at(ticket, verb), {"body": "x"}, **foreign).status_code == 403
    assert client.generic("POST", at(ticket, verb), "body=x", "text/plain").status_code == 403
    assert client.get(at(ticket, verb), {"body": "x"}).status_code == 405
    assert ticket.log.count() == 1


@pytest.mark.parametrize("more", [1, 3])
def test_the_page_asks_the_same_few_questions_however_long_it_is(
    browser_of_cy, ticket, as_ana, di, more, django_assert_num_queries
):
    for number in range(more):
        verbs.reply(
            ticket, body=f"{number}", by=as_ana, channel="email", carried=Carried(files=[kept()])
        )
        verbs.hold(ticket, hold_for="requester", reason=str(number), by=as_ana)
        follower = make.person(f"Follower {number}")
        verbs.follow(ticket, person=follower, by=as_ana)

    with django_assert_num_queries(9):
        browser_of_cy.get(at(ticket))


def test_an_answer_that_did_not_help_is_not_quoted_as_what_fixed_it(browser_of_cy, ticket, as_ana):
    verbs.reply(ticket, body="Use the left one.", channel="email", by=as_ana)
    reply(browser_of_cy, ticket, "Still black.")
    verbs.resolve(ticket, resolution="New cable.", by=as_ana)
    page = text_of(browser_of_cy.get(at(ticket)))
    assert "Ana thinks it is fixed. Is it?" in page and "The reply says" not in page
