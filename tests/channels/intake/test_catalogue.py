"""The bad mail of trust.md 6.1 on its whole way, mixed with good mail (R10): each ends in its declared place."""

from __future__ import annotations

import hashlib
import os
import re

import pytest

from frontdoor.channels import spool
from frontdoor.channels.adapters.email.bounded import Reader
from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.core import storage
from frontdoor.core.tasks import run_due
from frontdoor.tickets.models import Ticket
from tests.desk.conftest import signed_in
from tests.mail_catalogue import LARGE, catalogue, mail

ROWS = catalogue()
SMALL = {name: raw for name, raw in ROWS.items() if name not in LARGE}
QUARANTINED = {"M01", "M05", "M06", "M07", "M08", "M60"}
UNVERIFIED = {"M02", "M13", "M32", "M33-1", "M34", "M35", "M36", "M37-1", "M37-2"}
BOUNCED = {"M33-2", "M33-3", "M45-1", "M45-2"}
SILENT = UNVERIFIED | QUARANTINED | BOUNCED | {"M44-1", "M44-2", "M44-3", "M44-4", "M44-5"}
GOOD = 25


def place(name: str) -> str:
    """The column *wanted* of the table, as an outcome."""
    for outcome, names in (
        ("quarantined", QUARANTINED), ("unverified", UNVERIFIED), ("bounced", BOUNCED),
    ):  # fmt: skip
        if name in names:
            return outcome
    return "opened"


def own_id(name: str, raw: bytes) -> bytes:
    """Each under an id of its own but for the row that is about a known one."""
    return (
        raw
        if name == "M40-4"
        else raw.replace(b"<1@customer.example>", f"<{name}@c.example>".encode())
    )


def good(number: int) -> bytes:
    return mail(
        f"Good words {number}.", sender=f"G {number} <g{number}@good.example>", message_id=f"<{number}@good.example>"
    )  # fmt: skip


def taken(raw: bytes) -> Spooled:
    return spool.accept(raw, spool.Envelope("smtp", "x@customer.example", ("desk@localhost",)))


def mixed(rows: dict[str, bytes], count: int) -> tuple[dict[str, Spooled], list[Spooled]]:
    """The good ones are spread evenly among the bad ones."""
    bad, fine = {}, []
    for at, (name, raw) in enumerate(rows.items(), 1):
        bad[name] = taken(own_id(name, raw))
        fine += [taken(good(number)) for number in range(len(fine), count * at // len(rows))]
    run_due()
    for row in (*bad.values(), *fine):
        row.refresh_from_db()
    return bad, fine


def assert_all_in_place(rows: dict[str, bytes], count: int) -> dict[str, Spooled]:
    bad, fine = mixed(rows, count)

    assert {name: row.outcome for name, row in bad.items()} == {name: place(name) for name in rows}
    assert [row.outcome for row in fine] == ["opened"] * count
    assert all(row.ticket.requester.email.endswith("@good.example") for row in fine)
    for name, raw in rows.items():
        assert bad[name].sha256 == hashlib.sha256(own_id(name, raw)).hexdigest()
    return bad


def test_each_small_one_ends_in_its_place_among_good_ones_and_stays_as_it_came(db, ana):
    bad, browser_of_ana = assert_all_in_place(SMALL, GOOD), signed_in(ana)

    answered = set(Outgoing.objects.values_list("ticket_id", flat=True))
    assert not answered & {bad[name].ticket_id for name in SILENT if name in bad}
    for name in ("M02", "M22", "M23", "M47-3", "M54-2"):
        ticket = bad[name].ticket
        home = f"/desk/tickets/{ticket.pk}/"
        message = ticket.messages.get()
        page = browser_of_ana.get(f"{home}mails/{message.pk}/raw/")
        assert b"".join(page) == own_id(name, ROWS[name])
        assert browser_of_ana.get(f"{home}mails/{message.pk}/").status_code == 200
        assert browser_of_ana.get(home).status_code == 200


@pytest.mark.soak
@pytest.mark.django_db
def test_all_of_them_end_in_their_place_among_a_thousand_good_ones():
    assert_all_in_place({name: raw for name, raw in ROWS.items() if name != "M54-3"}, 1_000)


def computing(pid: int) -> float:
    """Seconds that a process has computed so far."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> int:
    """The most megabytes that it ever held."""
    with open(f"/proc/{pid}/status") as file:
        return int(re.search(r"VmHWM:\s+(\d+) kB", file.read())[1]) // 1024


def assert_cheap(rows: dict[str, bytes]) -> None:
    with Reader() as reader:
        reader.read(b"x")
        pid = reader._idle[0]._process.pid
        for name, raw in rows.items():
            before = computing(pid)
            reader.read(raw, own_host="localhost", deep=3)
            assert computing(pid) - before < 2, name
            assert memory(pid) <= 256, name
            before = computing(pid)
            reader.read(good(1))
            assert computing(pid) - before < 0.5, f"after {name}"


def test_each_small_one_costs_its_child_two_seconds_and_256_megabytes_at_most():
    assert_cheap(SMALL)


@pytest.mark.soak
def test_each_large_one_costs_its_child_two_seconds_and_256_megabytes_at_most():
    assert_cheap({name: ROWS[name] for name in LARGE})


def test_a_message_id_that_is_known_with_other_words_is_shown_and_flagged(db):
    bad, _ = mixed(
        {
            "M21": ROWS["M21"].replace(b"<1@", b"<same@"),
            "M04": ROWS["M04"].replace(b"<1@", b"<same@"),
        },
        1,
    )

    first, second = (bad[name].ticket for name in ("M21", "M04"))
    assert first != second
    assert first.messages.get().noticed == {}
    assert "same Message-ID" in second.messages.get().noticed["notices"][0]


def test_nothing_is_lost_when_all_bytes_are_read_again(db):
    row = taken(SMALL["M22"])
    run_due()
    assert storage.read_blob(row.sha256) == SMALL["M22"] and Ticket.objects.count() == 1
