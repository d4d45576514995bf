"""Registers the app with Django."""

from django.apps import AppConfig


class LogConfig(AppConfig):
    name = "frontdoor.log"
    label = "log"
