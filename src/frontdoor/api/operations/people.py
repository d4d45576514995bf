"""People and what they belong to."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Query, Router

from frontdoor.api.frame import answers
from frontdoor.api.frame.caller import Call
from frontdoor.api.frame.problems import missing
from frontdoor.api.reads import company
from frontdoor.api.reads.paging import Listing, page
from frontdoor.api.shapes import told
from frontdoor.api.shapes.asked import Newcomer, Page
from frontdoor.api.shapes.values import Number, size
from frontdoor.core.once import Given
from frontdoor.people import verbs
from frontdoor.people.models import Organisation, Team
from frontdoor.tickets.models import Category, Service

router = Router(tags=["company"])


class PeoplePage(Page):
    """`q` is part of a name, or how an address begins."""

    q: Annotated[str, size(200)] = ""


@router.get("/people", response=told.People, operation_id="list_people", summary="List people")
def people(request: Call, query: Query[PeoplePage]) -> HttpResponse:
    """By name. For the desk."""
    rows = company.people().filter(active=True)
    if query.q.strip():
        rows = rows.filter(company.called(query.q.strip()))
    return _listed(request, rows, query, company.PEOPLE)


@router.post(
    "/people", response={201: told.PersonMade}, operation_id="enrol", summary="Enrol somebody"
)
def enrol(request: Call, wanted: Newcomer) -> HttpResponse:
    """For administrators, with a token of the scope admin."""
    return answers.done(request, lambda: _enrol(request, wanted))


@router.get(
    "/people/{pk}",
    response=told.PersonTold,
    operation_id="read_person",
    summary="Read about a person",
)
def person(request: Call, pk: Number) -> HttpResponse:
    """Oneself, or for the desk anybody."""
    actor = request.auth.actor
    if pk != actor.person_id and not actor.has("read_people"):
        raise missing()
    row = company.people().filter(pk=pk).values(*company.PEOPLE.columns).first()
    if row is None:
        raise missing()
    return answers.json(company.person(row))


@router.get("/teams", response=told.Teams, operation_id="list_teams", summary="List teams")
def teams(request: Call, query: Query[Page]) -> HttpResponse:
    """By name; a private one only if you are in it."""
    rows = Team.objects.exclude(pk__in=request.auth.actor.hidden_team_ids)
    return _listed(request, rows, query, company.TEAMS)


@router.get(
    "/organisations",
    response=told.Organisations,
    operation_id="list_organisations",
    summary="List organisations",
)
def organisations(request: Call, query: Query[Page]) -> HttpResponse:
    """By name. For the desk."""
    return _listed(request, Organisation.objects.all(), query, company.ORGANISATIONS)


@router.get(
    "/services", response=told.Services, operation_id="list_services", summary="List services"
)
def services(request: Call, query: Query[Page]) -> HttpResponse:
    """By name. For the desk."""
    return _listed(request, Service.objects.all(), query, company.SERVICES)


@router.get(
    "/categories",
    response=told.Categories,
    operation_id="list_categories",
    summary="List categories",
)
def categories(request: Call, query: Query[Page]) -> HttpResponse:
    """By name. For the desk."""
    return _listed(request, Category.objects.all(), query, company.CATEGORIES)


def _listed(request: Call, rows: QuerySet[Any], query: Page, listing: Listing) -> HttpResponse:
    request.auth.need("read_people")
    return answers.json(page(request, rows, query, listing))


def _enrol(request: Call, wanted: Newcomer) -> Given:
    newcomer = verbs.Newcomer(wanted.email, wanted.name, wanted.role, wanted.team)
    made = verbs.enrol(newcomer, by=request.auth.actor)
    url = f"{settings.SITE_URL}/api/v1/people/{made.pk}"
    return Given(HTTPStatus.CREATED, {"id": made.pk, "url": url})
