"""A new request: once, whole, by anybody, and nothing typed is lost."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from markupsafe import escape

from frontdoor.core import storage
from frontdoor.core.tasks import run_due
from frontdoor.people.models import Link, Person
from frontdoor.tickets.models import Message, Ticket
from tests import make
from tests.portal.conftest import path_in, signed_in, text_of

KEY = "a-form-key-of-this-page"
STRANGER = {"name": "Eve Adams", "email": "eve@example.org"}


def send(client: Client, body: str = "The VPN drops every ten minutes.", **rest):
    return client.post("/portal/new/", {"send": "1", "body": body, "form_key": KEY, **rest})


def test_one_line_is_enough(browser_of_cy, cy):
    answer = send(browser_of_cy)

    ticket = Ticket.objects.get()
    assert answer.url == f"/portal/requests/{ticket.pk}/"
    assert ticket.subject == "The VPN drops every ten minutes."
    assert (ticket.requester, ticket.author, ticket.channel) == (cy, cy, "portal")
    assert (ticket.door, ticket.priority) == ("front", 3)


def test_two_questions_make_the_priority(browser_of_cy):
    send(browser_of_cy, urgency="1", impact="1")

    assert Ticket.objects.get().priority == 1


def test_the_box_of_the_front_page_carries_its_words_to_the_questions(browser_of_cy):
    answer = browser_of_cy.post("/portal/new/", {"body": "No <b>sound</b>"}, follow=True)

    assert answer.redirect_chain == [("/portal/new/", 302)]
    assert "No &lt;b&gt;sound&lt;/b&gt;</textarea>" in text_of(answer)
    assert not Ticket.objects.exists()


def test_the_subject_is_the_first_line_cut_between_words(browser_of_cy):
    send(browser_of_cy, f"\n\u200b\n{'word ' * 40}\nMore.")

    subject = Ticket.objects.get().subject
    assert len(subject) <= 91
    assert subject.endswith("word…")


def test_files_go_along_byte_by_byte(browser_of_cy):
    content = bytes(range(256)) * 40
    send(
        browser_of_cy, files=[SimpleUploadedFile("a/../plan\u202e.pdf", content, "application/pdf")]
    )

    file = Message.objects.get().attachments.get()
    assert storage.read_blob(file.sha256) == content
    assert "/" not in file.name


@pytest.mark.parametrize("body", ["", "   ", "\u200b", "\u202e", "\x00", "\n\n"])
def test_nothing_to_read_is_asked_for_at_its_field(browser_of_cy, body):
    answer = send(browser_of_cy, body)

    assert answer.status_code == 422
    assert "Say in a few words what it is about." in text_of(answer)
    assert not Ticket.objects.exists()


def test_too_long_is_refused_with_the_count_and_kept_whole(browser_of_cy):
    body = "x" * 100_001

    answer = send(browser_of_cy, body)

    assert answer.status_code == 422
    assert "At most 100,000 characters go in here; these are 100001." in text_of(answer)
    assert body in text_of(answer)


def test_what_is_wrong_comes_back_with_everything_typed_and_the_files_to_choose_again(
    browser_of_cy,
):
    file = SimpleUploadedFile("plan.pdf", b"x", "application/pdf")

    answer = send(browser_of_cy, "My words", urgency="9", impact="1", files=[file])

    page = text_of(answer)
    assert answer.status_code == 422
    assert "Choose one of these." in page
    assert "My words</textarea>" in page
    assert re.search(r'name="impact" value="1" checked', page)
    assert re.search(r"Choose again.*<bdi>plan\.pdf</bdi>", page)
    assert f'name="form_key" value="{KEY}"' in page


@pytest.mark.parametrize("value", ["-1", "1e3", "１", "1_0", "0", "4", "x"])
def test_only_what_the_page_offers_is_taken(browser_of_cy, value):
    assert send(browser_of_cy, urgency=value).status_code == 422


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", "{{7*7}}", "${7}", "=cmd|' /C calc'!A0", "' OR 1=1--", "../%00"],
)
def test_what_people_wrote_is_shown_literally(browser_of_cy, typed):
    page = text_of(browser_of_cy.get(send(browser_of_cy, typed).url))

    assert Ticket.objects.get().subject == typed
    assert "<script>alert" not in page
    assert f"<bdi>{escape(typed)}</bdi>" in page


def test_control_characters_are_left_out(browser_of_cy):
    send(browser_of_cy, "Sound\x00 is\x07 off\x1b[31m")

    assert Message.objects.get().body == "Sound is off[31m"


def test_sending_the_same_form_again_makes_no_second_request(browser_of_cy):
    first, second = send(browser_of_cy), send(browser_of_cy)

    assert first.url == second.url
    assert Ticket.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [True, False])
def test_twenty_at_once_make_one_request(known):
    cy = make.person("Cy")

    def post(_: int) -> int:
        try:
            client = signed_in(cy) if known else Client()
            return send(client, **({} if known else STRANGER)).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(post, range(20)))

    assert set(answers) == {302}
    assert Ticket.objects.count() == 1


def test_a_key_that_is_none_is_not_used(browser_of_cy):
    send(browser_of_cy, form_key="1")
    send(browser_of_cy, form_key="1")

    assert Ticket.objects.count() == 2


def test_whoever_is_not_signed_in_says_who_they_are(stranger):
    answer = send(stranger)

    page = text_of(answer)
    assert answer.status_code == 422
    assert "Say who you are." in page
    assert "The VPN drops every ten minutes.</textarea>" in page


def test_a_strangers_request_waits_unconfirmed(stranger, mailed):
    answer = send(stranger, **STRANGER)

    message = Message.objects.get()
    assert answer.url == "/portal/sent/"
    assert (message.verified, message.author) == (False, None)
    assert message.ticket.requester.name == "Eve Adams"
    assert "Was it you?" in mailed()[0]


def test_nothing_of_a_strangers_words_is_mailed(stranger, mailed, sink):
    send(stranger, "Buy pills at evil.example", name="Call 0900 123", email="victim@example.org")

    mailed()

    raw = sink.letters[0][2].decode()
    assert not re.search(r"pills|evil|0900", raw + str(sink.letters[0][:2]))


def test_one_confirmation_an_hour_goes_to_one_address(mailed):
    for number in range(4):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        send(client, form_key=f"form-key-number-{number}", **STRANGER)

    assert len(mailed()) == 1
    assert Ticket.objects.count() == 4


def test_many_strangers_posts_reach_few_mailboxes(mailed, sink, monkeypatch):
    monkeypatch.setattr("frontdoor.channels.listeners.ASKED_PER_HOUR", 10)
    for number in range(30):
        given = {"name": "CANARY", "email": f"victim{number}@example.org"}
        send(Client(), f"CANARY {number}", form_key=f"form-key-number-{number}", **given)

    mailed()

    assert len(sink.letters) == 10
    assert not any(b"CANARY" in raw for _, _, raw in sink.letters)


def test_known_and_unknown_addresses_get_the_same_answer(cy, ana, sink):
    said = set()
    for email in ("cy@example.org", "ana@example.org", "nobody@example.org"):
        client = Client()
        answer = send(client, name="X Y", email=email, form_key=f"key-{email[:4]}-of-this-form")
        run_due()
        page = re.sub(r'value="\w{64}"', "", text_of(client.get(answer.url)))
        said.add((answer.status_code, answer.url, page))

    assert len(said) == 1
    assert len({to for _, (to,), _ in sink.letters}) == 3


def test_confirming_signs_in_and_takes_the_doubt_away(stranger, mailed):
    send(stranger, **STRANGER)
    path = path_in(mailed()[0], "/confirm/")
    assert Client().get(path).status_code == 200

    answer = stranger.post(path)

    eve, message = Person.objects.get(name="Eve Adams"), Message.objects.get()
    assert answer.url == f"/portal/requests/{message.ticket_id}/"
    assert (message.verified, message.author, message.doubt) == (True, eve, "")
    assert eve.addresses.get().verified_at
    assert "The VPN drops" in text_of(stranger.get(answer.url))
    assert stranger.post(path).status_code == 404


def test_a_confirmation_lets_nobody_in_who_works_at_the_desk(stranger, ana, mailed):
    send(stranger, name="Ana", email="ana@example.org")

    stranger.post(path_in(mailed()[0], "/confirm/"))

    assert stranger.get("/desk/").url.startswith("/login/")
    assert Message.objects.get().verified


def test_someone_who_is_signed_in_confirms_in_place(browser_of_cy, cy, di):
    send(Client(), name="Cy", email="cy@example.org")
    number = Ticket.objects.get().pk
    assert "Was it you?" in text_of(browser_of_cy.get(f"/portal/requests/{number}/"))
    assert signed_in(di).post(f"/portal/requests/{number}/confirm/").status_code == 404

    browser_of_cy.post(f"/portal/requests/{number}/confirm/")

    assert Message.objects.get().verified
    assert "Was it you?" not in text_of(browser_of_cy.get(f"/portal/requests/{number}/"))


def test_words_outlive_the_end_of_a_session_and_are_sent_once(cy, mailed):
    client = signed_in(cy)
    writer = {"writer": str(cy.pk), "body": "Long words", "urgency": "1"}
    client.post("/logout/")

    refused = send(client, **writer)
    assert refused.status_code == 422
    assert "Your sign-in has ended" in text_of(refused)

    given = {"sign_in": "1", "form_key": KEY, **writer}
    assert client.post("/portal/new/", given).url == "/login/?next=%2Fportal%2Fnew%2F"
    client.post("/login/", {"way": "link", "email": "cy@example.org", "next": "/portal/new/"})
    assert client.post(path_in(mailed()[0], "/login/link/")).url == "/portal/new/"

    page = text_of(client.get("/portal/new/"))
    assert "Long words</textarea>" in page
    assert 'name="urgency" value="1" checked' in page
    assert KEY in page
    send(client, **writer)
    assert "Long words" not in text_of(client.get("/portal/new/"))
    assert Ticket.objects.count() == 1


def test_words_come_back_only_to_whoever_wrote_them(cy, di, mailed):
    client = Client()
    given = {"sign_in": "1", "body": "Cy's secret", "writer": str(cy.pk)}
    client.post("/portal/new/", given)
    client.post("/login/", {"way": "link", "email": "di@example.org"})
    client.post(path_in(mailed()[0], "/login/link/"))

    assert "secret" not in text_of(client.get("/portal/new/"))


def test_too_many_files_are_refused_before_anything_is_kept(browser_of_cy):
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(21)]

    answer = send(browser_of_cy, files=files)

    assert answer.status_code == 422
    assert "At most 20 files" in text_of(answer)
    assert not Ticket.objects.exists()


def test_a_form_with_endless_fields_is_refused_in_plain_words(browser_of_cy):
    answer = browser_of_cy.post("/portal/new/", {f"f{n}": "x" for n in range(10_000)})

    assert answer.status_code == 400
    assert "We could not read that" in text_of(answer)


def test_a_request_needs_the_token_of_the_form(cy):
    client = signed_in(cy, enforce_csrf_checks=True)

    assert send(client).status_code == 403
    assert not Ticket.objects.exists()
    assert not Link.objects.exists()


def test_how_long_writing_took_is_kept_where_it_can_be_true(browser_of_cy):
    for number, told in enumerate(("12", "-1", "1e3", "999999", "１２")):
        send(browser_of_cy, form_key=f"form-key-number-{number}", seconds=told)

    kept = Ticket.objects.order_by("pk").values_list("capture_seconds", flat=True)
    assert list(kept) == [12.0, None, None, None, None]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" EVE@Example.org ", "eve@example.org"),
        ("eve+tag@example.org", "eve+tag@example.org"),
        ("eve@bücher.example", "eve@xn--bcher-kva.example"),
    ],
)
def test_an_address_has_one_spelling(stranger, typed, kept):
    send(stranger, name="Eve", email=typed)

    assert Person.objects.get().email == kept


@pytest.mark.parametrize(
    "typed",
    ["V <e@evil.example>", "a@example.org, b@example.org", "a@b@c", "<>", '"V"@evil.example',
     "V(comment)@evil.example", "x" * 70 + "@example.org", "a@" + "x." * 130 + "org", "a\x00@evil.example b@c"],
)  # fmt: skip
def test_what_is_not_one_plain_address_is_refused_with_the_words_kept(stranger, typed):
    answer = send(stranger, name="Eve", email=typed)

    assert answer.status_code == 422
    assert "The VPN drops every ten minutes.</textarea>" in text_of(answer)
    assert not Person.objects.exists()
