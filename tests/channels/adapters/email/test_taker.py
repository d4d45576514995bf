"""Mail is taken in groups; one that can't be taken holds up no other."""

from __future__ import annotations

import asyncio
import threading

import pytest
from django.db import DataError, OperationalError

from frontdoor.channels import spool
from frontdoor.channels.adapters.email import taker
from frontdoor.channels.adapters.email.listener import Gate, Speaker
from frontdoor.channels.adapters.email.taker import FULL, TRY_AGAIN, Taker, answers
from frontdoor.channels.models import Spooled
from frontdoor.channels.spool import Arrived, Envelope

pytestmark = pytest.mark.django_db(transaction=True)


def arrived(word: str) -> Arrived:
    return Arrived(f"Subject: {word}\r\n\r\n{word}\r\n".encode(), Envelope("smtp", f"{word}@x"))


def test_what_waits_is_taken_together(monkeypatch):
    """The first is held until the others have come: they make up the second group."""
    groups, come = [], threading.Event()

    def kept(group):
        assert come.wait(20)
        groups.append(len(group))
        return answers(group)

    monkeypatch.setattr(taker, "answers", kept)

    async def rush() -> list[str]:
        counter = Taker()
        first = asyncio.create_task(counter.take(arrived("first")))
        await asyncio.sleep(0)
        others = [asyncio.create_task(counter.take(arrived(f"w{n}"))) for n in range(5)]
        await asyncio.sleep(0)
        come.set()
        said = await asyncio.gather(first, *others)
        await counter.close()
        return said

    said = asyncio.run(rush())

    assert groups == [1, 5]
    taken = {f"250 2.0.0 Taken as {row.pk}": row.sender for row in Spooled.objects.all()}
    assert [taken[one] for one in said] == ["first@x", *(f"w{n}@x" for n in range(5))]


def test_one_that_the_database_refuses_holds_up_no_other(monkeypatch):
    right = spool.accept_all

    def picky(group):
        if any(one.envelope.sender == "bad@x" for one in group):
            raise DataError("not this one")
        return right(group)

    monkeypatch.setattr(spool, "accept_all", picky)
    said = answers([arrived("a"), arrived("bad"), arrived("c")])

    assert [one[:3] for one in said] == ["250", "451", "250"] and said[1] == TRY_AGAIN
    assert sorted(Spooled.objects.values_list("sender", flat=True)) == ["a@x", "c@x"]


def test_where_the_database_is_away_all_are_told_so_at_once(monkeypatch):
    """Each by itself would wait as long as the group did."""
    tried = []

    def away(group):
        tried.append(len(group))
        raise OperationalError("database is locked")

    monkeypatch.setattr(spool, "accept_all", away)

    assert answers([arrived("a"), arrived("b"), arrived("c")]) == [TRY_AGAIN] * 3
    assert tried == [3]


def test_without_room_everybody_is_asked_to_come_again(settings):
    settings.MIN_FREE = 2**62

    assert answers([arrived("a"), arrived("b")]) == [FULL, FULL]
    assert not Spooled.objects.exists()


def test_what_went_wrong_beyond_disk_and_database_is_raised(monkeypatch):
    def broken(group):
        raise ZeroDivisionError

    monkeypatch.setattr(taker, "answers", broken)

    async def one() -> None:
        await Taker().take(arrived("a"))

    with pytest.raises(ZeroDivisionError):
        asyncio.run(one())


ADDRESSES = (
    "<a.b+c@mail.example.org> SIZE=12 BODY=8BITMIME", "<a@b>", "<>", '<"a b"@c>', "<a..b@c>", "a@b", "<a@b", "",
)  # fmt: skip


@pytest.mark.parametrize("said", ADDRESSES)
def test_a_plain_address_is_read_as_the_library_reads_it(said):
    async def both() -> tuple[object, object]:
        speaker = Speaker(Gate(), hostname="x")
        return speaker._getaddr(said), super(Speaker, speaker)._getaddr(said)

    ours, theirs = asyncio.run(both())
    assert ours == theirs
