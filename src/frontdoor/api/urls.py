"""Every address of the API."""

from __future__ import annotations

from django.urls import include, path, re_path

from frontdoor.api import docs, service

urlpatterns = [
    path("v1/openapi.json", service.framed(docs.openapi)),
    path("v1/docs", service.framed(docs.page), name="api-docs"),
    path("v1/", include(service.urls())),
    re_path(r"^.*$", service.framed(service.unknown)),
]
