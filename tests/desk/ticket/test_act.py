import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from frontdoor.core.errors import Refused
from frontdoor.tickets import verbs
from frontdoor.tickets.forms import FORMS
from frontdoor.tickets.models import Attachment, Message, Ticket
from tests import make
from tests.desk.conftest import signed_in

HTMX = {"HX-Request": "true"}


def address(ticket, verb=""):
    return f"/desk/tickets/{ticket.pk}/{verb}/" if verb else f"/desk/tickets/{ticket.pk}/"


def test_a_reply_is_kept_and_answers_with_the_regions_it_touched(browser_of_ana, ticket, ana):
    response = browser_of_ana.post(
        address(ticket, "reply"), {"body": "Turn it off and on.", "seq": 1}, headers=HTMX
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r'id="(\w+)"[^>]*hx-swap-oob', page) == [
        "conflict", "timeline", "head", "side", "composer",
    ]  # fmt: skip
    assert "Turn it off and on." in page
    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.status) == (ana, "open")


def test_without_script_the_same_form_posts_and_comes_back(browser_of_ana, ticket):
    response = browser_of_ana.post(address(ticket, "note"), {"body": "Asked Bo."}, follow=True)
    assert response.redirect_chain == [(f"{address(ticket)}#composer", 302)]
    assert "Asked Bo." in response.content.decode()
    assert Message.objects.get(body="Asked Bo.").public is False


def test_what_came_in_meanwhile_stops_a_reply_and_keeps_its_text(browser_of_ana, ticket, as_cy, cy):
    verbs.reply(ticket, body="It works again!", by=as_cy, channel="portal")
    response = browser_of_ana.post(address(ticket, "reply"), {"body": "Have you tried …", "seq": 1})
    page = response.content.decode()
    assert response.status_code == 409
    assert "It works again!" in page
    assert "Have you tried …</textarea>" in page
    assert not Message.objects.filter(body="Have you tried …").exists()


def test_with_script_a_conflict_shows_what_came_in_and_leaves_the_composer_alone(
    browser_of_ana, ticket, as_cy
):
    verbs.reply(ticket, body="It works again!", by=as_cy, channel="portal")
    response = browser_of_ana.post(
        address(ticket, "reply"), {"body": "Have you tried …", "seq": 1}, headers=HTMX
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "It works again!" in page
    assert 'id="composer"' not in page
    assert 'id="seen" name="seen" value="2"' in page


def test_a_refused_reply_gives_its_reason_and_its_text_back(browser_of_ana, ticket):
    response = browser_of_ana.post(
        address(ticket, "resolve"), {"resolution": "  ", "outcome": "fixed"}
    )
    assert response.status_code == 422
    assert "Say in a few words what fixed it." in response.content.decode()


@pytest.mark.parametrize("body", ["", "   ", "\n\t"])
def test_an_empty_reply_is_refused(browser_of_ana, ticket, body):
    response = browser_of_ana.post(address(ticket, "reply"), {"body": body}, headers=HTMX)
    assert response.status_code == 422
    assert ticket.messages.count() == 1


def test_the_same_form_sent_again_counts_once(browser_of_ana, ticket):
    form = {"body": "Once.", "form_key": "k1", "then": "wait", "spent": "5m", "seq": 1}
    for _ in range(3):
        browser_of_ana.post(address(ticket, "reply"), form, headers=HTMX)
    ticket.refresh_from_db()
    assert Message.objects.filter(body="Once.").count() == 1
    assert (ticket.minutes_spent, ticket.status) == (5, "hold")


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_with_one_form_key_make_one_message(ana, ticket):
    browsers = [signed_in(ana) for _ in range(20)]

    def send(browser):
        try:
            form = {"body": "Only once.", "form_key": "same", "seq": 1}
            return browser.post(address(ticket, "reply"), form, headers=HTMX).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(send, browsers))
    assert set(statuses) <= {200, 409}
    assert Message.objects.filter(body="Only once.").count() == 1


def test_a_reply_may_resolve_with_what_it_says(browser_of_ana, ticket):
    browser_of_ana.post(address(ticket, "reply"), {"body": "New cable.", "then": "resolve"})
    ticket.refresh_from_db()
    assert (ticket.status, ticket.resolution) == ("resolved", "New cable.")


def test_files_go_along_and_come_back_as_downloads_of_no_type(browser_of_ana, ticket):
    page = b"<script>alert(1)</script>"
    sent = SimpleUploadedFile("evil.html", page, content_type="text/html")
    browser_of_ana.post(address(ticket, "note"), {"body": "See file.", "files": sent})
    kept = Attachment.objects.get()
    response = browser_of_ana.get(f"{address(ticket)}files/{kept.pk}/")
    assert b"".join(response.streaming_content) == page
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_file_is_reached_through_its_own_ticket_only(browser_of_ana, ticket, cy):
    sent = SimpleUploadedFile("a.txt", b"a")
    browser_of_ana.post(address(ticket, "note"), {"body": "See file.", "files": sent})
    other = make.ticket(requester=cy)
    file = Attachment.objects.get()
    assert browser_of_ana.get(f"{address(other)}files/{file.pk}/").status_code == 404


def test_too_many_files_are_refused_before_anything_is_written(browser_of_ana, ticket):
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(21)]
    response = browser_of_ana.post(
        address(ticket, "note"), {"body": "All of it.", "files": files}, headers=HTMX
    )
    assert response.status_code == 422
    assert Attachment.objects.count() == 0


@pytest.mark.parametrize("verb", ["reply", "note", "take", "resolve", "merge", "assign"])
def test_a_ticket_that_one_may_not_see_does_not_exist(browser_of_ana, cy, verb):
    hidden = make.ticket(requester=cy, team=make.team("People matters", private=True))
    response = browser_of_ana.post(address(hidden, verb), {"body": "x"})
    assert response.status_code == 404
    assert browser_of_ana.get(address(hidden)).status_code == 404
    assert browser_of_ana.get(f"{address(hidden)}preview/").status_code == 404
    nothing = browser_of_ana.get("/desk/tickets/987654/")
    assert browser_of_ana.get(address(hidden)).content == nothing.content


@pytest.mark.parametrize("verb", ["observe", "prove", "open", "no_such_verb", "bulk"])
def test_what_no_person_does_by_hand_has_no_address(browser_of_ana, ticket, verb):
    assert browser_of_ana.post(address(ticket, verb)).status_code == 404


def test_a_verb_is_never_done_by_a_get(browser_of_ana, ticket):
    assert browser_of_ana.get(address(ticket, "take")).status_code == 405


def test_a_form_from_elsewhere_is_refused(ana, ticket):
    browser = signed_in(ana, enforce_csrf_checks=True)
    assert browser.post(address(ticket, "take")).status_code == 403
    ticket.refresh_from_db()
    assert ticket.assignee is None


def test_what_the_role_does_not_allow_is_refused_in_words(browser_of_ana, ticket):
    message = ticket.messages.get()
    response = browser_of_ana.post(
        address(ticket, "redact"), {"message": message.pk, "passage": "help"}, headers=HTMX
    )
    assert response.status_code == 403
    assert "You may not redact this ticket." in response.content.decode()


EVERY = {
    "ask_for_help": {"person": "{bo}"},
    "assign": {"to": "{ana}"},
    "change": {"field": "priority", "value": "1", "reason": "payroll"},
    "close": {"outcome": "withdrawn"},
    "follow": {},
    "hand_over": {"team": "{network}", "reason": "cabling"},
    "hold": {"hold_for": "part", "until": "2099-01-01T09:00", "reason": "fan"},
    "link": {"other": "{other}", "relation": "related"},
    "log_time": {"minutes": "15"},
    "merge": {"into": "{other}"},
    "note": {"body": "A note."},
    "reply": {"body": "A reply."},
    "resolve": {"resolution": "New fan."},
    "snooze": {"until": "2099-01-01T09:00"},
    "start": {},
    "tag": {"add": "fan"},
    "take": {},
}


@pytest.mark.parametrize("verb", sorted(EVERY))
def test_every_verb_can_be_done_from_the_page(browser_of_ana, ticket, ana, bo, cy, verb):
    known = {
        "ana": ana.pk, "bo": bo.pk, "network": bo.teams.get().pk, "other": make.ticket(requester=cy).pk,
    }  # fmt: skip
    form = {name: value.format(**known) for name, value in EVERY[verb].items()}
    response = browser_of_ana.post(address(ticket, verb), {**form, "seq": 1}, headers=HTMX)
    assert response.status_code == 200, response.content.decode()
    assert Ticket.objects.get(pk=ticket.pk).last_seq > 1


def test_undo_brings_merged_tickets_apart_again(browser_of_ana, ticket, cy):
    other = make.ticket(requester=cy)
    numbers = {"ticket": [ticket.pk, other.pk]}
    preview = browser_of_ana.get("/desk/merge/", numbers).content.decode()
    assert str(ticket.pk) in preview
    assert str(other.pk) in preview
    browser_of_ana.post("/desk/merge/", {**numbers, "into": ticket.pk})
    assert ticket.messages.count() == 2
    browser_of_ana.post(address(other, "unmerge"))
    assert (ticket.messages.count(), other.messages.count()) == (1, 1)


def test_a_merge_with_a_ticket_that_one_may_not_see_is_refused(browser_of_ana, ticket, cy):
    hidden = make.ticket("Canary 9Zz", requester=cy, team=make.team("HR", private=True))
    response = browser_of_ana.get("/desk/merge/", {"ticket": [ticket.pk, hidden.pk]})
    assert response.status_code == 422
    assert "Canary 9Zz" not in response.content.decode()


def test_a_lead_can_black_words_out(enter, lea, ticket):
    message = ticket.messages.get()
    enter(lea).post(address(ticket, "redact"), {"message": message.pk, "passage": "help"})
    message.refresh_from_db()
    assert "help" not in message.body


def test_the_form_for_it_is_printed_for_the_message_that_is_asked_for(
    enter, lea, ana, ticket, as_cy
):
    verbs.reply(ticket, body="And my mouse is broken.", by=as_cy, channel="portal")
    first, second = ticket.messages.order_by("pk")
    page = f"/desk/tickets/{ticket.pk}/"
    closed, chosen = (
        enter(lea).get(f"{page}{more}").content.decode() for more in ("", f"?redact={second.pk}")
    )

    assert 'name="passage"' not in closed
    assert f'href="?redact={first.pk}#message-{first.pk}"' in closed
    assert chosen.count('name="passage"') == 1
    assert f'<input type="hidden" name="message" value="{second.pk}">' in chosen
    foreign = enter(ana).get(f"{page}?redact={second.pk}").content.decode()
    assert 'name="passage"' not in foreign and "?redact=1#" not in foreign
    for odd in ("x", "9" * 30, "-1", "%00"):
        assert enter(lea).get(f"{page}?redact={odd}").status_code == 200


def test_marked_messages_are_split_off_into_a_ticket_of_their_own(browser_of_ana, ticket, as_cy):
    verbs.reply(ticket, body="And my mouse is broken.", by=as_cy, channel="portal")
    second = ticket.messages.latest("pk")
    form = {"messages": [second.pk], "subject": "Mouse broken"}
    browser_of_ana.post(address(ticket, "split"), form)
    second.refresh_from_db()
    assert second.ticket.subject == "Mouse broken"
    assert second.ticket != ticket


def test_a_link_can_be_taken_off_again(browser_of_ana, ticket, cy):
    other = make.ticket("The other one", requester=cy)
    form = {"other": other.pk, "relation": "blocks"}
    browser_of_ana.post(address(ticket, "link"), form)
    assert "blocks" in browser_of_ana.get(address(ticket)).content.decode()
    assert "blocks, from" in browser_of_ana.get(address(other)).content.decode()
    browser_of_ana.post(address(ticket, "unlink"), form)
    assert not ticket.links_out.exists()


def test_a_picture_among_the_files_is_seen_small_and_others_by_kind_and_size(
    browser_of_ana, ticket
):
    sent = [SimpleUploadedFile("a.png", b"x" * 2048), SimpleUploadedFile("b.pdf", b"y" * 2048)]
    browser_of_ana.post(address(ticket, "note"), {"body": "See files.", "files": sent})
    picture, other = Attachment.objects.order_by("name")

    words = browser_of_ana.get(address(ticket)).content.decode()

    assert f'<img src="{address(ticket)}files/{picture.pk}/picture/"' in words
    assert f"files/{other.pk}/picture/" not in words
    assert "PDF, 2.0\xa0KB" in words


def test_any_number_of_minutes_is_added_by_hand(browser_of_ana, ticket):
    words = browser_of_ana.get(address(ticket)).content.decode()
    assert 'name="minutes" type="number" min="1" max="1440" required data-key="t"' in words
    browser_of_ana.post(address(ticket, "log_time"), {"minutes": "7"})
    ticket.refresh_from_db()
    assert ticket.minutes_spent == 7


def test_an_administrator_erases_a_ticket_and_is_told_what_goes(enter, ada, browser_of_ana, ticket):
    assert "for good" not in browser_of_ana.get(address(ticket)).content.decode()
    words = enter(ada).get(address(ticket)).content.decode()
    assert f"Erase {ticket.pk} for good" in words
    assert "What stays: the number" in words

    enter(ada).post(address(ticket, "erase"), {"reason": "Asked by letter."}, follow=True)

    words = enter(ada).get(address(ticket)).content.decode()
    assert "(erased)" in words
    assert ticket.subject not in words
    assert set(ticket.messages.values_list("body", flat=True)) == {""}


def test_a_verb_for_people_has_its_place_on_the_page(enter, ada, ticket):
    """Every verb with a form is offered here, or is named with the reason why not."""
    elsewhere = {
        "merge": "by the page that shows what it would do", "unmerge": "where something was merged",
        "unlink": "beside a link", "accept": "beside a doubtful message", "doubt": "beside a doubtful message",
        "decline": "beside a suggestion", "confirm": "by the requester, from their mail", "reopen": "once it is over",
        "close": "once it is fixed", "redact": "on the message that is asked for",
        "unfollow": "for who follows",
    }  # fmt: skip
    words = enter(ada).get(address(ticket)).content.decode()
    missing = {verb for verb in FORMS if f'action="{address(ticket, verb)}"' not in words}
    assert missing == set(elsewhere)


def test_time_that_cannot_be_read_is_refused_before_the_words_are_sent(browser_of_ana, ticket):
    typed = {"body": "On it.", "spent": "ten", "form_key": "k1"}
    response = browser_of_ana.post(address(ticket, "reply"), typed, headers=HTMX)
    assert response.status_code == 422
    assert "Nothing was sent" in response.content.decode()
    assert not Message.objects.filter(body="On it.").exists()
    browser_of_ana.post(address(ticket, "reply"), {**typed, "spent": "10m"}, headers=HTMX)
    ticket.refresh_from_db()
    assert Message.objects.filter(body="On it.").count() == 1
    assert ticket.minutes_spent == 10


def test_whoever_a_request_turns_out_to_be_of_is_named_above_the_answer_at_once(
    browser_of_ana, ticket
):
    response = browser_of_ana.post(
        address(ticket, "attribute"), {"email": "meera@acme.example"}, headers=HTMX
    )
    page = response.content.decode()
    to = re.search(r'<div id="to" hx-swap-oob="true">(.*?)</div>', page, re.S)
    assert to and "meera" in to[1]
    assert 'id="composer"' not in page
    assert "Their request now" in page


def test_a_number_that_is_no_ticket_is_refused_in_plain_words(browser_of_ana, ticket):
    response = browser_of_ana.post(
        address(ticket, "link"), {"other": "99999", "relation": "related"}, headers=HTMX
    )
    assert response.status_code == 422
    assert "There is no such ticket." in response.content.decode()


def test_a_priority_set_by_hand_is_given_its_reason_afterwards(browser_of_ana, ticket):
    browser_of_ana.post(address(ticket, "change"), {"field": "priority", "value": "1"})
    assert 'placeholder="say why"' in browser_of_ana.get(address(ticket)).content.decode()
    why = {"field": "priority", "value": "1", "reason": "Payroll runs tonight."}
    browser_of_ana.post(address(ticket, "change"), why)
    ticket.refresh_from_db()
    assert ticket.priority_reason == "Payroll runs tonight."
    assert 'value="Payroll runs tonight."' in browser_of_ana.get(address(ticket)).content.decode()


def test_an_address_is_copied_in_reads_answers_and_is_taken_off_again(browser_of_ana, ticket):
    page = browser_of_ana.post(
        address(ticket, "follow"), {"email": "dana@acme.example"}, headers=HTMX
    ).content.decode()
    to = re.search(r'<div id="to" hx-swap-oob="true">(.*?)</div>', page, re.S)
    assert to and "dana" in to[1]
    dana = ticket.participants.get(role="follower").person
    browser_of_ana.post(address(ticket, "unfollow"), {"person": dana.pk})
    assert not ticket.participants.filter(person=dana).exists()


def test_only_the_desk_copies_addresses_in(ticket, as_cy):
    with pytest.raises(Refused):
        verbs.follow(ticket, email="dana@acme.example", by=as_cy)
    assert not ticket.participants.exists()


def test_a_merged_ticket_sends_its_writer_to_where_it_goes_on(browser_of_ana, as_ana, cy, ticket):
    survivor = make.ticket(requester=cy, team=ticket.team)
    verbs.merge(ticket, into=survivor, by=as_ana)
    page = browser_of_ana.get(address(ticket)).content.decode()
    assert f'href="{address(survivor)}#composer" data-key="r"' in page
    assert 'aria-label="Your reply"' not in page
    response = browser_of_ana.post(address(ticket, "reply"), {"body": "Words"}, headers=HTMX)
    assert f"This was merged into {survivor.pk}. Write there" in response.content.decode()
    assert not Message.objects.filter(body="Words").exists()


def test_what_waits_until_a_common_moment_is_one_press(browser_of_ana, ticket):
    page = browser_of_ana.get(address(ticket)).content.decode()
    moment = re.search(r'name="until" value="([^"]+)" formnovalidate>Tomorrow 08:00', page)
    assert moment
    held = {"hold_for": "supplier", "reason": "Dell comes", "until": ["", moment[1]]}
    browser_of_ana.post(address(ticket, "hold"), held)
    ticket.refresh_from_db()
    assert (ticket.status, ticket.hold_until.strftime("%H:%M")) == ("hold", "08:00")
