"""A mail that is dropped or chosen on the desk, and the banner that says what was found in it."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from frontdoor.channels import replyto
from frontdoor.core import clock
from frontdoor.tickets.models import Ticket
from tests.channels.intake.test_bringing import ORIGINAL

HTMX = {"HX-Request": "true"}


def eml(name="a.eml", content=ORIGINAL):
    return SimpleUploadedFile(name, content.encode())


def test_a_dropped_mail_is_logged_and_can_be_taken_back(browser_of_ana):
    response = browser_of_ana.post("/desk/mail/", {"files": eml()}, headers=HTMX)

    ticket = Ticket.objects.get()
    page = response.content.decode()
    assert response.status_code == 201
    assert f"Logged as {ticket.pk} for Eva Zeman" in page
    browser_of_ana.post(re.search(r'action="(/desk/log/\d+/undo/)"', page)[1])
    ticket.refresh_from_db()
    assert (ticket.status, ticket.outcome) == ("closed", "not_a_request")


def test_without_script_the_form_leads_to_the_ticket(browser_of_ana):
    page = browser_of_ana.post("/desk/mail/", {"files": eml()}, follow=True)

    assert page.redirect_chain[0][0] == f"/desk/tickets/{Ticket.objects.get().pk}/"
    words = page.content.decode()
    assert "found in the mail that was dropped here" in words
    assert "Written 24 Nov" in words
    assert "by email, brought in by Ana" in words


def test_the_requester_is_changed_by_one_tap(browser_of_ana, ana):
    page = browser_of_ana.post("/desk/mail/", {"files": eml()}, follow=True).content.decode()
    number = Ticket.objects.get().pk
    banner = page[page.index("found in the mail") :]
    person = re.search(
        r'attribute/".*?name="person" value="(\d+)"><button[^>]*>.*?Fritz', banner, re.DOTALL
    )[1]
    browser_of_ana.post(f"/desk/tickets/{number}/attribute/", {"person": person})

    assert Ticket.objects.get().requester.name == "Fritz"
    again = browser_of_ana.get(f"/desk/tickets/{number}/").content.decode()
    assert "found in the mail" not in again
    assert "said that this is the request of Fritz, not of Eva Zeman" in again


def test_what_is_no_mail_is_said_in_words(browser_of_ana):
    for files, words in ((eml("a.pdf"), "no mail"), ("", "Choose a mail first")):
        form = {"files": files} if files else {}
        response = browser_of_ana.post("/desk/mail/", form, headers=HTMX)
        assert response.status_code == 422
        assert words in response.content.decode()
    assert not Ticket.objects.exists()


def test_the_form_is_there_for_those_without_script(browser_of_ana, ana):
    page = browser_of_ana.get("/desk/mail/").content.decode()
    address = re.search(r"<code[^>]*>([^<]+)</code>", page)[1]
    assert replyto.read(address, now=clock.now()) == replyto.Token(0, ana.pk)
    assert 'type="file" name="files"' in page
    assert "/desk/mail/" in browser_of_ana.get("/desk/log/").content.decode()
