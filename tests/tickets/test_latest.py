"""Whom somebody helped last is asked while a line is typed, among a million tickets."""

import pytest

from frontdoor.tickets.models import Ticket

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]


@pytest.mark.parametrize("role", ["assignee", "author"])
def test_the_latest_are_read_from_the_end_of_an_index(role):
    latest = Ticket.objects.filter(**{f"{role}_id": 1}).order_by("-id").values_list("id")[:40]

    assert f"ticket_by_{role}" in latest.explain()
    assert "TEMP B-TREE" not in latest.explain()
