"""Call whoever reacts to an entry: one task for all of them, and one more for each that failed."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from django.apps import apps
from django.db.models import BigIntegerField, QuerySet
from django_tasks import task

from frontdoor.core.prepared import Given, prepared
from frontdoor.core.tasks import Promised, promise_all
from frontdoor.log.models import BaseEntry
from frontdoor.log.subscribe import REACT, Listener, reactions_to

LOGGER = logging.getLogger("frontdoor.log")


@task()
def react(label: str, entry: int, name: str = "") -> None:
    """`label` names the entry's model ("tickets.Entry"); `name`, dotted, the one listener that is to hear of it.

    A listener that an upgrade has removed is passed over: its promise has nobody left to keep it.
    """
    found = _entry.first(label, pk=entry)
    if found is None:
        return
    listeners = reactions_to(found.kind)
    if name:
        listeners = {name: listeners[name]} if name in listeners else {}
    _tell(found, listeners)


def _tell(entry: BaseEntry, listeners: Mapping[str, Listener]) -> None:
    """A listener that fails is tried again by itself, so that none holds up the others."""
    failed = []
    for name, listener in listeners.items():
        try:
            listener(entry)
        except (Exception, SystemExit) as problem:
            if len(listeners) == 1:
                raise
            LOGGER.warning("%s failed and is tried again by itself", name, exc_info=problem)
            failed.append(Promised(REACT, [entry._meta.label, entry.pk, name]))
    promise_all(failed)


@prepared
def _entry(label: str) -> QuerySet[BaseEntry]:
    model: type[BaseEntry] = apps.get_model(label)
    everyone = model._default_manager.select_related(*model.HEARD_WITH)
    return everyone.filter(pk=Given("pk", BigIntegerField()))
