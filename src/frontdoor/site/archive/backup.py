"""Writes the archive, while the desk runs."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from django.conf import settings

from frontdoor.core import db, disk
from frontdoor.core.errors import Unsound
from frontdoor.site.archive import about
from frontdoor.site.archive.about import ABOUT, END, KEYS

PIECE = 2**20


@dataclass(frozen=True)
class Written:
    """What went into an archive."""

    rows: int
    files: int
    size: int


@dataclass
class Writer:
    """A tar file that remembers the SHA-256 of what it was given."""

    tar: tarfile.TarFile
    sums: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            self._add(name, file, path.stat().st_size)

    def add_bytes(self, name: str, content: bytes) -> None:
        self._add(name, io.BytesIO(content), len(content))

    def _add(self, name: str, file: IO[bytes], size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        hashing = Hashing(file)
        self.tar.addfile(member, hashing)
        self.sums[name] = hashing.digest.hexdigest()


class Hashing(io.RawIOBase):
    """Hashes what is read through it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.digest = hashlib.sha256()
        self._file = file

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self.digest.update(piece)
        return piece


def backup(target: Path) -> Written:
    """One archive, only for us to read. It has its name only once it is whole and durable."""
    partial = target.with_name(f"{target.name}.partial")
    try:
        with _private(partial) as file:
            written = _write(file, target.parent)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
        disk.sync(target.parent)
    except OSError as problem:
        raise Unsound(f"{target} could not be written: {problem.strerror}.") from problem
    finally:
        partial.unlink(missing_ok=True)
    return written


def _write(file: IO[bytes], beside: Path) -> Written:
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
        writer = Writer(tar)
        writer.add_bytes(ABOUT, about.here().to_json())
        rows = _add_database(writer, beside)
        # After the database: whatever a row of it names was on disk before the row was.
        files = _add_blobs(writer)
        for name in KEYS:
            if (key := Path(settings.DATA) / name).exists():
                writer.add(name, key)
        end = {"sums": writer.sums, "rows": rows}
        writer.add_bytes(END, json.dumps(end).encode())
    return Written(sum(rows.values()), files, file.tell())


def _add_database(writer: Writer, beside: Path) -> dict[str, int]:
    with TemporaryDirectory(prefix=".frontdoor-backup-", dir=beside) as name:
        folder = Path(name)
        rows: dict[str, int] = db.dumper().dump(folder)
        for path in sorted(folder.iterdir()):
            writer.add(f"database/{path.name}", path)
    return rows


def _add_blobs(writer: Writer) -> int:
    count = 0
    for path in _blobs():
        try:
            writer.add(str(path.relative_to(settings.DATA)), path)
        except FileNotFoundError:
            continue  # erased since the folder was read, and so not to be kept
        count += 1
    return count


def _blobs() -> Iterator[Path]:
    """Finished files alone; `incoming` holds those that are still being written."""
    return (path for path in (Path(settings.DATA) / "blobs").glob("??/??/*") if path.is_file())


def _private(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b")
