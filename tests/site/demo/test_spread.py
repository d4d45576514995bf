"""Work that several processes share comes back whole and in order."""

from __future__ import annotations

import pytest

from frontdoor.site.demo.spread import spread
from tests.served import installed


@pytest.mark.parametrize("processes", [1, 2])
def test_what_is_made_comes_in_the_order_of_the_things(processes):
    base = 10  # a forked process knows it without being told

    made = list(spread(lambda thing: base + thing, range(20), processes))

    assert made == list(range(10, 30))


def test_only_a_few_things_are_taken_ahead():
    taken = []

    made = spread(abs, (taken.append(n) or n for n in range(20)), 2)

    next(made)
    assert len(taken) <= 4
    made.close()


def test_a_failure_in_another_process_is_told():
    with pytest.raises(ZeroDivisionError):
        list(spread(lambda thing: 1 // thing, [1, 0], 2))


def test_the_command_shares_a_longer_history(tmp_path):
    """In a process of its own: a forked one can't see what a test has not committed."""
    with installed(tmp_path / "data") as desk:
        filling = desk.python("tests.site.demo.small_chapters", "demo", "--tickets", "130")

        assert "130 tickets" in filling.communicate(timeout=300)[0]
        assert "chain holds" in desk.run("verify").stdout


@pytest.mark.soak
def test_the_command_shares_chapters_of_their_own_length(tmp_path):
    with installed(tmp_path / "data") as desk:
        assert desk.run("demo", "--tickets", "2001").returncode == 0
        assert "chain holds" in desk.run("verify").stdout
