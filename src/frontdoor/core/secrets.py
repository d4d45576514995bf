"""Seal what must be read again but never lie open: passwords, refresh tokens, webhook secrets (trust.md 3.1).

The key ring comes from FRONTDOOR_SECRETS_KEY or lies, made once, in the data folder. What is sealed names its key, so
that the ring can be rotated while the desk runs.
"""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext

from frontdoor.core import disk
from frontdoor.core.ring import make, parse

FILE = "sealing-keys"
NONCE = 12


class Unopened(Exception):
    """What was sealed can't be opened: its key is not in the ring, or it was changed."""


class SealedText(models.TextField):  # type: ignore[type-arg]
    """A column that holds only what its `seal` made, or nothing. `rotate` finds it by its class."""

    @property
    def purpose(self) -> str:
        """What its content is sealed for: a value carried to another column does not open."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def seal(self, plain: str) -> str:
        """Empty stays empty."""
        return seal(plain, self.purpose) if plain else ""

    def unseal(self, sealed: str) -> str:
        """Raises Unopened."""
        return unseal(sealed, self.purpose) if sealed else ""


def column(model: type[models.Model], name: str) -> SealedText:
    """The sealed column of this name."""
    found = model._meta.get_field(name)
    assert isinstance(found, SealedText)
    return found


def seal(plain: str, purpose: str) -> str:
    """Sealed by the ring's first key, as `id:base64`."""
    name, key = next(iter(_ring().items()))
    nonce = secrets.token_bytes(NONCE)
    body = nonce + AESGCM(key).encrypt(nonce, plain.encode(), purpose.encode())
    return f"{name}:{base64.urlsafe_b64encode(body).decode()}"


def unseal(sealed: str, purpose: str) -> str:
    """Raises Unopened where the key is gone, or the value was sealed for something else or changed."""
    name, _, body = sealed.partition(":")
    key = _ring().get(name)
    if key is None:
        raise Unopened(
            gettext("The key {name} that this was sealed with is not here.").format(
                name=repr(name[:16])
            )
        )
    try:
        raw = base64.urlsafe_b64decode(body)
        return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], purpose.encode()).decode()
    except (InvalidTag, ValueError) as changed:
        raise Unopened(gettext("What was sealed here has been changed.")) from changed


def rotate() -> tuple[str, int]:
    """A new key where the ring is ours to write, then everything sealed anew by the first. Its id, and how many.

    Safe to break off at any point: old keys stay in the ring, to open what is left and backups made before.
    """
    if not settings.SECRETS_KEY:
        _put(f"{make()}\n{_text()}")
    name = next(iter(_ring()))
    return name, sum(_reseal(each, name) for each in columns())


def columns() -> Iterator[SealedText]:
    """Every column that holds sealed values."""
    for model in apps.get_models():
        yield from (field for field in model._meta.get_fields() if isinstance(field, SealedText))


def _reseal(field: SealedText, name: str) -> int:
    rows, done = field.model._base_manager, 0
    old = rows.exclude(**{field.name: ""}).exclude(**{f"{field.name}__startswith": f"{name}:"})
    for pk, sealed in list(old.values_list("pk", field.name)):
        new = field.seal(field.unseal(sealed))
        # Whoever wrote meanwhile has sealed with the new key already.
        done += rows.filter(pk=pk, **{field.name: sealed}).update(**{field.name: new})
    return done


def _ring() -> Mapping[str, bytes]:
    """Read each time: another process may have rotated it."""
    return parse(_text())


def _text() -> str:
    if settings.SECRETS_KEY:
        return str(settings.SECRETS_KEY)
    path = Path(settings.DATA) / FILE
    if not path.exists():
        _put_first(path)
    return path.read_text(encoding="ascii")


def _put_first(path: Path) -> None:
    """Linked into place whole: of two processes that start together, one wins."""
    draft = _draft(path, f"{make()}\n")
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    disk.sync(path.parent)


def _put(text: str) -> None:
    path = Path(settings.DATA) / FILE
    _draft(path, text).replace(path)
    disk.sync(path.parent)


def _draft(path: Path, text: str) -> Path:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft
