"""From a filled form to a ticket. Whoever is not signed in has proved nothing: their words wait, unconfirmed."""

from __future__ import annotations

from collections.abc import Sequence

from frontdoor.core.errors import Refused
from frontdoor.core.whole import together
from frontdoor.people import directory
from frontdoor.people.actors import SYSTEM
from frontdoor.people.login.gate import Request
from frontdoor.people.models import Person
from frontdoor.portal import keys
from frontdoor.portal.ask.form import AskForm
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.verbs import Arrival, Carried, File
from frontdoor.tickets.verbs.opening import title

LONGEST_SUBJECT, LONGEST_WRITING = 90, 7200
UNPROVED = "Sent from the portal by somebody who was not signed in."


def opened(request: Request, form: AskForm, files: Sequence[File]) -> Ticket:
    """The ticket; the same one however often this form is sent. Raises Refused in words for the sender."""
    if request.person is not None:
        return _open(request, form, files, request.person, "")
    email, name = form.cleaned_data["email"], form.cleaned_data["name"]
    # One commit, whether the person is new or not.
    with together():
        requester = directory.new_or_known(email, name)
        return _open(request, form, files, requester, UNPROVED)


def subject_of(body: str) -> str:
    """The first line in which something can be read, cut between words where it is long."""
    line = next(line for line in map(_readable, body.splitlines()) if line)
    if len(line) <= LONGEST_SUBJECT:
        return line
    head, _, _ = line[:LONGEST_SUBJECT].rpartition(" ")
    return f"{head or line[:LONGEST_SUBJECT]}…"


def _open(
    request: Request, form: AskForm, files: Sequence[File], requester: Person, doubt: str
) -> Ticket:
    body = form.cleaned_data["body"]
    return verbs.open(
        subject=subject_of(body),
        body=body,
        requester=requester,
        by=SYSTEM if doubt else request.actor,
        arrival=Arrival(
            channel="portal",
            urgency=form.rank("urgency"),
            impact=form.rank("impact"),
            seconds=seconds_of(request.POST.get("seconds", "")),
        ),
        carried=Carried(
            form_key=keys.read(request.POST.get("form_key", "")),
            files=files,
            verified=not doubt,
            doubt=doubt,
        ),
    )


def seconds_of(told: str) -> float | None:
    """How long the page says that writing took; None where it says nothing that can be true."""
    if not (told.isascii() and told.isdigit() and len(told) <= 5):
        return None
    return float(told) if int(told) <= LONGEST_WRITING else None


def _readable(line: str) -> str:
    try:
        return title(line)
    except Refused:
        return ""
