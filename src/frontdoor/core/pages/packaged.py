"""Static files that installed packages ship, one by one: nothing third-party lies in our tree.

django-htmx brings more than the one script we use, and what else it brings can't be collected under hashed names.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SHIPPED = {"core/htmx.js": ("django_htmx", "static/django_htmx/htmx-2.min.js")}


class Packaged(BaseFinder):
    """Finds the files named above under the names that our pages use."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False) -> Any:  # noqa: FBT001 -- Django's signature
        found = [str(_path(path))] if path in SHIPPED else []
        return found if find_all else (found[0] if found else None)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        for name in SHIPPED:
            yield name, _One(name)


class _One(FileSystemStorage):
    """A storage that holds a single packaged file."""

    prefix = None

    def __init__(self, name: str) -> None:
        super().__init__(location=str(_path(name).parent))
        self._name = name

    def path(self, name: str) -> str:
        return str(_path(self._name))


def _path(name: str) -> Path:
    package, inside = SHIPPED[name]
    return Path(str(files(package).joinpath(inside)))
