"""What a mail brought is shown on its ticket: pictures, invitations, remarks, and the whole of it one click away."""

import base64
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from frontdoor.channels import spool
from frontdoor.core.tasks import run_due
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from tests.mail_catalogue import PIXEL, catalogue, html, multipart, part

ROWS = catalogue()


@pytest.fixture
def came(db):
    def take(raw: bytes) -> Ticket:
        row = spool.accept(raw, spool.Envelope("smtp", "ana@customer.example", ("desk@localhost",)))
        run_due()
        row.refresh_from_db()
        return row.ticket

    return take


def page(browser, ticket):
    return browser.get(f"/desk/tickets/{ticket.pk}/").content.decode()


def test_a_picture_that_came_along_is_shown_and_others_are_held_back(browser_of_ana, came):
    ticket = came(ROWS["M49"])
    words = page(browser_of_ana, ticket)

    file = ticket.messages.get().attachments.get()
    address = f"/desk/tickets/{ticket.pk}/files/{file.pk}/picture/"
    assert (
        f'<img src="{address}" loading="lazy" alt="a picture that its sender did not describe">'
        in words
    )
    assert "a picture that did not come along" in words
    assert "1 picture from elsewhere is not fetched" in words
    assert ' src="http' not in words
    shown = browser_of_ana.get(address)
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert "sandbox" in shown["Content-Security-Policy"]


def test_a_file_that_is_no_picture_is_none(browser_of_ana, came):
    ticket = came(ROWS["M57"])
    file = ticket.messages.get().attachments.get()

    assert (
        browser_of_ana.get(f"/desk/tickets/{ticket.pk}/files/{file.pk}/picture/").status_code == 404
    )


def test_an_invitation_is_shown_in_words(browser_of_ana, came):
    words = page(browser_of_ana, came(ROWS["M48"]))

    assert "Invitation: <b><bdi>Printer</bdi></b>" in words
    assert "Monday, 24 November 2025, 09:00 UTC" in words


def test_a_signature_is_never_called_genuine(browser_of_ana, came):
    words = page(browser_of_ana, came(ROWS["M47-2"]))

    assert "A part of this mail is signed with S/MIME, the rest is not." in words


def test_a_reply_in_markup_shows_what_is_new_and_the_whole_in_one_click(browser_of_ana, came):
    new = (
        '<p>It still <b>burns</b>.</p><div class="gmail_quote">On Mon, 24 Nov 2025 at 10:00, Desk '
        "&lt;desk@localhost&gt; wrote:<blockquote>Is it out?</blockquote></div>"
    )
    words = page(browser_of_ana, came(html(new)))

    shown, whole = words.split('<details class="quote mt2">')
    assert "It still burns." in shown
    assert "Is it out?" not in shown.partition('class="msg-body"')[2]
    assert "It still <b>burns</b>" in whole
    assert "Is it out?" in whole


def test_faults_in_its_form_stand_on_the_page_about_it(browser_of_ana, came):
    ticket = came(ROWS["M10"])
    message = ticket.messages.get()
    home = f"/desk/tickets/{ticket.pk}/mails/{message.pk}/"

    assert f'<a href="{home}">As it came</a>, with 1 fault in its form' in page(
        browser_of_ana, ticket
    )
    words = browser_of_ana.get(home).content.decode()
    assert "multipart is not closed" in words
    assert "Message-Id" in words
    assert b"".join(browser_of_ana.get(f"{home}raw/")) == ROWS["M10"]


@pytest.mark.parametrize("number", [1, 3, 11])
def test_a_date_that_is_far_away_or_none_is_not_shown(browser_of_ana, came, number):
    ticket = came(ROWS[f"M39-{number}"])
    message = ticket.messages.get()
    words = browser_of_ana.get(f"/desk/tickets/{ticket.pk}/mails/{message.pk}/").content.decode()

    assert "Date in mail unreadable" in words


def test_what_was_erased_is_not_read_again(browser_of_ana, came, ada):
    from frontdoor.people.actors import acting  # noqa: PLC0415

    ticket = came(ROWS["M48"])
    verbs.erase(ticket, reason="asked for", by=acting(ada))
    run_due()
    message = ticket.messages.get()

    assert message.noticed == {}
    home = f"/desk/tickets/{ticket.pk}/mails/{message.pk}/"
    assert "no longer kept" in browser_of_ana.get(home).content.decode()
    assert browser_of_ana.get(f"{home}raw/").status_code == 404


def picture_mail():
    return multipart(
        part(b'<p>Look:</p><img src="cid:a@b">', "Content-Type: text/html"),
        part(
            base64.encodebytes(PIXEL), "Content-Type: image/png; name=a.png", "Content-ID: <a@b>",
            "Content-Transfer-Encoding: base64",
        ),
        kind="related",
    )  # fmt: skip


def test_the_requester_sees_their_picture_too(enter, came):
    ticket = came(picture_mail())
    browser = enter(ticket.requester)
    words = browser.get(f"/portal/requests/{ticket.pk}/").content.decode()

    file = ticket.messages.get().attachments.get()
    address = f"/portal/requests/{ticket.pk}/files/{file.pk}/picture/"
    assert f'src="{address}"' in words
    assert browser.get(address)["Content-Type"] == "image/png"


def test_a_mail_in_markup_that_says_nothing_else_keeps_its_links(browser_of_ana, came):
    words = page(
        browser_of_ana,
        came(html('<p>See <a href="https://good.example/">this page</a>, please.</p>')),
    )

    assert '<a href="https://good.example/"' in words.partition('class="msg-body"')[2]
    assert '<details class="quote' not in words


@pytest.fixture
def elsewhere():
    """A server of somebody's that keeps what it is told."""

    class Tracker(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.told.append(dict(self.headers))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Tracker)
    server.told = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_picture_from_elsewhere_is_asked_for_by_the_desk_once_somebody_wants_it(
    browser_of_ana, came, elsewhere, settings
):
    ticket = came(html(f'<p>x</p><img src="http://127.0.0.1:{elsewhere.server_port}/who?are=you">'))
    link = re.search(r'href="([^"]+pictures=1)"', page(browser_of_ana, ticket))[1]
    shown = browser_of_ana.get(link).content.decode()
    address = re.search(r'src="([^"]+/pictures/0/)"', shown)[1]
    assert elsewhere.told == []

    settings.EGRESS_ALLOW = ()
    assert browser_of_ana.get(address).status_code == 404
    assert elsewhere.told == []

    settings.EGRESS_ALLOW = ("127.0.0.0/8",)
    assert browser_of_ana.get(address)["Content-Type"] == "image/png"
    (told,) = elsewhere.told
    assert not {"cookie", "referer"} & {name.lower() for name in told}
    assert browser_of_ana.get(address.replace("/0/", "/1/")).status_code == 404
