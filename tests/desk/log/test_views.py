import re

import pytest

from frontdoor.tickets.models import Ticket
from tests import make

HTMX = {"HX-Request": "true"}
LINE = "reset vpn for cy @walkup 5m #done"


def log(browser, line, **form):
    return browser.post("/desk/log/", {"line": line, **form}, headers=HTMX)


def test_one_line_makes_a_resolved_ticket_and_keeps_the_seconds(browser_of_ana, cy, ana):
    response = log(browser_of_ana, LINE, seconds="3.8", form_key="a-1")
    made = Ticket.objects.get()
    assert response.status_code == 201
    assert f"Logged as {made.pk} in 3.8 seconds" in response.content.decode()
    assert (made.requester, made.author, made.status) == (cy, ana, "resolved")
    assert (made.channel, made.minutes_spent, made.capture_seconds) == ("walkup", 5, 3.8)


def test_the_same_form_logs_once(browser_of_ana, cy):
    for _ in range(3):
        log(browser_of_ana, LINE, form_key="a-1")
    assert Ticket.objects.count() == 1


def test_without_script_it_comes_back_with_a_toast_and_undo(browser_of_ana, cy):
    page = browser_of_ana.post("/desk/log/", {"line": LINE}, follow=True).content.decode()
    made = Ticket.objects.get()
    undo = re.search(r'action="(/desk/log/\d+/undo/)"', page)[1]
    browser_of_ana.post(undo)
    made.refresh_from_db()
    assert (made.status, made.outcome) == ("closed", "not_a_request")


def test_without_a_person_it_asks_once_and_then_logs_it_without_a_name(browser_of_ana, cy):
    first = log(browser_of_ana, "unjammed the printer")
    page = first.content.decode()
    assert first.status_code == 422
    assert "For whom?" in page
    asked = re.search(r'name="asked" value="([^"]+)"', page)[1]
    assert log(browser_of_ana, "unjammed the printer", asked=asked).status_code == 201
    assert Ticket.objects.count() == 1


def test_a_face_that_is_chosen_says_for_whom(browser_of_ana, cy):
    log(browser_of_ana, "first thing for cy #done")
    page = log(browser_of_ana, "unjammed the printer").content.decode()
    line = re.search(r'name="line" value="([^"]+)"', page)[1]
    browser_of_ana.post("/desk/log/", {"line": ["unjammed the printer", line]}, headers=HTMX)
    assert set(Ticket.objects.values_list("requester", flat=True)) == {cy.pk}


def test_two_of_one_name_are_offered_as_whole_lines(browser_of_ana):
    make.person("Alice Moreau")
    make.person("Alice Okoro")
    page = browser_of_ana.get("/desk/log/read/", {"line": "vpn for alice 5m"}).content.decode()
    lines = re.findall(r'data-line="([^"]+)"', page)
    assert lines == [
        "vpn for alice.moreau@example.org 5m",
        "vpn for alice.okoro@example.org 5m",
    ]


def test_what_was_understood_is_shown_as_chips(browser_of_ana, cy):
    page = browser_of_ana.get("/desk/log/read/", {"line": LINE}).content.decode()
    kinds = re.findall(r'class="tok ([\w-]*)" data-kind="(\w+)"', page)
    assert kinds == [("", "person"), ("", "via"), ("", "time"), ("", "done")]


@pytest.mark.parametrize("line", ["", "   ", "\u200b"])
def test_an_empty_line_is_refused_kindly(browser_of_ana, line):
    response = log(browser_of_ana, line, asked=line)
    assert response.status_code == 422
    assert Ticket.objects.count() == 0


@pytest.mark.parametrize("seconds", ["", "nan", "inf", "-1", "1e9", "soon"])
def test_seconds_that_make_no_sense_are_left_out(browser_of_ana, cy, seconds):
    log(browser_of_ana, LINE, seconds=seconds)
    assert Ticket.objects.get().capture_seconds is None


def test_a_line_is_shown_literally(browser_of_ana):
    evil = '"><script>alert(1)</script> for <b>x</b>'
    page = browser_of_ana.post("/desk/log/", {"line": evil}).content.decode()
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_a_requester_cannot_log_work(enter, cy):
    assert enter(cy).post("/desk/log/", {"line": LINE}).status_code == 403
    assert Ticket.objects.count() == 0


def test_ones_own_usual_time_is_told_once_there_is_one(browser_of_ana, cy):
    told = "/desk/log/read/?line="
    assert "Your usual" not in browser_of_ana.get(told).content.decode()
    for n, seconds in enumerate(("3.0", "4.0", "9.0")):
        log(browser_of_ana, f"thing {n} for cy #done", seconds=seconds)
    assert "Your usual: 4 seconds." in browser_of_ana.get(told).content.decode()
