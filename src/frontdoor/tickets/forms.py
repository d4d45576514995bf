"""What each verb needs from a person; shared by desk, portal, API and rules.

A form is bound with `actor` and `ticket`, so that no choice offers what the actor can't see.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from frontdoor.people.actors import Actor
from frontdoor.people.models import Person, Team
from frontdoor.tickets.models import Device, Message, Ticket, TicketLink

CHANNELS = [
    "portal", "email", "chat", "web_chat", "phone", "walkup", "hallway", "teams", "slack", "monitoring", "api",
]  # fmt: skip


class VerbForm(forms.Form):
    """Base: `cleaned` is what the verb takes."""

    def __init__(self, *args: Any, actor: Actor, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.ticket = actor, ticket
        for name, choices in self.choices().items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = choices
                if choices.model is Ticket:
                    field.error_messages["invalid_choice"] = _("There is no such ticket.")

    def choices(self) -> dict[str, QuerySet[Any]]:
        """Querysets by field, narrowed to what this actor sees."""
        return {}

    @property
    def cleaned(self) -> dict[str, Any]:
        return self.cleaned_data


class NothingForm(VerbForm):
    """For verbs that need no words: take, start, reopen."""


class ReplyForm(VerbForm):
    body = forms.CharField(widget=forms.Textarea, label=_later("Reply"), max_length=200_000)
    channel = forms.ChoiceField(
        choices=[(name, name) for name in CHANNELS], initial="email", required=False
    )

    @property
    def cleaned(self) -> dict[str, Any]:
        default = "email" if self.actor.is_staff else "portal"
        return {**self.cleaned_data, "channel": self.cleaned_data["channel"] or default}


class NoteForm(VerbForm):
    body = forms.CharField(widget=forms.Textarea, label=_later("Internal note"), max_length=200_000)


class AssignForm(VerbForm):
    to = forms.ModelChoiceField(
        Person.objects.none(),
        required=False,
        label=_later("Assignee"),
        empty_label=_later("Nobody"),
    )

    def choices(self) -> dict[str, QuerySet[Any]]:
        return {"to": agents()}


class AttributeForm(VerbForm):
    person = forms.ModelChoiceField(Person.objects.none(), required=False, label=_later("Person"))
    email = forms.EmailField(required=False, max_length=254, label=_later("Or an address"))

    def choices(self) -> dict[str, QuerySet[Any]]:
        return {"person": Person.objects.filter(active=True)}


class HandOverForm(VerbForm):
    to = forms.ModelChoiceField(
        Person.objects.none(),
        required=False,
        label=_later("Person"),
        empty_label=_later("Nobody yet"),
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), required=False, label=_later("Team"), empty_label=_later("Same team")
    )
    reason = forms.CharField(max_length=500, label=_later("Why"))

    def choices(self) -> dict[str, QuerySet[Any]]:
        return {"to": agents(), "team": Team.objects.order_by("name")}


class AskForHelpForm(VerbForm):
    person = forms.ModelChoiceField(Person.objects.none(), label=_later("Who"))
    reason = forms.CharField(max_length=500, required=False, label=_later("With what"))

    def choices(self) -> dict[str, QuerySet[Any]]:
        return {"person": agents()}


class ChangeForm(VerbForm):
    field = forms.CharField(max_length=60, label=_later("Field"))
    value = forms.CharField(required=False, max_length=2_000, label=_later("Value"))
    reason = forms.CharField(required=False, max_length=255, label=_later("Why"))


class Words(forms.CharField):
    """Words with spaces or commas between them, as a list; a list stays one."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        return str(value or "").replace(",", " ").split()


class TagForm(VerbForm):
    add = Words(required=False, max_length=400, label=_later("Add tags"))
    remove = Words(required=False, max_length=400, label=_later("Remove tags"))


class Devices(Words):
    """The labels that stand on devices, as rows; one that nobody knows is named."""

    def clean(self, value: Any) -> list[Device]:
        labels = {str(label).strip().upper() for label in super().clean(value)}
        found = {device.tag.upper(): device for device in Device.objects.known_by(labels)}
        if unknown := sorted(labels - found.keys()):
            words = _("We know no device called {names}.")
            raise forms.ValidationError(words.format(names=", ".join(unknown)))
        return list(found.values())


class DeviceForm(VerbForm):
    add = Devices(required=False, max_length=400, label=_later("Add devices"))
    remove = Devices(required=False, max_length=400, label=_later("Remove devices"))


class HoldForm(VerbForm):
    hold_for = forms.ChoiceField(choices=Ticket.HoldFor.choices, label=_later("Waits for"))
    until = forms.DateTimeField(required=False, label=_later("Until"))
    reason = forms.CharField(required=False, max_length=255, label=_later("Why"))


class ResolveForm(VerbForm):
    resolution = forms.CharField(
        widget=forms.Textarea, required=False, label=_later("What fixed it?"), max_length=20_000
    )
    outcome = forms.ChoiceField(choices=Ticket.Outcome.choices, required=False, initial="fixed")
    cause = forms.ChoiceField(choices=[("", "–"), *Ticket.Cause.choices], required=False)

    @property
    def cleaned(self) -> dict[str, Any]:
        return {**self.cleaned_data, "outcome": self.cleaned_data["outcome"] or "fixed"}


class CloseForm(VerbForm):
    outcome = forms.ChoiceField(choices=[("", "–"), *Ticket.Outcome.choices], required=False)


class MergeForm(VerbForm):
    into = forms.ModelChoiceField(Ticket.objects.none(), label=_later("Number it is merged into"))

    def choices(self) -> dict[str, QuerySet[Any]]:
        return {"into": Ticket.objects.visible_to(self.actor)}


class UnmergeForm(VerbForm):
    """The survivor is known; it is asked for only so that both are locked."""

    survivor = forms.ModelChoiceField(Ticket.objects.none(), required=False)

    def choices(self) -> dict[str, QuerySet[Any]]:
        return {"survivor": Ticket.objects.visible_to(self.actor).filter(absorbed=self.ticket)}

    def clean_survivor(self) -> Ticket:
        found = self.fields["survivor"].queryset.first()  # type: ignore[attr-defined]
        if found is None:
            raise forms.ValidationError(_("This ticket is not merged into another."))
        return found  # type: ignore[no-any-return]


class SplitForm(VerbForm):
    messages = forms.ModelMultipleChoiceField(Message.objects.none(), label=_later("Messages"))
    subject = forms.CharField(max_length=255, label=_later("Subject"))

    def choices(self) -> dict[str, QuerySet[Any]]:
        return {"messages": self.ticket.messages.all()}


class LinkForm(VerbForm):
    other = forms.ModelChoiceField(Ticket.objects.none(), label=_later("Number"))
    relation = forms.ChoiceField(choices=TicketLink.Relation.choices, initial="related")

    def choices(self) -> dict[str, QuerySet[Any]]:
        return {"other": Ticket.objects.visible_to(self.actor)}


class FollowForm(VerbForm):
    person = forms.ModelChoiceField(Person.objects.none(), required=False, label=_later("Person"))
    email = forms.EmailField(required=False, max_length=254, label=_later("Or an address"))

    def choices(self) -> dict[str, QuerySet[Any]]:
        if self.actor.is_staff:
            return {"person": Person.objects.filter(active=True)}
        return {"person": Person.objects.filter(pk=self.actor.me)}


class UnfollowForm(FollowForm):
    email = None  # type: ignore[assignment]


class LogTimeForm(VerbForm):
    minutes = forms.IntegerField(min_value=1, max_value=1440, label=_later("Minutes"))
    on = forms.DateField(required=False, label=_later("Day"))


class SnoozeForm(VerbForm):
    until = forms.DateTimeField(label=_later("Until"))


class RedactForm(VerbForm):
    message = forms.ModelChoiceField(Message.objects.none(), label=_later("Message"))
    passage = forms.CharField(max_length=10_000, strip=False, label=_later("Passage"))

    def choices(self) -> dict[str, QuerySet[Any]]:
        return {"message": self.ticket.messages.all()}


class JudgeForm(VerbForm):
    message = forms.ModelChoiceField(Message.objects.none(), label=_later("Message"))

    def choices(self) -> dict[str, QuerySet[Any]]:
        return {"message": self.ticket.messages.filter(public=True)}


class DeclineForm(VerbForm):
    person = forms.ModelChoiceField(Person.objects.none(), label=_later("Person"))

    def choices(self) -> dict[str, QuerySet[Any]]:
        if not self.actor.is_staff:
            return {"person": Person.objects.none()}
        return {"person": Person.objects.filter(participations__ticket=self.ticket)}


class EraseForm(VerbForm):
    reason = forms.CharField(max_length=255, label=_later("Why"))


FORMS: dict[str, type[VerbForm]] = {
    "accept": JudgeForm,
    "ask_for_help": AskForHelpForm,
    "assign": AssignForm,
    "attribute": AttributeForm,
    "change": ChangeForm,
    "close": CloseForm,
    "confirm": NothingForm,
    "device": DeviceForm,
    "decline": DeclineForm,
    "doubt": JudgeForm,
    "erase": EraseForm,
    "follow": FollowForm,
    "hand_over": HandOverForm,
    "hold": HoldForm,
    "link": LinkForm,
    "log_time": LogTimeForm,
    "merge": MergeForm,
    "note": NoteForm,
    "redact": RedactForm,
    "reopen": NothingForm,
    "reply": ReplyForm,
    "resolve": ResolveForm,
    "snooze": SnoozeForm,
    "split": SplitForm,
    "start": NothingForm,
    "tag": TagForm,
    "take": NothingForm,
    "unfollow": UnfollowForm,
    "unlink": LinkForm,
    "unmerge": UnmergeForm,
}


def form_for(verb: str) -> type[VerbForm]:
    """Raises KeyError for what no person can do by hand (`observe`, `prove`)."""
    return FORMS[verb]


def agents() -> QuerySet[Person]:
    """Who works at the desk."""
    return Person.objects.filter(active=True, role__in=Person.STAFF).order_by("name")
