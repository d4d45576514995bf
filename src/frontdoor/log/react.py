"""Run one promised reaction: the task that every entry's listeners are called by."""

from __future__ import annotations

from django.apps import apps
from django_tasks import task

from frontdoor.log.subscribe import reactions_to


@task()
def react(label: str, entry: int, name: str) -> None:
    """`label` names the entry's model ("tickets.Entry"), `name` the listener, dotted.

    A listener that an upgrade has removed is passed over: its promise has nobody left to keep it.
    """
    model = apps.get_model(label)
    found = model._default_manager.filter(pk=entry).first()
    if found is None:
        return
    listener = reactions_to(found.kind).get(name)
    if listener is not None:
        listener(found)
