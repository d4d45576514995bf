"""The portal in the language of its reader, and no word of it unmarked."""

import pytest
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser

from frontdoor.channels import words
from frontdoor.people.actors import acting
from frontdoor.people.models import Person
from frontdoor.people.verbs import speak
from frontdoor.tickets import verbs
from tests import make
from tests.channels.words.test_words import EVERY
from tests.portal.conftest import signed_in
from tests.speech import german, marked, unmarked

__all__ = ["german", "marked"]
GERMAN = {"HTTP_ACCEPT_LANGUAGE": "de-AT,de;q=0.9,en;q=0.5"}
PAGES = ["/portal/", "/portal/new/", "/portal/sent/", "/login/", "/login/sent/", "/login/link/x/"]
OWN = ["/portal/", "/portal/new/", "/portal/me/", "/portal/requests/", "/portal/requests/{}/", "/x"]


@pytest.mark.django_db
def test_a_german_browser_is_told_in_german(client, german):
    page = client.get("/portal/", **GERMAN)
    assert "Wobei brauchen Sie Hilfe?" in page.text
    assert '<html lang="de"' in page.text
    assert page["Content-Language"] == "de"
    assert "Accept-Language" in page["Vary"]


@pytest.mark.django_db
def test_any_other_browser_is_told_in_english(client, german):
    assert "What do you need help with?" in client.get("/portal/", HTTP_ACCEPT_LANGUAGE="fr").text


def test_a_german_browser_is_told_in_german_outside_of_the_portal_too(client, german, db):
    assert 'lang="de"' in client.get("/desk/nothing/", **GERMAN).text


def test_whoever_asks_on_a_german_page_is_written_to_in_german(client, german, db):
    sent = {"send": "1", "body": "Drucker", "name": "Eva", "email": "eva@example.org"}
    client.post("/portal/new/", sent, **GERMAN)
    assert Person.objects.get(name="Eva").language == "de"


def test_a_mail_in_german_has_no_english_frame(german):
    with translation.override("de"):
        mail = words.render("acknowledgement", EVERY["acknowledgement"])
    assert "Ihre Anfrage" in mail.text and "Your request" not in mail.text
    assert 'lang="de"' in mail.html


def test_a_sign_in_remembers_the_language_for_mail(german, cy):
    speak(cy, "de")
    cy.refresh_from_db()
    assert cy.language == "de"


@pytest.mark.parametrize("path", PAGES)
def test_no_word_of_a_page_for_strangers_is_unmarked(path, client, marked, db, settings):
    page = client.get(path, HTTP_ACCEPT_LANGUAGE="eo").text
    assert unmarked(page, *_ours(settings)) == []


@pytest.mark.parametrize("path", OWN)
def test_no_word_of_a_requesters_page_is_unmarked(path, client, marked, cy, ana, settings):
    ticket = make.ticket(requester=cy)
    verbs.assign(ticket, to=ana, by=acting(ana))
    client = signed_in(cy)
    page = client.get(path.format(ticket.pk), HTTP_ACCEPT_LANGUAGE="eo").text
    assert unmarked(page, *_ours(settings)) == []


@pytest.mark.parametrize("kind", sorted(EVERY))
def test_no_word_of_a_mails_frame_is_unmarked(kind, marked):
    with translation.override("eo"):
        mail = words.render(kind, EVERY[kind])
    heading = LexborHTMLParser(mail.html).css_first("h1").text()
    assert "⟦" in heading or EVERY[kind].request.stands in heading


def _ours(settings):
    """What is no word of a page: names, and what somebody wrote."""
    own = (settings.DESK_NAME, settings.MAILBOX)
    return "The printer is on fire", *own, "Please help.", "CY", "AN"
