"""Files with an answer: inside the mail where they fit, else by a link that is its reader's alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from frontdoor.channels import enclosed, passes
from frontdoor.core import clock, storage
from frontdoor.core.tasks import run_due
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from frontdoor.tickets.verbs import Carried, File
from tests.sinks import MailSink, mail_sink

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def sink(settings) -> MailSink:
    with mail_sink() as running:
        settings.EMAIL_URL, settings.SITE_URL = running.url, "https://desk.example.org"
        yield running


def sent(sink, ticket, by, **files: bytes):
    """The mail of an answer with these files; a name's underscore stands for its dot."""
    kept = []
    for name, content in files.items():
        blob = storage.keep(content)
        kept.append(File(blob.sha256, name.replace("_", "."), "text/html", blob.size))
    verbs.reply(ticket, body="With files", channel="email", by=by, carried=Carried(files=kept))
    run_due()
    return sink.mails[-1]


def named(mail) -> dict[str, bytes]:
    return {part.get_filename(): part.get_content() for part in mail.iter_attachments()}


@pytest.fixture
def link(sink, ticket, as_ana, monkeypatch) -> str:
    monkeypatch.setattr(enclosed, "MOST", 100)
    text = sent(sink, ticket, as_ana, small_txt=b"x" * 60, big_txt=b"y" * 60).get_body(("plain",))
    return re.search(r"https://desk.example.org(/mail/files/\S+)", text.get_content())[1]


def test_what_fits_goes_along_as_bytes_of_no_type(sink, ticket, as_ana):
    mail = sent(sink, ticket, as_ana, page_html=b"<script>1</script>")
    [part] = mail.iter_attachments()

    assert part.get_content_type() == "application/octet-stream"
    assert named(mail) == {"page.html": b"<script>1</script>"}


def test_what_does_not_fit_is_a_link_and_the_mail_says_so(link, sink):
    mail = sink.mails[-1]

    assert list(named(mail)) == ["small.txt"]
    assert "big.txt, 1 kB: too large for a mail. Fetch it here until" in str(
        mail.get_body(("plain",)).get_content()
    )


def test_the_link_shows_a_button_and_then_gives_the_file(link, cy):
    page = Client().get(link)
    assert page.status_code == 200 and b"Download it" in page.content

    response = Client().post(link)
    assert b"".join(response.streaming_content) == b"y" * 60
    assert response["Content-Disposition"].startswith("attachment")


def test_it_ends_when_its_reader_leaves_or_their_rights_change(link, ticket, cy):
    Person.objects.filter(pk=cy.pk).update(epoch=9)

    assert Client().post(link).status_code == 404


def test_it_ends_with_its_days(link, cy):
    secret = link.split("/")[-2]

    assert passes.read("file", secret, now=clock.now() + timedelta(days=89)) is not None
    assert passes.read("file", secret, now=clock.now() + timedelta(days=92)) is None


def test_it_ends_when_the_message_is_redacted(link, ticket, lea):
    from frontdoor.people.actors import acting  # noqa: PLC0415

    said = ticket.messages.get(body="With files")
    verbs.redact(ticket, message=said, passage="With", by=acting(lea))

    assert Client().post(link).status_code == 404


def test_a_follower_gets_a_link_of_their_own_that_ends_with_following(
    sink, ticket, di, as_ana, monkeypatch
):
    monkeypatch.setattr(enclosed, "MOST", 10)
    verbs.follow(ticket, person=di, by=as_ana)
    sent(sink, ticket, as_ana, big_txt=b"y" * 60)
    links = {
        recipients[0]: re.search(rb"org(/mail/files/[^/]+/)", raw.replace(b"=\r\n", b""))[
            1
        ].decode()
        for _, recipients, raw in sink.letters
        if b"/mail/files/" in raw.replace(b"=\r\n", b"")
    }
    assert links["cy@example.org"] != links["di@example.org"]
    verbs.unfollow(ticket, person=di, by=as_ana)

    assert Client().get(links["di@example.org"]).status_code == 404
    assert Client().get(links["cy@example.org"]).status_code == 200


def test_a_picture_is_shown_inside_the_mail(sink, ticket, as_ana):
    mail = sent(sink, ticket, as_ana, screen_png=PNG)
    html = mail.get_body(("html",)).get_content()
    pictures = [part for part in mail.walk() if part.get_content_maintype() == "image"]
    [picture] = pictures

    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in html
    assert (picture.get_content(), picture.get_content_disposition()) == (PNG, "inline")
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
    ]  # fmt: skip


def test_a_page_that_says_it_is_a_picture_is_a_file(sink, ticket, as_ana):
    mail = sent(sink, ticket, as_ana, screen_png=b"<html><script>1</script>")

    assert list(named(mail)) == ["screen.png"] and "cid:" not in mail.as_string()


def test_a_file_that_can_not_be_read_holds_nothing_up(sink, ticket, as_ana):
    blob = storage.keep(b"soon gone")
    storage.discard(blob.sha256)
    files = [File(blob.sha256, "lost.txt", "text/plain", blob.size)]
    verbs.reply(ticket, body="Look", channel="email", by=as_ana, carried=Carried(files=files))
    run_due()

    assert "lost.txt (could not be read)" in str(sink.mails[-1].get_body(("plain",)))
