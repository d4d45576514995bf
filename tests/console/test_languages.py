"""Every page of the settings in the language of its reader, and no word of it unmarked."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from frontdoor.channels.mailboxes import verbs
from frontdoor.channels.mailboxes.verbs import Registration, Settings
from frontdoor.channels.models import Grant, Mailbox
from frontdoor.console.listing import LISTS
from frontdoor.console.mailboxes.form import ESPS
from frontdoor.core import clock
from frontdoor.people.actors import acting
from frontdoor.people.models import Person
from frontdoor.tickets.models import CustomField, Device
from tests import make
from tests.security.routes import filled
from tests.security.rows import ROWS
from tests.speech import german, marked, unmarked

__all__ = ["german", "marked"]
ADDRESSES = [each for each in ROWS if each.startswith("settings/") and "signature" not in each]
EMAIL = re.compile(r"[a-z]+@[a-z.]+")
MARKED = {"HTTP_ACCEPT_LANGUAGE": "eo"}
TYPED = {"kind": "imap", "login": "oauth", "provider": "other", "after": "move", "name": "\n"}
PEOPLE = ("Ada", "Cy", "Off")
BOXES = ("Fetched", "Failing", "Consented", "Brought", "Hooked")
PROTOCOLS = ("IMAP", "STARTTLS", "SMTP, 127.0.0.1:2525", "Microsoft 365", "Microsoft", "Google")
DATA = (
    *PEOPLE,
    *BOXES,
    *PROTOCOLS,
    "Service desk",
    "LT-7",
    "Cost centre",
    *(label for _, label in ESPS),
)


@pytest.fixture
def furnished(ada, desk, cy) -> None:
    """One of everything that the settings show, and mailboxes in every state."""
    Device.objects.create(tag="LT-7", model="T14", owner=cy)
    CustomField.objects.create(label="Cost centre", slug="cost", kind="choice", choices=["1", "2"])
    imap = {"host": "imap.example.org", "user": "x", "password": "y", "done_folder": "Done"}
    consent = Registration("microsoft", client_id="x", client_secret="y")
    for name, kind, more in (
        ("Fetched", "imap", imap),
        ("Failing", "imap", imap),
        ("Consented", "imap", imap | {"login": "oauth", "password": None, "registration": consent}),
        ("Brought", "smtp", {}),
        ("Hooked", "webhook", {"provider": "raw", "signing_key": "z"}),
    ):
        verbs.add(Settings(name, (f"{name}@example.org",), kind, **more), by=acting(ada))
    Mailbox.objects.filter(name="Failing").update(failing_since=clock.now(), error="x")
    Grant.objects.update(refresh="x", connected_at=clock.now())
    Person.objects.filter(pk=make.person("Off", "agent").pk).update(active=False)


def paths(address: str) -> Iterator[str]:
    """Every page that the address stands for."""
    for slug in LISTS if "lists/" in address else ["service-desk"]:
        for pk in keys(address, slug) if "<int:pk>" in address else [0]:
            yield filled(address, slug=slug, pk=pk, deed="link")


def keys(address: str, slug: str) -> list[int]:
    if "lists/" in address:
        return [row.pk for row in LISTS[slug].rows()]
    model = Mailbox if "mailboxes/" in address else Person
    return list(model.objects.values_list("pk", flat=True))


def shown(browser, path: str, query: str) -> Iterator[str]:
    """The page as it comes; what is only posted, posted; and a form that was sent with much amiss."""
    read = browser.get(path + query, **MARKED)
    yield read.text
    if read.status_code == 405 or re.search('<form[^>]* method="post"', read.text):
        yield browser.post(path, TYPED, **MARKED).text


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_word_of_a_settings_page_is_unmarked(
    address, marked, furnished, browser_of_ada, settings
):
    settings.MAIL_LISTEN = ("127.0.0.1", 2525)
    found = [
        (path, unmarked(EMAIL.sub("", page), *DATA))
        for path in list(paths(address))
        for page in shown(browser_of_ada, path, ROWS[address].query.format(word="x"))
    ]
    assert found
    assert {path: words for path, words in found if words} == {}


def test_a_german_administrator_reads_german_and_what_was_kept_in_english_too(
    german, furnished, browser_of_ada
):
    told = "There is no server called imap.example.org. Check how it is written."
    Mailbox.objects.filter(name="Failing").update(error=told)

    page = browser_of_ada.get("/settings/mailboxes/", HTTP_ACCEPT_LANGUAGE="de").text

    assert "Wo Mails an den Service Desk hereinkommen" in page
    assert "Es gibt keinen Server namens imap.example.org." in page
    assert "Not reached" not in page and "There is no server" not in page
