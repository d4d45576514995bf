"""Everything that happened, as stories: the same for the same seed, size and end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from frontdoor.site.demo.company import Company, found
from frontdoor.site.demo.hours import DeskHours
from frontdoor.site.demo.kin import related
from frontdoor.site.demo.mix import Arrival, arrivals
from frontdoor.site.demo.rhythm import Rhythm
from frontdoor.site.demo.story import CHAPTER, Story
from frontdoor.site.demo.tell import tell

BEFORE, AFTER = timedelta(days=20), timedelta(days=900)
"""How far the desk's calendar reaches beyond the story: lives are told to their end."""


@dataclass(frozen=True)
class History:
    """A company's tickets up to a moment."""

    tickets: int
    seed: int
    company: Company
    rhythm: Rhythm
    hours: DeskHours

    def chapters(self) -> Iterator[list[Arrival]]:
        """Who came with what, a thousand at a time."""
        usual = arrivals(self.company, self.rhythm, self.tickets, self.seed)
        coming = related(usual, self.company, self.seed)
        while chapter := list(islice(coming, CHAPTER)):
            yield chapter

    def stories(self, chapter: Iterable[Arrival]) -> list[Story]:
        """What became of them, whole lives, the future included."""
        return [tell(arrival, self.company, self.hours, self.seed) for arrival in chapter]


def imagine(tickets: int, seed: int, until: datetime) -> History:
    """A company that makes so many tickets in the 18 months before a moment."""
    rhythm = Rhythm(until)
    hours = DeskHours(rhythm.first - BEFORE, rhythm.last + AFTER)
    return History(tickets, seed, found(seed, tickets), rhythm, hours)
