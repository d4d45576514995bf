"""CPU per request of the pages, the search and the API, through the whole stack of middleware."""

from __future__ import annotations

import gc
import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.crypto import get_random_string

from frontdoor.api.frame import limits
from frontdoor.people.actors import SYSTEM, Actor, acting
from frontdoor.people.login import sessions, tokens
from frontdoor.people.models import Address, Person
from frontdoor.tickets import search
from frontdoor.tickets.models import SearchDocument, Ticket
from tests.bench import wire
from tests.bench.meters import Figure, cpu_ms

Headers = Mapping[str, str]


def figures() -> Iterator[Figure]:
    agent = Person.objects.filter(role="agent", active=True).order_by("pk").first()
    asker = Person.objects.filter(requests__isnull=False, role="requester").order_by("pk").first()
    assert agent is not None and asker is not None
    gc.freeze()  # as the web process does
    own = Ticket.objects.filter(requester=asker).order_by("-pk").values_list("pk", flat=True)[0]
    yield from _desk(browser(agent), _talkative())
    yield from _portal(browser(asker), own)
    yield from _api(agent, _talkative())
    yield from _searches(acting(agent))


def _desk(ours: Headers, number: int) -> Iterator[Figure]:
    queue, ticket = "/desk/lists/open/", f"/desk/tickets/{number}/"
    yield _page("desk queue page, 50 rows", ours, queue, "≤ 15 ms CPU, ≤ 12 queries")
    yield _page("ticket page, 20 messages", ours, ticket, "≤ 15 ms CPU")
    yield _page("preview beside the queue", ours, f"{ticket}preview/")
    yield _page("quick log, a line as it is typed", ours, "/desk/log/read/?line=fixed+it+for+al")


def _portal(theirs: Headers, number: int) -> Iterator[Figure]:
    yield _page("portal, home", theirs, "/portal/")
    yield _page("portal, my requests", theirs, "/portal/requests/")
    yield _page("portal, one request", theirs, f"/portal/requests/{number}/")


def _api(agent: Person, number: int) -> Iterator[Figure]:
    secret = tokens.make(agent, scopes=["read"], by=SYSTEM)
    program = {"Host": "127.0.0.1", "Authorization": f"Bearer {secret}"}
    yield _page("API, 50 tickets", program, "/api/v1/tickets?limit=50")
    yield _page("API, one ticket", program, f"/api/v1/tickets/{number}")


def browser(person: Person) -> Headers:
    """Somebody signed in, on their second visit or later: with the cookie that forms are kept safe by."""
    session = signed_in(person).cookies["session"].value
    return {**wire.USUAL, "Cookie": f"session={session}; csrf={get_random_string(32)}"}


def signed_in(person: Person) -> Client:
    client = Client()
    session = client.session
    session[sessions.PERSON], session[sessions.EPOCH] = person.pk, person.epoch
    session.save()
    client.cookies["session"] = session.session_key
    return client


def _page(work: str, headers: Headers, path: str, goal: str = "") -> Figure:
    with CaptureQueriesContext(connection) as asked:
        answer = wire.get(path, headers)
        queries = len(asked)
    assert answer.status == 200, (path, answer.status)
    spent = cpu_ms(lambda: wire.get(path, headers))
    limits.TOKENS.forget()
    return Figure(
        work, f"{spent:.1f} ms CPU, {queries} queries, {len(answer.body) / 1000:.1f} kB", goal
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
    common = words.most_common(1)[0][0]
    rare = _rarest()
    for name, word, goal in (
        ("rare word", rare, "≤ 8 ms CPU"),
        ("commonest word", common, "≤ 12 ms CPU"),
    ):
        find: Callable[[], object] = lambda word=word: search.find(word, actor=actor, limit=20)  # noqa: E731
        yield Figure(f"search, {name}", f"{cpu_ms(find):.1f} ms CPU ({word})", goal)


def _rarest() -> str:
    """The address of whoever has the fewest tickets: made-up texts have no word that is rarer."""
    asked = Address.objects.annotate(many=Count("person__requests")).filter(many__gte=1)
    return asked.order_by("many", "pk").values_list("email", flat=True)[0]
