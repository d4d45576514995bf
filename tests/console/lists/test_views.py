"""Every list of the settings: shown, found in, added to, changed, and never emptied under a ticket."""

from __future__ import annotations

import pytest

from frontdoor.console.listing import LISTS
from frontdoor.people.models import AuditEntry, Membership, Team
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Category, CustomField, Device, Service
from tests import make
from tests.desk.conftest import signed_in
from tests.speech import german

__all__ = ["german"]

TYPED = {
    "services": {"name": "VPN", "critical": "on"},
    "categories": {"name": "Wi-Fi & cables"},
    "devices": {"tag": "LT-7", "model_name": "T14", "owner": "cy@example.org"},
    "fields": {"label": "Cost centre", "kind": "choice", "choices": "100\n200"},
    "teams": {"name": "Facilities", "private": "on"},
}


def path(slug, *rest):
    return "/".join(["/settings/lists", slug, *map(str, rest), ""])


def made_by(slug):
    return LISTS[slug].rows().order_by("-pk").first()


def test_the_table_holds_every_list():
    assert TYPED.keys() == set(LISTS)


@pytest.mark.parametrize("slug", TYPED)
def test_a_row_is_added_found_changed_and_removed(browser_of_ada, cy, slug):
    added = browser_of_ada.post(path(slug, "new"), TYPED[slug], follow=True)
    row, name = made_by(slug), next(iter(TYPED[slug].values())).replace("&", "&amp;")
    assert f"<bdi>{name}</bdi>" in added.content.decode()
    unlike = browser_of_ada.get(path(slug), {"q": "zzz"}).content.decode()
    assert f"<bdi>{name}</bdi>" not in unlike
    field = next(iter(TYPED[slug]))
    changed = browser_of_ada.post(path(slug, row.pk), {**TYPED[slug], field: "Other-1"})
    assert changed["Location"].endswith("?said=changed")
    assert "Other-1" in str(made_by(slug))
    assert browser_of_ada.post(path(slug, row.pk, "remove")).status_code == 302
    assert not LISTS[slug].rows().filter(pk=row.pk).exists()
    kinds = [entry.data["how"] for entry in AuditEntry.objects.filter(kind="desk.list_changed")]
    assert kinds == ["added", "changed", "removed"]


@pytest.mark.parametrize("slug", TYPED)
def test_a_name_is_taken_once_and_what_was_typed_stays(browser_of_ada, cy, slug):
    browser_of_ada.post(path(slug, "new"), TYPED[slug])
    again = browser_of_ada.post(path(slug, "new"), TYPED[slug])
    name = next(iter(TYPED[slug].values())).replace("&", "&amp;")
    assert again.status_code == 422
    assert f"There is already one called {name}." in again.content.decode()
    assert f'value="{name}"' in again.content.decode()


@pytest.mark.parametrize("slug", TYPED)
def test_nothing_typed_is_said_at_the_field(browser_of_ada, slug):
    empty = browser_of_ada.post(path(slug, "new"), {})
    assert empty.status_code == 422
    assert "This is needed." in empty.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"bought_on": "soon"}, "Write a date, such as 2026-03-31."),
        ({"tag": "L" * 41}, "At most 40 characters go in here; these are 41."),
    ],
)
def test_what_can_not_be_is_said_in_our_words(browser_of_ada, cy, typed, said):
    refused = browser_of_ada.post(path("devices", "new"), TYPED["devices"] | typed)
    assert said in refused.content.decode()


def test_every_field_is_called_by_a_word_of_its_own(browser_of_ada):
    for label in ("Cost centre", "Cost  centre", "Ж", "Щ"):
        browser_of_ada.post(path("fields", "new"), {"label": label, "kind": "text"})
    slugs = LISTS["fields"].rows().order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["cost_centre", "cost_centre_2", "field", "field_2"]


def test_what_tickets_stand_on_is_not_removed(browser_of_ada, ticket, as_ana):
    mail = Service.objects.create(name="Mail")
    verbs.change(ticket, field="service", value=mail.pk, by=as_ana)
    refused = browser_of_ada.post(path("services", mail.pk, "remove"))
    assert refused.status_code == 422
    assert "still in use: 1 ticket" in refused.content.decode()
    assert Service.objects.filter(pk=mail.pk).exists()


def test_what_stands_on_it_is_counted_in_the_readers_language(
    browser_of_ada, ticket, as_ana, german
):
    mail = Service.objects.create(name="Mail")
    other = make.ticket(requester=ticket.requester)
    for each in (ticket, other):
        verbs.change(each, field="service", value=mail.pk, by=as_ana)
    refused = browser_of_ada.post(path("services", mail.pk, "remove"), HTTP_ACCEPT_LANGUAGE="de")
    assert "Das wird noch gebraucht: 2 Tickets." in refused.content.decode()


def test_a_field_that_was_added_is_on_the_ticket_and_keeps_its_kind(
    browser_of_ada, ticket, as_ana, ada
):
    browser_of_ada.post(path("fields", "new"), TYPED["fields"])
    field = CustomField.objects.get()
    assert (field.slug, field.choices) == ("cost_centre", ["100", "200"])
    assert "Cost centre" in browser_of_ada.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    verbs.change(ticket, field="custom.cost_centre", value="200", by=as_ana)
    other = browser_of_ada.post(path("fields", field.pk), {"label": "Cost centre", "kind": "tick"})
    assert "Tickets hold values of the former kind." in other.content.decode()


def test_one_choice_is_none(browser_of_ada):
    typed = {**TYPED["fields"], "choices": "100\n100"}
    refused = browser_of_ada.post(path("fields", "new"), typed)
    assert "at least two choices" in refused.content.decode()


def test_members_come_and_go_and_the_audit_knows(browser_of_ada, desk, ana, lea):
    before = set(desk.memberships.values_list("person_id", flat=True))
    stay = {"name": desk.name, "members": [lea.pk]}
    browser_of_ada.post(path("teams", desk.pk), stay)
    assert set(desk.memberships.values_list("person_id", flat=True)) == {lea.pk}
    kinds = set(AuditEntry.objects.values_list("kind", flat=True))
    assert {"people.left", "desk.list_changed"} <= kinds
    assert before != {lea.pk}


def test_a_team_does_not_help_itself(browser_of_ada, desk):
    refused = browser_of_ada.post(
        path("teams", desk.pk), {"name": desk.name, "escalation": desk.pk}
    )
    assert "help itself out" in refused.content.decode()


def test_a_device_of_nobody_we_know_is_refused(browser_of_ada):
    typed = {**TYPED["devices"], "owner": "who@else.example"}
    refused = browser_of_ada.post(path("devices", "new"), typed)
    assert "We know nobody with this address." in refused.content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("slug", "queries"), [("teams", 6), ("devices", 4), ("fields", 4)])
def test_a_list_asks_as_often_however_long_it_is(
    browser_of_ada, cy, count, slug, queries, django_assert_num_queries
):
    for n in range(count):
        team = Team.objects.create(name=f"T{n}", slug=f"t{n}")
        Membership.objects.create(team=team, person=make.person(f"Writer {n}", "agent"))
        Device.objects.create(tag=f"D-{n}", model="T14", owner=cy)
        CustomField.objects.create(slug=f"f{n}", label=f"F{n}", team=team)
    with django_assert_num_queries(queries):
        browser_of_ada.get(path(slug))


def test_a_long_list_has_pages(browser_of_ada, monkeypatch):
    monkeypatch.setattr("frontdoor.console.lists.views.SIZE", 2)
    for name in "ABC":
        Category.objects.create(name=f"Name {name}", slug=name)
    first = browser_of_ada.get(path("categories")).content.decode()
    assert "Name B" in first
    assert "Name C" not in first
    later = first.split('href="?q=&amp;after=')[1].split('"')[0]
    assert "Name C" in browser_of_ada.get(f"{path('categories')}?after={later}").content.decode()


@pytest.mark.parametrize("slug", ["services", "nothing", "people.x"])
def test_agents_are_refused_and_unknown_lists_are_not_there(browser_of_ada, ana, slug):
    assert signed_in(ana).get(path(slug)).status_code in (403, 404)
    assert browser_of_ada.get(path(slug)).status_code == (200 if slug == "services" else 404)
