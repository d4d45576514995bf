"""The menu at the side of the settings, in the order of how often they are looked at."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from frontdoor.console.listing import LISTS


@dataclass(frozen=True)
class Entry:
    title: str
    href: str


def menu() -> list[Entry]:
    """Mailboxes and people first, then every list."""
    known = sorted((LISTS[slug] for slug in LISTS), key=lambda each: each.place)
    return [
        Entry("Mailboxes", reverse("settings-mailboxes")),
        Entry("People and roles", reverse("settings-people")),
        Entry("Signatures", reverse("signature")),
        *(
            Entry(each.title, reverse("settings-list", kwargs={"slug": each.slug}))
            for each in known
        ),
    ]
