"""`team:network`: whose queue it stands in, by slug or name; `team:none` for no team's."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.people.models import Team
from frontdoor.tickets import naming
from frontdoor.tickets.conditions import Asked, condition


@condition("team", label=gettext_noop("Team"), example="network")
def team(asked: Asked) -> Q:
    if asked.value == "none":
        return Q(team=None)
    return Q(team_id__in=naming.things(Team, asked.value, "slug", "name"))
