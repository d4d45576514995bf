"""A PostgreSQL of a test's own: a cluster in a temporary folder, to be stopped in the middle of its work."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.served import free_port

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")


@dataclass
class OwnPostgres:
    """Durable as in earnest: fsync is on."""

    programs: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgresql://frontdoor@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Returns when it answers."""
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.folder}"
        self._run(
            "pg_ctl", "-w", "-t", "60", "-l", str(self.folder / "log"), "-o", options, "start"
        )

    def stop(self) -> None:
        """At once, as if it were killed: it recovers at its next start."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def make(self) -> None:
        self._run("initdb", "-U", "frontdoor", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    def _run(self, program: str, *words: str) -> None:
        line = [str(self.programs / program), "-D", str(self.folder / "data"), *words]
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            line = ["runuser", "-u", "postgres", "--", *line]
        subprocess.run(
            line, cwd=self.folder, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )


@contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    """Running. Skips where its programs are missing and not required."""
    programs = _programs()
    if programs is None:
        if "postgres" in os.environ.get("FRONTDOOR_REQUIRE", ""):
            pytest.fail("PostgreSQL's programs are required here: apt-get install postgresql")
        pytest.skip("no programs of PostgreSQL here")
    folder = Path(tempfile.mkdtemp(prefix="frontdoor-postgres."))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    server = OwnPostgres(programs, folder, free_port())
    try:
        server.make()
        server.start()
        yield server
    finally:
        with suppress(subprocess.CalledProcessError):  # it may be stopped already
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else []
    for pattern in PLACES:
        places += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return next((place for place in places if (place / "pg_ctl").exists()), None)
