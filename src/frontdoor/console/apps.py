"""Registers the app with Django."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "frontdoor.console"
    label = "console"
