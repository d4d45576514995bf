"""Is there room on the disk to take something in?"""

from __future__ import annotations

import os
from pathlib import Path


def free(folder: Path) -> int:
    """Bytes that we may still write there."""
    facts = os.statvfs(folder)
    return facts.f_bavail * facts.f_frsize


def has_room(folder: Path, spare: int) -> bool:
    """False below `spare` free bytes: then refuse with 452 or 503, before the disk is full."""
    return free(folder) >= spare
