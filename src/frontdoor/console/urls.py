"""Every address of the settings pages."""

from __future__ import annotations

from django.urls import path

from frontdoor.console import home
from frontdoor.console.lists import views as lists
from frontdoor.console.mailboxes import connect
from frontdoor.console.mailboxes import views as mailboxes
from frontdoor.console.people import views as people

urlpatterns = [
    path("", home.home, name="settings"),
    path("people/", people.listed, name="settings-people"),
    path("people/new/", people.new, name="settings-person-new"),
    path("people/<int:pk>/", people.edit, name="settings-person"),
    path("people/<int:pk>/<slug:deed>/", people.act, name="settings-person-act"),
    path("lists/<slug:slug>/", lists.listed, name="settings-list"),
    path("lists/<slug:slug>/new/", lists.new, name="settings-row-new"),
    path("lists/<slug:slug>/<int:pk>/", lists.edit, name="settings-row"),
    path("lists/<slug:slug>/<int:pk>/remove/", lists.remove, name="settings-row-remove"),
    path("mailboxes/", mailboxes.listed, name="settings-mailboxes"),
    path("mailboxes/new/", mailboxes.new, name="settings-mailbox-new"),
    path("mailboxes/connected/", connect.connected, name="settings-mailbox-connected"),
    path("mailboxes/<int:pk>/", mailboxes.edit, name="settings-mailbox"),
    path("mailboxes/<int:pk>/connect/", connect.connect, name="settings-mailbox-connect"),
    path("mailboxes/<int:pk>/hook/", mailboxes.hook, name="settings-mailbox-hook"),
    path("mailboxes/<int:pk>/<slug:deed>/", mailboxes.act, name="settings-mailbox-act"),
]
