"""Find tickets by their words: few by where the words stand, many newest first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from frontdoor.core import db
from frontdoor.core.errors import Refused
from frontdoor.core.wanted import Wanted, near, wanted
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.search.page import Hit, hits
from frontdoor.tickets.search.question import matching, number, only_number
from frontdoor.tickets.search.rank import ranked

MANY, FORGIVEN = 200, 3
SECONDS = 2.0
RANKED, WHOLE, BEGUN = "r", "w", "b"
CURSOR = re.compile(r"([rwb])(\d{1,18})")


@dataclass(frozen=True)
class Results:
    """`order` is "best" or, above 200 hits, "newest". `total_hint` is exact where `order` is "best", else None: more.

    `close`: nothing has these words, so spellings one slip away were taken. `after` is the cursor of the next page,
    empty on the last.
    """

    hits: tuple[Hit, ...] = ()
    order: str = "best"
    total_hint: int | None = 0
    close: bool = False
    after: str = ""


def find(text: str, *, actor: Actor, limit: int = 25, before: str = "") -> Results:
    """At most `limit` tickets that the actor sees. `before` is the `after` of the page before.

    Nothing to look for finds nothing. Raises Refused for a cursor that is none and a text that is too long, TooSlow
    (a Refused) after two seconds.
    """
    way, place = _read(before)
    asked = wanted(text)
    with db.indexer().within(SECONDS):
        meant = _meant(text, actor)
        if only_number(text) or not asked:
            return Results(hits(meant, asked, actor), total_hint=len(meant))
        sought = Sought(asked, actor, limit, meant)
        return sought.older(way, place) if way in (WHOLE, BEGUN) else sought.best(place)


def _read(cursor: str) -> tuple[str, int]:
    if not cursor:
        return RANKED, 0
    found = CURSOR.fullmatch(cursor)
    if found is None:
        raise Refused("That page is not one of this search. Search again.")
    return found[1], int(found[2])


def _meant(text: str, actor: Actor) -> list[int]:
    """The one ticket whose number this is, where the actor sees it."""
    pk = number(text)
    if pk is None:
        return []
    return list(Ticket.objects.visible_to(actor).filter(pk=pk).values_list("pk", flat=True))


@dataclass(frozen=True)
class Sought:
    """One search. `meant` is the ticket whose number was typed, which comes first."""

    wanted: Wanted
    actor: Actor
    limit: int
    meant: list[int]

    def best(self, start: int) -> Results:
        """Few hits, ranked, from this place on. A common last word is whole; any other may be only a beginning."""
        keys, many = self._newest(self.wanted)
        if many:
            return self._page(keys, WHOLE)
        if self.wanted.ending:
            keys, many = self._newest(self.wanted.loosened)
        if many:
            return self._page(keys, BEGUN)
        if not keys and not self.meant:
            return self._close()
        return self._ranked(keys, start)

    def older(self, way: str, below: int) -> Results:
        """The next page of what came newest first."""
        asked = self.wanted if way == WHOLE else self.wanted.loosened
        allowed = Ticket.objects.visible_to(self.actor)
        page = self.limit + 1
        keys = db.indexer().older(matching(asked, self.actor), allowed, below, page)
        return replace(self, meant=[])._page(keys, way)

    def _newest(self, asked: Wanted) -> tuple[list[int], bool]:
        allowed = Ticket.objects.visible_to(self.actor)
        found = matching(asked, self.actor)
        keys, many = db.indexer().newest(found, allowed, MANY, self.limit + 1)
        return keys, many

    def _page(self, keys: list[int], way: str) -> Results:
        shown = keys[: self.limit]
        first = [*self.meant, *(key for key in shown if key not in self.meant)]
        after = f"{way}{shown[-1]}" if len(keys) > self.limit else ""
        found = hits(first, self.wanted.loosened, self.actor)
        return Results(found, "newest", None, after=after)

    def _ranked(self, keys: list[int], start: int) -> Results:
        asked, end = self.wanted.loosened, start + self.limit
        every = list(dict.fromkeys([*self.meant, *ranked(keys, asked, self.actor)]))
        after = f"{RANKED}{end}" if len(every) > end else ""
        found = hits(every[start:end], asked, self.actor)
        return Results(found, total_hint=len(every), after=after)

    def _close(self) -> Results:
        """Nothing has these words: take each together with all spellings that are one slip away."""
        asked = self.wanted
        if len(asked.exact) > FORGIVEN or not any(map(near, asked.exact)):
            return Results()
        either = tuple((term, *near(term)) for term in asked.exact)
        slips = replace(asked, exact=(), either=either, ending="")
        allowed = Ticket.objects.visible_to(self.actor)
        keys = db.indexer().few(matching(slips, self.actor), allowed, self.limit)
        found = hits(keys, slips, self.actor)
        return Results(found, total_hint=len(found), close=bool(found))
