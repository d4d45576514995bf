"""Evidence leaves the database: checkpoints in places, exports, and the verifier that needs nothing of ours."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

import pytest
import time_machine
from click.testing import CliRunner, Result
from django.db import connection

from frontdoor.core import clock
from frontdoor.core.tasks import run_due
from frontdoor.log import offline
from frontdoor.log.checkpoints import NAME, last_in
from frontdoor.people.actors import acting
from frontdoor.people.audit import audit
from frontdoor.people.events import SignInRefused
from frontdoor.people.models import AuditEntry
from frontdoor.site.cli import main
from frontdoor.site.evidence import checkpoints, places
from frontdoor.site.schedules import evidence
from frontdoor.site.soundness import evidence as soundness
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Entry, Ticket
from tests import make
from tests.sinks import mail_sink

pytestmark = pytest.mark.django_db
OFFLINE = Path(offline.__file__)


@pytest.fixture(autouse=True)
def outside(settings, tmp_path) -> Path:
    """A place that is not the data folder."""
    settings.DATA = tmp_path / "data"
    folder = tmp_path / "outside"
    settings.DATA.mkdir()
    folder.mkdir()
    settings.CHECKPOINTS = (str(folder),)
    return folder / NAME


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def bare(*words: object) -> subprocess.CompletedProcess[str]:
    """A Python that has nothing but itself."""
    line = [sys.executable, "-I", "-S", *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, env={}, timeout=60, check=False)


def keep() -> None:
    checkpoints.checkpoint()
    places.keep()


@contextmanager
def unguarded() -> Iterator[None]:
    """As somebody who owns the database: its triggers are off."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER tickets_entry_no_update")
            cursor.execute("DROP TRIGGER tickets_entry_no_delete")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE tickets_entry DISABLE TRIGGER USER")
        yield


def tamper(sql: str, *params: object) -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_an_untouched_desk_agrees_with_its_checkpoints(ticket, as_ana):
    keep()
    verbs.note(ticket, body="since then", by=as_ana)

    answer = run("verify")

    assert answer.exit_code == 0, answer.output
    assert "Checkpoint 1 of" in answer.output


def test_a_checkpoint_is_due_after_an_hour_or_a_thousand_entries(ticket, as_ana, monkeypatch):
    keep()
    verbs.note(ticket, body="one", by=as_ana)
    assert checkpoints.checkpoint() == 0

    monkeypatch.setattr(checkpoints, "MANY", 2)
    verbs.note(ticket, body="two", by=as_ana)
    assert checkpoints.checkpoint() == 1

    verbs.note(ticket, body="three", by=as_ana)
    with time_machine.travel(clock.now() + checkpoints.LONG):
        assert checkpoints.checkpoint() == 1
        assert checkpoints.checkpoint() == 0


def test_a_quiet_desk_makes_none(ticket):
    keep()

    with time_machine.travel(clock.now() + 2 * checkpoints.LONG):
        assert checkpoints.checkpoint() == 0


def test_every_place_gets_every_checkpoint_and_what_it_missed(ticket, as_ana, outside, settings):
    keep()
    here = Path(settings.DATA, NAME)
    assert here.read_bytes() == outside.read_bytes()

    outside.parent.rename(outside.parent.with_name("away"))
    verbs.note(ticket, body="while it was away", by=as_ana)
    with time_machine.travel(clock.now() + checkpoints.LONG):
        keep()
    assert last_in(here)[0] == 2
    outside.parent.with_name("away").rename(outside.parent)
    places.keep()

    assert here.read_bytes() == outside.read_bytes()


def test_a_line_that_a_crash_cut_short_is_written_again(ticket, outside):
    keep()
    whole = outside.read_bytes()
    outside.write_bytes(whole[:-40])

    places.keep()

    assert whole in outside.read_bytes()
    assert run("verify").exit_code == 0


@pytest.mark.no_replay
@pytest.mark.parametrize(
    ("sql", "first"),
    [
        ("UPDATE tickets_entry SET actor = 'person:99' WHERE ticket_id = {0} AND seq = 2", 2),
        (
            "UPDATE tickets_entry SET data = '{{\"message\": 0}}' WHERE ticket_id = {0} AND seq = 2",
            2,
        ),
        ("DELETE FROM tickets_entry WHERE ticket_id = {0} AND seq = 2", 2),
        ("UPDATE tickets_entry SET data = NULL, salt = hash WHERE ticket_id = {0} AND seq = 3", 0),
    ],
)
def test_the_command_names_the_first_bad_entry(ticket, as_ana, sql, first):
    verbs.note(ticket, body="one", by=as_ana)
    verbs.note(ticket, body="two", by=as_ana)
    if not first:
        Entry.objects.filter(ticket=ticket, seq=3).blank()
    else:
        tamper(sql.format(ticket.pk))

    answer = run("verify")

    assert answer.exit_code == 1
    assert f"ticket:{ticket.pk} entry {first or 3}: " in answer.output


@pytest.mark.no_replay
def test_a_log_cut_at_its_end_is_known_outside(ticket, as_ana):
    verbs.note(ticket, body="the one that has to go", by=as_ana)
    keep()
    tamper(f"DELETE FROM tickets_entry WHERE ticket_id = {ticket.pk} AND seq = 2")
    Ticket.objects.filter(pk=ticket.pk).update(last_seq=1, head=ticket.log.get().hash)

    answer = run("verify")

    assert answer.exit_code == 1
    assert (
        f"ticket:{ticket.pk} entry 2: it is missing; entry 2 was seen by checkpoint 1"
        in answer.output
    )


@pytest.mark.no_replay
def test_a_log_that_is_gone_whole_is_known_outside(ticket, outside):
    keep()
    told = json.loads(outside.read_text())
    told["heads"].append(["ticket:99999", 4, "ab" * 32])
    told["seal"] = offline.seal(told)
    outside.with_name("theirs").write_text(json.dumps(told))
    outside.unlink()
    places.files()[0].unlink()

    answer = run("verify", "--checkpoints", str(outside.with_name("theirs")))

    assert "ticket:99999 entry 1: it is missing; entry 4 was seen" in answer.output


def test_changed_missing_and_foreign_checkpoints_are_found(ticket, as_ana, outside, monkeypatch):
    monkeypatch.setattr(checkpoints, "MANY", 1)
    for word in ("one", "two", "three"):
        verbs.note(ticket, body=word, by=as_ana)
        keep()
    lines = outside.read_text().splitlines(keepends=True)

    for wrong, why in (
        (
            [lines[0].replace('"entries":', '"entries":1'), *lines[1:]],
            "checkpoint 1: it was changed",
        ),
        ([lines[0], *lines[2:]], "checkpoint 2: it is missing"),
        (["frontdoor checkpoint 2 of then: 1 entries, seal " + "0" * 64], "checkpoint 2: no heads"),
        (
            ["frontdoor checkpoint 99 of then: 1 entries, seal " + "0" * 64],
            "checkpoint 99: no heads",
        ),
    ):
        given = outside.with_name("given")
        given.write_text("".join(wrong))
        answer = run("verify", "--checkpoints", str(given))
        assert answer.exit_code == 1 and why in answer.output


def test_a_place_that_saw_another_history_is_left_alone_and_reported(ticket, outside):
    keep()
    told = json.loads(outside.read_text())
    told["entries"] += 1
    told["seal"] = offline.seal(told)
    outside.write_text(json.dumps(told) + "\n")
    theirs = outside.read_bytes()

    places.keep()

    assert outside.read_bytes() == theirs
    assert any(f.level == "fault" and "another history" in f.words for f in soundness())


def test_the_schedule_does_both(ticket, outside):
    evidence.call()

    assert last_in(outside)[0] == 1


def test_seals_leave_by_mail_once_an_hour_and_by_syslog_each_time(
    ticket, as_ana, settings, monkeypatch, tmp_path
):
    monkeypatch.setattr(checkpoints, "MANY", 1)
    with mail_sink() as sink, socket.socket(type=socket.SOCK_DGRAM) as syslog:
        syslog.bind(("127.0.0.1", 0))
        port = syslog.getsockname()[1]
        settings.CHECKPOINTS = ("mailto:owner@example.org", f"syslog://127.0.0.1:{port}")
        settings.EMAIL_URL = sink.url
        with time_machine.travel(clock.now().replace(minute=10), tick=False):
            for word in ("one", "two"):
                verbs.note(ticket, body=word, by=as_ana)
                keep()
                run_due()
        lines = [syslog.recv(4096).decode() for _ in range(2)]

    sent = [raw for _, to, raw in sink.letters if to == ["owner@example.org"]]
    assert len(sent) == 1 and b"frontdoor checkpoint 1 of" in sent[0]
    assert [number for number in (1, 2) if f"checkpoint {number} of" in lines[number - 1]] == [1, 2]
    (tmp_path / "seals").write_bytes(sent[0] + "\n".join(lines).encode())
    assert run("verify", "--checkpoints", str(tmp_path / "seals")).exit_code == 0


@pytest.mark.parametrize("payloads", [(), ("--payloads",)])
def test_an_export_is_checked_by_a_bare_python_with_the_same_verdict(
    ticket, as_ana, outside, tmp_path, payloads
):
    audit(SignInRefused("wrong password"), actor="nobody", ip="192.0.2.77")
    verbs.note(ticket, body="one", by=as_ana)
    keep()
    file, other = tmp_path / "evidence.zip", tmp_path / "other.zip"

    assert run("export", "evidence", str(file), *payloads).exit_code == 0

    said = run("verify", str(file), "--checkpoints", str(outside))
    assert (bare(file, outside).stdout, said.exit_code) == (said.output, 0)
    with ZipFile(file) as archive:
        log = archive.read("log.jsonl").decode()
    assert ("payload" in log, "192.0.2.77" in log) == (bool(payloads), bool(payloads))
    _rewritten(
        file, other, log.replace('"actor":"system"', '"actor":"nobody"').replace("noted", "n0ted")
    )
    said = run("verify", str(other))
    outcome = bare(OFFLINE, other, outside)
    assert (outcome.stdout, outcome.returncode) == (said.output, 1)
    assert "The chain does not hold. audit:0 entry " in said.output


def _rewritten(file: Path, other: Path, log: str) -> None:
    with ZipFile(file) as archive, ZipFile(other, "w") as target:
        for name in archive.namelist():
            target.writestr(name, log if name == "log.jsonl" else archive.read(name))


def test_the_export_is_recorded_before_it_is_made(ticket, tmp_path):
    run("export", "evidence", str(tmp_path / "evidence.zip"))

    assert AuditEntry.objects.get(kind="people.exported").data == {
        "what": "evidence",
        "personal": False,
    }


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"{}"])
def test_what_is_no_evidence_is_said_plainly(tmp_path, damage):
    (tmp_path / "evidence.zip").write_bytes(damage)

    outcome = bare(OFFLINE, tmp_path / "evidence.zip")

    assert outcome.returncode == 1 and "can't be read" in outcome.stdout
    assert outcome.stderr == ""


def test_the_verifier_is_one_short_file():
    assert len(OFFLINE.read_text("utf-8").splitlines()) <= 200


def test_entries_of_the_first_version_still_verify():
    """Their hash covers neither cause nor address, as it was when they were written."""
    entry = offline.Entry(
        "audit:0",
        1,
        "2026-11-01T00:00:00.000000Z",
        "nobody",
        "x",
        False,
        "7",
        b"",
        "::1",
        "{}",
        b"salt" * 4,
    )
    entry = entry._replace(commitment=entry.commit(offline.FIRST))
    entry = entry._replace(hash=entry.link(offline.START, offline.FIRST))
    head = offline.Head("audit:0", 1, entry.hash)

    assert offline.verdict([entry, head], offline.Seen()) == (1, "")
    assert offline.verdict([entry._replace(kind="y"), head], offline.Seen())[1]


def test_the_audit_covers_the_address_and_a_log_its_cause():
    audit(SignInRefused("wrong password"), actor="nobody", ip="192.0.2.1")
    record = AuditEntry.objects.get().record
    head = offline.Head("audit:0", 1, record.hash)

    for edit in ({"ip": "192.0.2.2"}, {"cause": "3"}):
        assert offline.verdict([record._replace(**edit), head], offline.Seen())[1]


@pytest.mark.parametrize("people", [5, pytest.param(50, marks=pytest.mark.soak)])
def test_people_can_be_erased_and_the_chain_holds(people, desk, ada):
    tickets = [make.ticket(requester=make.person(f"P{n}")) for n in range(people)]
    keep()

    for ticket in tickets:
        verbs.erase(ticket, reason="They asked", by=acting(ada))

    assert run("verify").exit_code == 0
    assert Entry.objects.filter(data__isnull=True).count() == people
