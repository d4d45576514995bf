"""A file that was too large for a mail: its one reader fetches it here, while they take part and the link lasts."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.views.decorators.http import require_http_methods

from frontdoor.core.sending import download
from frontdoor.people.login.gate import Request
from frontdoor.portal.mail.passed import passed
from frontdoor.portal.show import show
from frontdoor.tickets.models import Attachment


@require_http_methods(["GET", "HEAD", "POST"])
def fetch(request: Request, secret: str) -> HttpResponseBase:
    """GET and POST /mail/files/<secret>/. A button first: mail scanners open every link, and this one is large."""
    return passed(request, "file", secret, _page)


def _page(request: Request, pk: int) -> HttpResponseBase:
    file = Attachment.objects.get(pk=pk)
    if request.method != "POST":
        context = {"name": file.name, "size": filesizeformat(file.size)}
        return show(request, "portal/mail/file.html", context)
    try:
        return download(request, file.sha256, name=file.name)
    except FileNotFoundError as gone:
        raise Http404 from gone
