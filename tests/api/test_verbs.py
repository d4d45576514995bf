"""Every verb is an operation, and does what it does elsewhere."""

import pytest
from django.test import Client

from frontdoor.people.login import sessions
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from frontdoor.tickets.forms import FORMS
from frontdoor.tickets.listeners import document
from frontdoor.tickets.models import Device, Message, Participant, Ticket
from tests import make
from tests.api.client import ok, problem
from tests.api.takes import TAKES, taken


def test_no_verb_is_forgotten(nobody, db):
    paths = ok(nobody.get("/openapi.json"))["paths"]
    offered = {
        path.rpartition("/")[2] for path in paths if path.startswith("/api/v1/tickets/{number}/")
    }
    assert (
        offered - {"messages", "entries"} == set(FORMS) == set(verbs.VERBS) - {"observe", "prove"}
    )


@pytest.fixture
def scene(ticket, lea, di, as_ana, as_cy):
    verbs.reply(ticket, body="And the scanner", channel="portal", by=as_cy)
    other = make.ticket("Another")
    first, second = ticket.messages.order_by("pk")
    printer = Device.objects.create(tag="PR-301", model="ECOSYS M3645")
    people = {"lea": lea.pk, "di": di.pk}
    said = {"first": first.pk, "second": second.pk}
    return {**people, **said, "other": other.pk, "label": printer.tag}


def changed(ticket, message, **facts):
    """As if it had come so: what can be found of the ticket goes with it."""
    Message.objects.filter(pk=message).update(**facts)
    document(ticket).save()


def prepared(verb, ticket, scene, by):
    other = Ticket.objects.get(pk=scene["other"])
    unproved = {"verified": False, "claimant": "new@example.net"}
    suggested = Participant(ticket=ticket, person_id=scene["di"], role="suggested")
    before = {
        "accept": lambda: changed(ticket, scene["second"], **unproved),
        "doubt": lambda: changed(ticket, scene["second"], **unproved),
        "decline": suggested.save,
        "confirm": lambda: changed(ticket, scene["first"], verified=False),
        "reopen": lambda: verbs.close(ticket, outcome="done", by=by),
        "unfollow": lambda: verbs.follow(ticket, person=Person.objects.get(pk=scene["di"]), by=by),
        "unlink": lambda: verbs.link(ticket, other=other, relation="blocks", by=by),
        "unmerge": lambda: verbs.merge(ticket, into=other, by=by),
    }
    before.get(verb, lambda: None)()


def test_the_table_holds_every_verb():
    assert TAKES.keys() == FORMS.keys()


@pytest.mark.parametrize("verb", FORMS)
def test_a_verb_does_it_and_says_what_happened(api, ada, as_ana, ticket, scene, verb):
    prepared(verb, ticket, scene, as_ana)
    before = Ticket.objects.get(pk=ticket.pk).last_seq
    body = taken(verb, scene)
    told = ok(api(ada).post(f"/tickets/{ticket.pk}/{verb}", body))
    assert told["number"] == ticket.pk
    assert told["entries"], "something happened"
    assert told["version"] == Ticket.objects.get(pk=ticket.pk).last_seq > before


# What `confirm` is for is made without a verb; where it is refused, nothing sets it right again.
REFUSED = [
    pytest.param(verb, marks=pytest.mark.no_replay) if verb == "confirm" else verb for verb in FORMS
]


@pytest.mark.parametrize("verb", REFUSED)
def test_a_token_that_only_reads_runs_no_verb(api, ada, as_ana, ticket, scene, verb):
    prepared(verb, ticket, scene, as_ana)
    before = Ticket.objects.get(pk=ticket.pk).last_seq
    body = taken(verb, scene)
    problem(api(ada, "read").post(f"/tickets/{ticket.pk}/{verb}", body), 403)
    assert Ticket.objects.get(pk=ticket.pk).last_seq == before


@pytest.mark.parametrize("verb", FORMS)
def test_a_stranger_is_told_that_there_is_nothing(api, di, as_ana, ticket, scene, verb):
    body = taken(verb, scene)
    foreign = api(di).post(f"/tickets/{ticket.pk}/{verb}", body)
    nowhere = api(di).post(f"/tickets/999999/{verb}", body)
    problem(foreign, 404)
    assert foreign.content == nowhere.content


@pytest.mark.parametrize("verb", ["take", "start"])
def test_a_verb_that_needs_nothing_needs_no_body(api, ana, ticket, verb):
    ok(api(ana).post(f"/tickets/{ticket.pk}/{verb}"))


def test_already_so_changes_nothing(api, ana, ticket):
    client = api(ana)
    first = ok(client.post(f"/tickets/{ticket.pk}/take", {}))
    again = ok(client.post(f"/tickets/{ticket.pk}/take", {}))
    assert again["entries"] == [] and again["version"] == first["version"]


def test_a_refusal_speaks_the_domains_words(api, ana, lea, ticket):
    ok(api(lea).post(f"/tickets/{ticket.pk}/take", {}))
    told = problem(api(ana).post(f"/tickets/{ticket.pk}/take", {}), 422)
    assert told["detail"] == "Somebody has this ticket already. Offer them help instead."


def test_a_requester_replies_but_notes_nothing(api, cy, ticket):
    ok(api(cy).post(f"/tickets/{ticket.pk}/reply", {"body": "Any news?"}))
    problem(api(cy).post(f"/tickets/{ticket.pk}/note", {"body": "x"}), 403)
    assert Message.objects.filter(ticket=ticket).count() == 2


def test_a_reply_to_a_merged_ticket_lands_where_it_goes_on(api, ana, as_ana, ticket):
    other = make.ticket("Another")
    verbs.merge(ticket, into=other, by=as_ana)
    told = ok(api(ana).post(f"/tickets/{ticket.pk}/reply", {"body": "Done."}))
    assert told["number"] == other.pk
    assert Message.objects.get(body="Done.").ticket == other


def test_a_child_of_a_foreign_ticket_is_no_choice(api, ada, ticket):
    foreign = make.ticket("Foreign").messages.get()
    body = {"message": foreign.pk, "passage": "help"}
    told = problem(api(ada).post(f"/tickets/{ticket.pk}/redact", body), 422)
    assert told["errors"][0]["pointer"] == "/message"


def test_an_unseen_ticket_is_no_choice(api, ana, ticket):
    hidden = make.ticket("Secret", team=make.team("People", private=True))
    told = problem(api(ana).post(f"/tickets/{ticket.pk}/merge", {"into": hidden.pk}), 422)
    nothing = problem(api(ana).post(f"/tickets/{ticket.pk}/merge", {"into": 999_999}), 422)
    assert told == nothing


def test_a_version_that_no_longer_stands_stops_a_verb(api, ana, ticket, as_ana):
    verbs.tag(ticket, add=["x"], by=as_ana)
    response = api(ana).post(f"/tickets/{ticket.pk}/reply", {"body": "Hi"}, If_Match='"1"')
    problem(response, 412)
    assert response.headers["ETag"] == '"2"'
    ok(api(ana).post(f"/tickets/{ticket.pk}/reply", {"body": "Hi"}, If_Match='"2"'))


def test_acting_for_another_gives_no_more_than_both_may(api, ana, ada, cy, di, ticket):
    client = api(ana, "act_for")
    said = ok(
        client.post(f"/tickets/{ticket.pk}/reply", {"body": "Me again", "author": {"id": cy.pk}})
    )
    assert Message.objects.get(body="Me again").author == cy
    assert said["entries"]
    problem(
        client.post(f"/tickets/{ticket.pk}/erase", {"reason": "x", "author": {"id": ada.pk}}), 403
    )
    problem(
        client.post(f"/tickets/{ticket.pk}/reply", {"body": "Hi", "author": {"id": di.pk}}), 403
    )


def test_a_bulk_reports_ticket_by_ticket(api, ana, lea, as_ana):
    mine, taken, free = (make.ticket(f"T{n}") for n in range(3))
    hidden = make.ticket("Secret", team=make.team("People", private=True))
    verbs.take(mine, by=as_ana)
    ok(api(lea).post(f"/tickets/{taken.pk}/take", {}))
    numbers = [mine.pk, taken.pk, free.pk, hidden.pk, 999_999, free.pk]
    told = ok(api(ana).post("/tickets/bulk", {"verb": "take", "numbers": numbers}))
    assert [(line["number"], line["outcome"]) for line in told["items"]] == [
        (mine.pk, "unchanged"),
        (taken.pk, "refused"),
        (free.pk, "done"),
        (hidden.pk, "not_found"),
        (999_999, "not_found"),
    ]


def test_a_bulk_checks_what_its_verb_takes(api, ana, ticket):
    body = {"verb": "log_time", "numbers": [ticket.pk], "how": {"minutes": "5", "is_staff": True}}
    told = problem(api(ana).post("/tickets/bulk", body), 422)
    assert {error["pointer"] for error in told["errors"]} == {"/how/minutes", "/how/is_staff"}


def test_a_bulk_of_more_than_a_thousand_is_too_long(api, ana):
    body = {"verb": "take", "numbers": list(range(1, 1002))}
    told = problem(api(ana).post("/tickets/bulk", body), 400)
    assert told["errors"][0]["pointer"] == "/numbers"


def test_a_requester_has_no_bulk(api, cy, ticket):
    problem(api(cy).post("/tickets/bulk", {"verb": "close", "numbers": [ticket.pk]}), 403)


def test_what_was_done_for_another_is_told_as_theirs_everywhere(api, ana, cy, ticket):
    said = {"body": "Me again", "author": {"id": cy.pk}}
    ok(api(ana, "act_for").post(f"/tickets/{ticket.pk}/reply", said))
    ok(api(ana, "act_for").post(f"/tickets/{ticket.pk}/close", {"author": {"id": cy.pk}}))
    for person, page in [
        (ana, f"/desk/tickets/{ticket.pk}/"),
        (cy, f"/portal/requests/{ticket.pk}/"),
    ]:
        browser = Client()
        session = browser.session
        session[sessions.PERSON], session[sessions.EPOCH] = person.pk, person.epoch
        session.save()
        browser.cookies["session"] = session.session_key
        response = browser.get(page)
        assert response.status_code == 200
        assert "Me again" in response.content.decode()
    told = ok(api(ana).get(f"/tickets/{ticket.pk}/entries"))["items"]
    assert {entry["actor"]["person"]["name"] for entry in told} == {"Cy"}
