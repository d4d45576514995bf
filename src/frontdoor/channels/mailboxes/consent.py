"""Consent to sign in to a mailbox: asked for with state and PKCE (RFC 7636), kept sealed, renewed before it ends."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets as random
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.db import transaction

from frontdoor.channels.mailboxes import events, providers
from frontdoor.channels.models import Grant, Mailbox
from frontdoor.core import clock, secrets
from frontdoor.core.egress import web
from frontdoor.core.errors import Refused
from frontdoor.people.actors import Actor
from frontdoor.people.audit import audit

CLIENT_SECRET = secrets.column(Grant, "client_secret")
REFRESH = secrets.column(Grant, "refresh")
ACCESS = secrets.column(Grant, "access")
EARLY = timedelta(seconds=120)
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Asked:
    """Where somebody goes to consent. `state` and `verifier` stay in their session until they are back."""

    url: str
    state: str
    verifier: str


def ask(grant: Grant, back: str) -> Asked:
    """`back` is our own address that they are sent to afterwards."""
    provider = providers.of(grant)
    state, verifier = random.token_urlsafe(32), random.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    asked = {
        "response_type": "code", "client_id": grant.client_id, "redirect_uri": back, "scope": provider.scope,
        "state": state, "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256", "login_hint": grant.mailbox.user, **provider.more,
    }  # fmt: skip
    join = "&" if "?" in provider.authorize else "?"
    return Asked(f"{provider.authorize}{join}{urlencode(asked)}", state, verifier)


def redeem(grant: Grant, code: str, *, verifier: str, back: str, by: Actor) -> None:
    """What they brought back becomes tokens, and the mailbox is looked into at once. Raises Refused."""
    told = _told(
        grant,
        {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
        },
    )
    if not told.get("refresh_token"):
        raise Refused("Consent was given for an hour only: the provider sent no refresh token.")
    with transaction.atomic():
        _keep(grant, told)
        Grant.objects.filter(pk=grant.pk).update(connected_at=clock.now())
        held = Mailbox.objects.select_for_update().get(pk=grant.mailbox_id)
        held.version, held.error, held.failing_since = held.version + 1, "", None
        held.watched_since = clock.now()
        held.save(update_fields=["version", "error", "failing_since", "watched_since"])
        audit(events.MailboxConnected(held.pk, grant.provider), actor=by.label)


def access_token(mailbox: Mailbox) -> str:
    """One that lasts at least two minutes. Raises Refused where there is no consent, or it has ended."""
    grant = Grant.objects.filter(mailbox=mailbox).first()
    if grant is None or not grant.refresh:
        raise Refused("Nobody has given consent for it yet: open it and choose “Connect”.")
    if grant.expires_at and grant.expires_at > clock.now() + EARLY:
        return ACCESS.unseal(grant.access)
    return renewed(grant)


def renewed(grant: Grant) -> str:
    """A new access token by the refresh token; providers may send another refresh token with it."""
    told = _told(
        grant, {"grant_type": "refresh_token", "refresh_token": REFRESH.unseal(grant.refresh)}
    )
    _keep(grant, told)
    return str(told["access_token"])


def _told(grant: Grant, asked: dict[str, str]) -> dict[str, object]:
    provider = providers.of(grant)
    who = provider.label.capitalize()
    try:
        answer = web.ask(_question(grant, provider.token, asked))
        told = json.loads(answer.body)
    except (web.Forbidden, web.Unknown, web.Closed) as problem:
        raise Refused("{who} can't be asked: {problem}", who=who, problem=problem) from problem
    except secrets.Unopened as gone:
        raise Refused(
            "Its client secret can't be opened: {gone} Type it once more.", gone=gone
        ) from gone
    except (ValueError, RecursionError) as nonsense:
        raise Refused("{who} answers something that is no token.", who=who) from nonsense
    if not isinstance(told, dict) or answer.status != 200 or not _is_word(told.get("access_token")):
        raise _refusal(provider.label.capitalize(), told)
    return told


def _question(grant: Grant, url: str, asked: dict[str, str]) -> web.Question:
    secret = CLIENT_SECRET.unseal(grant.client_secret)
    form = {**asked, "client_id": grant.client_id, "client_secret": secret}
    body = urlencode({name: value for name, value in form.items() if value}).encode()
    headers = {"Content-Type": FORM, "Accept": "application/json"}
    return web.Question(url, "POST", body, headers, largest=100_000)


def _refusal(who: str, told: object) -> Refused:
    why = told.get("error") if isinstance(told, dict) else None
    if why == "invalid_grant":
        return Refused(
            "The consent has ended or was taken back: open the mailbox and choose “Connect” again."
        )
    if why == "invalid_client":
        return Refused("{who} does not know the desk by this client ID and secret.", who=who)
    if not why:
        return Refused("{who} answers nothing that we understand.", who=who)
    word = "".join(c for c in str(why)[:60] if c.isalnum() or c in "_-. ")
    return Refused("{who} refuses: {word}.", who=who, word=word)


def _keep(grant: Grant, told: dict[str, object]) -> None:
    lasts = told.get("expires_in")
    seconds = int(lasts) if isinstance(lasts, int | str) and str(lasts).isdigit() else 3600
    columns = {
        "access": ACCESS.seal(str(told["access_token"])),
        "expires_at": clock.now() + timedelta(seconds=min(seconds, 86_400)),
    }
    if _is_word(fresh := told.get("refresh_token")):
        columns["refresh"] = REFRESH.seal(str(fresh))
    Grant.objects.filter(pk=grant.pk).update(**columns)


def _is_word(value: object) -> bool:
    """A token goes into a line of IMAP: nothing but visible ASCII is one."""
    return (
        isinstance(value, str)
        and 0 < len(value) < 20_000
        and value.isascii()
        and value.isprintable()
        and " " not in value
    )
