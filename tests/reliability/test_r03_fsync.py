"""R03: blob, its folder and the database are on the disk before the listener writes 250."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from django.db import connection

from tests.reliability.test_r01_killed import desk
from tests.sinks import free_port

MAILS = 10
CALLS = "trace=fsync,fdatasync,rename,sendto,write,send"
SYNC = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(fsync|fdatasync)\((\d+)<([^>]*)>")
ANSWER = re.compile(r'"250 2\.0\.0 Taken')


def test_every_byte_is_durable_before_the_answer(tmp_path, database):
    """The order of the calls is what a power cut would see."""
    if shutil.which("strace") is None:
        pytest.fail("strace is missing: apt-get install strace")
    trace = tmp_path / "trace"
    with desk("none", free_port(), tmp_path, database, many=1) as (process, senders):
        pid = process.stdout.readline().strip()
        watcher = subprocess.Popen(
            ["strace", "-f", "-y", "-s", "40", "-e", CALLS, "-o", trace, "-p", pid],
            stderr=subprocess.DEVNULL,
        )
        senders.wait_for(MAILS)
        senders._stop.set()
        watcher.terminate()
        watcher.wait()
    answers = list(_synced_before_each_answer(trace.read_text(errors="replace")))

    assert len(answers) >= MAILS
    for synced in answers:
        assert any("/blobs/incoming/" in path for path in synced), "the mail's own bytes"
        assert any(re.search(r"/blobs/[0-9a-f]{2}/[0-9a-f]{2}$", path) for path in synced), (
            "its folder"
        )
        if connection.vendor == "sqlite":
            assert any(path.endswith("-wal") for path in synced), "the database"


def _synced_before_each_answer(trace: str):
    """What was synced since the answer before; one thread's mail never counts for another's, as there is one sender."""
    synced: set[str] = set()
    for line in trace.splitlines():
        if found := SYNC.match(line):
            synced.add(found[3])
        elif ANSWER.search(line):
            yield synced
            synced = set()
