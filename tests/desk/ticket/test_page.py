import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontdoor.people.actors import acting
from frontdoor.tickets import verbs
from frontdoor.tickets.verbs import Carried
from tests import make


def page_of(browser, ticket):
    return browser.get(f"/desk/tickets/{ticket.pk}/").content.decode()


def text(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("count", [1, 3])
def test_a_long_ticket_asks_as_often_as_a_short_one(browser_of_ana, ticket, as_ana, cy, count):
    for n in range(count):
        writer = make.person(f"Writer {n}", "agent")
        verbs.note(ticket, body=f"Note {n}", by=as_ana)
        verbs.follow(ticket, person=writer, by=as_ana)
        verbs.tag(ticket, add=[f"tag{n}"], by=as_ana)
        verbs.link(ticket, other=make.ticket(requester=cy), by=as_ana)
    page_of(browser_of_ana, ticket)
    with CaptureQueriesContext(connection) as asked:
        page_of(browser_of_ana, ticket)
    assert len(asked) == 22


def test_quoted_text_is_folded_away(browser_of_ana, ticket, as_cy):
    said = Carried(quoted="On Monday Ana wrote:\n> restart it")
    verbs.reply(ticket, body="Did not help.", by=as_cy, channel="email", carried=said)
    page = page_of(browser_of_ana, ticket)
    folded = re.search(r"<details class=\"quote[^>]*>.*?</details>", page, re.DOTALL)[0]
    assert "The whole mail, 2 lines" in folded
    assert "restart it" in folded
    assert page.count("restart it") == 1


def test_runs_of_changes_fold_to_one_line(browser_of_ana, ticket, as_ana):
    verbs.take(ticket, by=as_ana)
    verbs.change(ticket, field="priority", value="1", by=as_ana, reason="payroll")
    verbs.tag(ticket, add=["printer"], by=as_ana)
    words = text(page_of(browser_of_ana, ticket))
    assert re.search(r"Ana: 3 changes (at|between)", words)
    assert "Ana took this" in words
    assert "Ana changed the priority from Normal to Urgent: payroll" in words
    assert "Ana added printer" in words


def test_an_unverified_message_carries_its_doubt(browser_of_ana, ticket, as_cy):
    doubt = Carried(verified=False, doubt="the sender's domain did not sign it")
    verbs.reply(ticket, body="Let me in.", by=as_cy, channel="email", carried=doubt)
    assert "The sender could not be proved. <bdi>the sender&#39;s domain" in page_of(
        browser_of_ana, ticket
    )


def test_a_link_to_a_ticket_that_one_may_not_see_is_not_shown(browser_of_ana, ticket, cy, ada):
    hidden = make.ticket("Canary 3Rt", requester=cy, team=make.team("HR", private=True))
    verbs.link(ticket, other=hidden, by=acting(ada))
    page = page_of(browser_of_ana, ticket)
    assert "Canary 3Rt" not in page
    assert f"/desk/tickets/{hidden.pk}/" not in page


def test_words_are_shown_literally_everywhere(browser_of_ana, desk, ana, as_ana):
    evil = "<img src=x onerror=alert(1)>"
    nasty = make.person(evil, email="nasty@example.org", department=evil, place=evil)
    ticket = make.ticket(evil, requester=nasty, team=desk, body=evil)
    said = Carried(quoted=evil, verified=False, doubt=evil)
    verbs.reply(ticket, body=evil, by=as_ana, channel="email", carried=said)
    verbs.hold(ticket, hold_for="requester", reason=evil, by=as_ana)
    for address in ("", "preview/"):
        page = browser_of_ana.get(f"/desk/tickets/{ticket.pk}/{address}").content.decode()
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page


def test_links_in_a_message_lead_out_without_telling_from_where(browser_of_ana, cy, desk):
    ticket = make.ticket(requester=cy, team=desk, body='See https://a.example/x?y="><b>. Thanks')
    page = page_of(browser_of_ana, ticket)
    assert '<a href="https://a.example/x?y=" rel="noopener noreferrer nofollow">' in page
    assert "<b>. Thanks" not in page


def test_times_are_told_in_the_zone_of_who_reads_them(enter, ana, ticket):
    utc = page_of(enter(ana), ticket)
    ana.timezone = "Asia/Kathmandu"
    ana.save()
    assert re.findall(r'<time datetime="[^"]+">([^<]+)', page_of(enter(ana), ticket)) != re.findall(
        r'<time datetime="[^"]+">([^<]+)', utc
    )


@pytest.mark.parametrize(
    "here", ["/desk/lists/open/?q=priority%3Anormal", "/desk/search/?q=printer", "/desk/"]
)
def test_back_leads_to_the_list_one_came_from(browser_of_ana, ticket, here):
    browser_of_ana.get(here)
    page = browser_of_ana.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert f'href="{here}">' in page.partition("Back to the list")[0]


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", '/desk/"><b>', "/logout/"]
)
def test_back_leads_nowhere_but_to_a_list(browser_of_ana, ticket, elsewhere):
    browser_of_ana.cookies["list"] = elsewhere
    page = browser_of_ana.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert 'href="/desk/">' in page.partition("Back to the list")[0]


def test_the_button_says_that_a_ticket_stays_only_where_it_is_already(
    browser_of_ana, as_ana, ticket
):
    def button():
        page = browser_of_ana.get(f"/desk/tickets/{ticket.pk}/").content.decode()
        return re.search(r'class="btn primary" data-send>([^<]*)<', page)[1]

    assert button() == "Send, take it"
    verbs.take(ticket, by=as_ana)
    assert button() == "Send"
    verbs.start(ticket, by=as_ana)
    assert button() == "Send, stay In progress"
