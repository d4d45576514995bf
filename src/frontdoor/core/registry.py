"""The one way to add things: put them in a module of the right name and they are found.

`Registry("adapters")` is filled by every installed app's `adapters.py`, or by every module of its
`adapters/` package. A plugin is an installed app like any other.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Generic, TypeVar

from django.apps import apps
from django.utils.module_loading import module_has_submodule

T = TypeVar("T")


class Registry(Generic[T]):
    """Things by name, found in every installed app. Raises ValueError where two share a name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._things: dict[str, T] = {}
        self._loaded = False

    def add(self, name: str, thing: T) -> T:
        if name in self._things:
            raise ValueError(f"There are two {self.name} called {name!r}")
        self._things[name] = thing
        return thing

    def __getitem__(self, name: str) -> T:
        self._load()
        return self._things[name]

    def __contains__(self, name: str) -> bool:
        self._load()
        return name in self._things

    def __iter__(self) -> Iterator[str]:
        self._load()
        return iter(sorted(self._things))

    def _load(self) -> None:
        if not self._loaded:
            self._loaded = True
            for app in apps.get_app_configs():
                if app.module and module_has_submodule(app.module, self.name):
                    _import_whole(f"{app.name}.{self.name}")


def _import_whole(name: str) -> None:
    module = importlib.import_module(name)
    for found in pkgutil.iter_modules(getattr(module, "__path__", []), f"{name}."):
        importlib.import_module(found.name)
