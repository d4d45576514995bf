"""The menu at the side of the settings, in the order of how often they are looked at."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from frontdoor.console.listing import LISTS


@dataclass(frozen=True)
class Entry:
    title: str
    href: str


def menu() -> list[Entry]:
    """Mailboxes and people first, then every list."""
    known = sorted((LISTS[slug] for slug in LISTS), key=lambda each: each.place)
    return [
        Entry(_("Mailboxes"), reverse("settings-mailboxes")),
        Entry(_("People and roles"), reverse("settings-people")),
        Entry(_("Signatures"), reverse("signature")),
        *(
            Entry(str(each.words.title), reverse("settings-list", kwargs={"slug": each.slug}))
            for each in known
        ),
    ]
