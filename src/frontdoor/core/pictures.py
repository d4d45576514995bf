"""Pictures from strangers, made anew: only colours cross, never the bytes that were sent (trust.md, S08, F12).

The work is done in a child with limits on time and memory, and kept beside the file until that goes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import frontdoor
from frontdoor.core import storage

SECONDS, MEGABYTES = 10, 512
PATIENCE = 5
_places = threading.BoundedSemaphore(2)
"""Eight at once would take 4 GB, and every thread that answers."""
LARGEST = 25 * 2**20
TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
ENDINGS = frozenset({"png", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "bmp"})


class NoPicture(Exception):
    """It is none, is too large, or is broken."""


@dataclass(frozen=True)
class Picture:
    """Our own file of it, and what that is."""

    path: Path
    type: str


def looks_like_one(name: str) -> bool:
    """By the ending of its name, before anything is opened."""
    return name.lower().rpartition(".")[2] in ENDINGS


def picture(sha256: str) -> Picture:
    """Made when it is first asked for. Raises NoPicture; FileNotFoundError where the file is gone."""
    made = storage.picture_path(sha256)
    if not made.exists():
        source = storage.path_of(sha256)
        if source.stat().st_size > LARGEST:
            raise NoPicture("too large")
        storage.keep_picture(sha256, _anew(source))
    with made.open("rb") as file:
        head = file.read(4)
    return Picture(
        made, next((kind for magic, kind in TYPES.items() if head.startswith(magic)), "")
    )


def _anew(source: Path) -> bytes:
    if not _places.acquire(timeout=PATIENCE):
        raise NoPicture("too many are being made")
    try:
        with source.open("rb") as file:
            done = _made(file)
    except subprocess.TimeoutExpired as late:
        raise NoPicture("it takes too long") from late
    finally:
        _places.release()
    if done.returncode != 0 or not done.stdout:
        raise NoPicture("it can't be opened")
    return done.stdout


def _made(file: BinaryIO) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603  our own module, by our own interpreter
        [sys.executable, "-m", "frontdoor.core.picture_child", str(SECONDS), str(MEGABYTES)],
        stdin=file,
        capture_output=True,
        env={"PYTHONPATH": str(Path(frontdoor.__file__).parents[1]), "PATH": os.defpath},
        timeout=SECONDS + 5,
        check=False,
    )
