"""Who and what is meant by a name in a filter: addresses, slugs, names, `me`."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.core.errors import Refused
from frontdoor.people.actors import Actor
from frontdoor.people.models import Address, Organisation, Person, Team
from frontdoor.tickets.models import Category, Service

MANY = 50
NONE: dict[type[models.Model], str] = {
    Team: gettext_noop("There is no team called “{name}”."),
    Service: gettext_noop("There is no service called “{name}”."),
    Category: gettext_noop("There is no category called “{name}”."),
    Organisation: gettext_noop("There is no organisation called “{name}”."),
}


def people(name: str, actor: Actor) -> list[int]:
    """Keys of those meant: `me`, an address, a whole name, or what a name begins with.

    Raises Refused where nobody, or more people than a filter can mean, is called so.
    """
    if name == "me":
        return [actor.me]
    found = _addressed(name) if "@" in name else _called(name)
    if not found:
        raise Refused("Nobody here is called “{name}”.", name=name)
    if len(found) > MANY:
        raise Refused(
            "More than {many} people are called “{name}”. Write more of the name.",
            many=MANY,
            name=name,
        )
    return found


def things(model: type[models.Model], name: str, *spelt: str) -> list[int]:
    """Keys of rows whose columns `spelt` hold this name, whatever its case. Raises Refused where there is none."""
    meant = Q()
    for column in spelt:
        meant |= Q((f"{column}__iexact", name))
    found = list(_rows(model).filter(meant).values_list("pk", flat=True)[:MANY])
    if not found:
        raise Refused(NONE[model], name=name)
    return found


def _addressed(email: str) -> list[int]:
    return list(Address.objects.filter(email=email.lower()).values_list("person_id", flat=True))


def _called(name: str) -> list[int]:
    exact = list(Person.objects.filter(name__iexact=name).values_list("pk", flat=True)[: MANY + 1])
    begun = Person.objects.filter(name__istartswith=name).values_list("pk", flat=True)
    return exact or list(begun[: MANY + 1])


def _rows(model: type[models.Model]) -> models.Manager[Any]:
    return model._default_manager
