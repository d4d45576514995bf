from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

from tests.sinks import free_port


@pytest.fixture
def database() -> Iterator[str]:
    """A database of its own, on whichever kind the suite is running."""
    if connection.vendor == "sqlite":
        yield ""
        return
    import psycopg  # noqa: PLC0415 -- only where it is installed

    given = settings.DATABASES["default"]
    name = f"killed_{os.getpid()}_{free_port()}"
    where = {
        "host": given["HOST"],
        "port": given["PORT"] or 5432,
        "user": given["USER"],
        "password": given["PASSWORD"],
    }
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    yield f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT'] or 5432}/{name}"
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
