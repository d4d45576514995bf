"""Files by their content: written once, durable before anyone is told, checked when read."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings


class Damaged(Exception):
    """The bytes on disk are no longer those that were kept."""


@dataclass(frozen=True)
class Blob:
    """`sha256` in lower-case hex names the bytes; `size` counts them."""

    sha256: str
    size: int


def keep(content: bytes | Iterable[bytes]) -> Blob:
    """Durable on return: temporary file, fsync, rename, fsync of the folder. Raises OSError when the disk is full."""
    temporary = _folder("incoming") / secrets.token_hex(16)
    try:
        blob = _write(temporary, [content] if isinstance(content, bytes) else content)
        _settle(temporary, path_of(blob.sha256))
    finally:
        temporary.unlink(missing_ok=True)
    return blob


def path_of(sha256: str) -> Path:
    """Where these bytes lie. Raises ValueError for anything but 64 hex digits."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("not a SHA-256")
    return _root() / sha256[:2] / sha256[2:4] / sha256


def open_blob(sha256: str) -> BinaryIO:
    """Raises FileNotFoundError where the bytes are not (or no longer) kept."""
    return path_of(sha256).open("rb")


def read_blob(sha256: str) -> bytes:
    """The whole content. Raises Damaged where it doesn't match its name."""
    content = path_of(sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(sha256)
    return content


def discard(sha256: str) -> None:
    """For the collector alone, which has asked that no row names these bytes."""
    path_of(sha256).unlink(missing_ok=True)
    picture_path(sha256).unlink(missing_ok=True)


def picture_path(sha256: str) -> Path:
    """Where our own picture of these bytes lies, once there is one."""
    return Path(settings.DATA) / "pictures" / path_of(sha256).relative_to(_root())


def keep_picture(sha256: str, content: bytes) -> None:
    """Made from what is kept, so it needs no fsync: what a crash loses is made again."""
    path = picture_path(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(secrets.token_hex(16))
    temporary.write_bytes(content)
    temporary.rename(path)


def kept() -> Iterator[Path]:
    """Every file, in no order."""
    yield from _root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")


def _root() -> Path:
    return Path(settings.DATA) / "blobs"


def _folder(name: str) -> Path:
    folder = _root() / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(path: Path, pieces: Iterable[bytes]) -> Blob:
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for piece in pieces:
            digest.update(piece)
            size += file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return Blob(digest.hexdigest(), size)


def _settle(temporary: Path, final: Path) -> None:
    try:
        os.utime(final)  # young again, so that the collector lets it lie until its new row is there
    except FileNotFoundError:
        final.parent.mkdir(parents=True, exist_ok=True)
        temporary.rename(final)
    for folder in (final.parent, final.parent.parent, _root()):
        _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
