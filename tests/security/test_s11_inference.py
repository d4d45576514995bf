"""S11: a ticket that one may not see changes no byte of any answer, and no statement behind it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontdoor.core import clock
from frontdoor.core.errors import Refused
from frontdoor.people.actors import acting
from frontdoor.people.login import sessions, tokens
from frontdoor.people.models import Person, Team
from frontdoor.tickets import filters, search, verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.verbs import Arrival
from tests import make
from tests.security.routes import addresses

CANARY = "kanarienvog"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ACTORS = ("requester", "follower", "agent of another team", "agent who sees only assigned")
QUERIES = [
    CANARY, CANARY[:4], f'"{CANARY} secret"', f"{CANARY[:-1]}x", "printer", "prin", "secret", "printer secret", "the",
    "hidden.person@secret.example", "+49 30 7654321", "2", "#2", "3", "#3", "Hidden Person", "pritner", "secrte",
]  # fmt: skip
FILTERS = [
    "status:new", "status:unresolved", "is:unassigned", "is:late", "kind:access", "priority:>=high", "channel:chat",
    "door:side", f"tag:{CANARY}", "has:attachment", "has:note", "number:>0", "created:today",
    "due:<9w", "-status:closed",
    "is:unanswered", "secret", CANARY,
]  # fmt: skip
# What a page gets anew each time, whoever asks for what.
FRESH = re.compile(
    rb'name="(csrfmiddlewaretoken|form_key)" value="[^"]*"|csrf[^"]*":\s*"[^"]*"|data-csrf="[^"]*"'
)


@pytest.fixture
def people(db) -> dict[str, Person]:
    with time_machine.travel(NOW, tick=False):
        desk, payroll = make.team(), make.team("Payroll", private=True)
        make.person("Ina Inside", "agent", payroll)
        make.person("Hidden Person", email="hidden.person@secret.example", phone="+49 30 7654321")
        actors = {
            "requester": make.person("Olga"),
            "follower": make.person("Flo"),
            "agent of another team": make.person("Ann", "agent", desk),
            "agent who sees only assigned": make.person("Ass", "agent", desk, reach="assigned"),
        }
        mine = make.ticket("My printer", requester=actors["requester"], team=desk, body="The toner")
        verbs.follow(mine, person=actors["follower"], by=acting(actors["agent of another team"]))
        agent = acting(actors["agent of another team"])
        verbs.assign(mine, to=actors["agent who sees only assigned"], by=agent)
    return actors


def hide_a_ticket() -> Ticket:
    """Full of all that the queries above ask for, and the only one that has it."""
    insider = acting(Person.objects.get(name="Ina Inside"))
    arrival = Arrival(
        channel="chat",
        door="side",
        kind="access",
        priority=1,
        team=Team.objects.get(name="Payroll"),
    )
    made = verbs.open(
        subject=f"The printer {CANARY} secret", body=f"{CANARY} secret toner", by=insider, arrival=arrival,
        requester=Person.objects.get(name="Hidden Person"),
    )  # fmt: skip
    verbs.note(made, body=f"{CANARY} secret printer", by=insider)
    verbs.tag(made, add=[CANARY], by=insider)
    return made


def told(person: Person) -> list[object]:
    """Everything that search and filters say to this person."""
    actor = acting(person)
    found: list[object] = [repr(search.find(text, actor=actor)) for text in QUERIES]
    for text in FILTERS:
        try:
            kept = filters.parse(text).apply(
                Ticket.objects.visible_to(actor), actor=actor, now=clock.now()
            )
            found.append(
                (text, kept.count(), list(kept.order_by("-pk").values_list("pk", flat=True)))
            )
        except Refused as refusal:
            found.append((text, str(refusal)))
    return found


@pytest.mark.parametrize("who", ACTORS)
def test_search_and_filters_say_the_same_with_and_without_it(people, who):
    with time_machine.travel(NOW, tick=False):
        before = told(people[who])
        foreign = hide_a_ticket()
        after = told(people[who])

    assert after == before
    assert str(foreign.pk) not in {
        str(row) for answer in after for row in getattr(answer, "hits", ())
    }


@pytest.mark.parametrize("who", ACTORS)
def test_search_asks_the_same_with_and_without_it(people, who):
    """What is done the same takes the same time: a statement more would be heard on a clock."""
    actor = acting(people[who])

    def statements() -> list[str]:
        with CaptureQueriesContext(connection) as caught:
            for text in QUERIES:
                search.find(text, actor=actor)
        return [re.sub(r'"s\d+_x\d+"', "", query["sql"]) for query in caught.captured_queries]

    before = statements()
    hide_a_ticket()

    assert statements() == before


def test_those_who_may_do_find_it(people):
    """Or the tests above could not fail."""
    foreign = hide_a_ticket()
    insider = acting(Person.objects.get(name="Ina Inside"))

    for text in QUERIES[:9]:
        assert foreign.pk in [hit.number for hit in search.find(text, actor=insider).hits], text


@pytest.mark.parametrize("who", ACTORS)
def test_every_page_and_list_says_the_same_with_and_without_it(people, who):
    with time_machine.travel(NOW, tick=False):
        browser, token = signed_in(people[who]), bearer(people[who])
        before = {path: answer(browser, token, path) for path in readable()}
        hide_a_ticket()
        after = {path: answer(browser, token, path) for path in readable()}

    assert [path for path in before if before[path] != after[path]] == []
    assert sum(status == 200 for status, _ in before.values()) >= 5


def readable() -> list[str]:
    """Every address without parameters, and those that take a question, with several."""
    plain = [
        f"/{address}"
        for address in addresses()
        if "<" not in address and not address.startswith("^")
    ]
    asked = [f"{path}?q={text}" for path in ("/api/v1/tickets", "/api/v1/search", "/desk/", "/desk/search/")
             for text in (CANARY, "printer", "status:new", "prin")]  # fmt: skip
    return [path for path in plain if not LOUD.search(path)] + asked


@pytest.mark.parametrize("who", ["requester", "follower"])
def test_what_the_desk_keeps_to_itself_on_ones_own_ticket_changes_no_byte(people, who):
    """Notes and all else that has no public entry: neither versions nor times, orders or gaps tell of them."""
    mine = Ticket.objects.get(subject="My printer")
    other = make.ticket("My screen", requester=people["requester"], team=mine.team)
    agent = acting(people["agent of another team"])
    verbs.follow(other, person=people["follower"], by=agent)
    verbs.reply(mine, body="Which floor?", channel="portal", by=agent)
    own = [f"/api/v1/tickets/{mine.pk}{part}" for part in ("", "/messages", "/entries")]
    own += ["/api/v1/tickets?order=changed", f"/portal/requests/{mine.pk}/"]
    paths = [*readable(), *own]
    browser, token = signed_in(people[who]), bearer(people[who])
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        before = {path: answer(browser, token, path) for path in paths}
        verbs.note(mine, body=f"{CANARY} secret", by=agent)
        verbs.tag(mine, add=[CANARY], by=agent)
        verbs.log_time(mine, minutes=5, by=agent)
        verbs.change(mine, field="priority", value="1", reason="Payroll", by=agent)
        after = {path: answer(browser, token, path) for path in paths}

    assert [path for path in before if before[path] != after[path]] == []
    assert all(before[path][0] == 200 for path in own)


LOUD = re.compile(r"metrics|readyz|healthz|logout")


def answer(browser: Client, token: dict[str, str], path: str) -> tuple[int, bytes]:
    response = browser.get(path, headers=token if path.startswith("/api/") else {})
    body = b"".join(response.streaming_content) if response.streaming else response.content
    tag = response.headers.get("ETag", "").encode()
    return response.status_code, tag + FRESH.sub(b"", body)


def signed_in(person: Person) -> Client:
    client = Client()
    session = client.session
    session[sessions.PERSON], session[sessions.EPOCH] = person.pk, person.epoch
    session.save()
    client.cookies["session"] = session.session_key
    return client


def bearer(person: Person) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.make(person, scopes=['read'], by=acting(person))}"}
