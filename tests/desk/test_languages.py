"""Every page of the desk in the language of its reader, and no word of it unmarked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta

import pytest
from django.utils import translation

from frontdoor.channels import spool
from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.core import clock
from frontdoor.desk.ticket.names import Names
from frontdoor.desk.ticket.sentences import sentence
from frontdoor.log.events import KINDS
from frontdoor.people.models import Address
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Attachment, CustomField, Device, Message, Ticket
from frontdoor.tickets.verbs import VERBS
from tests import make
from tests.desk.conftest import signed_in
from tests.mail_catalogue import catalogue
from tests.security.mails import arrived, written
from tests.security.routes import filled
from tests.security.rows import ROWS
from tests.speech import german, marked, unmarked

__all__ = ["german", "marked"]
BYTES = re.compile("raw|files|pictures|undo")
ADDRESSES = [
    each
    for each in ROWS
    if (each.startswith("desk/") or "signature" in each) and not BYTES.search(each)
]
MARKED = {"HTTP_ACCEPT_LANGUAGE": "eo"}
GERMAN = {"HTTP_ACCEPT_LANGUAGE": "de"}
POSTED = (302, 404, 405)
# People, what they wrote, and what is the same in every language.
DATA = (
    "Ana", "Ada", "Cy", "Lea", "Flo", "Service desk", "Northmoor", "printer", "LT-1, T14", "LT-1", "LT-2", "T14",
    "API", "Slack", "Teams", "UTC", "KB", "bytes", "Markdown", "ESC", "service-desk", "Words.", "Cost centre",
    "EMAIL_URL", "Unknown sender", "US", "Printer", "It is broken.", "Signed words.", "PNG",
)  # fmt: skip
EMAIL = re.compile(r"[\w.+-]+@[\w.]+")
FREE = re.compile(
    r'(<(?:div|section) class="msg-body[^>]*>|<pre class="wrap">|<blockquote>).*?</', re.DOTALL
)


@pytest.fixture
def furnished(ada, ana, cy, lea, desk, as_ana) -> Ticket:
    """A ticket with everything on its page, others in every state beside it, and mail of every kind."""
    Device.objects.create(tag="LT-1", model="T14", owner=cy)
    CustomField.objects.create(label="Cost centre", slug="cost", kind="tick")
    spoken = make.ticket("Words.", requester=cy, team=desk, body="Words.")
    for name, how in {
        "take": {},
        "reply": {"body": "Words.", "channel": "email"},
        "note": {"body": "Words."},
        "tag": {"add": ["printer"]},
        "log_time": {"minutes": 15},
        "follow": {"person": make.person("Flo")},
        "change": {"field": "priority", "value": "1", "reason": "Words."},
        "device": {"add": [Device.objects.create(tag="LT-2", model="T14")]},
        "snooze": {"until": clock.now() + timedelta(days=1)},
        "link": {"other": make.ticket("Words.", requester=cy, team=desk), "relation": "blocks"},
    }.items():
        VERBS[name](spoken, by=as_ana, **how)
    _in_every_state(cy, desk, as_ana)
    _mailed(spoken)
    return spoken


def _in_every_state(cy, desk, as_ana) -> None:
    held, over, late, gone = (
        make.ticket("Words.", requester=cy, team=desk, channel=channel)
        for channel in ("email", "phone", "walkup", "monitoring")
    )
    until = clock.now() + timedelta(days=9)
    verbs.hold(held, hold_for="supplier", until=until, reason="Words.", by=as_ana)
    verbs.resolve(over, resolution="Words.", by=as_ana)
    verbs.merge(gone, into=held, by=as_ana)
    Ticket.objects.filter(pk=late.pk).update(
        due_at=clock.now() - timedelta(days=2),
        look_again=True,
        door="side",
        waiting_since=clock.now(),
    )


def _mailed(spoken: Ticket) -> None:
    for name in ("M04", "M34", "M47-1", "M49"):
        spool.accept(catalogue()[name], spool.Envelope("smtp", "a@x", ("desk@localhost",)))
    arrived(written("Service <no-reply@service.example>", "Words.", Subject="Verify your email"))
    Address.objects.filter(person=spoken.requester).update(failing_since=clock.now())
    for state, error in (("failed", ""), ("ready", "")):
        Outgoing.objects.create(
            key=state, kind="reply", ticket=spoken, person=spoken.requester, email="cy@example.org", state=state,
            error=error, created_at=clock.now(), attempts=2,
        )  # fmt: skip


def paths(address: str, spoken: Ticket) -> Iterator[str]:
    """Every page that the address stands for, with the children that belong to it."""
    numbers = Ticket.objects.values_list("pk", flat=True) if "<int:number>" in address else [0]
    for number in numbers:
        for pk in keys(address, number) if "<int:pk>" in address else [0]:
            yield filled(
                address, slug="service-desk" if "teams" in address else "open", pk=pk, number=number,
                verb="reply", deed="open", at=0,
            )  # fmt: skip


def keys(address: str, number: int) -> list[int]:
    if "files/" in address:
        found = Attachment.objects.filter(message__ticket=number)
    elif "mails/" in address:
        found = Message.objects.filter(ticket=number, spool_key__isnull=False)
    else:
        model = Outgoing if "unsent" in address else Spooled
        found = model.objects.filter(ticket=number) if number else model.objects.all()
    return list(found.values_list("pk", flat=True))


def shown(browser, path: str, row) -> Iterator[str]:
    """The page as it comes; what is only posted, posted empty, and what that leaves behind."""
    names = {"word": "printer", "foreign": 1, "own": 1}
    queries = ("", row.query.format(**names), "?show=discarded", "?q=priority:zzz&amp;show=reports")
    for query in dict.fromkeys(queries):
        answer = browser.get(path + query, **MARKED)
        if answer["Content-Type"].startswith("text/html"):
            yield answer.text
    answer = browser.post(path, {"body": " ", "line": "", "why": ""}, **MARKED)
    if answer.status_code not in POSTED:
        yield answer.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_word_of_a_desk_page_is_unmarked(address, marked, furnished, ada):
    browser = signed_in(ada)
    found = [
        (path, unmarked(EMAIL.sub("", FREE.sub("</", page)), *DATA))
        for path in list(paths(address, furnished))
        for page in shown(browser, path, ROWS[address])
    ]
    assert found or ROWS[address].data is not None
    assert {path: words for path, words in found if words} == {}


def told(kind, names) -> str:
    """What an entry of this kind says, its values without words."""
    values = {
        each.name: 7 if each.name in ("to", "person", "before", "other", "into") else "7"
        for each in fields(KINDS[kind])
    }
    if kind in ("ticket.tagged", "ticket.devices_changed"):
        values |= {"added": ("7",), "removed": ("7",)}
    if "until" in values:
        values["until"] = "2026-12-01T10:00:00+00:00"
    if "minutes" in values:
        values["minutes"] = 7
    return sentence(KINDS[kind](**values), "7", names, clock.now())


TOLD = sorted(kind for kind in KINDS if kind.startswith("ticket.") or kind == "log.shell")


@pytest.mark.parametrize("kind", TOLD)
def test_no_word_of_an_entry_is_unmarked(kind, marked):
    names = Names(people={7: "7"}, teams={7: "7"})
    with translation.override("eo"):
        assert unmarked(f"<p>{told(kind, names)}</p>") == []


@pytest.mark.parametrize("kind", TOLD)
def test_an_entry_is_told_in_german(kind, german):
    names = Names(people={7: "7"}, teams={7: "7"})
    with translation.override("de"):
        said = told(kind, names)
    with translation.override("en"):
        assert said != told(kind, names)
