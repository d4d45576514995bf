"""Is there room on the disk to take something in, and is it there to stay?"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings


def free(folder: Path) -> int:
    """Bytes that we may still write there."""
    facts = os.statvfs(folder)
    return facts.f_bavail * facts.f_frsize


def has_room() -> bool:
    """In our own data folder. False a little before the disk is full: then refuse with 452 or 503."""
    return free(Path(settings.DATA)) >= settings.MIN_FREE


def sync(folder: Path | str) -> None:
    """Files that were made, linked or renamed in it are there after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
