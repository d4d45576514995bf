"""The addresses of signatures, below /settings/."""

from __future__ import annotations

from django.urls import path

from frontdoor.desk.signature import views

urlpatterns = [
    path("signature/", views.own, name="signature"),
    path("teams/<slug:slug>/signature/", views.team, name="team-signature"),
]
