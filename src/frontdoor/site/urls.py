"""Every address of the site."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from frontdoor.api import inbound
from frontdoor.core.pages import theme
from frontdoor.site import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path("desk/", include("frontdoor.desk.urls")),
    path("settings/", include("frontdoor.console.urls")),
    path("settings/", include("frontdoor.desk.signature.urls")),
    path("api/", include("frontdoor.api.urls")),
    path("mail/in/<str:secret>/", inbound.take, name="mail-in"),
    path("theme/", theme.choose, name="theme"),
    path("", include("frontdoor.portal.urls")),
]

handler500 = "frontdoor.site.web.failures.failed"
