"""S41: an address that two parsers could read in two ways is nobody's: M34-M37 and the 24 forms."""

from __future__ import annotations

import time

import pytest

from frontdoor.channels.models import Outgoing
from frontdoor.core.errors import Refused
from frontdoor.people.emails import canonical
from frontdoor.people.models import Address, Person
from frontdoor.tickets.models import Ticket
from tests import make
from tests.security.mails import arrived, written

V, E = "victim@corp.example", "attacker@evil.example"
FORMS = [
    f"{V} <{E}>", f'"{V}" <{E}>', f"{E}, {V}", f"{V},{E}", f"<{V}> <{E}>", "alice@example.org]bob@evil",
    "victim@corp.example\0@evil.example", f"=?utf-8?q?victim=40corp.example?= <{E}>",
    "=?utf-8?q?victim=40corp.example=3E?=@evil.example", f'"{V}"@evil.example', f"{V}(comment)@evil", "a@b@c",
    "victim@c\u043erp.example", V.upper(), "v\u0131ctim@corp.example", "victim+tag@corp.example",
    "v.i.c.t.i.m@corp.example", "", "<>", "undisclosed-recipients:;", f"Group: {V}, b@c.example;",
    '"a\\"b" <x@y.example>',
    f"{'v' * 70}@corp.example", f"v@{'a.' * 130}example",
]  # fmt: skip
THEIRS = {V.upper()}
"""Case is no difference: this one is the victim's."""
OTHERS = {
    "victim+tag@corp.example",
    "v.i.c.t.i.m@corp.example",
    '"a\\"b" <x@y.example>',
    "victim@c\u043erp.example",
}
"""Plain addresses of somebody else."""
MAILS = {
    "M34": f"From: {V} <{E}>\n",
    "M35": f"From: {V}, {E}\n",
    "M36": f"From: {V}\nFrom: {E}\n",
    "M37": "From: victim@c\u043erp.example\n",
}


@pytest.fixture
def victim(db):
    return make.person("Victim", email=V)


@pytest.mark.parametrize("form", FORMS, ids=range(len(FORMS)))
def test_no_form_passes_for_the_victim(victim, form):
    row = arrived(written(form))

    assert (row.ticket.requester == victim) == (form in THEIRS)
    assert form in THEIRS | OTHERS or row.outcome == "unverified", row.outcome
    assert not Outgoing.objects.filter(email=V).exists() or form in THEIRS


@pytest.mark.parametrize("name", MAILS)
def test_the_mails_of_the_catalogue_touch_no_account(victim, name):
    mail = MAILS[name] + "To: desk@localhost\nSubject: Hi\n\nHello\n"
    row = arrived(mail)

    assert not Ticket.objects.filter(requester=victim).exists()
    if name != "M37":
        assert row.outcome == "unverified"


def test_a_lookalike_is_shown_as_what_it_is(victim):
    row = arrived(written("victim@c\u043erp.example"))

    assert "xn--" in row.ticket.messages.get().claimant


@pytest.mark.parametrize(
    "form",
    [
        "=?x?=@b.co",
        '"a b"@c.example',
        "a(b)@c.example",
        "a\0@b.example",
        f"{'a' * 65}@b.example",
        "a@[127.0.0.1]",
    ],
)
def test_no_account_has_such_an_address(form):
    with pytest.raises(Refused):
        canonical(form)


def test_nobody_was_made_of_what_could_not_be_read(victim):
    for form in FORMS:
        if form not in OTHERS | THEIRS:
            arrived(written(form))

    assert set(Address.objects.values_list("email", flat=True)) <= {V, E}
    assert Person.objects.filter(addresses=None).count() == 1


def test_an_address_longer_than_any_is_refused_before_it_is_spelled():
    began = time.process_time()
    with pytest.raises(Refused):
        canonical("a@" + "é" * 1_000_000)
    assert time.process_time() - began < 0.2
