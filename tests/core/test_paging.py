import base64
import json

import pytest

from frontdoor.core import paging
from frontdoor.people.models import Team

pytestmark = pytest.mark.django_db


def teams(*names):
    for name in names:
        Team.objects.create(name=name, slug=name.lower())


def walked(columns, size):
    found, after = [], ""
    while True:
        page = paging.page(Team.objects.all(), columns, size=size, after=after)
        found.append([team.name for team in page.rows])
        after = page.after
        if not after:
            return found


def test_pages_follow_each_other_without_a_gap_or_a_double():
    teams("A", "B", "C", "D", "E")
    assert walked(("name", "pk"), 2) == [["A", "B"], ["C", "D"], ["E"]]
    assert walked(("-name", "pk"), 2) == [["E", "D"], ["C", "B"], ["A"]]


def test_equals_are_told_apart_by_the_last_column():
    teams("A", "B", "C")
    assert walked(("private", "-pk"), 1) == [["C"], ["B"], ["A"]]


def test_the_way_back_shows_the_page_before():
    teams("A", "B", "C", "D", "E")
    second = paging.page(
        Team.objects.all(), ("pk",), size=2,
        after=paging.page(Team.objects.all(), ("pk",), size=2).after,
    )  # fmt: skip
    first = paging.page(Team.objects.all(), ("pk",), size=2, before=second.before)
    assert [team.name for team in first.rows] == ["A", "B"]
    assert (first.before, bool(first.after)) == ("", True)


@pytest.mark.parametrize(
    "value", [{"a": 1}, [], ["x", "y"], ["x"], [None], [True, 1], [2**80], [[1]], "x", 7, [{}]]
)
def test_a_cursor_that_is_none_begins_at_the_first_page(value):
    teams("A")
    made = base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
    page = paging.page(Team.objects.all(), ("-pk",), size=2, after=made)
    assert [team.name for team in page.rows] == ["A"]


@pytest.mark.parametrize("cursor", ["%", "====", "ü", "A" * 5000, "W" * 400, "bm90IGpzb24"])
def test_text_that_is_no_cursor_begins_at_the_first_page(cursor):
    teams("A")
    assert paging.page(Team.objects.all(), ("pk",), size=2, before=cursor).rows
