"""Who asks: the holder of a bearer token (RFC 6750). Sessions are not accepted here, so there is nothing to forge."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from frontdoor.api.frame import limits
from frontdoor.api.frame.problems import Problem
from frontdoor.core.errors import NotAllowed
from frontdoor.people.actors import Actor, on_behalf_of
from frontdoor.people.login import tokens
from frontdoor.people.login.brake import Brake
from frontdoor.people.models import Person, Token

SCHEME = "bearer "
SAFE = frozenset({"GET", "HEAD"})
GUESSES = Brake(tries=500)


@dataclass(frozen=True)
class Caller:
    """A token at work, and what it may."""

    token: Token
    actor: Actor

    @property
    def holder(self) -> str:
        return f"token:{self.token.pk}"

    def need(self, capability: str) -> None:
        """Raises NotAllowed where the person or the token's scopes lack it."""
        if not self.actor.has(capability):
            raise NotAllowed("This token may not do that.")

    def need_act_for(self) -> None:
        """Raises NotAllowed without the scope, or for who doesn't work at the desk."""
        if "act_for" not in self.token.scopes or not self.actor.is_staff:
            raise NotAllowed("Only a token with the scope act_for may name another author.")

    def as_(self, author: Person) -> Actor:
        """The author, through this token."""
        if author.pk == self.actor.person_id:
            return self.actor
        return on_behalf_of(author, holder=self.actor, token_id=self.token.pk)


class Call(HttpRequest):
    """A request that has passed the bearer."""

    auth: Caller
    spent: limits.Spent
    sent: str
    """A digest of what was uploaded, where the body itself is not kept in memory."""


class Bearer:
    """ninja's authentication hook."""

    openapi_security_schema = {"type": "http", "scheme": "bearer"}

    def __call__(self, request: HttpRequest) -> Caller:
        secret = _secret(request)
        held = tokens.holder(secret) if secret else None
        if held is None:
            refuse_flood(request)
            if tokens.looks_like_one(secret):
                _brake(request)
            raise unknown()
        caller = Caller(*held)
        count(request, limits.TOKENS.take(caller.holder))
        if request.method in SAFE:
            caller.need("read")
        return caller


def _brake(request: HttpRequest) -> None:
    """Whoever tries tokens slowly is no flood, but stopped all the same; a valid token is never held up by it."""
    place = request.META.get("REMOTE_ADDR", "")
    if GUESSES.holds(place):
        raise Problem(429, "too_many", "Too many invalid tokens came from your address.")
    GUESSES.count(place)


def refuse_flood(request: HttpRequest) -> None:
    """Count a request without a valid token against its address."""
    count(request, limits.ADDRESSES.take(f"ip:{request.META.get('REMOTE_ADDR', '')}"))


def count(request: HttpRequest, spent: limits.Spent) -> None:
    """Keep what is left for the answer's headers. Raises Problem where nothing is."""
    request.spent = spent  # type: ignore[attr-defined]  # see Call
    if spent.refused:
        raise Problem(429, "too_many", f"That is more than {spent.limit:,} requests a minute.")


def unknown() -> Problem:
    """401: no token, or none that stands."""
    return Problem(
        401,
        "not_signed_in",
        "Send a valid API token: Authorization: Bearer fd_live_…",
        headers={"WWW-Authenticate": 'Bearer realm="Frontdoor"'},
    )


def _secret(request: HttpRequest) -> str:
    given = request.headers.get("Authorization", "")
    return given[len(SCHEME) :].strip() if given[: len(SCHEME)].lower() == SCHEME else ""
