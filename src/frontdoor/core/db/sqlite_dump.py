"""Takes a SQLite database out of, and puts it into, a running house."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

FILE = "database.sqlite3.gz"


def dump(folder: Path) -> dict[str, int]:
    """One file in the folder: the whole database at one moment, while others write.

    Uses the online backup API: in one step, so that no writer can make it begin again. Returns the
    number of rows of each table.
    """
    copy = folder / "database.sqlite3"
    with closing(sqlite3.connect(_path())) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        rows = _rows(target)
    with copy.open("rb") as whole, gzip.open(folder / FILE, "wb", compresslevel=1) as packed:
        shutil.copyfileobj(whole, packed, 2**20)
    copy.unlink()
    return rows


def load(folder: Path) -> dict[str, int]:
    """Puts the file in place of the database. Raises ValueError where it isn't whole."""
    path = _path()
    draft = path.with_name(f"{path.name}.restored")
    with gzip.open(folder / FILE, "rb") as packed, draft.open("wb") as whole:
        shutil.copyfileobj(packed, whole, 2**20)
        whole.flush()
        os.fsync(whole.fileno())
    with closing(sqlite3.connect(draft)) as found:
        _require_whole(found)
        rows = _rows(found)
    connection.close()
    for rest in (f"{path}-wal", f"{path}-shm", f"{draft}-wal", f"{draft}-shm"):
        Path(rest).unlink(missing_ok=True)
    draft.replace(path)
    return rows


def _path() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _require_whole(found: sqlite3.Connection) -> None:
    verdict = found.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise ValueError(f"The database in it is damaged: {verdict}.")
    if found.execute("PRAGMA foreign_key_check").fetchone():
        raise ValueError("The database in it refers to rows that are not there.")


def _rows(found: sqlite3.Connection) -> dict[str, int]:
    tables = found.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    return {
        name: found.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in tables
    }
