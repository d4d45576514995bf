"""Every address of the site."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from frontdoor.core.pages import theme

urlpatterns: list[URLPattern | URLResolver] = [
    path("theme/", theme.choose, name="theme"),
]
