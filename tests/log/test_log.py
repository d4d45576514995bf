from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from frontdoor.log.verify import verify
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Entry


def test_the_log_is_append_only(ticket):
    entry = ticket.log.get()
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
    with pytest.raises(TypeError):
        Entry.objects.update(kind="x")


@pytest.mark.parametrize(
    "sql", ["UPDATE tickets_entry SET kind = 'x'", "DELETE FROM tickets_entry"]
)
def test_the_database_refuses_too(ticket, sql):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_seq_has_no_gaps(ticket, as_ana):
    verbs.note(ticket, body="hm", by=as_ana)
    verbs.resolve(ticket, resolution="x", by=as_ana)

    assert list(ticket.log.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4]


def entries():
    return list(Entry.objects.order_by("ticket_id", "seq"))


def test_an_untouched_chain_holds(ticket, as_ana):
    verbs.note(ticket, body="hm", by=as_ana)

    assert verify(entries()).bad == ""


@pytest.mark.parametrize("field", ["seq", "kind", "actor", "data", "commitment", "hash", "salt"])
def test_any_changed_field_is_found(ticket, as_ana, field):
    verbs.note(ticket, body="hm", by=as_ana)
    tampered = entries()
    wrong = {"seq": 9, "data": {"message": 0}}.get(
        field, b"x" * 32 if field in ("commitment", "hash", "salt") else "x"
    )
    setattr(tampered[0], field, wrong)

    assert verify(tampered).bad


def test_a_missing_and_a_swapped_entry_are_found(ticket, as_ana):
    verbs.note(ticket, body="one", by=as_ana)
    verbs.note(ticket, body="two", by=as_ana)
    first, second, third = entries()

    assert verify([first, third]).bad and verify([first, third, second]).bad
