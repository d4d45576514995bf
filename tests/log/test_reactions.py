"""One task tells all who react to an entry; who fails is tried again by itself."""

from __future__ import annotations

import pytest

from frontdoor.core.models import Promise
from frontdoor.log import subscribe
from frontdoor.log.react import react
from frontdoor.log.subscribe import REACT
from frontdoor.tickets.events import Noted


@pytest.fixture
def heard(monkeypatch) -> list[str]:
    """Two listen to notes, and the first of them always fails."""
    told: list[str] = []

    def first(entry):
        told.append("first")
        raise RuntimeError("not today")

    listeners = {"x.first": first, "x.second": lambda entry: told.append("second")}
    monkeypatch.setitem(subscribe.REACTIONS, Noted.kind, listeners)
    return told


@pytest.fixture
def entry(ticket, as_ana, heard):
    from frontdoor.tickets import verbs  # noqa: PLC0415

    return verbs.note(ticket, body="hm", by=as_ana)[-1]


def promised(entry) -> list[list]:
    return [
        p.args for p in Promise.objects.filter(path=REACT).order_by("pk") if p.args[1] == entry.pk
    ]


def test_an_entry_promises_one_task_for_all_who_react(entry):
    assert promised(entry) == [["tickets.Entry", entry.pk]]


def test_one_that_fails_does_not_keep_it_from_the_others(entry, heard):
    react.call("tickets.Entry", entry.pk)

    assert heard == ["first", "second"]
    assert promised(entry)[1:] == [["tickets.Entry", entry.pk, "x.first"]]


def test_alone_it_fails_as_any_task_does(entry, heard):
    with pytest.raises(RuntimeError, match="not today"):
        react.call("tickets.Entry", entry.pk, "x.first")

    assert heard == ["first"]


def test_a_listener_that_is_no_more_is_passed_over(entry, heard):
    react.call("tickets.Entry", entry.pk, "x.gone")

    assert heard == []
