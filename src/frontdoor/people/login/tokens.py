"""API tokens: made once, shown once, dead with the rights they stand on."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, QuerySet

from frontdoor.core import clock
from frontdoor.core.errors import NotAllowed, Refused
from frontdoor.core.prepared import Given, prepared
from frontdoor.people import events
from frontdoor.people.actors import Actor, acting, narrowed
from frontdoor.people.audit import audit
from frontdoor.people.login import secrets
from frontdoor.people.models import Person, Token
from frontdoor.people.roles import SCOPES

PREFIX = "fd_live_"
SEEN_EVERY = timedelta(minutes=1)


@transaction.atomic
def make(
    person: Person, *, scopes: list[str], by: Actor, expires_at: datetime | None = None
) -> str:
    """The secret, shown this once. Raises Refused for an unknown scope."""
    if not by.has("enrol") and (by.person_id != person.pk or "act_for" in scopes):
        raise NotAllowed(
            "Only an administrator may make tokens for others, or that act for others."
        )
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        raise Refused("A scope is one of {scopes}.", scopes=", ".join(SCOPES))
    secret = secrets.make(PREFIX)
    Token.objects.create(
        person=person, digest=secrets.digest(secret), prefix=secret[:14], scopes=sorted(set(scopes)),
        epoch=person.epoch, created_at=clock.now(), expires_at=expires_at,
    )  # fmt: skip
    audit(events.TokenMade(person.pk, secret[:14], tuple(sorted(set(scopes)))), actor=by.label)
    return secret


def looks_like_one(secret: str) -> bool:
    """Whether these words could be somebody's try at a token; a missing or foreign header is not."""
    return secret.startswith(PREFIX)


def holder(secret: str) -> tuple[Token, Actor] | None:
    """Whose token this is, or None where it is unknown, expired, revoked, or its person's rights have changed since."""
    if not looks_like_one(secret):
        return None
    token = _by_digest.first(digest=secrets.digest(secret))
    if token is None or not _stands(token):
        return None
    _note_use(token)
    return token, narrowed(acting(token.person), frozenset(token.scopes))


@prepared
def _by_digest() -> QuerySet[Token]:
    return Token.objects.select_related("person").filter(digest=Given("digest", CharField()))


@transaction.atomic
def revoke(token: Token, *, by: Actor) -> None:
    """End one token now."""
    if by.person_id != token.person_id and not by.has("enrol"):
        raise NotAllowed("Only an administrator may end the tokens of others.")
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    audit(events.TokenRevoked(token.person_id, token.prefix), actor=by.label)


def _stands(token: Token) -> bool:
    expired = token.expires_at is not None and token.expires_at <= clock.now()
    person = token.person
    return (
        person.active and token.epoch == person.epoch and token.revoked_at is None and not expired
    )


def _note_use(token: Token) -> None:
    now = clock.now()
    if token.used_at is None or now - token.used_at > SEEN_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=now)
