"""What a watcher is told, by a real desk."""

from __future__ import annotations

import json
import os
import re
import signal
import smtplib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import Served, answers, installed, serving, until

pytestmark = pytest.mark.xdist_group("health")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("health")
    with installed(folder / "data") as installation, serving(installation) as served:
        yield served


def counted(desk: Served, line: str) -> float:
    """The figure of one line of /metrics, 0 where it is not there."""
    answer = desk.ask("GET", "/metrics")
    text = answer.read().decode()
    assert answer.status == 200, desk.log
    found = re.search(rf"^{re.escape(line)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_it_is_alive_and_ready(desk: Served):
    assert desk.ask("GET", "/healthz").read() == b"ok\n"
    assert json.load(desk.ask("GET", "/readyz")) == {
        "ready": True,
        "degraded": False,
        "database": "answers",
        "room": True,
        "late": {},
    }


def test_requests_are_counted_and_the_count_outlives_the_process(desk: Served):
    line = 'frontdoor_http_request_seconds_count{method="GET",status="404"}'
    for _ in range(5):
        assert desk.ask("GET", "/nothing-here").status == 404
    until(lambda: counted(desk, line) >= 5)

    os.kill(min(desk.children()), signal.SIGKILL)
    until(lambda: answers(desk, "/healthz"))

    assert counted(desk, line) >= 5


def test_what_other_processes_did_is_counted_too(desk: Served):
    with smtplib.SMTP("127.0.0.1", desk.installation.mail_port, timeout=120) as sender:
        sender.sendmail("cy@example.org", ["desk@localhost"], "Subject: Printer\n\nIt smokes.\n")

    until(lambda: counted(desk, 'frontdoor_mail_taken_total{way="smtp"}') == 1)
    until(lambda: counted(desk, 'frontdoor_tasks_total{outcome="done"}') >= 1)


def test_ages_and_room_are_looked_at_when_asked(desk: Served):
    assert counted(desk, 'frontdoor_oldest_seconds{queue="tasks"}') < 60
    assert counted(desk, "frontdoor_disk_free_bytes") > 0


def test_a_stranger_who_comes_through_a_proxy_sees_no_figures(desk: Served):
    answer = desk.ask("GET", "/metrics", headers={"X-Forwarded-For": "203.0.113.9"})

    assert answer.status == 404


def test_the_log_is_json_with_a_reference_and_without_queries_and_secrets(desk: Served):
    secret = "fd_live_0123456789abcdefghijklmn"
    answer = desk.ask("GET", f"/setup/{secret}/?q=somebodys-name")
    reference = answer.headers["X-Request-ID"]

    until(lambda: any(line.get("status") for line in lines_of(desk, reference)))
    assert secret not in desk.log
    assert "somebodys-name" not in desk.log


def lines_of(desk: Served, reference: str) -> list[dict[str, object]]:
    """The log lines of one request."""
    lines = [json.loads(line) for line in desk.log.splitlines() if line.startswith("{")]
    return [line for line in lines if line.get("reference") == reference]
