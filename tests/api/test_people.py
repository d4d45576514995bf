"""People, what they belong to, the quick log, messages and entries."""

import pytest

from frontdoor.people.actors import acting
from frontdoor.people.models import Organisation, Person
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Category, Service, Ticket
from tests import make
from tests.api.client import ok, problem


def names(response):
    return [item["name"] for item in ok(response)["items"]]


def test_people_are_listed_by_name_and_found_by_name_or_address(api, ana, cy, di):
    client = api(ana)
    assert names(client.get("/people")) == ["Ana", "Cy", "Di"]
    assert names(client.get("/people?q=CY")) == ["Cy"]
    assert names(client.get("/people?q=di@exam")) == ["Di"]
    assert names(client.get("/people?q=%25")) == []
    first = ok(client.get("/people?limit=2"))
    assert names(client.get(f"/people?limit=2&cursor={first['next']}")) == ["Di"]


def test_a_person_is_told_to_the_desk_and_to_themselves(api, ana, cy, di):
    assert ok(api(ana).get(f"/people/{cy.pk}"))["email"] == "cy@example.org"
    assert ok(api(cy).get(f"/people/{cy.pk}"))["name"] == "Cy"
    assert problem(api(cy).get(f"/people/{di.pk}"), 404) == problem(
        api(cy).get("/people/999999"), 404
    )


def test_no_person_is_told_with_a_secret(api, ana, cy):
    Person.objects.update(password="argon2$CANARY")
    client = api(ana)
    for path in ("/people", f"/people/{cy.pk}", f"/people/{ana.pk}"):
        assert b"CANARY" not in client.get(path).content


def test_only_an_administrator_enrols_and_only_with_the_scope(api, ana, ada):
    body = {"email": "nell@example.org", "name": "Nell", "role": "agent", "team": "Network"}
    problem(api(ana, "admin").post("/people", body), 403)
    problem(api(ada, "write").post("/people", body), 403)
    pk = ok(api(ada, "admin").post("/people", body), 201)["id"]
    nell = Person.objects.get(pk=pk)
    assert (nell.role, nell.teams.get().name) == ("agent", "Network")
    problem(api(ada, "admin").post("/people", body), 422)


def test_the_company_is_listed_for_the_desk(api, ana, desk, cy):
    Organisation.objects.create(name="Northmoor")
    Service.objects.create(name="VPN", team=desk)
    Category.objects.create(name="Access", slug="access")
    client = api(ana)
    assert names(client.get("/organisations")) == ["Northmoor"]
    assert ok(client.get("/services"))["items"][0]["team"]["name"] == desk.name
    assert ok(client.get("/categories"))["items"][0]["slug"] == "access"
    for path in ("people", "teams", "organisations", "services", "categories"):
        problem(api(cy).get(f"/{path}"), 403)


def test_a_private_team_is_named_only_to_its_members(api, ana, desk):
    hidden = make.team("Payroll", private=True)
    inside = make.person("Ina", "agent", hidden)
    assert names(api(ana).get("/teams")) == [desk.name]
    assert names(api(inside).get("/teams")) == ["Payroll", desk.name]


def test_one_line_logs_a_favour_for_somebody_else(api, ana):
    alice = make.person("Alice Moor")
    line = "reset vpn for alice @walkup 5m #done"
    told = ok(api(ana).post("/log", {"line": line, "seconds": 4.2}), 201)
    ticket = Ticket.objects.get(pk=told["number"])
    assert (ticket.requester, ticket.author, ticket.status) == (alice, ana, "resolved")
    assert (ticket.minutes_spent, ticket.door, ticket.capture_seconds) == (5, "side", 4.2)
    assert told["understood"]["person"] == alice.pk
    assert told["understood"]["minutes"] == 5
    assert {line[span["start"] : span["end"]] for span in told["understood"]["spans"]} >= {
        "5m",
        "#done",
    }


def test_a_requester_logs_nothing(api, cy):
    problem(api(cy).post("/log", {"line": "reset vpn for alice"}), 403)


def test_the_log_of_a_ticket_in_order(api, ana, cy, ticket, as_ana):
    verbs.note(ticket, body="x", by=as_ana)
    verbs.resolve(ticket, resolution="Put it out", by=as_ana)
    staff = ok(api(ana).get(f"/tickets/{ticket.pk}/entries"))["items"]
    assert [entry["seq"] for entry in staff] == [1, 2, 3, 4]
    assert staff[1]["kind"] == "ticket.noted" and staff[1]["data"]["message"]
    assert staff[1]["actor"] == {
        "label": f"person:{ana.pk}",
        "person": {"id": ana.pk, "name": "Ana"},
    }
    public = ok(api(cy).get(f"/tickets/{ticket.pk}/entries"))["items"]
    assert [entry["kind"] for entry in public] == ["ticket.opened", "ticket.resolved"]
    assert not any({"data", "public"} & entry.keys() for entry in public)
    assert [entry["seq"] for entry in public] == [1, 2], "a gap would tell of the note"


def test_a_requesters_log_goes_on_where_it_stopped(api, cy, ticket, as_ana):
    for n in range(3):
        verbs.note(ticket, body="x", by=as_ana)
        verbs.reply(ticket, body=f"{n}", channel="portal", by=as_ana)
    client, seen, cursor = api(cy), [], ""
    for _ in range(2):
        told = ok(client.get(f"/tickets/{ticket.pk}/entries?limit=2{cursor}"))
        seen += [entry["seq"] for entry in told["items"]]
        cursor = f"&cursor={told['next']}"
    assert (seen, told["next"]) == ([1, 2, 3, 4], None)


def test_messages_are_read_where_they_lie_after_a_merge(api, ana, cy, ticket, as_ana):
    other = make.ticket("Another")
    verbs.merge(ticket, into=other, by=as_ana)
    said = ok(api(ana).get(f"/tickets/{ticket.pk}/messages"))["items"]
    assert [(item["number"], item["origin"]) for item in said] == [
        (other.pk, ticket.pk),
        (other.pk, other.pk),
    ]
    assert ok(api(ana).get(f"/tickets/{ticket.pk}"))["merged_into"] == other.pk


def test_a_link_to_an_unseen_ticket_is_not_told(api, ana, ada, ticket):
    team = make.team("Payroll", private=True)
    hidden = make.ticket("Secret", team=team)
    verbs.link(ticket, other=hidden, by=acting(ada))
    assert ok(api(ana).get(f"/tickets/{ticket.pk}"))["links"] == []
    assert ok(api(ada).get(f"/tickets/{ticket.pk}"))["links"][0]["number"] == hidden.pk


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("/tickets/{n}", 7), ("/tickets/{n}/messages", 5), ("/tickets/{n}/entries", 5), ("/people", 3), ("/teams", 3),
     ("/services", 3), ("/categories", 3), ("/organisations", 3)],
)  # fmt: skip
def test_what_is_read_costs_the_same_however_much_it_is(
    api, ana, lea, as_ana, ticket, django_assert_num_queries, rows, path, queries
):
    for n in range(rows):
        verbs.reply(ticket, body=f"{n}", channel="email", by=acting(lea))
        verbs.tag(ticket, add=[f"t{n}"], by=as_ana)
        verbs.link(ticket, other=make.ticket(f"T{n}"), by=as_ana)
        Organisation.objects.create(name=f"O{n}")
        Service.objects.create(name=f"S{n}", team=ticket.team)
        Category.objects.create(name=f"C{n}", slug=f"c{n}")
    client = api(ana)
    path = path.format(n=ticket.pk)
    ok(client.get(path))
    with django_assert_num_queries(queries):
        ok(client.get(path))
