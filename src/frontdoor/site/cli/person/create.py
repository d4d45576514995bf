"""Makes a person who can sign in."""

from __future__ import annotations

import sys

import click
from django.db import transaction

from frontdoor.people import verbs
from frontdoor.people.actors import SYSTEM
from frontdoor.people.models import Person


@click.command()
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", required=True, type=click.Choice(Person.Role.values))
@click.option("--team", default="", help="Its name; made where there is none.")
@click.option(
    "--password-stdin", is_flag=True, help="Reads the password from the first line given."
)
@transaction.atomic
def command(email: str, name: str, role: str, team: str, *, password_stdin: bool) -> None:
    """Whoever runs this vouches for EMAIL: it counts as proved."""
    person = verbs.enrol(verbs.Newcomer(email, name, role, team), by=SYSTEM)
    for address in person.addresses.all():
        verbs.verify_address(address)
    if password_stdin:
        verbs.change_password(person, password=sys.stdin.readline().rstrip("\r\n"), by=SYSTEM)
    click.echo(f"{person.name} <{email}> is {role}.")
