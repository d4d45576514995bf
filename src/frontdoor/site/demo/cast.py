"""Puts the made-up company into the database, and remembers who is who there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.text import slugify

from frontdoor.people.actors import SYSTEM, Actor, acting
from frontdoor.people.models import Address, Membership, Organisation, Person, Team
from frontdoor.site.demo.company import Company, Gear, Someone
from frontdoor.site.demo.hours import HERE, instant
from frontdoor.site.demo.insert import count_on, insert
from frontdoor.site.demo.matters import matters, words
from frontdoor.site.demo.rhythm import Rhythm
from frontdoor.tickets.models import Category, Device, Service

ROWS_IN = {
    **dict.fromkeys(("requester", "person", "to"), "people"),
    "team": "teams",
    "service": "services",
    "category": "categories",
}
ROWS = ROWS_IN.keys()
BY_NAME = ("service", "category")


@dataclass(frozen=True)
class Cast:
    """The rows that a story's places, slugs and names stand for."""

    people: list[Person]
    actors: list[Actor]
    emails: list[str]
    teams: dict[str, Team]
    services: dict[str, Service]
    categories: dict[str, Category]
    devices: dict[str, Device]

    def actor(self, place: int | None) -> Actor:
        return SYSTEM if place is None else self.actors[place]

    def place(self, pk: int) -> int:
        """Where in the company the person with this key is; the keys follow one another."""
        return pk - self.people[0].pk

    def arguments(self, how: Mapping[str, Any]) -> dict[str, Any]:
        """What a step says, with rows instead of places, slugs and names."""
        rows = dict(how)
        for name in ROWS & rows.keys():
            rows[name] = getattr(self, ROWS_IN[name])[rows[name]]
        if rows.get("field") in BY_NAME:
            rows["value"] = getattr(self, ROWS_IN[rows["field"]])[rows["value"]].pk
        if "add" in rows:
            rows["add"] = [self.devices.get(word, word) for word in rows["add"]]
        if "happened_at" in rows:
            rows["happened_at"] = instant(rows["happened_at"])
        return rows


def bring_in(company: Company, rhythm: Rhythm) -> Cast:
    """Writes everybody; they were known before the first ticket came."""
    teams = {team["slug"]: _team(team["slug"], team["name"]) for team in words("company")["teams"]}
    people = _people(company, rhythm.begins)
    insert(Membership(team=teams[one.team], person=people[one.n]) for one in company.agents)
    return Cast(
        people=people,
        actors=[acting(person) for person in people],
        emails=[someone.email for someone in company.people],
        teams=teams,
        services=_services(teams),
        categories=_categories(),
        devices=_devices(company, people, rhythm.last),
    )


def _team(slug: str, name: str) -> Team:
    made, _ = Team.objects.get_or_create(name=name, defaults={"slug": slugify(name) or slug})
    return made


def _people(company: Company, since: datetime) -> list[Person]:
    names = dict.fromkeys(someone.organisation for someone in company.people)
    organisations = {name: Organisation.objects.get_or_create(name=name)[0] for name in names}
    last = Person.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    people = [
        _person(someone, last + 1 + someone.n, organisations[someone.organisation], since)
        for someone in company.people
    ]
    insert(people)
    insert(
        Address(person=person, email=someone.email, verified_at=since, primary=True)
        for person, someone in zip(people, company.people, strict=True)
    )
    count_on(Person)
    return people


def _person(someone: Someone, pk: int, organisation: Organisation, since: datetime) -> Person:
    facts = {
        name: getattr(someone, name)
        for name in ("name", "role", "department", "place", "title", "phone")
    }
    return Person(pk=pk, organisation=organisation, timezone=str(HERE), created_at=since, **facts)


def _devices(company: Company, people: list[Person], today: date) -> dict[str, Device]:
    owned = [(one.gear, people[one.n], one.place) for one in company.people if one.gear]
    shared = [(gear, None, "") for gear in company.shared]
    insert(_device(*row, today) for row in [*owned, *shared])
    return {device.tag: device for device in Device.objects.all()}


def _device(gear: Gear, owner: Person | None, place: str, today: date) -> Device:
    return Device(
        tag=gear.tag,
        model=gear.model,
        owner=owner,
        place=place,
        bought_on=today - timedelta(days=gear.age),
        warranty_until=today + timedelta(days=gear.warranty),
    )


def _services(teams: dict[str, Team]) -> dict[str, Service]:
    owners = {matter.service: teams[matter.team] for matter in reversed(matters())}
    return {
        name: Service.objects.get_or_create(name=name, defaults={"team": team})[0]
        for name, team in sorted(owners.items())
    }


def _categories() -> dict[str, Category]:
    names = sorted({matter.category for matter in matters()})
    return {
        name: Category.objects.get_or_create(name=name, defaults={"slug": slugify(name)})[0]
        for name in names
    }
