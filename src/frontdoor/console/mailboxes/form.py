"""What is asked about a mailbox. A stored password is never shown again, only that there is one."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from frontdoor.channels.adapters.email.imap import names
from frontdoor.channels.adapters.email.providers.table import PROVIDERS
from frontdoor.channels.mailboxes.verbs import Registration, Settings
from frontdoor.channels.models import Grant, Mailbox
from frontdoor.console.worded import WordedForm
from frontdoor.core import secrets
from frontdoor.core.egress import web
from frontdoor.core.errors import Refused
from frontdoor.people.emails import canonical
from frontdoor.people.models import Team

SECRET = frozenset({"password", "client_secret", "signing_key"})
ESPS = [(name, provider.label) for name, provider in PROVIDERS.items()]


class Line(forms.CharField):
    """One line without control characters: names go into protocols (trust.md, rule 9)."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if names.has_controls(text):
            raise forms.ValidationError(_("This has a line break or a control character in it."))
        return text


class MailboxForm(WordedForm):
    """`mailbox` is the one that is changed, or None."""

    name = Line(max_length=80, error_messages={"required": _later("Give it a name.")})
    team = forms.ModelChoiceField(Team.objects.order_by("name"), required=False)
    addresses = forms.CharField(
        max_length=2000, error_messages={"required": _later("A mailbox needs an address.")}
    )
    kind = forms.ChoiceField(choices=Mailbox.Kind)
    host = Line(max_length=253, required=False)
    port = forms.IntegerField(min_value=1, max_value=65535, required=False)
    security = forms.ChoiceField(choices=Mailbox.Security, required=False)
    login = forms.ChoiceField(choices=Mailbox.Login, required=False)
    user = Line(max_length=254, required=False)
    password = forms.CharField(max_length=1024, required=False, strip=False)
    provider = forms.ChoiceField(choices=Grant.Provider, required=False)
    tenant = Line(max_length=100, required=False)
    client_id = Line(max_length=200, required=False)
    client_secret = Line(max_length=500, required=False)
    authorize_url = Line(max_length=300, required=False)
    token_url = Line(max_length=300, required=False)
    scope = Line(max_length=300, required=False)
    esp = forms.ChoiceField(choices=ESPS, required=False)
    signing_key = Line(max_length=1000, required=False)
    folder = Line(max_length=200, required=False)
    after = forms.ChoiceField(choices=Mailbox.After, required=False)
    done_folder = Line(max_length=200, required=False)
    takes_old = forms.BooleanField(required=False)
    automatic_reopens = forms.BooleanField(required=False)
    version = forms.IntegerField(min_value=0, required=False)

    def __init__(self, *args: Any, mailbox: Mailbox | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.mailbox = mailbox

    def clean_addresses(self) -> tuple[str, ...]:
        try:
            found = [
                canonical(word)
                for word in re.split(r"[\s,;]+", self.cleaned_data["addresses"])
                if word
            ]
        except Refused as refusal:
            raise forms.ValidationError(refusal.words) from refusal
        return tuple(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        for name in SECRET:
            held[name] = held.get(name) or self._kept(name)
        if held.get("kind") == Mailbox.Kind.IMAP:
            self._require("host", _("Which server is it on?"))
            self._require("user", _("As which user do we sign in there?"))
            if held.get("after") == Mailbox.After.MOVE:
                self._require("done_folder", _("To which folder?"))
            if held.get("login") == Mailbox.Login.OAUTH:
                self._require_registration(held)
            elif not held.get("password") and not (self.mailbox and self.mailbox.password):
                self._require("password", _("Its password is needed."))
        return held

    def _require_registration(self, held: dict[str, Any]) -> None:
        self._require("client_id", _("As whom does the provider know the desk?"))
        if held.get("provider") != Grant.Provider.OTHER:
            return
        self._require("scope", _("Which right is asked for?"))
        for name in ("authorize_url", "token_url"):
            self._require(name, _("At which address?"))
            if name not in self.errors:
                self._judge(name, held[name])

    def _judge(self, name: str, url: str) -> None:
        """Refused at save and at use (trust.md, 6.5)."""
        try:
            web.judge(url)
        except web.Forbidden:
            self.add_error(name, _("This address is not allowed."))
        except web.Unknown:
            self.add_error(name, _("There is no server of this name."))

    def settings(self) -> Settings:
        """Of a valid form."""
        held = self.cleaned_data
        return Settings(
            name=held["name"], addresses=held["addresses"], kind=held["kind"], team=held["team"] and held["team"].pk,
            host=held["host"], port=held["port"] or 993, security=held["security"] or Mailbox.Security.TLS,
            login=held["login"] or Mailbox.Login.PASSWORD, user=held["user"], password=held["password"] or None,
            folder=held["folder"] or "INBOX", after=held["after"] or Mailbox.After.MOVE,
            done_folder=held["done_folder"], takes_old=held["takes_old"],
            automatic_reopens=held["automatic_reopens"], registration=self._registration(),
            provider=self._esp(), signing_key=held["signing_key"] or None,
        )  # fmt: skip

    def _registration(self) -> Registration | None:
        held = self.cleaned_data
        if held["login"] != Mailbox.Login.OAUTH:
            return None
        other = held["provider"] == Grant.Provider.OTHER
        own = {
            name: held[name] if other else "" for name in ("authorize_url", "token_url", "scope")
        }
        return Registration(
            provider=held["provider"] or Grant.Provider.MICROSOFT, client_id=held["client_id"],
            client_secret=held["client_secret"] or None, tenant=held["tenant"], **own,
        )  # fmt: skip

    def _esp(self) -> str:
        held = self.cleaned_data
        return (held["esp"] or ESPS[0][0]) if held["kind"] == Mailbox.Kind.WEBHOOK else ""

    def shown(self) -> dict[str, str]:
        """What stands in the fields: as typed, or as it is; never a password."""
        return {name: "" if name in SECRET else self._text(name) for name in self.fields}

    def kept(self) -> dict[str, str]:
        """Secrets that were typed and are not saved yet, sealed: they need not be typed again, and are not shown."""
        typed = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else {}
        return {
            name: secrets.seal(typed[name], f"form.{name}") if typed.get(name) else ""
            for name in SECRET
        }

    def _kept(self, name: str) -> str:
        try:
            return secrets.unseal(self.data[f"{name}_kept"], f"form.{name}")
        except (KeyError, secrets.Unopened):
            return ""

    def problems(self) -> dict[str, str]:
        """The first thing that is wrong with each field."""
        return {name: str(errors[0]) for name, errors in self.errors.items()}

    def _text(self, name: str) -> str:
        value = self.data.get(name, "") if self.is_bound else self.initial.get(name, "")
        return "" if value is None else str(value)

    def _require(self, name: str, words: str) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, words)


def initial(mailbox: Mailbox | None) -> dict[str, object]:
    """What the form begins with."""
    if mailbox is None:
        return {"kind": "imap", "port": 993, "security": "tls", "login": "password", "folder": "INBOX",
                "after": "move", "done_folder": _("Taken by the desk"), "version": 0}  # fmt: skip
    same = (
        "name", "kind", "host", "port", "security", "login", "user", "folder", "after", "done_folder", "version"
    )  # fmt: skip
    addresses = sorted(mailbox.addresses.all(), key=lambda each: each.pk)
    return {
        **{name: getattr(mailbox, name) for name in same},
        "team": mailbox.team_id or "",
        "addresses": "\n".join(each.email for each in addresses),
        "esp": mailbox.provider,
        "takes_old": "on" if mailbox.takes_old else "",
        "automatic_reopens": "on" if mailbox.automatic_reopens else "",
        **_registered(mailbox),
    }


def _registered(mailbox: Mailbox) -> dict[str, object]:
    grant = Grant.objects.filter(mailbox=mailbox).first()
    names = ("provider", "tenant", "client_id", "authorize_url", "token_url", "scope")
    return {name: getattr(grant, name) if grant else "" for name in names}
