"""Everything that can be done to a mailbox. Administrators only; each change is kept in the audit, without secrets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.conf import settings as site
from django.db import IntegrityError, transaction
from django.urls import reverse

from frontdoor.channels.mailboxes import events
from frontdoor.channels.mailboxes.addresses import DIRECTORY
from frontdoor.channels.models import Grant, Mailbox, MailboxAddress
from frontdoor.core import clock, secrets
from frontdoor.core.errors import NotAllowed, Refused, Stale
from frontdoor.people.actors import Actor
from frontdoor.people.audit import audit
from frontdoor.people.emails import canonical
from frontdoor.people.login.secrets import digest, make

CONFIGURE = "configure"
PLACE = ("host", "port", "user", "folder")
"""Another place is another folder: what was taken from the former one says nothing about it."""
APART = ("addresses", "password", "registration", "signing_key")
SERVER = ("host", "port", "security", "user")
PASSWORD = secrets.column(Mailbox, "password")
SIGNING_KEY = secrets.column(Mailbox, "signing_key")
HOOK_SECRET = secrets.column(Mailbox, "hook_secret")
CLIENT_SECRET = secrets.column(Grant, "client_secret")


@dataclass(frozen=True)
class Registration:
    """How the desk is known to whoever gives consents. None for the secret keeps the one that is there."""

    provider: str
    client_id: str
    client_secret: str | None = None
    tenant: str = ""
    authorize_url: str = ""
    token_url: str = ""
    scope: str = ""


@dataclass(frozen=True)
class Settings:
    """What a mailbox is to be. `team` is a key. None for the password keeps the one that is there."""

    name: str
    addresses: tuple[str, ...]
    kind: str
    team: int | None = None
    host: str = ""
    port: int = 993
    security: str = Mailbox.Security.TLS
    login: str = Mailbox.Login.PASSWORD
    user: str = ""
    password: str | None = None
    folder: str = "INBOX"
    after: str = Mailbox.After.MOVE
    done_folder: str = ""
    takes_old: bool = False
    automatic_reopens: bool = False
    registration: Registration | None = None
    provider: str = ""
    signing_key: str | None = None


@transaction.atomic
def add(settings: Settings, *, by: Actor) -> Mailbox:
    """Raises Refused where an address is unusable or belongs to another mailbox."""
    _require(by)
    mailbox = Mailbox(created_at=clock.now(), **_columns(settings))
    mailbox.password = PASSWORD.seal(settings.password or "")
    mailbox.signing_key = SIGNING_KEY.seal(settings.signing_key or "")
    mailbox.save(force_insert=True)
    _give(mailbox, settings.addresses)
    _register(mailbox, settings)
    audit(events.MailboxAdded(mailbox.pk, mailbox.address), actor=by.label)
    return mailbox


@transaction.atomic
def change(mailbox: Mailbox, settings: Settings, *, version: int, by: Actor) -> Mailbox:
    """Raises Stale where somebody changed it meanwhile, Refused as `add` does."""
    _require(by)
    held = _held(mailbox, version)
    _require_password_for_another_server(held, settings)
    changed = _put(held, settings)
    if set(changed) & set(PLACE):
        held.uidvalidity, held.floor, held.by_date, held.checked_at = None, 0, False, None
        held.watched_since = clock.now()
    held.version, held.error, held.failing_since = version + 1, "", None
    held.save()
    if _give(held, settings.addresses):
        changed.append("addresses")
    if _register(held, settings):
        changed.append("registration")
    audit(events.MailboxChanged(held.pk, tuple(changed)), actor=by.label)
    return held


def draft(mailbox: Mailbox | None, settings: Settings) -> Mailbox:
    """As it would be, unsaved, to be tried before. Raises Refused as `change` does."""
    made = Mailbox(created_at=clock.now(), **_columns(settings))
    if settings.password is not None:
        made.password = PASSWORD.seal(settings.password)
    elif mailbox is not None:
        _require_password_for_another_server(mailbox, settings)
        made.password = mailbox.password
    return made


@transaction.atomic
def pause(mailbox: Mailbox, *, by: Actor) -> None:
    """Nothing is fetched, and whoever delivers is asked to try again later."""
    if _switch(mailbox, paused=True, by=by):
        audit(events.MailboxPaused(mailbox.pk), actor=by.label)


@transaction.atomic
def resume(mailbox: Mailbox, *, by: Actor) -> None:
    """Goes on where it was left."""
    if _switch(mailbox, paused=False, by=by):
        audit(events.MailboxResumed(mailbox.pk), actor=by.label)


@transaction.atomic
def remove(mailbox: Mailbox, *, by: Actor) -> None:
    """Its tickets and its mail log stay; its addresses are free, its secrets are gone."""
    _require(by)
    held = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    if held.removed_at is not None:
        return
    address = held.address
    held.addresses.all().delete()
    DIRECTORY.forget()
    Grant.objects.filter(mailbox=held).delete()
    held.removed_at, held.version = clock.now(), held.version + 1
    held.password, held.signing_key, held.hook, held.hook_secret = "", "", None, ""
    held.save()
    audit(events.MailboxRemoved(held.pk, address), actor=by.label)


@transaction.atomic
def hook(mailbox: Mailbox, *, by: Actor) -> str:
    """A new secret for the address that its provider posts to, told once; the former one is worth nothing now.

    It is looked up by its hash. It is kept sealed as well, since some providers sign the address that they post to.
    """
    _require(by)
    held = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    if held.kind != Mailbox.Kind.WEBHOOK or held.removed_at is not None:
        raise Refused("Mail is not handed over to this mailbox by a provider.")
    secret = make("mh_")
    held.hook, held.hook_secret = digest(secret), HOOK_SECRET.seal(secret)
    held.save(update_fields=["hook", "hook_secret"])
    audit(events.MailboxHooked(held.pk), actor=by.label)
    return secret


def hook_address(secret: str) -> str:
    """Where its provider posts to, as it was told."""
    return f"{site.SITE_URL}{reverse('mail-in', kwargs={'secret': secret})}"


def _require(by: Actor) -> None:
    if not by.has(CONFIGURE):
        raise NotAllowed("Only an administrator may do that.")


def _columns(settings: Settings) -> dict[str, object]:
    rest = asdict(settings)
    rest["team_id"] = rest.pop("team")
    return {name: value for name, value in rest.items() if name not in APART}


def _put(held: Mailbox, settings: Settings) -> list[str]:
    """The names of what is another value now."""
    columns = _columns(settings)
    changed = [name for name, value in columns.items() if getattr(held, name) != value]
    for name, value in columns.items():
        setattr(held, name, value)
    for name, field in (("password", PASSWORD), ("signing_key", SIGNING_KEY)):
        if (typed := getattr(settings, name)) is not None:
            setattr(held, name, field.seal(typed))
            changed.append(name)
    return changed


def _held(mailbox: Mailbox, version: int) -> Mailbox:
    held = Mailbox.objects.select_for_update().filter(pk=mailbox.pk, removed_at=None).first()
    if held is None or held.version != version:
        raise Stale(
            "Somebody else changed this mailbox meanwhile. What you typed is still here.",
            current=held.version if held else 0,
        )
    return held


def _require_password_for_another_server(held: Mailbox, settings: Settings) -> None:
    """Else whoever may change settings could have the stored password sent to a server of their own."""
    moved = any(getattr(held, name) != getattr(settings, name) for name in SERVER)
    if moved and held.password and settings.password is None and settings.host:
        raise Refused("Type the password once more: it is not sent to another server by itself.")


def _give(mailbox: Mailbox, addresses: Iterable[str]) -> bool:
    """Its addresses are these, in this order; True where they were others."""
    wanted = list(dict.fromkeys(canonical(address) for address in addresses))
    if not wanted:
        raise Refused("A mailbox needs an address.")
    if any("+" in address.partition("@")[0] for address in wanted):
        raise Refused(
            "Leave out what stands after a plus: all of it comes to the address before it."
        )
    before = list(mailbox.addresses.order_by("pk").values_list("email", flat=True))
    if before == wanted:
        return False
    mailbox.addresses.all().delete()
    for address in wanted:
        _give_one(mailbox, address)
    DIRECTORY.forget()
    return True


def _give_one(mailbox: Mailbox, address: str) -> None:
    try:
        with transaction.atomic():
            MailboxAddress.objects.create(mailbox=mailbox, email=address)
    except IntegrityError as taken:
        owner = MailboxAddress.objects.select_related("mailbox").get(email=address).mailbox
        raise Refused(
            "{address} already belongs to the mailbox “{name}”.", address=address, name=owner.name
        ) from taken


def _register(mailbox: Mailbox, settings: Settings) -> bool:
    """True where something changed. Tokens of another registration, or for another user, are worth nothing."""
    wanted = settings.registration
    if settings.login != Mailbox.Login.OAUTH or wanted is None:
        return bool(Grant.objects.filter(mailbox=mailbox).delete()[0])
    held = Grant.objects.filter(mailbox=mailbox).first() or Grant(mailbox=mailbox)
    columns = {name: value for name, value in asdict(wanted).items() if name != "client_secret"}
    changed = any(getattr(held, name) != value for name, value in columns.items())
    if held.pk and changed and held.client_secret and wanted.client_secret is None:
        raise Refused("Type the client secret once more: it is not sent elsewhere by itself.")
    for name, value in columns.items():
        setattr(held, name, value)
    if wanted.client_secret is not None:
        held.client_secret = CLIENT_SECRET.seal(wanted.client_secret)
    if changed:
        held.refresh, held.access, held.expires_at, held.connected_at = "", "", None, None
    held.save()
    return changed or wanted.client_secret is not None


def _switch(mailbox: Mailbox, *, paused: bool, by: Actor) -> bool:
    _require(by)
    held = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    if held.paused == paused or held.removed_at is not None:
        return False
    held.paused, held.version, held.error, held.failing_since = paused, held.version + 1, "", None
    if not paused:
        held.watched_since = clock.now()
    held.save()
    DIRECTORY.forget()
    return True
