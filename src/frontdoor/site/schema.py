"""Are the tables those of this version, and making them so."""

from __future__ import annotations

import logging

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from frontdoor.core.db import backend

log = logging.getLogger("frontdoor.prepare")


def pending() -> list[str]:
    """Migrations that have not run."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


def migrate() -> None:
    """Brings the tables up to this version."""
    if waiting := pending():
        log.info("Bringing the database up to date (%d steps)", len(waiting))
        with backend().patient():
            call_command("migrate", interactive=False, verbosity=0)
