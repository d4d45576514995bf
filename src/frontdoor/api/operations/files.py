"""Attachments: upload the bytes, name the upload in a reply or a new ticket, download what came."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from http import HTTPStatus
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router

from frontdoor.api.frame import answers
from frontdoor.api.frame.bodies import require_plain, unsupported
from frontdoor.api.frame.caller import Call
from frontdoor.api.frame.problems import missing
from frontdoor.api.operations import uploads
from frontdoor.api.operations.found import invalid_value
from frontdoor.api.shapes import asked, told
from frontdoor.api.shapes.values import Number, size
from frontdoor.core import sending
from frontdoor.core.once import Given
from frontdoor.tickets.models import Attachment, Message, Ticket
from frontdoor.tickets.queries import readable
from frontdoor.tickets.verbs import File

router = Router(tags=["attachments"])
PIECE = 256 * 1024
FORM = "multipart/form-data"


class Upload(asked.Query):
    name: Annotated[str, size(1000)] = ""


@router.post(
    "/attachments", response={201: told.UploadTold}, operation_id="upload", summary="Upload a file"
)
def upload(request: Call, query: Query[Upload]) -> HttpResponse:
    """The bytes as the body, or one file of a form. The id is good for an hour, for whoever uploaded it."""
    request.auth.need("reply")
    require_plain(request, "application/octet-stream")
    file = _from_form(request) if request.content_type == FORM else _from_body(request, query.name)
    request.sent = hashlib.sha256(f"{file.sha256} {file.name} {file.type}".encode()).hexdigest()
    given = {"size": file.size, "sha256": file.sha256}
    told_once = answers.settled(request, lambda: Given(HTTPStatus.CREATED, given))
    return answers.json(
        {**told_once.facts, "id": uploads.ticket_for(file, request.auth.actor)}, status=201
    )


@router.get(
    "/attachments/{pk}",
    response={200: None},
    operation_id="download",
    summary="Download a file",
)
def download(request: Call, pk: Number) -> HttpResponseBase:
    """Always as a download of unknown type."""
    actor = request.auth.actor
    seen = Message.objects.filter(readable(actor), ticket__in=Ticket.objects.visible_to(actor))
    file = Attachment.objects.filter(pk=pk, message__in=seen).first()
    if file is None:
        raise missing()
    return sending.download(request, file.sha256, name=file.name)


def _from_body(request: Call, name: str) -> File:
    if not request.content_type:
        raise unsupported("Say what it is: send a Content-Type.", "*/*")
    return uploads.keep(_pieces(request), name, request.content_type)


def _from_form(request: Call) -> File:
    files = [file for _, sent in request.FILES.lists() for file in sent]
    if len(files) != 1 or request.POST:
        raise invalid_value("Send exactly one part, and it has a file name.", "/file")
    return uploads.keep(files[0].chunks(PIECE), files[0].name or "", files[0].content_type or "")


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    while piece := request.read(PIECE):
        yield piece
