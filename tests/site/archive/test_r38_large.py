"""R38: a desk of 100,000 tickets is backed up while mail comes in, and restored elsewhere whole (bin/soak)."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.served import Installation, installed, serving
from tests.site.archive.test_archive import contents

pytestmark = pytest.mark.soak
TICKETS = 100_000
MINUTES = 10


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Prints how long it took, and the most memory that one of the commands so far has needed."""
    began = time.monotonic()
    yield
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{what}: {time.monotonic() - began:.0f} s, at most {most} MB in one process")


def ok(installation: Installation, *words: str) -> str:
    with timed(" ".join(words[:2])):
        answer = installation.run(*words)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_a_hundred_thousand_tickets_come_back_whole(tmp_path: Path):
    with installed(tmp_path / "full") as full:
        ok(full, "demo", "--tickets", str(TICKETS), "--seed", "38")
        writer = full.python("tests.site.archive.filled", "fill", "100000", "during")
        assert writer.stdout
        before = {writer.stdout.readline().strip() for _ in range(20)}
        began = time.monotonic()
        with serving(full):
            ok(full, "backup", str(tmp_path / "hot.tar"))
        writer.kill()
        writer.wait()
        print(f"archive: {os.path.getsize(tmp_path / 'hot.tar') / 1e6:.0f} MB")
        with installed(tmp_path / "restored", prepared=False) as restored:
            ok(restored, "restore", str(tmp_path / "hot.tar"))
            assert time.monotonic() - began < MINUTES * 60
            assert "The chain holds" in ok(restored, "verify")
            ok(restored, "export", "evidence", str(tmp_path / "evidence.zip"))
            assert "The chain holds" in ok(restored, "verify", str(tmp_path / "evidence.zip"))
            kept = contents(restored)
    assert before <= set(kept["tickets"]) and len(kept["tickets"]) > TICKETS
    assert len(kept["files"]) == kept["attachments"] > 0
