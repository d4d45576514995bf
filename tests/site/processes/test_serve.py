"""`frontdoor serve` as a process tree: it starts, mends itself, and stops."""

from __future__ import annotations

import os
import signal
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import Installation, Served, answers, installed, serving, until

pytestmark = pytest.mark.xdist_group("serve")

PARTS = 4
MEMORY = 180_000
"""PSS of all processes at rest, in kB."""


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with installed(tmp_path / "data") as new:
        yield new


@pytest.fixture
def desk(installation: Installation) -> Iterator[Served]:
    """A desk of the test's own, to be ended."""
    with serving(installation) as served:
        yield served


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk that outlives the test; it was started in an empty folder."""
    folder = tmp_path_factory.mktemp("lasting")
    with installed(folder / "data", prepared=False) as new, serving(new) as served:
        yield served


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def web_of(desk: Served) -> int:
    """The part that listens on the desk's port: the first that was forked."""
    return min(desk.children())


def test_it_prepares_a_folder_that_only_we_can_read(lasting: Served):
    data = lasting.installation.data

    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600


def test_the_first_start_prints_a_link_for_the_first_administrator(lasting: Served):
    assert f"{lasting.url}/setup/" in lasting.log


def test_it_stops_gently_and_leaves_nobody_behind(desk: Served):
    until(lambda: len(desk.children()) == PARTS)
    children = desk.children()

    assert desk.stop() == 0
    assert not any(is_alive(child) for child in children)


def test_ctrl_c_stops_it_as_well(desk: Served):
    desk.process.send_signal(signal.SIGINT)

    assert desk.process.wait(60) == 0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_part_that_ends_starts_again(lasting: Served, number: signal.Signals):
    before = web_of(lasting)

    os.kill(before, number)

    until(lambda: before not in lasting.children() and len(lasting.children()) == PARTS)
    until(lambda: answers(lasting, "/healthz"))


def test_parts_end_with_their_parent_however_it_ends(desk: Served):
    until(lambda: len(desk.children()) == PARTS)
    children = desk.children()

    desk.process.kill()
    desk.process.wait()

    until(lambda: not any(is_alive(child) for child in children))


def test_connections_wait_while_the_web_part_starts_again(lasting: Served):
    os.kill(web_of(lasting), signal.SIGKILL)

    assert lasting.ask("GET", "/healthz").status == 200


def test_a_visitor_who_never_finishes_does_not_delay_the_stop(desk: Served):
    with socket.create_connection(("127.0.0.1", desk.port)) as visitor:
        visitor.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc")

        assert desk.stop() == 0


def test_a_port_in_use_is_said_in_one_sentence(installation: Installation):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        answer = installation.run("serve", "--port", str(taken.getsockname()[1]))

    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert "can't be used" in answer.stderr


def test_a_mail_port_in_use_is_said_in_one_sentence(installation: Installation):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        installation.mail_port = taken.getsockname()[1]
        answer = installation.run("serve", "--port", "0")

    assert answer.returncode == 1
    assert "can't be used for mail" in answer.stderr


def test_everything_together_stays_small(lasting: Served):
    until(lambda: len(lasting.children()) == PARTS)
    assert answers(lasting, "/readyz")

    together = sum(pss(pid) for pid in [lasting.process.pid, *lasting.children()])

    assert together <= MEMORY


def pss(pid: int) -> int:
    """The kB that a process would free: shared pages count in parts."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
