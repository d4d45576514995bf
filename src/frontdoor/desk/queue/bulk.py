"""One verb over the chosen rows: POST /desk/bulk/."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from frontdoor.core.errors import Refused
from frontdoor.desk import toast
from frontdoor.desk.door import Visitor, desk
from frontdoor.desk.queue.rows import PICKED
from frontdoor.desk.toast import Toast
from frontdoor.people.actors import Actor
from frontdoor.tickets.forms import VerbForm, form_for
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.verbs import Report
from frontdoor.tickets.verbs import bulk as bulk_verb

MOST = 200
DONE = {
    "assign": gettext_noop("Assigned {count}"),
    "take": gettext_noop("Took {count}"),
    "hand_over": gettext_noop("Handed over {count}"),
    "change": gettext_noop("Changed {count}"),
    "resolve": gettext_noop("Resolved {count}"),
}


@require_POST
@desk
def bulk(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """`ticket` numbers, and `do`: a verb with its values, as in "assign 7". Back to where it was."""
    try:
        said, left = _done(request, visitor.actor)
    except Refused as refusal:
        said, left = refusal.words, _numbers(request)
    return toast.leave(HttpResponseRedirect(_still_chosen(back(request), left)), Toast(said))


def _done(request: HttpRequest, actor: Actor) -> tuple[str, Iterable[int]]:
    """In words, and the numbers that are left to do."""
    verb, values = asked(request)
    tickets = chosen(request, actor)
    form = form_for(verb)(values, actor=actor, ticket=tickets[0])
    if not form.is_valid():
        return _why(form), _numbers(request)
    report = bulk_verb(verb, tickets, by=actor, **form.cleaned)
    return words(verb, report), report.refused


def asked(request: HttpRequest) -> tuple[str, dict[str, Any]]:
    """Raises Refused where `do` is not one of the bar's."""
    match request.POST.get("do", "").split():
        case ["assign", pk]:
            return "assign", {"to": pk}
        case ["take"]:
            return "take", {}
        case ["team", pk]:
            return "hand_over", {"team": pk, "reason": request.POST.get("reason", "")}
        case ["priority", value]:
            return "change", {"field": "priority", "value": value}
        case ["resolve"]:
            return "resolve", {"resolution": request.POST.get("resolution", "")}
    raise Refused("Choose what to do with the selected tickets.")


def chosen(request: HttpRequest, actor: Actor) -> Sequence[Ticket]:
    """The marked tickets that the actor sees, in the order of their numbers."""
    numbers = _numbers(request)
    if len(numbers) > MOST:
        raise Refused("At most {most} tickets at once.", most=MOST)
    found = list(Ticket.objects.visible_to(actor).filter(pk__in=numbers).order_by("pk"))
    if not found:
        raise Refused("Select at least one ticket first.")
    return found


def _numbers(request: HttpRequest) -> set[int]:
    given = request.POST.getlist("ticket") or request.GET.getlist("ticket")
    return {int(n) for n in given if n.isascii() and n.isdecimal() and len(n) < 19}


def words(verb: str, report: Report) -> str:
    """What was done, and how much was not, with the first reason."""
    parts = [_(DONE[verb]).format(count=len(report.done))]
    if report.unchanged:
        parts.append(_("{count} had it already").format(count=len(report.unchanged)))
    if report.refused:
        number, why = next(iter(report.refused.items()))
        refused = _("{count} not done ({number}: {why})")
        parts.append(refused.format(count=len(report.refused), number=number, why=why.words))
    return ", ".join(parts)


def _still_chosen(target: str, left: Iterable[int]) -> str:
    """Nobody chooses twelve tickets twice because one word was missing."""
    place, _, query = target.partition("?")
    kept = [(name, value) for name, value in parse_qsl(query) if name != PICKED]
    if picked := "-".join(map(str, sorted(left))):
        kept.append((PICKED, picked))
    return f"{place}?{urlencode(kept)}" if kept else place


def back(request: HttpRequest) -> str:
    """The list that the form came from, on this site only."""
    target = request.POST.get("next", "")
    same = url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    )
    return target if same else "/desk/"


def _why(form: VerbForm) -> str:
    return " ".join(str(problem) for problems in form.errors.values() for problem in problems)
