"""Takes a PostgreSQL database out of, and puts it into, a running house, by COPY.

Not pg_dump: its program is seldom where Frontdoor runs, and never surely of the server's version.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

INDEX = "tables.json"
PIECE = 2**20

COLUMNS = """
SELECT relname, array_agg(attname::text ORDER BY attnum) FROM pg_class
JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
  AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
GROUP BY relname ORDER BY relname
"""
SEQUENCES = """
SELECT sequencename, last_value FROM pg_sequences
WHERE schemaname = current_schema() AND last_value IS NOT NULL
"""


def dump(folder: Path) -> dict[str, int]:
    """One file for each table: all at one moment, while others write. Returns rows by table."""
    with _snapshot() as cursor:
        cursor.execute(COLUMNS)
        tables = dict(cursor.fetchall())
        rows = {name: _out(cursor, folder, name, columns) for name, columns in tables.items()}
        cursor.execute(SEQUENCES)
        index = {"tables": tables, "sequences": dict(cursor.fetchall())}
    (folder / INDEX).write_text(json.dumps(index), encoding="utf-8")
    return rows


def load(folder: Path) -> dict[str, int]:
    """Fills the tables, which must be those of the dump. All or nothing. Returns rows by table."""
    index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    tables: dict[str, list[str]] = index["tables"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        _each(cursor, "ALTER TABLE {} DISABLE TRIGGER USER", tables)
        cursor.execute(f"TRUNCATE {', '.join(map(_quoted, tables))}")
        rows = {name: _in(cursor, folder, name, columns) for name, columns in tables.items()}
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _each(cursor, "ALTER TABLE {} ENABLE TRIGGER USER", tables)
        for name, last in index["sequences"].items():
            cursor.execute("SELECT setval(%s::regclass, %s)", [_quoted(name), last])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows


@contextmanager
def _snapshot() -> Iterator[Any]:
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            yield cursor
            cursor.execute("COMMIT")
    finally:
        own.close()


def _out(cursor: Any, folder: Path, name: str, columns: list[str]) -> int:
    told = f"COPY {_quoted(name)} ({_list(columns)}) TO STDOUT"
    with (
        gzip.open(folder / f"{name}.copy.gz", "wb", compresslevel=1) as file,
        cursor.copy(told) as copy,
    ):
        for piece in copy:
            file.write(piece)
    return int(cursor.rowcount)


def _in(cursor: Any, folder: Path, name: str, columns: list[str]) -> int:
    told = f"COPY {_quoted(name)} ({_list(columns)}) FROM STDIN"
    with gzip.open(folder / f"{name}.copy.gz", "rb") as file, cursor.copy(told) as copy:
        while piece := file.read(PIECE):
            copy.write(piece)
    return int(cursor.rowcount)


def _each(cursor: Any, statement: str, tables: dict[str, list[str]]) -> None:
    for name in tables:
        cursor.execute(statement.format(_quoted(name)))


def _list(columns: list[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
