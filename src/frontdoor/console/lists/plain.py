"""Services and categories: names that tickets are sorted by."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from frontdoor.console.listing import Column, Listing, RowForm, Words, listing
from frontdoor.people import lists
from frontdoor.people.actors import Actor
from frontdoor.people.models import Team
from frontdoor.tickets.models import Category, CustomField, Service


class ServiceForm(RowForm):
    model = Service
    name = forms.CharField(max_length=80, label=_later("Name"))
    team = forms.ModelChoiceField(
        Team.objects.order_by("name"), required=False, label=_later("Team that keeps it running"),
        empty_label=_later("No team"),
    )  # fmt: skip
    critical = forms.BooleanField(
        required=False, label=_later("Critical: when it is down, many people are stopped")
    )

    def save(self, by: Actor) -> None:
        row = self.row or Service()
        row.name, row.team = self.cleaned_data["name"], self.cleaned_data["team"]
        row.critical = self.cleaned_data["critical"]
        lists.keep(row, by=by)


class CategoryForm(RowForm):
    model = Category
    name = forms.CharField(max_length=80, label=_later("Name"))

    def save(self, by: Actor) -> None:
        row = self.row or Category()
        row.name = self.cleaned_data["name"]
        row.slug = row.slug or free_slug(Category, row.name, 80)
        lists.keep(row, by=by)


def free_slug(
    model: type[Category | CustomField | Team], name: str, longest: int, *, joint: str = "-"
) -> str:
    """A short name for addresses and filters that nothing else has; `joint` stands between its words."""
    nameless = str(model._meta.verbose_name).split()[-1]
    wanted = (slugify(name) or nameless)[: longest - 4].replace("-", joint)
    taken = set(
        model._default_manager.filter(slug__startswith=wanted).values_list("slug", flat=True)
    )
    return next(slug for slug in _numbered(wanted, joint, len(taken)) if slug not in taken)


def _numbered(wanted: str, joint: str, taken: int) -> list[str]:
    return [wanted, *(f"{wanted}{joint}{n}" for n in range(2, taken + 3))]


listing(
    Listing(
        "services",
        Words(
            _later("Services"), _later("What the desk keeps running: mail, printing, the VPN."),
            _later("Add a service"), _later("Find a service"), _later("Remove this service"),
        ),
        lambda: Service.objects.select_related("team"), ("name", "id"),
        lambda word: Q(name__icontains=word), ServiceForm,
        (
            Column(_later("Team"), lambda row: row.team.name if row.team else _("No team")),
            Column(_later("Critical"), lambda row: _("Yes") if row.critical else ""),
        ),
        place=30,
    )
)  # fmt: skip
listing(
    Listing(
        "categories",
        Words(
            _later("Categories"),
            _later("What tickets are about, as agents sort them. Nobody is ever asked for one."),
            _later("Add a category"), _later("Find a category"), _later("Remove this category"),
        ),
        Category.objects.all, ("name", "id"), lambda word: Q(name__icontains=word), CategoryForm,
        (Column(_later("In filters"), lambda row: f"category:{row.slug}"),), place=40,
    )
)  # fmt: skip
