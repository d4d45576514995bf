"""Which of few hits comes first: where the words stand, then how new it is.

No number about other tickets goes into it, as bm25's word frequencies would: the order of what one may see must not
tell of what one may not (trust.md, S11). And both databases give the same order.
"""

from __future__ import annotations

from collections.abc import Sequence

from frontdoor.core.wanted import Wanted
from frontdoor.core.words import IS_DENSE, JOINT
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import SearchDocument

SUBJECT, PEOPLE, RESOLUTION, WORDS = 8, 6, 3, 1


def ranked(keys: Sequence[int], wanted: Wanted, actor: Actor) -> list[int]:
    """Every word counts once, by the best place it stands in: the subject, a name, what fixed it, any message."""
    lines = SearchDocument.objects.filter(pk__in=keys).values_list(
        "pk", "subject", "people", "resolution"
    )
    scores = {pk: _score(wanted, subject, people, resolution if actor.is_staff else "")
              for pk, subject, people, resolution in lines}  # fmt: skip
    return sorted(keys, key=lambda pk: (-scores.get(pk, 0), -pk))


def _score(wanted: Wanted, subject: str, people: str, resolution: str) -> int:
    sought = [*(_whole(term) for term in wanted.exact), *(_begun(term) for term in wanted.begun)]
    places = ((subject, SUBJECT), (people, PEOPLE), (resolution, RESOLUTION))
    score = sum(next((worth for line, worth in places if part in line), WORDS) for part in sought)
    return score + SUBJECT * sum(phrase in subject for phrase in wanted.phrases)


def _whole(term: str) -> str:
    return term.replace(JOINT, " ") if IS_DENSE.match(term) else f" {term.replace(JOINT, ' ')} "


def _begun(term: str) -> str:
    return term.replace(JOINT, " ") if IS_DENSE.match(term) else f" {term.replace(JOINT, ' ')}"
