"""The tasks of these tests: what they do is seen in a file, one line for each run."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from django_tasks import task

from frontdoor.core import clock
from frontdoor.core.errors import Refused
from frontdoor.core.tasks import Backoff, RetryLater, promise


def note(path: str, word: str) -> None:
    """Appends one line; O_APPEND keeps lines of several threads and processes apart."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{word}\n".encode())
    os.close(descriptor)


def lines(path: Path) -> list[str]:
    return path.read_text().split() if path.exists() else []


@task
def noted(path: str, word: str) -> None:
    note(path, word)


@task(attempts=3, retries=((RuntimeError, Backoff(0.001, 0.002)),))
def broken(path: str) -> None:
    note(path, "tried")
    raise RuntimeError("it is broken")


@task
def refused() -> None:
    raise Refused("Not this one.")


@task
def put_off(path: str) -> None:
    note(path, "tried")
    raise RetryLater("The other side asked for patience.", seconds=3600)


@task(lease=2)
def waiting(path: str, gate: str) -> None:
    """Runs until the file `gate` is there."""
    note(path, "began")
    while not Path(gate).exists():
        time.sleep(0.01)
    note(path, "ended")


@task(unique=lambda path, word: f"once:{word}")
def once(path: str, word: str) -> None:
    note(path, word)


def noted_all(calls: Sequence[Sequence[str]]) -> None:
    """All of them or none: "bad" spoils it for all."""
    if any(word == "bad" for _, word in calls):
        raise RuntimeError("one of them is bad")
    for path, _ in calls[:1]:
        note(path, "+".join(word for _, word in calls))


@task(many=noted_all, attempts=1)
def gathered(path: str, word: str) -> None:
    if word == "bad":
        raise Refused("Not this one.")
    note(path, word)


def rests(log: str, seconds: int) -> None:
    """Promises itself for later, as what is asked again and again does."""
    note(log, "asked")
    at = clock.now() + timedelta(seconds=seconds)
    promise("tests.core.tasks.deeds.rests", [log, seconds], unique="rests", run_at=at)
