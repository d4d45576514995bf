"""Every address of the settings pages."""

from __future__ import annotations

from django.urls import path

from frontdoor.console import home
from frontdoor.console.mailboxes import connect
from frontdoor.console.mailboxes import views as mailboxes

urlpatterns = [
    path("", home.home, name="settings"),
    path("mailboxes/", mailboxes.listed, name="settings-mailboxes"),
    path("mailboxes/new/", mailboxes.new, name="settings-mailbox-new"),
    path("mailboxes/connected/", connect.connected, name="settings-mailbox-connected"),
    path("mailboxes/<int:pk>/", mailboxes.edit, name="settings-mailbox"),
    path("mailboxes/<int:pk>/connect/", connect.connect, name="settings-mailbox-connect"),
    path("mailboxes/<int:pk>/hook/", mailboxes.hook, name="settings-mailbox-hook"),
    path("mailboxes/<int:pk>/<slug:deed>/", mailboxes.act, name="settings-mailbox-act"),
]
