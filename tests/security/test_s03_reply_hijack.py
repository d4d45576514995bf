"""S03: nobody gets into a conversation by mail but with the token made for them; 60 cases, and what agents may."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frontdoor.channels import replyto
from frontdoor.channels.models import Outgoing
from frontdoor.core import clock
from frontdoor.core.tasks import run_due
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Message, Participant, Ticket
from tests import make
from tests.security.mails import arrived, own_address, written

CANARY = "Earlier7words"
WHO = {
    "participant": "Cy <cy@example.org>",
    "stranger of the same domain": "Sam <sam@example.org>",
    "stranger": "Eve <eve@evil.example>",
    "agent": "Ana <ana@example.org>",
    "disabled agent": "Rex <rex@example.org>",
}


@pytest.fixture
def scene(cy, di, ana, as_ana):
    """A ticket of Cy that was answered, another of Di, and a disabled agent."""
    Person.objects.filter(pk=make.person("Rex", "agent").pk).update(active=False)
    ticket = make.ticket(requester=cy, body=CANARY)
    verbs.reply(ticket, body=f"Answer {CANARY}", channel="email", by=as_ana)
    run_due()
    return ticket, make.ticket("Another", requester=di)


TOKENS = {
    "right": lambda scene, cy, di: own_address(scene[0], cy),
    "wrong": lambda scene, cy, di: own_address(scene[0], cy).replace("@", "7@"),
    "other ticket's": lambda scene, cy, di: own_address(scene[1], di),
    "other recipient's": lambda scene, cy, di: own_address(scene[0], di),
    "expired": lambda scene, cy, di: own_address(scene[0], cy),
    "old format": lambda scene, cy, di: f"desk+{scene[0].pk}@localhost",
    "none": lambda scene, cy, di: "desk@localhost",
}


def to_address(sender, token, scene):
    return arrived(written(sender, "Let me in"), to=token)


def in_subject(sender, token, scene):
    tag = f"Re: [tag #{scene[0].pk}] [{scene[0].pk}] {token}"
    return arrived(written(sender, "Let me in", Subject=tag))


def in_body(sender, token, scene):
    return arrived(written(sender, f"Let me in\n\n#{scene[0].pk} {token}\n"))


def in_reply_to(sender, token, scene):
    return arrived(written(sender, "Let me in", In_Reply_To=f"<{token}>"))


def in_references(sender, token, scene):
    return arrived(written(sender, "Let me in", References=f"<a@b> <{token}>"))


CASES = [
    *[(to_address, token) for token in TOKENS],
    *[(place, "right") for place in (in_subject, in_body, in_reply_to, in_references)],
    (in_subject, "old format"),
]


@pytest.mark.parametrize(
    ("place", "token"), CASES, ids=lambda value: getattr(value, "__name__", value)
)
def test_only_the_right_token_in_its_recipients_hand_speaks(
    scene, cy, di, place, token, time_machine
):
    """12 forms, each by five people: 60."""
    given = TOKENS[token](scene, cy, di)
    if token == "expired":
        time_machine.move_to(clock.now() + replyto.LIVES + timedelta(days=2))
    for who, sender in WHO.items():
        before = Message.objects.filter(ticket=scene[0], verified=True).count()
        place(sender, given, scene)
        after = Message.objects.filter(ticket=scene[0], verified=True).count()
        spoke = after > before
        assert spoke == (place is to_address and (who, token) == ("participant", "right")), who
    assert not Participant.objects.filter(ticket=scene[0], role__in=["follower", "helper"]).exists()
    outside = Outgoing.objects.filter(ticket__in=scene).exclude(person__in=[cy, di])
    assert not outside.exists()


@pytest.mark.parametrize("place", [in_reply_to, in_references])
def test_the_id_of_a_mail_that_one_got_is_a_token_too(scene, cy, place):
    sent = Outgoing.objects.get(ticket=scene[0], kind="reply")
    rows = {who: place(sender, sent.message_id, scene) for who, sender in WHO.items()}

    assert {who: row.outcome for who, row in rows.items()} == {
        who: "replied" if who == "participant" else "unverified" for who in WHO
    }


def follow_and_answer(scene, ana, as_ana, **headers):
    verbs.follow(scene[1], by=as_ana)
    mail = written(WHO["agent"], "On my way", **headers)
    return arrived(mail, to=own_address(scene[1], ana))


def test_an_agent_answers_by_their_own_token(scene, ana, as_ana):
    row = follow_and_answer(scene, ana, as_ana)

    assert row.outcome == "replied" and scene[1].messages.latest("pk").author == ana


def test_an_agent_who_lost_the_ticket_is_not_believed(scene, ana, as_ana):
    Person.objects.filter(pk=ana.pk).update(reach="assigned")
    row = arrived(written(WHO["agent"]), to=own_address(scene[1], ana))

    assert row.outcome == "unverified"


def test_where_senders_are_checked_an_agent_needs_the_proof(scene, ana, as_ana, settings):
    settings.MAIL_AUTHSERV = {"mx.desk.example"}

    assert follow_and_answer(scene, ana, as_ana).outcome == "unverified"
    proved = "mx.desk.example; dkim=pass header.d=example.org"
    assert follow_and_answer(scene, ana, as_ana, Authentication_Results=proved).outcome == "replied"


def test_a_reply_to_somebody_else_takes_an_agents_powers(scene, ana, as_ana):
    row = follow_and_answer(scene, ana, as_ana, Reply_To="eve@evil.example")

    assert row.outcome == "unverified" and "Reply-To" in scene[1].messages.latest("pk").doubt


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        ("mx.desk.example; dmarc=fail header.from=example.org", "unverified"),
        ("mx.desk.example; dmarc=pass header.from=example.org", "replied"),
        ("mx.desk.example; dmarc=pass header.from=evil.example", "unverified"),
        ("mx.evil.example; dmarc=fail header.from=example.org", "replied"),
    ],
)
def test_dmarc_decides_where_the_domain_publishes_it(scene, cy, settings, result, outcome):
    settings.MAIL_AUTHSERV = {"mx.desk.example"}
    mail = written(WHO["participant"], "Hello", Authentication_Results=result)

    assert arrived(mail, to=own_address(scene[0], cy)).outcome == outcome


def test_what_lies_below_the_last_own_servers_line_is_a_forgery(scene, cy, settings):
    settings.MAIL_AUTHSERV = {"mx.desk.example"}
    own = "Authentication-Results: mx.desk.example; dmarc=fail header.from=example.org"
    hop = "Received: from evil.example by mx.desk.example"
    forged = "Authentication-Results: mx.desk.example; dmarc=pass header.from=example.org"
    mail = "\n".join([own, hop, forged, written(WHO["participant"])])

    assert arrived(mail, to=own_address(scene[0], cy)).outcome == "unverified"


def test_nobody_new_opens_a_ticket_in_the_name_of_a_domain_that_denies_it(cy, settings):
    settings.MAIL_AUTHSERV = {"mx.desk.example"}
    denied = "mx.desk.example; dmarc=fail header.from=example.org"
    row = arrived(written(WHO["participant"], Authentication_Results=denied))

    assert row.outcome == "unverified" and not Ticket.objects.filter(requester=cy).exists()
