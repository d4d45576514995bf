"""What a prepared question lets an actor see is what `visible` lets them see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdoor.core import paging
from frontdoor.core.prepared import prepared
from frontdoor.people.actors import NOBODY, SYSTEM, acting
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import ME, sight, visible
from tests import make


@prepared
def _seen(seeing):
    return Ticket.objects.filter(visible(seeing)).order_by("pk").values_list("pk", flat=True)


@pytest.fixture
def tickets(desk, bo, cy, as_ana):
    """Of the open team, of a private one, followed, and somebody else's."""
    secret = make.team("People matters", private=True)
    made = [make.ticket(requester=cy, team=desk), make.ticket(requester=cy, team=secret)]
    made += [make.ticket(requester=make.person(name), team=secret) for name in ("Di", "Ed", "Flo")]
    verbs.follow(made[2], by=SYSTEM, person=bo)
    verbs.follow(made[3], by=SYSTEM, person=cy)
    return [each.pk for each in made]


@pytest.mark.usefixtures("tickets")
def test_everybody_sees_the_same_by_either_way(ana, bo, cy):
    member = make.person("Gil", "agent", make.team("Closed", private=True))
    actors = [acting(each) for each in (ana, bo, cy, member, make.person("Hal", "admin"))]
    narrow = replace(acting(bo), reach="assigned")
    for actor in (*actors, narrow, SYSTEM, NOBODY):
        plain = list(
            Ticket.objects.filter(visible(actor)).order_by("pk").values_list("pk", flat=True)
        )
        assert _seen(sight(actor), me=actor.me) == plain, actor
    assert len({tuple(_seen(sight(actor), me=actor.me)) for actor in (*actors, narrow)}) == 5


def test_who_sees_by_the_same_rule_shares_a_shape(desk, ana, cy):
    other = make.person("Ben", "agent", desk)
    assert sight(acting(ana)) == sight(acting(other)) == sight(SYSTEM)
    assert sight(acting(cy)) == sight(acting(make.person("Di")))
    make.team("Secret", private=True)
    assert sight(acting(ana)) not in (sight(SYSTEM), sight(acting(cy)))


@pytest.mark.parametrize("order", [["id"], ["-id"], ["lane", "-id"]])
def test_prepared_pages_are_the_same_as_plain_ones(cy, desk, order):
    for number in range(7):
        make.ticket(f"No {number}", requester=cy, team=desk)
    columns = ("id", "subject", "lane")
    plain = Ticket.objects.filter(requester=cy).values_list(*columns, named=True)
    after, seen = "", 0
    while after or not seen:
        one = paging.page(plain, order, size=3, after=after)
        two = paging.prepared_page(_rows, (columns,), Ticket, order, size=3, after=after, me=cy.pk)
        assert one == two
        back = paging.prepared_page(
            _rows, (columns,), Ticket, order, size=3, before=one.before, me=cy.pk
        )
        assert not one.before or back == paging.page(plain, order, size=3, before=one.before)
        after, seen = one.after, seen + len(one.rows)
    assert seen == 7


def _rows(columns):
    return Ticket.objects.filter(requester_id=ME).values_list(*columns, named=True)
