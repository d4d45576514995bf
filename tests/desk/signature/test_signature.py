"""Signatures: written on a page by whoever they are for, filled in by names alone, under every mail."""

from __future__ import annotations

import re

import pytest

from frontdoor.channels import signatures
from frontdoor.channels.models import Signature
from frontdoor.core.errors import NotAllowed, Refused
from frontdoor.core.tasks import run_due
from frontdoor.people.actors import acting
from frontdoor.tickets import verbs
from tests import make
from tests.sinks import MailSink, mail_sink

PAYLOADS = [
    "{{7*7}}", "{% debug %}", "{{ticket.requester.password}}", "{{settings.SECRET_KEY}}", "${7*7}",
    "{{ticket.__class__}}", "{0.__init__.__globals__}", "%(a)s", "{{agent.name|upper}}", "{{ }}",
]  # fmt: skip


@pytest.fixture
def sink(settings) -> MailSink:
    with mail_sink() as running:
        settings.EMAIL_URL = running.url
        yield running


def mailed(sink, ticket, by, words="Hello"):
    verbs.reply(ticket, body=words, channel="email", by=by)
    run_due()
    mail = sink.mails[-1]
    bodies = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    return tuple(body.replace("\r\n", "\n") for body in bodies)


def test_an_agents_signature_stands_under_their_answers(sink, ticket, ana, as_ana):
    ana.title, ana.phone = "Technician", "4000"
    ana.save()
    signatures.write(ana, "**{{agent.first_name}}**, {{agent.title}}, {{agent.phone}}", by=as_ana)
    text, html = mailed(sink, ticket, as_ana)

    assert "**Ana**, Technician, 4000" in text
    assert "<strong>Ana</strong>, Technician, 4000" in html


def test_a_teams_signature_stands_at_the_foot_of_its_mails(sink, ticket, desk, lea, as_ana):
    signatures.write(desk, "{{team.name}}, room B1.12, request {{ticket.number}}", by=acting(lea))
    text, html = mailed(sink, ticket, as_ana)

    assert text.rstrip().endswith(f"-- \nService desk, room B1.12, request {ticket.pk}")
    assert f"Service desk, room B1.12, request {ticket.pk}" in html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_no_placeholder_is_refused_or_stays_as_it_is(sink, ticket, ana, as_ana, payload):
    """S15: nothing that stands in braces is ever a program."""
    try:
        signatures.write(ana, payload, by=as_ana)
    except Refused as refusal:
        assert payload.startswith("{{") and "There is no placeholder" in str(refusal)
        Signature.objects.create(person=ana, text=payload)  # as if it came in by another way
    text, html = mailed(sink, ticket, as_ana)

    # Two underscores are bold in Markdown; nothing else becomes of them.
    assert payload in text and payload.replace("__", "") in re.sub(r"</?strong>|__", "", html)
    assert not re.search(r"^49$", text, re.MULTILINE)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_requesters_braces_stay_literal(sink, ana, as_ana, payload):
    signatures.write(ana, "{{agent.name}} about {{ticket.number}}", by=as_ana)
    text, html = mailed(sink, make.ticket(payload, body=payload), as_ana, payload)

    assert text.count(payload) >= 2 and payload in html


def test_what_is_filled_in_makes_no_markup_and_is_not_filled_in_again(ana):
    ana.name = "<img src=x onerror=alert(1)> {{agent.phone}} **bold**"
    seen = signatures.shown("{{agent.name}}", ana)

    assert "<img" not in seen.html and "{{agent.phone}} **bold**" in seen.html


def test_a_long_text_can_not_grow(ana, as_ana):
    ana.name = "x" * 120
    with pytest.raises(Refused, match=r"at most 1,000 characters"):
        signatures.write(ana, "{{agent.name}}" * 1_000_000, by=as_ana)

    assert len(signatures.shown("{{agent.name}}" * 71, ana).text) < 10_000


def test_only_those_it_is_for_write_a_signature(desk, ana, bo, lea, ada, cy):
    for owner, by in [(ana, bo), (ana, ada), (desk, ana), (desk, bo), (cy, cy)]:
        with pytest.raises(NotAllowed):
            signatures.write(owner, "Mine", by=acting(by))
    for owner, by in [(ana, ana), (desk, lea), (desk, ada)]:
        signatures.write(owner, "Mine", by=acting(by))


def test_a_lead_of_another_team_does_not_write_it(desk):
    other = make.person("Lou", "lead", make.team("Network"))

    assert not signatures.may_write(desk, acting(other))


def test_the_page_keeps_it_and_shows_how_it_looks(enter, ana):
    page = enter(ana).post("/settings/signature/", {"text": "**{{agent.name}}**"}, follow=True)

    assert "<strong>Ana</strong>" in page.content.decode()
    assert Signature.objects.get(person=ana).text == "**{{agent.name}}**"


def test_the_page_says_what_is_wrong_and_keeps_the_words(enter, ana):
    page = enter(ana).post("/settings/signature/", {"text": "Dear {{ticket.owner}}"})
    shown = page.content.decode()

    assert page.status_code == 422 and not Signature.objects.exists()
    assert "There is no placeholder {{ticket.owner}}." in shown and "Dear {{ticket.owner}}" in shown


def test_the_page_of_a_team_is_its_leads(enter, ana, lea, desk):
    path = f"/settings/teams/{desk.slug}/signature/"

    assert enter(ana).get(path).status_code == 404
    assert "Service desk" in enter(lea).get(path).content.decode()
    assert path in enter(lea).get("/settings/signature/").content.decode()
