"""Proofs that have ended are forgotten, and no others."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session

from frontdoor.core import clock
from frontdoor.people.login import links
from frontdoor.people.models import Link
from frontdoor.people.schedules import forget_ended_proofs
from tests.portal.conftest import signed_in


def test_only_what_can_open_nothing_is_forgotten(cy, di, time_machine):
    links.make("sign_in", person=cy)
    signed_in(cy)
    time_machine.move_to(clock.now() + timedelta(days=40))
    living = links.make("sign_in", person=di)
    here = signed_in(di)

    forget_ended_proofs.func()

    assert Session.objects.get().session_key == here.cookies["session"].value
    assert Link.objects.get().person == di
    assert links.use(living, "sign_in")
