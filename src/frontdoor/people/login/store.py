"""Where sessions are kept: Django's table, asked in one prepared question."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField, QuerySet
from django.utils import timezone

from frontdoor.core.prepared import Given, prepared


class SessionStore(db.SessionStore):
    """Django's own name for it, under which `SESSION_ENGINE` finds it."""

    def _get_session_from_db(self) -> Session | None:
        kept = _living.first(key=self.session_key, now=timezone.now())
        if kept is None:
            self._session_key = None
        return kept


@prepared
def _living() -> QuerySet[Session]:
    key, now = Given("key", CharField()), Given("now", DateTimeField())
    return Session.objects.filter(session_key=key, expire_date__gt=now)
