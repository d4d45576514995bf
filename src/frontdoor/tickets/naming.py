"""Who and what is meant by a name in a filter: addresses, slugs, names, `me`."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from frontdoor.core.errors import Refused
from frontdoor.people.actors import Actor
from frontdoor.people.models import Address, Person

MANY = 50


def people(name: str, actor: Actor) -> list[int]:
    """Keys of those meant: `me`, an address, a whole name, or what a name begins with.

    Raises Refused where nobody, or more people than a filter can mean, is called so.
    """
    if name == "me":
        return [actor.me]
    found = _addressed(name) if "@" in name else _called(name)
    if not found:
        raise Refused(f"Nobody here is called “{name}”.")
    if len(found) > MANY:
        raise Refused(f"More than {MANY} people are called “{name}”. Write more of the name.")
    return found


def things(model: type[models.Model], name: str, *spelt: str) -> list[int]:
    """Keys of rows whose columns `spelt` hold this name, whatever its case. Raises Refused where there is none."""
    meant = Q()
    for column in spelt:
        meant |= Q((f"{column}__iexact", name))
    found = list(_rows(model).filter(meant).values_list("pk", flat=True)[:MANY])
    if not found:
        raise Refused(f"There is no {model._meta.verbose_name} called “{name}”.")
    return found


def _addressed(email: str) -> list[int]:
    return list(Address.objects.filter(email=email.lower()).values_list("person_id", flat=True))


def _called(name: str) -> list[int]:
    exact = list(Person.objects.filter(name__iexact=name).values_list("pk", flat=True)[: MANY + 1])
    begun = Person.objects.filter(name__istartswith=name).values_list("pk", flat=True)
    return exact or list(begun[: MANY + 1])


def _rows(model: type[models.Model]) -> models.Manager[Any]:
    return model._default_manager
