"""What an archive says of itself."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from frontdoor import __version__
from frontdoor.core import clock

FORMAT = 1
ABOUT, END = "about.json", "end.json"
KEYS = ("secret-key", "sealing-keys")
NAME = re.compile(
    r"(about\.json|end\.json|secret-key|sealing-keys|database/[\w.]+|blobs(/[0-9a-f]{2}){2}/[0-9a-f]{64})"
)
"""Every name that may stand in an archive. Nothing else is ever written to disk."""


@dataclass(frozen=True)
class About:
    """Made before the database is read. `migrations` are "app.name" of all that had run."""

    format: int
    version: str
    made_at: str
    database: str
    migrations: tuple[str, ...]

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()


def here() -> About:
    """What an archive made here and now would say."""
    ran = MigrationRecorder(connection).applied_migrations()
    names = tuple(sorted(f"{app}.{name}" for app, name in ran))
    return About(FORMAT, __version__, clock.now().isoformat(), connection.vendor, names)


def from_json(text: bytes) -> About:
    """Raises ValueError where this is no account of an archive that we can read."""
    try:
        told = json.loads(text)
        about = About(**{**told, "migrations": tuple(told["migrations"])})
    except (KeyError, TypeError) as problem:
        raise ValueError("This is not a backup of Frontdoor.") from problem
    if about.format != FORMAT:
        raise ValueError("This backup was made by a newer Frontdoor.")
    return about


def unknown(about: About) -> list[str]:
    """Its migrations that this version doesn't have: it was made by a newer one."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    ours = {f"{app}.{name}" for app, name in known}
    return sorted(set(about.migrations) - ours)
