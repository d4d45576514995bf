"""Reads an archive into an empty place: first all of it is checked, then it is put in."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from frontdoor.core import db, pauses, storage
from frontdoor.core.errors import Refused
from frontdoor.people.models import Person
from frontdoor.site import schema
from frontdoor.site.archive import about
from frontdoor.site.archive.about import ABOUT, END, KEYS, NAME, About
from frontdoor.site.occupancy import alone_in, unfinished

PIECE = 2**20


@dataclass(frozen=True)
class Restored:
    """What came out of an archive."""

    made_at: str
    rows: int
    files: int


def restore(source: Path) -> Restored:
    """Raises Refused, having changed nothing, where the archive or the place won't do."""
    try:
        with alone_in(Path(settings.DATA)), tarfile.open(source, "r:") as tar:
            told = _checked(tar)
            _require_empty()
            with unfinished(Path(settings.DATA)):
                files = _put_blobs(tar)
                rows = _put_database(tar, told)
                _put_keys(tar)
                schema.migrate()
                pauses.pause(pauses.OUTWARD, f"A backup of {told.made_at[:16]} was restored.")
    except (tarfile.TarError, ValueError) as problem:
        raise Refused(f"{source} can't be restored. {problem}") from problem
    except OSError as problem:
        raise Refused(f"{source} can't be read: {problem.strerror}.") from problem
    return Restored(told.made_at, sum(rows.values()), files)


def _checked(tar: tarfile.TarFile) -> About:
    """What the archive says of itself, once every byte of it is known to be right."""
    members = list(tar)
    if not members or members[-1].name != END:
        raise ValueError("It is not whole: its end is missing.")
    told = about.from_json(_read(tar, ABOUT))
    sums = json.loads(_read(tar, END))["sums"]
    if {member.name for member in members} != {*sums, END}:
        raise ValueError("It does not hold what its end says it holds.")
    for member in members[:-1]:
        if not NAME.fullmatch(member.name) or _sum(tar, member) != sums[member.name]:
            raise ValueError(f"It is damaged at {member.name!r}.")
    _require_ours(told)
    return told


def _require_ours(told: About) -> None:
    if told.database != connection.vendor:
        raise ValueError(f"It is of a {told.database} database; this one is {connection.vendor}.")
    if newer := about.unknown(told):
        raise ValueError(f"It was made by a newer Frontdoor ({newer[0]}).")


def _require_empty() -> None:
    try:
        taken = Person.objects.exists()
    except DatabaseError:  # there are no tables yet, and that is empty enough
        taken = False
    if taken:
        raise ValueError(
            f"There is a desk in {settings.DATA} already; restore into an empty place."
        )


def _put_database(tar: tarfile.TarFile, told: About) -> dict[str, int]:
    with TemporaryDirectory(prefix=".frontdoor-restore-", dir=settings.DATA) as name:
        for member in _members(tar, "database/"):
            with (Path(name) / Path(member.name).name).open("wb") as file:
                shutil.copyfileobj(_open(tar, member.name), file, PIECE)
        _bring_tables_to(told)
        rows: dict[str, int] = db.dumper().load(Path(name))
    if rows != json.loads(_read(tar, END))["rows"]:
        raise ValueError("Not every row arrived.")
    return rows


def _bring_tables_to(told: About) -> None:
    """The tables as they were when the backup was made; its own upgrade comes after."""
    executor = MigrationExecutor(connection)
    nodes, ran = executor.loader.graph.node_map, set()
    for name in told.migrations:
        app, _, step = name.partition(".")
        ran.add((app, step))
    # The last of each app: an earlier one as a target would undo those after it.
    last = [
        key
        for key in ran
        if not any(n.key in ran and n.key[0] == key[0] for n in nodes[key].children)
    ]
    executor.migrate(sorted(last))


def _put_blobs(tar: tarfile.TarFile) -> int:
    count = 0
    for member in _members(tar, "blobs/"):
        kept = storage.keep(_pieces(_open(tar, member.name)))
        if kept.sha256 != Path(member.name).name:
            raise ValueError(f"It is damaged at {member.name!r}.")
        count += 1
    return count


def _put_keys(tar: tarfile.TarFile) -> None:
    """The keys that its secrets were sealed with, in place of those made for the empty folder."""
    for name in set(KEYS) & set(tar.getnames()):
        _put_one(tar, name)


def _put_one(tar: tarfile.TarFile, name: str) -> None:
    key = Path(settings.DATA) / name
    draft = key.with_suffix(".restored")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(_read(tar, name))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(key)


def _members(tar: tarfile.TarFile, start: str) -> Iterator[tarfile.TarInfo]:
    return (member for member in tar if member.name.startswith(start))


def _open(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    file = tar.extractfile(name)
    if file is None:
        raise ValueError(f"It is damaged at {name!r}.")
    return file


def _read(tar: tarfile.TarFile, name: str) -> bytes:
    try:
        return _open(tar, name).read()
    except KeyError as missing:
        raise ValueError("This is not a backup of Frontdoor.") from missing


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def _sum(tar: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    digest = hashlib.sha256()
    for piece in _pieces(_open(tar, member.name)):
        digest.update(piece)
    return digest.hexdigest()
