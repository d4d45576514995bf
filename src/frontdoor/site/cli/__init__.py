"""The command `frontdoor`: a module here is the command of its name, a package is a group of them.

A module holds `command`, made with `@click.command()`; the first line of the module's docstring is
its line in the list of commands. Django is set up before a module is imported, so that it may
import models at its top, unless its name is in the group's `pure`: those answer without settings
and a database.
"""

from __future__ import annotations

import ast
import os
import pkgutil
from importlib import import_module
from pathlib import Path
from typing import IO, Any, cast

import click

from frontdoor import __version__
from frontdoor.core.errors import Refused, Unsound


class Said(click.ClickException):
    """An expected failure: one plain sentence, exit 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, err=True, file=file)


class Commands(click.Group):
    """The commands of one package, found by the names of its modules and imported when called."""

    def __init__(
        self, package: str, path: list[str], *, pure: frozenset[str] = frozenset(), **more: Any
    ) -> None:
        super().__init__(**more)
        self.package = package
        self.path = path
        self.pure = pure

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(found.name for found in pkgutil.iter_modules(self.path))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        if cmd_name not in self.pure and not self._is_group(cmd_name):
            set_up_django()
        return cast("click.Command", import_module(f"{self.package}.{cmd_name}").command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lines = [(name, self._line(name)) for name in self.list_commands(ctx)]
        if lines:
            with formatter.section("Commands"):
                formatter.write_dl(lines)

    def _is_group(self, name: str) -> bool:
        return Path(self.path[0], name).is_dir()

    def _line(self, name: str) -> str:
        found = Path(self.path[0], name)
        source = found / "__init__.py" if self._is_group(name) else found.with_suffix(".py")
        text = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
        return text.partition("\n")[0]

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (Refused, Unsound) as no:
            raise Said(str(no)) from no
        except _database_error() as trouble:  # looked up only where something was raised
            if (words := _not_ready()) is None:
                raise
            raise Said(words) from trouble


def _database_error() -> type[Exception]:
    from django.db import DatabaseError  # noqa: PLC0415  slow, and most commands end well

    return DatabaseError


def _not_ready() -> str | None:
    """What is to be done first, where the tables are not those of this version or the database is away."""
    from frontdoor.site import schema  # noqa: PLC0415  needs the settings

    try:
        waiting = schema.pending()
    except _database_error() as away:
        return f"The database can't be used: {str(away).strip()}"
    if not waiting:
        return None
    return f"The tables are {len(waiting)} steps behind: run `frontdoor prepare` first."


def set_up_django() -> None:
    """Reads the settings and loads every app. Raises Unsound where a setting is wrong."""
    import django  # noqa: PLC0415  slow, and `mail explain` and `--help` do without

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontdoor.site.settings")
    django.setup()


main = click.version_option(__version__)(
    Commands(
        __name__,
        __path__,
        pure=frozenset({"serve"}),
        name="frontdoor",
        help="The help desk that is easier than the workaround.",
    )
)
