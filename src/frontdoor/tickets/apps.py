"""Registers the app with Django."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "frontdoor.tickets"
    label = "tickets"
