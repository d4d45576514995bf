"""What must be so before a process may run: a sound place, the tables, the collected files."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from frontdoor.core import db
from frontdoor.core.errors import Unsound
from frontdoor.people.login import setup
from frontdoor.site import catalogues, occupancy, schema, soundness

log = logging.getLogger("frontdoor.prepare")


def prepare() -> None:
    """Safe to run again, and by two processes at once. Raises Unsound where it must not run here."""
    own(Path(settings.DATA))
    occupancy.require_finished(Path(settings.DATA))
    soundness.require()
    with db.backend().alone():
        schema.migrate()
        collect()
        catalogues.build(Path(settings.DATA))


def own(folder: Path) -> None:
    """Makes the data folder ours alone: it holds the mail, the files and the key."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as problem:
        raise Unsound(f"{folder} can't be used: {problem.strerror}.") from problem


def collect() -> None:
    """Puts the static files under hashed names where they are not there yet."""
    root = Path(settings.STATIC_ROOT)
    stamp, now = root / ".stamp", _fingerprint()
    if not stamp.exists() or stamp.read_text(encoding="ascii") != now:
        log.info("Collecting static files")
        call_command("collectstatic", clear=True, interactive=False, verbosity=0)
        stamp.write_text(now, encoding="ascii")


def first_link() -> str | None:
    """The address that signs the first administrator in; None once there is one."""
    secret = setup.first_link()
    return f"{settings.SITE_URL}/setup/{secret}/" if secret else None


def _fingerprint() -> str:
    """Changes when any static file does, so that a checkout needs no new version number."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
