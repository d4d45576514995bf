"""The real program as people run it: `frontdoor …` in a data folder and on a database of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import Any

from tests.prepared import database

ROOT = Path(__file__).parents[1]


@dataclass
class Installation:
    """A data folder and a database that nobody else uses."""

    data: Path
    database_url: str
    environ: dict[str, str] = field(default_factory=dict)
    mail_port: int = field(default_factory=lambda: free_port())

    def run(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """One command to its end."""
        return subprocess.run(
            self._line(words), env=self._env(), input=given, cwd=ROOT,
            capture_output=True, text=True, timeout=600, check=False,
        )  # fmt: skip

    def start(self, *words: str) -> subprocess.Popen[str]:
        """A command that goes on; what it says is in `log`."""
        with self.log.open("a") as log:
            return subprocess.Popen(
                self._line(words), env=self._env(), cwd=ROOT, stdout=log, stderr=log, text=True
            )

    def python(self, module: str, *words: str) -> subprocess.Popen[str]:
        """A module of the tests, run with this installation's settings; its output is a pipe, its log in `log`."""
        with self.log.open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", module, *words], env=self._env(), cwd=ROOT,
                stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip

    def tell(self, code: str) -> str:
        """What a few words of Python print in this installation."""
        line = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
        told = subprocess.run(
            line,
            env=self._env(),
            cwd=ROOT,
            check=True,
            timeout=600,
            text=True,
            stdout=subprocess.PIPE,
        )
        return told.stdout.strip()

    @property
    def log(self) -> Path:
        return self.data.parent / f"{self.data.name}.log"

    def _line(self, words: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-m", "frontdoor", *words]

    def _env(self) -> dict[str, str]:
        ours = ("FRONTDOOR_", "DATABASE_URL", "EMAIL_URL", "DJANGO_", "PROMETHEUS_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        own = {
            "PYTHONPATH": "src:.",
            "FRONTDOOR_DATA": str(self.data),
            "FRONTDOOR_MIN_FREE": "0",
            "FRONTDOOR_MAIL_LISTEN": f"127.0.0.1:{self.mail_port}",
            "DJANGO_SETTINGS_MODULE": "frontdoor.site.settings",
        }
        return kept | own | {"DATABASE_URL": self.database_url} | self.environ


@dataclass
class Served:
    """A desk that answers."""

    installation: Installation
    process: subprocess.Popen[str]
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self.installation.log.read_text()

    def ask(self, method: str, path: str, **more: Any) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(method, path, **more)
        return connection.getresponse()

    def children(self) -> list[int]:
        """Process ids of the parts."""
        return children_of(self.process.pid)

    def stop(self) -> int:
        """SIGTERM, and the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


def children_of(pid: int) -> list[int]:
    """Linux's own list; empty once the process is gone."""
    try:
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    except FileNotFoundError:
        return []


@contextmanager
def installed(data: Path, *, prepared: bool = True, **environ: str) -> Iterator[Installation]:
    """A new installation on whichever database the suite runs, with its tables unless they are to be made by itself."""
    with database(data, prepared=prepared) as url:
        yield Installation(data, url, environ)


@contextmanager
def serving(installation: Installation) -> Iterator[Served]:
    """`frontdoor serve` on a free port, once it answers, until the block ends."""
    process = installation.start("serve", "--port", "0")
    try:
        port = _port_of(installation, process)
        served = Served(installation, process, port)
        until(lambda: answers(served, "/healthz"))
        yield served
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def answers(served: Served, path: str) -> bool:
    """Does it say 200 here?"""
    try:
        return served.ask("GET", path).status == 200
    except (OSError, HTTPException):
        return False


def until(holds: Callable[[], object], seconds: float = 120) -> None:
    """Waits for a condition; fails loudly where it never comes."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        return int(bound.getsockname()[1])


def _port_of(installation: Installation, process: subprocess.Popen[str]) -> int:
    """The parent says its address once it is prepared."""

    def said() -> re.Match[str] | None:
        text = installation.log.read_text() if installation.log.exists() else ""
        assert process.poll() is None, text
        return re.search(r"answers on http://127\.0\.0\.1:(\d+)", text)

    until(said, 300)
    found = said()
    assert found
    return int(found[1])
