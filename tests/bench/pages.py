"""CPU per request of the pages, the search and the API, through the whole stack of middleware."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontdoor.people.actors import Actor, acting
from frontdoor.people.login import sessions
from frontdoor.people.models import Person
from frontdoor.tickets import search
from frontdoor.tickets.models import SearchDocument, Ticket
from tests.bench.meters import Figure, cpu_ms


def figures() -> Iterator[Figure]:
    agent = Person.objects.filter(role="agent", active=True).order_by("pk").first()
    assert agent is not None
    browser = signed_in(agent)
    yield _page(
        "desk queue page, 50 rows", browser, "/desk/lists/open/", "≤ 15 ms CPU, ≤ 12 queries"
    )
    yield _page(
        "ticket page, 20 messages", browser, f"/desk/tickets/{_talkative()}/", "≤ 15 ms CPU"
    )
    yield from _searches(acting(agent))


def signed_in(person: Person) -> Client:
    client = Client()
    session = client.session
    session[sessions.PERSON], session[sessions.EPOCH] = person.pk, person.epoch
    session.save()
    client.cookies["session"] = session.session_key
    return client


def _page(work: str, browser: Client, path: str, goal: str) -> Figure:
    with CaptureQueriesContext(connection) as asked:
        response = browser.get(path)
        queries = len(asked)
    assert response.status_code == 200, (path, response.status_code)
    spent = cpu_ms(lambda: browser.get(path))
    return Figure(
        work, f"{spent:.1f} ms CPU, {queries} queries, {len(response.content) // 1000} kB", goal
    )


def _talkative() -> int:
    """The ticket whose number of messages is nearest to twenty."""
    counted = Ticket.objects.annotate(many=Count("messages")).filter(many__gte=12).order_by("-many")
    found = min(
        counted.values_list("many", "pk")[:2000], key=lambda row: abs(row[0] - 20), default=None
    )
    return found[1] if found else Ticket.objects.order_by("-pk").values_list("pk", flat=True)[0]


def _searches(actor: Actor) -> Iterator[Figure]:
    sample = SearchDocument.objects.order_by("-pk").values_list("words", flat=True)[:3000]
    words = Counter(
        itertools.chain.from_iterable(
            {w for w in text.lower().split() if w.isalpha() and len(w) > 3} for text in sample
        )
    )
    rare = min(words, key=lambda word: (words[word], word))
    common = words.most_common(1)[0][0]
    for name, word, goal in (
        ("rare word", rare, "≤ 8 ms CPU"),
        ("commonest word", common, "≤ 12 ms CPU"),
    ):
        find: Callable[[], object] = lambda word=word: search.find(word, actor=actor, limit=20)  # noqa: E731
        yield Figure(f"search, {name}", f"{cpu_ms(find):.1f} ms CPU ({word})", goal)
