"""People, teams, organisations, services and categories."""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet, Subquery

from frontdoor.api.reads.paging import BY_NAME, Listing, Row, named
from frontdoor.people.models import Address, Person

FACTS = ("name", "role", "active", "department", "title", "place", "phone", "language", "timezone")


def people() -> QuerySet[Person]:
    """With the address that mail goes to, as `first_email`."""
    first = Address.objects.filter(person=OuterRef("pk")).order_by("-primary", "pk")
    return Person.objects.annotate(first_email=Subquery(first.values("email")[:1]))


def called(text: str) -> Q:
    """People whose name holds the text, or whose address begins with it."""
    addressed = Address.objects.filter(email__startswith=text.lower()).values("person")
    return Q(name__icontains=text) | Q(pk__in=addressed)


def person(row: Row) -> Row:
    told = {
        "id": row["id"],
        "email": row["first_email"] or "",
        "organisation": named(row, "organisation"),
    }
    return told | {name: row[name] for name in FACTS}


PEOPLE = Listing(
    ("id", "first_email", "organisation_id", "organisation__name", *FACTS), person, BY_NAME
)
TEAMS = Listing(("id", "name", "slug", "private"), dict, BY_NAME)
ORGANISATIONS = Listing(("id", "name"), dict, BY_NAME)
CATEGORIES = Listing(("id", "name", "slug"), dict, BY_NAME)
SERVICES = Listing(
    ("id", "name", "critical", "team_id", "team__name"),
    lambda row: {
        "id": row["id"],
        "name": row["name"],
        "critical": row["critical"],
        "team": named(row, "team"),
    },
    BY_NAME,
)
