"""Files by their content: written once, durable before anyone is told, checked when read."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from frontdoor.core import disk


class Damaged(Exception):
    """The bytes on disk are no longer those that were kept."""


@dataclass(frozen=True)
class Blob:
    """`sha256` in lower-case hex names the bytes; `size` counts them."""

    sha256: str
    size: int


def keep(content: bytes | Iterable[bytes]) -> Blob:
    """Durable on return: temporary file, fsync, rename, fsync of the folder. Raises OSError when the disk is full."""
    temporary = f"{_root()}/incoming/{secrets.token_hex(16)}"
    try:
        blob = _write(temporary, [content] if isinstance(content, bytes) else content)
        _settle(temporary, blob.sha256)
    finally:
        with suppress(FileNotFoundError):  # mostly it has its own name by now
            os.unlink(temporary)
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


def _write(path: str, pieces: Iterable[bytes]) -> Blob:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(_created(path), "wb", buffering=0) as file:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            _write_whole(file.fileno(), piece)
        os.fsync(file.fileno())
    return Blob(digest.hexdigest(), size)


def _created(path: str) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        return os.open(path, flags, 0o600)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, flags, 0o600)


def _write_whole(descriptor: int, piece: bytes) -> None:
    written = os.write(descriptor, piece)
    while written < len(piece):
        written += os.write(descriptor, memoryview(piece)[written:])


def _settle(temporary: str, sha256: str) -> None:
    final = str(path_of(sha256))
    try:
        os.utime(final)  # young again, so that the collector lets it lie until its new row is there
    except FileNotFoundError:
        _name(temporary, final)
    disk.sync(os.path.dirname(final))
    _sync_above(sha256)


def _name(temporary: str, final: str) -> None:
    try:
        os.rename(temporary, final)
    except FileNotFoundError:
        Path(final).parent.mkdir(parents=True, exist_ok=True)
        _LASTING.clear()
        os.rename(temporary, final)


_LASTING: dict[str, bytearray] = {}
"""Of each root, which of its 65,536 folders are themselves on the disk for good: a byte each. Nobody removes one."""


def _sync_above(sha256: str) -> None:
    """The folder's own name is to last as well. Whoever else made it may not have come so far."""
    root, place = str(_root()), int(sha256[:4], 16)
    lasting = _LASTING.setdefault(root, bytearray(65_536))
    if not lasting[place]:
        disk.sync(f"{root}/{sha256[:2]}")
        disk.sync(root)
        lasting[place] = 1
