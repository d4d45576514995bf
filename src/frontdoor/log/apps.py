"""Registers the app with Django and finds every app's listeners."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LogConfig(AppConfig):
    name = "frontdoor.log"
    label = "log"

    def ready(self) -> None:
        autodiscover_modules("listeners")
