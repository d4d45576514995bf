"""Tickets: opened, listed, read and changed."""

import re

import pytest

from frontdoor.people.models import Person, Team
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Category, CustomField, Ticket
from tests import make
from tests.api.client import ok, problem

VPN = {"subject": "VPN is down", "body": "Since nine."}


def test_a_ticket_is_opened_with_the_least_that_is_promised(api, ana):
    who = {"email": "new@example.org", "name": "Nell"}
    response = api(ana).post("/tickets", {**VPN, "requester": who, "channel": "phone"})
    told = ok(response, 201)
    ticket = Ticket.objects.get(pk=told["number"])
    assert (ticket.subject, ticket.requester.name, ticket.channel) == (
        "VPN is down",
        "Nell",
        "phone",
    )
    assert ticket.author == ana
    assert str(ticket.pk) in told["url"]
    assert response.headers["ETag"] == '"1"'


def test_a_requester_opens_for_themselves(api, cy):
    told = ok(api(cy).post("/tickets", {**VPN, "requester": {"email": "CY@example.org"}}), 201)
    assert Ticket.objects.get(pk=told["number"]).requester == cy


def test_a_requester_opens_for_nobody_else_and_makes_nobody_up(api, cy, di):
    known = api(cy).post("/tickets", {**VPN, "requester": {"email": "di@example.org"}})
    unknown = api(cy).post("/tickets", {**VPN, "requester": {"email": "who@example.org"}})
    problem(known, 403)
    assert known.content == unknown.content
    assert not Person.objects.filter(addresses__email="who@example.org").exists()
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("field", [{"priority": 1}, {"kind": "problem"}, {"door": "side"}])
def test_a_requester_sets_nothing_that_the_desk_decides(api, cy, field):
    problem(api(cy).post("/tickets", {**VPN, **field}), 403)
    assert not Ticket.objects.exists()


def test_the_desk_says_all_it_knows(api, ana, desk):
    vpn = Category.objects.create(name="VPN", slug="vpn")
    more = {
        "kind": "access", "urgency": 1, "impact": 1, "team": desk.pk, "category": vpn.pk, "door": "side",
        "channel": "hallway", "place": "B 12", "happened_at": "2026-11-20T09:30:00+01:00", "seconds": 4.5,
    }  # fmt: skip
    number = ok(api(ana).post("/tickets", {**VPN, **more}), 201)["number"]
    ticket = Ticket.objects.get(pk=number)
    assert (ticket.kind, ticket.priority, ticket.team, ticket.category) == ("access", 1, desk, vpn)
    assert (ticket.door, ticket.capture, ticket.capture_seconds) == ("side", "api", 4.5)
    assert ticket.happened_at.isoformat() == "2026-11-20T08:30:00+00:00"


def test_what_does_not_exist_is_named(api, ana):
    told = problem(api(ana).post("/tickets", {**VPN, "team": 999_999}), 422)
    assert told["errors"][0]["pointer"] == "/team"
    assert not Ticket.objects.exists()


def test_a_subject_of_nothing_is_refused_in_the_desks_words(api, ana):
    told = problem(api(ana).post("/tickets", {**VPN, "subject": "\u200b \u202e"}), 422)
    assert told["detail"] == "Say in a few words what it is about."


def test_a_token_may_act_for_another_and_the_log_keeps_both(api, ana, cy):
    told = ok(api(ana, "act_for").post("/tickets", {**VPN, "author": {"id": cy.pk}}), 201)
    ticket = Ticket.objects.get(pk=told["number"])
    assert ticket.author == cy
    assert ticket.log.get().actor.startswith(f"person:{cy.pk}/token:")


def test_nobody_acts_for_another_without_the_scope(api, ana, cy, ada):
    problem(api(ana, "write").post("/tickets", {**VPN, "author": {"id": cy.pk}}), 403)
    problem(api(cy, "act_for").post("/tickets", {**VPN, "author": {"id": ada.pk}}), 403)


def test_a_list_goes_on_where_it_stopped(api, ana):
    numbers = [make.ticket(f"Number {n}").pk for n in range(5)]
    client, seen, cursor = api(ana), [], ""
    for _ in range(3):
        told = ok(client.get(f"/tickets?limit=2{cursor}"))
        seen += [item["number"] for item in told["items"]]
        cursor = f"&cursor={told['next']}"
        make.ticket("Came in meanwhile")
    assert seen == numbers[::-1]
    assert told["next"] is None


def test_a_list_by_last_change(api, ana, as_ana):
    old, new = make.ticket("Old"), make.ticket("New")
    verbs.note(old, body="news", by=as_ana)
    client = api(ana)
    first = ok(client.get("/tickets?order=changed&limit=1"))
    assert first["items"][0]["number"] == old.pk
    rest = ok(client.get(f"/tickets?order=changed&limit=1&cursor={first['next']}"))
    assert rest["items"][0]["number"] == new.pk


def test_a_cursor_fits_one_person_and_one_question(api, ana, bo):
    for _ in range(2):
        make.ticket()
    cursor = ok(api(ana).get("/tickets?limit=1"))["next"]
    for client, query in [
        (api(bo), f"limit=1&cursor={cursor}"),
        (api(ana), f"limit=1&order=changed&cursor={cursor}"),
        (api(ana), f"limit=1&cursor={cursor[:-1]}"),
        (api(ana), "cursor=nonsense"),
    ]:
        told = problem(client.get(f"/tickets?{query}"), 400)
        assert told["errors"][0]["parameter"] == "cursor"


def test_the_filter_narrows(api, ana, as_ana):
    done, _ = make.ticket("Done"), make.ticket("New")
    verbs.resolve(done, resolution="Restarted it", by=as_ana)
    told = ok(api(ana).get("/tickets?q=status:resolved"))
    assert [item["number"] for item in told["items"]] == [done.pk]


def test_a_requester_sees_their_own_and_only_what_is_theirs_to_know(api, cy, di, as_ana):
    ticket = make.ticket(requester=cy)
    verbs.tag(ticket, add=["vip"], by=as_ana)
    verbs.resolve(ticket, resolution="CANARY", by=as_ana)
    response = api(cy).get(f"/tickets/{ticket.pk}")
    told = ok(response)
    assert told["status"] == "resolved" and told["assignee"]["name"] == "Ana"
    assert not {"tags", "resolution", "priority", "team", "links", "custom"} & told.keys()
    assert b"CANARY" not in response.content
    assert ok(api(di).get("/tickets"))["items"] == []


def test_what_is_foreign_looks_like_what_is_not_there(api, di, ticket):
    foreign = api(di).get(f"/tickets/{ticket.pk}")
    nowhere = api(di).get("/tickets/999999")
    assert problem(foreign, 404) == problem(nowhere, 404)
    assert foreign.content == nowhere.content


@pytest.mark.parametrize("number", ["0", "-1", "1e3", "01", "１２", "1_0", "9" * 30, "abc", "%00"])
def test_an_impossible_number_is_not_there(api, ana, number):
    problem(api(ana).get(f"/tickets/{number}"), 404)


def test_a_read_ticket_carries_its_version(api, ana, ticket, as_ana):
    verbs.note(ticket, body="x", by=as_ana)
    response = api(ana).get(f"/tickets/{ticket.pk}")
    assert ok(response)["version"] == 2
    assert re.fullmatch(r'"2\.[0-9a-f]{16}"', response.headers["ETag"])


def test_a_client_that_has_it_already_is_not_sent_it_again(api, ana, ticket, as_ana, desk):
    client, path = api(ana), f"/tickets/{ticket.pk}"
    tag = client.get(path).headers["ETag"]
    for known in (tag, f"W/{tag}", f'"1", {tag}', "*"):
        for method in ("GET", "HEAD"):
            response = client.send(method, path, If_None_Match=known)
            assert (response.status_code, response.content) == (304, b"")
            assert response.headers["ETag"] == tag
            assert "RateLimit-Remaining" in response.headers
    for other in ('"1"', '"nonsense"', "nonsense", ""):
        assert client.get(path, If_None_Match=other).status_code == 200
    Team.objects.filter(pk=desk.pk).update(name="Helpers")
    renamed = client.get(path, If_None_Match=tag)
    assert ok(renamed)["team"]["name"] == "Helpers", "a name has changed, though the ticket has not"
    verbs.note(ticket, body="x", by=as_ana)
    assert ok(client.get(path, If_None_Match=renamed.headers["ETag"]))["version"] == 2


def test_the_etag_of_what_was_read_and_of_what_was_changed_both_fit_a_change(api, ana, ticket):
    client, path = api(ana), f"/tickets/{ticket.pk}"
    tag = client.get(path).headers["ETag"]
    changed = client.patch(path, {"subject": "Smoke"}, If_Match=tag)
    assert ok(changed)["version"] == 2
    problem(client.patch(path, {"subject": "Fire"}, If_Match=tag), 412)
    ok(client.patch(path, {"subject": "Fire"}, If_Match=changed.headers["ETag"]))


def test_a_requesters_version_moves_with_what_they_are_told_and_with_nothing_else(
    api, cy, ticket, ana, as_ana, desk
):
    client, path = api(cy), f"/tickets/{ticket.pk}"

    def version() -> int:
        return ok(client.get(path))["version"]

    unseen = [
        lambda: verbs.note(ticket, body="x", by=as_ana),
        lambda: verbs.tag(ticket, add=["vip"], by=as_ana),
        lambda: verbs.change(ticket, field="priority", value="1", by=as_ana),
        lambda: verbs.log_time(ticket, minutes=5, by=as_ana),
    ]
    seen = [
        lambda: verbs.take(ticket, by=as_ana),
        lambda: verbs.change(ticket, field="subject", value="Smoke", by=as_ana),
        lambda: verbs.reply(ticket, body="Soon", channel="portal", by=as_ana),
        lambda: verbs.resolve(ticket, resolution="Put it out", by=as_ana),
    ]
    for deed in unseen:
        assert deed() and version() == 1
    for told, deed in enumerate(seen, 2):
        assert deed() and version() == told


def test_a_requester_insists_on_the_version_that_they_were_told(api, cy, ticket, as_ana):
    client, path = api(cy), f"/tickets/{ticket.pk}"
    tag = client.get(path).headers["ETag"]
    verbs.note(ticket, body="x", by=as_ana)
    said = ok(client.post(f"{path}/reply", {"body": "Any news?"}, If_Match=tag))
    assert (said["version"], said["entries"]) == (2, [{"seq": 2, "kind": "ticket.replied"}])
    verbs.take(ticket, by=as_ana)
    stale = client.post(f"{path}/reply", {"body": "Well?"}, If_Match=f'"{said["version"]}"')
    problem(stale, 412)
    assert stale.headers["ETag"] == '"3"'


def test_several_facts_change_together(api, ana, ticket):
    CustomField.objects.create(slug="asset", label="Asset")
    body = {"subject": "Fire", "urgency": 1, "custom": {"asset": "LT-7"}, "place": "Roof"}
    response = api(ana).patch(f"/tickets/{ticket.pk}", body, If_Match='"1"')
    told = ok(response)
    ticket.refresh_from_db()
    assert (ticket.subject, ticket.urgency, ticket.priority) == ("Fire", 1, 2)
    assert ticket.custom == {"asset": "LT-7"} and ticket.place == "Roof"
    assert response.headers["ETag"] == f'"{ticket.last_seq}"' == f'"{told["version"]}"'
    assert [entry["kind"] for entry in told["entries"]] == ["ticket.changed"] * 4


def test_a_priority_by_hand_outlives_the_matrix_and_keeps_its_reason(api, ana, ticket):
    body = {"priority": 1, "urgency": 3, "reason": "Payroll runs tonight"}
    ok(api(ana).patch(f"/tickets/{ticket.pk}", body, If_Match='"1"'))
    ticket.refresh_from_db()
    assert (ticket.priority, ticket.priority_reason) == (1, "Payroll runs tonight")


def test_one_fact_that_does_not_fit_changes_none(api, ana, ticket):
    body = {"subject": "Fire", "custom": {"nonsense": "x"}}
    problem(api(ana).patch(f"/tickets/{ticket.pk}", body, If_Match='"1"'), 422)
    ticket.refresh_from_db()
    assert (ticket.subject, ticket.last_seq) == ("The printer is on fire", 1)


def test_a_change_names_the_version_it_is_meant_for(api, ana, ticket, as_ana):
    path, body = f"/tickets/{ticket.pk}", {"subject": "Fire"}
    problem(api(ana).patch(path, body), 428)
    verbs.note(ticket, body="x", by=as_ana)
    for stale in ('"1"', "*", 'W/"2"', "2", '"02"', ""):
        problem(api(ana).patch(path, body, If_Match=stale), 412)
    ticket.refresh_from_db()
    assert ticket.subject == "The printer is on fire"
    ok(api(ana).patch(path, body, If_Match='"2"'))


def test_a_requester_changes_no_facts(api, cy, ticket):
    problem(api(cy).patch(f"/tickets/{ticket.pk}", {"subject": "x"}, If_Match='"1"'), 403)


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_three_queries_however_long(api, ana, desk, count, django_assert_num_queries):
    for _ in range(count):
        make.ticket(team=desk)
    client = api(ana)
    ok(client.get("/tickets"))
    with django_assert_num_queries(3):  # the token, the teams, the tickets
        told = ok(client.get("/tickets"))
    assert len(told["items"]) == count
