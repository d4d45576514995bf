"""Two tickets, seven actors, and a canary that only the right ones may ever see."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client

from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.core import storage
from frontdoor.people.actors import SYSTEM, acting
from frontdoor.people.login import sessions, tokens
from frontdoor.people.models import Organisation, Person
from frontdoor.tickets import drafts, verbs
from frontdoor.tickets.models import Attachment, Draft, Entry, Message, Ticket
from frontdoor.tickets.verbs import Carried, File
from tests import make

CANARY = "kanarienvogel7q3x"
WORD = "gehaltsrunde"
"""What one searches for to find the foreign ticket; it may come back as an echo, the canary never."""
ABSENT = 999_999


@dataclass(frozen=True)
class World:
    """`foreign` is seen by none of `actors`; `own` belongs to the first requester."""

    actors: dict[str, Person | None]
    own: Ticket
    foreign: Ticket
    merged: Ticket
    foreign_file: Attachment
    foreign_note: Message

    def state(self) -> tuple[int, int, int]:
        """Entries, messages and drafts of the foreign tickets: what no try may change."""
        entries = Entry.objects.filter(ticket__in=[self.foreign, self.merged]).count()
        drafted = Draft.objects.filter(ticket__in=[self.foreign, self.merged]).count()
        return entries, Message.objects.filter(ticket=self.foreign).count(), drafted

    def client(self, name: str) -> Client:
        """A browser in which this actor is signed in."""
        client, person = Client(), self.actors[name]
        if person is not None:
            session = client.session
            session[sessions.PERSON], session[sessions.EPOCH] = person.pk, person.epoch
            session.save()
            client.cookies["session"] = session.session_key
        return client

    def bearer(self, name: str) -> dict[str, str]:
        """A header with a token that may do all that this actor may."""
        person = self.actors[name]
        if person is None:
            return {}
        secret = tokens.make(person, scopes=["read", "write", "act_for", "admin"], by=SYSTEM)
        return {"Authorization": f"Bearer {secret}"}


def built() -> World:
    mine, theirs = (Organisation.objects.create(name=name) for name in ("Northmoor", "Elsewhere"))
    owner = make.person("Olga Owner", organisation=mine)
    secret_team, desk = make.team("Payroll", private=True), make.team()
    stranger = make.person("Zoe Quill", email="zoe@secret.example", organisation=mine)
    insider = acting(make.person("Ina Inside", "agent", secret_team))
    foreign = _secret_ticket(stranger, insider, secret_team)
    merged = make.ticket(f"Twin {CANARY}", requester=stranger, team=secret_team, body=CANARY)
    verbs.merge(merged, into=foreign, by=insider)
    disabled = make.person("Dis Abled", "agent", secret_team)
    Person.objects.filter(pk=disabled.pk).update(active=False)
    actors: dict[str, Person | None] = {
        "anonymous": None,
        "requester": owner,
        "colleague": make.person("Col League", organisation=mine),
        "outsider": make.person("Out Sider", organisation=theirs),
        "agent of another team": make.person("Ann Other", "agent", desk),
        "agent who sees only assigned": make.person("Ass Igned", "agent", desk, reach="assigned"),
        "disabled agent": disabled,
    }
    _mailed(foreign)
    return World(
        actors, make.ticket("My own matter", requester=owner, team=desk), foreign, merged,
        Attachment.objects.get(message__ticket=foreign), Message.objects.get(ticket=foreign, public=False),
    )  # fmt: skip


def _mailed(foreign: Ticket) -> None:
    """A mail of the foreign ticket under the same key as its file, one in quarantine, and one that did not go out."""
    blob = storage.keep(f"Subject: {CANARY}\n\n{CANARY}".encode())
    file = Attachment.objects.get(message__ticket=foreign)
    mail = {"source": "smtp", "sha256": blob.sha256, "size": blob.size, "received_at": foreign.created_at,
            "author": CANARY, "subject": CANARY, "reason": CANARY}  # fmt: skip
    Spooled.objects.create(**mail, pk=file.pk, ticket=foreign, state="done", outcome="opened")
    Spooled.objects.create(**mail, pk=file.pk + 1000, state="quarantined", outcome="quarantined")
    Outgoing.objects.create(
        pk=file.pk, key=CANARY, kind="reply", ticket=foreign, email=f"{CANARY}@example.org", state="failed",
        error=CANARY, created_at=foreign.created_at,
    )  # fmt: skip


def _secret_ticket(stranger, insider, team) -> Ticket:
    blob = storage.keep(CANARY.encode())
    file = File(blob.sha256, f"{CANARY}.txt", "text/plain", blob.size)
    ticket = verbs.open(
        subject=f"{WORD} {CANARY}", body=f"Words {CANARY}", requester=stranger, by=acting(stranger),
        arrival=verbs.Arrival("portal", team=team), carried=Carried(files=[file]),
    )  # fmt: skip
    verbs.note(ticket, body=f"Note {CANARY}", by=insider)
    drafts.keep(ticket, drafts.Typed("reply", CANARY, "k"), by=insider)
    verbs.tag(ticket, add=[CANARY], by=insider)
    verbs.change(ticket, field="place", value=CANARY, by=insider)
    return ticket
