"""Registers the app with Django."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "frontdoor.channels"
    label = "channels"
