import re

import pytest

from frontdoor.people.models import Team
from frontdoor.tickets import verbs
from frontdoor.tickets.models import CustomField, Device
from tests.desk.ticket.test_page import page_of, text


@pytest.fixture
def laptop(cy):
    return Device.objects.create(tag="LT-01001", model="ThinkPad T14", owner=cy)


def change(browser, ticket, **form):
    return browser.post(f"/desk/tickets/{ticket.pk}/change/", {**form, "seq": ticket.last_seq})


def test_the_requesters_devices_are_offered_and_chosen_with_one_press(
    browser_of_ana, ticket, laptop
):
    assert "It is about LT-01001" in page_of(browser_of_ana, ticket)
    browser_of_ana.post(f"/desk/tickets/{ticket.pk}/device/", {"add": "LT-01001", "seq": 1})
    page = page_of(browser_of_ana, ticket)
    assert "It is not about LT-01001" in page
    assert "Ana added LT-01001" in text(page)
    assert list(ticket.devices.all()) == [laptop]


def test_an_unknown_device_is_refused_in_words(browser_of_ana, ticket):
    refused = browser_of_ana.post(f"/desk/tickets/{ticket.pk}/device/", {"add": "XX-1", "seq": 1})
    assert refused.status_code == 422
    assert "We know no device called XX-1." in refused.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_devices_cost_one_question_however_many(
    browser_of_ana, ticket, cy, as_ana, count, django_assert_num_queries
):
    for n in range(count):
        made = Device.objects.create(tag=f"LT-{n}", model="T14", owner=cy)
        verbs.device(ticket, add=[made], by=as_ana)
    page_of(browser_of_ana, ticket)
    with django_assert_num_queries(22):
        page_of(browser_of_ana, ticket)


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("text", "A-17", "A-17"),
        ("number", "12.5", "12.5"),
        ("date", "2026-02-28", "2026-02-28"),
        ("choice", "Blue", "Blue"),
        ("tick", "on", True),
    ],
)
def test_a_field_of_this_desk_is_changed_on_the_page(browser_of_ana, ticket, kind, value, kept):
    CustomField.objects.create(slug="extra", label="Extra fact", kind=kind, choices=["Red", "Blue"])
    assert "Extra fact" in page_of(browser_of_ana, ticket)
    change(browser_of_ana, ticket, field="custom.extra", value=value)
    ticket.refresh_from_db()
    assert ticket.custom == {"extra": kept}
    shown = re.search(r'id="prop-custom.extra".*?</dd>', page_of(browser_of_ana, ticket), re.DOTALL)
    assert f'value="{value}"' in shown[0]
    change(browser_of_ana, ticket, field="custom.extra", value="")
    ticket.refresh_from_db()
    assert ticket.custom == {}


def test_what_does_not_fit_a_field_is_refused_in_words(browser_of_ana, ticket):
    CustomField.objects.create(slug="size", label="Size", kind="number")
    refused = change(browser_of_ana, ticket, field="custom.size", value="big")
    assert refused.status_code == 422
    assert "Size: Enter a number." in refused.content.decode()


def test_fields_of_another_team_stay_with_it(browser_of_ana, ticket):
    other = Team.objects.create(name="Facilities", slug="facilities")
    CustomField.objects.create(slug="room", label="Room number", team=other)
    assert "Room number" not in page_of(browser_of_ana, ticket)


def test_place_and_door_are_corrected_on_the_page(browser_of_ana, ticket):
    change(browser_of_ana, ticket, field="place", value="Room 3.14")
    ticket.refresh_from_db()
    change(browser_of_ana, ticket, field="door", value="side")
    ticket.refresh_from_db()
    assert (ticket.place, ticket.door) == ("Room 3.14", "side")
    assert 'value="Room 3.14"' in page_of(browser_of_ana, ticket)
