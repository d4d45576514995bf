"""An empty desk with its tables and static files, made once for each worker of the suite and copied ever after.

Making the tables costs seconds; that a fresh desk makes them itself is the business of single tests.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from django.conf import settings

ROOT = Path(__file__).parents[1]
FILE = "frontdoor.sqlite3"


@contextmanager
def database(data: Path, *, prepared: bool = True) -> Iterator[str]:
    """The DATABASE_URL of a desk in this folder, on whichever kind the suite runs; it goes at the end."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    template, name = _template() if prepared else (Path(), "template1")
    if prepared:
        shutil.copytree(template / "static", data / "static")
    if _server() is None:
        if prepared:
            shutil.copyfile(template / FILE, data / FILE)
        yield ""
        return
    with _created(name) as url:
        yield url


@cache
def _template() -> tuple[Path, str]:
    """The folder, and the name of the database."""
    folder = Path(tempfile.mkdtemp(prefix="frontdoor-prepared-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = _created("template1") if _server() is not None else None
    url = made.__enter__() if made else ""
    if made:
        atexit.register(made.__exit__, None, None, None)
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": "src", "FRONTDOOR_DATA": str(folder)}
    subprocess.run(
        [sys.executable, "-m", "frontdoor", "prepare"],
        env={**environ, "DATABASE_URL": url}, cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    return folder, url.rpartition("/")[2]


def _server() -> str | None:
    """The address without a database; None where each desk has a file."""
    default = settings.DATABASES["default"]
    if "sqlite" in default["ENGINE"]:
        return None
    return f"postgresql://{default['USER']}:{default['PASSWORD']}@{default['HOST']}:{default['PORT'] or 5432}"


@contextmanager
def _created(template: str) -> Iterator[str]:
    server, name = _server(), f"frontdoor_{secrets.token_hex(6)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield f"{server}/{name}"
    finally:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
