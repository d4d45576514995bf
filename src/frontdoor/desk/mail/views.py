"""A mail dropped onto a page, or chosen in a form: a ticket for whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from frontdoor.channels.intake.dropping import LARGEST, dropped
from frontdoor.channels.intake.proof import own_address
from frontdoor.channels.kept import told
from frontdoor.channels.models import Spooled
from frontdoor.core.errors import Refused
from frontdoor.desk import toast
from frontdoor.desk.door import Visitor, by_htmx, desk
from frontdoor.desk.show import show
from frontdoor.desk.ticket.around import address
from frontdoor.desk.toast import Toast
from frontdoor.people.actors import Actor

MOST = 20
SAID = {
    "opened": gettext_noop("Logged as {number} for {who}"),
    "replied": gettext_noop("Added to {number}"),
    "duplicate": gettext_noop("Already in {number}"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def mail(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """GET shows the form; POST takes `files` and answers 201 with what was said, a redirect, or 422."""
    if request.method != "POST":
        return _form(request, visitor)
    try:
        rows = list(_taken(request.FILES.getlist("files"), visitor.actor))
    except Refused as refusal:
        return _refused(request, visitor, refusal.words)
    said = _said(rows)
    if by_htmx(request):
        return _told(request, said, 201)
    return toast.leave(HttpResponseRedirect(said.href or "/desk/"), said)


def _form(
    request: HttpRequest, visitor: Visitor, refused: str = "", status: int = 200
) -> HttpResponse:
    own = own_address(visitor.person, today=visitor.now.date())
    context = {"refused": refused, "own_address": own}
    return show(request, visitor, "desk/mail/mail.html", context, status=status)


def _taken(files: list[UploadedFile[bytes]], by: Actor) -> Iterator[Spooled]:
    if not files:
        raise Refused("Choose a mail first: a file that ends in .eml or .msg.")
    if len(files) > MOST:
        raise Refused("At most {most} mails at once.", most=MOST)
    for file in files:
        if (file.size or 0) > LARGEST:
            raise Refused("“{name}” has more than 30 MB.", name=(file.name or "")[:80])
        yield dropped(file.read(), file.name or "", by=by)


def _said(rows: list[Spooled]) -> Toast:
    first = rows[0]
    words = ". ".join(map(_words, rows))
    undo = f"/desk/log/{first.ticket_id}/undo/" if _is_new(rows) else ""
    return Toast(words, undo, address(first.ticket_id) if first.ticket_id else "")


def _is_new(rows: list[Spooled]) -> bool:
    return len(rows) == 1 and rows[0].outcome == Spooled.Outcome.OPENED


def _words(row: Spooled) -> str:
    if row.ticket is None:
        return told(row.reason) or _("Taken. It will be read in a moment")
    pattern = SAID.get(row.outcome, SAID["opened"])
    return _(pattern).format(number=row.ticket.pk, who=row.ticket.requester.name)


def _refused(request: HttpRequest, visitor: Visitor, why: str) -> HttpResponse:
    if by_htmx(request):
        return _told(request, Toast(why), 422)
    return _form(request, visitor, why, 422)


def _told(request: HttpRequest, said: Toast, status: int) -> HttpResponse:
    return render(request, "desk/_toast.html", {"shell": {"toast": asdict(said)}}, status=status)
