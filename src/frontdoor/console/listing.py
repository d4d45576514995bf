"""What a list of the settings is: its words, rows and form. Each is one file in lists/, found by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from frontdoor.console.worded import WordedForm
from frontdoor.core.registry import Registry
from frontdoor.people.actors import Actor


@dataclass(frozen=True)
class Column:
    """One more cell of each row: its heading and what stands in it."""

    head: str | Promise
    cell: Callable[[Any], str]


@dataclass(frozen=True)
class Words:
    """Whole sentences: how a row is called changes with what is said of it, in most languages."""

    title: str | Promise
    about: str | Promise
    add: str | Promise
    find: str | Promise
    remove: str | Promise


@dataclass(frozen=True)
class Listing:
    """A list's words, rows and form. `order` ends with the key; `find` says which rows a typed word means."""

    slug: str
    words: Words
    rows: Callable[[], QuerySet[Any]]
    order: tuple[str, ...]
    find: Callable[[str], Q]
    form: type[RowForm]
    columns: tuple[Column, ...] = ()
    place: int = 50

    def name(self, row: Any) -> str:
        """What the row is called."""
        return str(getattr(row, self.order[0]))


LISTS: Registry[Listing] = Registry("lists")


def listing(listed: Listing) -> Listing:
    """Give the list its pages."""
    return LISTS.add(listed.slug, listed)


class RowForm(WordedForm):
    """The form of one row. `row` is the one that is changed, or None."""

    model: type[Model]

    def __init__(self, *args: Any, row: Any = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.row = row

    @classmethod
    def held(cls, row: Any) -> dict[str, Any]:
        """What the form shows of a row before anybody has typed."""
        return {
            name: getattr(row, f"{name}_id", getattr(row, name, "")) for name in cls.base_fields
        }

    def clean_name(self) -> str:
        return self.unique("name")

    def unique(self, field: str) -> str:
        """The typed name, unless another row has it."""
        value = str(self.cleaned_data[field]).strip()
        others = self.model._default_manager.exclude(pk=self.row.pk if self.row else None)
        if others.filter(**{f"{field}__iexact": value}).exists():
            raise forms.ValidationError(_("There is already one called {name}.").format(name=value))
        return value

    def save(self, by: Actor) -> None:
        """Write it, through the verb that audits it."""
        raise NotImplementedError
