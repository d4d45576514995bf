"""The matrix: one row for every address. An address without a row, or a row without an address, fails the suite."""

from __future__ import annotations

from tests.api.takes import TAKES, taken
from tests.security.routes import Row

OPEN = Row("open")
LIST = Row("list")
TICKET = Row("ticket")
ASIDE = Row("list", fill={"pk": "1001"})
POSTED = Row("ticket", data={}, reads=False)

ROWS = {
    # The site itself
    "healthz": OPEN,
    "readyz": OPEN,
    "metrics": OPEN,
    "mail/in/<str:secret>/": Row("secret", data={}),
    "theme/": Row("open", data={"theme": "dark"}),
    # The desk
    "desk/": Row("list", query="?q={word}"),
    "desk/lists/<slug:slug>/": Row("list", fill={"slug": "open"}, query="?q={word}"),
    "desk/teams/<slug:slug>/": Row("list", fill={"slug": "payroll"}),
    "desk/search/": Row("list", query="?q={word}"),
    "desk/log/": Row("list", data={"line": "{word} for zoe@secret.example @walkup 5m"}),
    "desk/log/read/": Row("list", query="?line=for+Zoe+%23{foreign}"),
    "desk/log/<int:number>/undo/": POSTED,
    "desk/mail/": Row("list", data={"words": "{word}"}),
    "desk/bulk/": Row("list", data={"ticket": "{foreign}", "do": "take"}),
    "desk/next/": Row("list", data={}),
    "desk/merge/": Row("list", data={"ticket": "{foreign}", "into": "{own}"}),
    "desk/tickets/<int:number>/": TICKET,
    "desk/tickets/<int:number>/preview/": TICKET,
    "desk/tickets/<int:number>/files/<int:pk>/": Row("child"),
    "desk/tickets/<int:number>/files/<int:pk>/picture/": Row("child"),
    "desk/tickets/<int:number>/mails/<int:pk>/": Row("child"),
    "desk/tickets/<int:number>/mails/<int:pk>/raw/": Row("child"),
    "desk/tickets/<int:number>/draft/": Row(
        "ticket", data={"kind": "note", "body": "x", "form_key": "k"}, reads=False
    ),
    "desk/tickets/<int:number>/mails/<int:pk>/pictures/<int:at>/": Row("child", fill={"at": "0"}),
    "desk/tickets/<int:number>/mails/": TICKET,
    "desk/tickets/<int:number>/post/<int:pk>/raw/": Row("child"),
    "desk/quarantine/": LIST,
    "desk/quarantine/<int:pk>/": ASIDE,
    "desk/quarantine/<int:pk>/raw/": ASIDE,
    "desk/quarantine/<int:pk>/<slug:deed>/": Row(
        "list", data={"why": "x"}, fill={"deed": "open", "pk": "1001"}
    ),
    "desk/tickets/<int:number>/address/": Row("ticket", data={"address": "1"}, reads=False),
    "desk/unsent/": LIST,
    "desk/unsent/<int:pk>/<slug:deed>/": Row("list", data={}, fill={"deed": "leave", "pk": "1"}),
    "desk/tickets/<int:number>/<slug:verb>/": Row("verb"),
    "settings/signature/": LIST,
    "settings/teams/<slug:slug>/signature/": Row("list", fill={"slug": "payroll"}),
    # The portal and the way in
    "": LIST,
    "login/": Row("open", data={"email": "zoe@secret.example"}),
    "login/sent/": OPEN,
    "login/link/<str:secret>/": Row("secret", data={}),
    "login/password/<str:secret>/": Row("secret", data={"password": "1234567890"}),
    "logout/": Row("open", data={}),
    "confirm/<str:secret>/": Row("secret", data={}),
    "setup/<str:secret>/": Row(
        "secret", data={"name": "Eve", "email": "eve@evil.example", "password": "1234567890"}
    ),
    "welcome/": LIST,
    "mail/fewer/<str:secret>/": Row("secret", data={}),
    "mail/files/<str:secret>/": Row("secret", data={}),
    "portal/": Row("list", query="?q={word}"),
    "portal/me/": LIST,
    "portal/new/": LIST,
    "portal/sent/": LIST,
    "portal/link/<str:secret>/": Row("secret", data={}),
    "portal/requests/": Row("list", query="?q={word}"),
    "portal/requests/<int:number>/": TICKET,
    "portal/requests/<int:number>/files/<int:pk>/": Row("child"),
    "portal/requests/<int:number>/files/<int:pk>/picture/": Row("child"),
    "portal/requests/<int:number>/<slug:verb>/": Row("verb"),
}

# The settings: for administrators, none of whom is among the actors.
MAILBOX = {
    "name": "{word}",
    "addresses": "eve@evil.example",
    "kind": "smtp",
    "version": "1",
    "do": "save",
}
PERSON = {"name": "{word}", "email": "eve@evil.example", "role": "admin", "reach": "all"}
TEAMS = {"slug": "teams"}
ROWS |= {
    "settings/": LIST,
    "settings/people/": Row("list", query="?q={word}"),
    "settings/people/new/": Row("list", data=PERSON),
    "settings/people/<int:pk>/": Row("list", data=PERSON),
    "settings/people/<int:pk>/<slug:deed>/": Row("list", data={}, fill={"deed": "link"}),
    "settings/lists/<slug:slug>/": Row("list", fill=TEAMS, query="?q={word}"),
    "settings/lists/<slug:slug>/new/": Row("list", data={"name": "{word}"}, fill=TEAMS),
    "settings/lists/<slug:slug>/<int:pk>/": Row("list", data={"name": "{word}"}, fill=TEAMS),
    "settings/lists/<slug:slug>/<int:pk>/remove/": Row("list", data={}, fill=TEAMS),
    "settings/mailboxes/": LIST,
    "settings/mailboxes/new/": Row("list", data=MAILBOX),
    "settings/mailboxes/<int:pk>/": Row("list", data=MAILBOX),
    "settings/mailboxes/connected/": Row("list", query="?state=guess&code=guess"),
    "settings/mailboxes/<int:pk>/hook/": Row("list", data={}),
    "settings/mailboxes/<int:pk>/connect/": Row("list", data={}),
    "settings/mailboxes/<int:pk>/<slug:deed>/": Row("list", data={}, fill={"deed": "remove"}),
}

# The API. What is posted is typed, and a foreign ticket is refused before its values are looked at.
ROWS |= {
    "api/v1/openapi.json": OPEN,
    "api/v1/docs": OPEN,
    "api/^.*$": OPEN,
    "api/v1/tickets": Row(
        "list", data={"subject": "{word}", "body": "x"}, query="?q=status:new&limit=100"
    ),
    "api/v1/tickets/bulk": Row("list", data={"verb": "take", "numbers": list(range(1, 50))}),
    "api/v1/tickets/<number>": TICKET,
    "api/v1/tickets/<number>/messages": TICKET,
    "api/v1/tickets/<number>/entries": TICKET,
    "api/v1/attachments": Row("list", data={"subject": "{word}"}),
    "api/v1/attachments/<pk>": Row("child"),
    "api/v1/log": Row("list", data={"line": "{word} for zoe@secret.example @walkup 5m"}),
    "api/v1/people": Row("list", data={"email": "zoe@secret.example", "name": "Eve"}),
    "api/v1/people/<pk>": Row("list"),
    "api/v1/search": Row("list", query="?q={word}"),
    "api/v1/teams": LIST,
    "api/v1/organisations": LIST,
    "api/v1/services": LIST,
    "api/v1/categories": LIST,
}
ROWS |= {
    f"api/v1/tickets/<number>/{verb}": Row(
        "ticket", data=taken(verb, {"device": "none"}), reads=False
    )
    for verb in TAKES
}
