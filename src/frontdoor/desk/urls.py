"""Every address of the desk."""

from __future__ import annotations

from django.urls import path

from frontdoor.desk.log import views as log
from frontdoor.desk.mail import views as mail
from frontdoor.desk.post import address, quarantine, unsent
from frontdoor.desk.post import log as mail_log
from frontdoor.desk.queue import bulk, search, take_next
from frontdoor.desk.queue import views as queue
from frontdoor.desk.ticket import act, draft, mail_as_it_came, merge
from frontdoor.desk.ticket import views as ticket

urlpatterns = [
    path("", queue.mine, name="desk"),
    path("lists/<slug:slug>/", queue.listed, name="desk-list"),
    path("teams/<slug:slug>/", queue.team, name="desk-team"),
    path("search/", search.search, name="desk-search"),
    path("log/", log.log, name="desk-log"),
    path("log/read/", log.read, name="desk-log-read"),
    path("log/<int:number>/undo/", log.take_back, name="desk-log-undo"),
    path("mail/", mail.mail, name="desk-mail"),
    path("bulk/", bulk.bulk, name="desk-bulk"),
    path("next/", take_next.take_next, name="desk-next"),
    path("merge/", merge.merge, name="desk-merge"),
    path("tickets/<int:number>/", ticket.ticket, name="desk-ticket"),
    path("tickets/<int:number>/preview/", ticket.preview, name="desk-preview"),
    path("tickets/<int:number>/files/<int:pk>/", ticket.file, name="desk-file"),
    path("tickets/<int:number>/files/<int:pk>/picture/", ticket.picture, name="desk-picture"),
    path("tickets/<int:number>/mails/<int:pk>/", mail_as_it_came.page, name="desk-mail-page"),
    path("tickets/<int:number>/mails/<int:pk>/raw/", mail_as_it_came.raw, name="desk-mail-raw"),
    path("tickets/<int:number>/draft/", draft.draft, name="desk-draft"),
    path(
        "tickets/<int:number>/mails/<int:pk>/pictures/<int:at>/",
        mail_as_it_came.picture,
        name="desk-mail-picture",
    ),
    path("tickets/<int:number>/mails/", mail_log.log, name="desk-mails"),
    path("tickets/<int:number>/post/<int:pk>/raw/", mail_log.raw, name="desk-letter-raw"),
    path("tickets/<int:number>/address/", address.works_again, name="desk-address"),
    path("quarantine/", quarantine.listed, name="desk-quarantine"),
    path("quarantine/<int:pk>/", quarantine.mail, name="desk-aside"),
    path("quarantine/<int:pk>/raw/", quarantine.raw, name="desk-aside-raw"),
    path("quarantine/<int:pk>/<slug:deed>/", quarantine.act, name="desk-aside-act"),
    path("unsent/", unsent.listed, name="desk-unsent-all"),
    path("unsent/<int:pk>/<slug:deed>/", unsent.act, name="desk-unsent-act"),
    path("tickets/<int:number>/<slug:verb>/", act.act, name="desk-act"),
]
