"""Every address of the portal and of the way in."""

from __future__ import annotations

from django.urls import path

from frontdoor.portal import home, requests
from frontdoor.portal.ask import views as ask
from frontdoor.portal.login import confirm, door, link, me, password, setup
from frontdoor.portal.mail import fewer, files
from frontdoor.portal.ticket import act, views
from frontdoor.portal.ticket import link as ticket_link

urlpatterns = [
    path("", home.start, name="start"),
    path("login/", door.login, name="login"),
    path("login/sent/", door.sent, name="login-sent"),
    path("login/link/<str:secret>/", link.sign_in, name="login-link"),
    path("login/password/<str:secret>/", password.choose, name="login-password"),
    path("logout/", door.logout, name="logout"),
    path("confirm/<str:secret>/", confirm.confirm, name="confirm"),
    path("setup/<str:secret>/", setup.begin, name="setup"),
    path("welcome/", setup.welcome, name="welcome"),
    path("mail/fewer/<str:secret>/", fewer.answer, name="mail-fewer"),
    path("mail/files/<str:secret>/", files.fetch, name="mail-file"),
    path("portal/", home.home, name="portal-home"),
    path("portal/me/", me.me, name="portal-me"),
    path("portal/new/", ask.ask, name="portal-new"),
    path("portal/sent/", ask.sent, name="portal-sent"),
    path("portal/link/<str:secret>/", ticket_link.link, name="portal-link"),
    path("portal/requests/", requests.listed, name="portal-requests"),
    path("portal/requests/<int:number>/", views.ticket, name="portal-request"),
    path("portal/requests/<int:number>/files/<int:pk>/", views.file, name="portal-file"),
    path(
        "portal/requests/<int:number>/files/<int:pk>/picture/", views.picture, name="portal-picture"
    ),
    path("portal/requests/<int:number>/<slug:verb>/", act.act, name="portal-act"),
]
