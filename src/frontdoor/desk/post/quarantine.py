"""Quarantine: mail that was put aside, with the reason, and what can be done about each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from frontdoor.channels import quarantine
from frontdoor.channels.adapters.email.bounded import Reader, Unreadable
from frontdoor.channels.kept import told
from frontdoor.channels.models import Spooled
from frontdoor.core import storage
from frontdoor.core.errors import Refused
from frontdoor.core.pages import prose, times
from frontdoor.core.paging import page
from frontdoor.core.sending import download
from frontdoor.desk import toast
from frontdoor.desk.door import Visitor, desk
from frontdoor.desk.show import show
from frontdoor.desk.toast import Toast
from frontdoor.people.actors import Actor

PER_PAGE, SHOWN = 30, 4_000
PLACE = "/desk/quarantine/"
GONE = gettext_noop("Its bytes are no longer kept.")
STATES = {"": Spooled.State.QUARANTINED, "discarded": Spooled.State.DISCARDED}
REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class Aside:
    """One mail as the list shows it; every word of it is a stranger's."""

    pk: int
    author: str
    subject: str
    reason: str
    at: str
    iso: str
    size: str
    discarded: bool
    report: bool
    kept: bool


@require_safe
@desk
def listed(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """GET /desk/quarantine/; with `show` what was discarded, or the reports that belong to no ticket."""
    _require(visitor.actor)
    chosen = request.GET.get("show", "")
    rows = _chosen(chosen, visitor.actor)
    found = page(rows, ["-received_at", "-id"], size=PER_PAGE, after=request.GET.get("after", ""))
    mails = [_aside(row, visitor) for row in found.rows]
    context = {"mails": mails, "after": found.after, "chosen": chosen}
    return show(request, visitor, "desk/post/quarantine.html", context, current=PLACE)


def _chosen(name: str, actor: Actor) -> QuerySet[Spooled]:
    if name == REPORTS:
        return quarantine.reports(actor)
    state = STATES.get(name, Spooled.State.QUARANTINED)
    return quarantine.lying(actor).filter(state=state)


@require_safe
@desk
def mail(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """GET /desk/quarantine/<pk>/: the reason, and the text without anything that could act."""
    return _page(request, visitor, _any(visitor.actor, pk))


@require_safe
@desk
def raw(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponseBase:
    """GET /desk/quarantine/<pk>/raw/: the bytes as they came."""
    row = _any(visitor.actor, pk)
    try:
        return download(request, row.sha256, name=f"mail-{row.pk}.eml")
    except FileNotFoundError as gone:
        raise Http404 from gone


@require_POST
@desk
def act(request: HttpRequest, visitor: Visitor, pk: int, deed: str) -> HttpResponse:
    """POST /desk/quarantine/<pk>/<deed>/: again, open, discard."""
    row = _one(visitor.actor, pk)
    if deed not in DEEDS:
        raise Http404
    try:
        said = DEEDS[deed](row, request.POST.get("why", ""), visitor.actor)
    except Refused as refusal:
        return _page(request, visitor, row, refusal.words, 422)
    return toast.leave(HttpResponseRedirect(PLACE), Toast(said))


def _again(row: Spooled, why: str, by: Actor) -> str:
    quarantine.again(row, by=by)
    return _("It is read once more")


def _open(row: Spooled, why: str, by: Actor) -> str:
    quarantine.open_anyway(row, by=by)
    return _("It becomes a ticket in a moment")


def _discard(row: Spooled, why: str, by: Actor) -> str:
    quarantine.discard(row, why=why, by=by)
    return _("Discarded. It stays under Discarded")


DEEDS: dict[str, Callable[[Spooled, str, Actor], str]] = {
    "again": _again,
    "open": _open,
    "discard": _discard,
}


def _require(actor: Actor) -> None:
    """For everybody else there is no such page."""
    if not actor.has(quarantine.SEES):
        raise Http404


def _one(actor: Actor, pk: int) -> Spooled:
    return _among(quarantine.lying(actor), pk)


def _any(actor: Actor, pk: int) -> Spooled:
    """A report may be read, and nothing else is done about it."""
    return _among(quarantine.lying(actor) | quarantine.reports(actor), pk)


def _among(rows: QuerySet[Spooled], pk: int) -> Spooled:
    if pk >= 2**63:
        raise Http404
    return get_object_or_404(rows, pk=pk)


def _page(
    request: HttpRequest, visitor: Visitor, row: Spooled, refused: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "mail": _aside(row, visitor),
        "text": prose.paragraphs(_text(row)),
        "refused": refused,
    }
    return show(request, visitor, "desk/post/aside.html", context, current=PLACE, status=status)


def _aside(row: Spooled, visitor: Visitor) -> Aside:
    return Aside(
        pk=row.pk,
        author=row.author or row.sender or _("Sender unknown"),
        subject=row.subject or _("(no subject)"),
        reason=told(row.reason) or _("No reason was kept."),
        at=times.clock(row.received_at.astimezone(visitor.now.tzinfo), visitor.now),
        iso=row.received_at.isoformat(timespec="minutes"),
        size=filesizeformat(row.size),
        discarded=row.state == Spooled.State.DISCARDED,
        report=row.state == Spooled.State.DONE,
        kept=bool(row.sha256),
    )


def _text(row: Spooled) -> str:
    """Read in a child of its own, as mail from outside always is."""
    if not row.sha256:
        return _(GONE)
    try:
        with Reader(seconds=5) as reader:
            return reader.read(storage.read_blob(row.sha256)).text[:SHOWN]
    except (storage.Damaged, FileNotFoundError):
        return _(GONE)
    except Unreadable as why:
        return told(str(why))
