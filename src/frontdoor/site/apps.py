"""Registers the app with Django."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "frontdoor.site"
    label = "site"
