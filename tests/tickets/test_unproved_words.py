"""Words whose sender is not proved: the desk reads them, nobody else, whatever the way."""

from __future__ import annotations

import pytest

from frontdoor.core import clock, storage
from frontdoor.people.actors import SYSTEM
from frontdoor.tickets import filters, search, verbs
from frontdoor.tickets.models import Attachment, Message, Ticket
from frontdoor.tickets.verbs import Carried, File
from tests.portal.conftest import signed_in, text_of

CANARY = "Fake7canary"


@pytest.fixture
def forged(ticket):
    blob = storage.keep(CANARY.encode())
    file = File(blob.sha256, f"{CANARY}.txt", "text/plain", blob.size)
    spoofed = Carried(
        verified=False, doubt="Not proved.", message_id=f"{CANARY}@evil", files=[file]
    )
    body = f"Your printer password is {CANARY}, call +49 30 666."
    verbs.reply(ticket, body=body, channel="email", by=SYSTEM, carried=spoofed)
    return ticket


def found(text, actor):
    return [hit.number for hit in search.find(text, actor=actor).hits]


def test_the_portal_does_not_show_them(forged, cy):
    assert CANARY not in text_of(signed_in(cy).get(f"/portal/requests/{forged.pk}/"))


def test_their_files_are_not_there(forged, cy):
    file = Attachment.objects.get()
    answer = signed_in(cy).get(f"/portal/requests/{forged.pk}/files/{file.pk}/")
    assert answer.status_code == 404


@pytest.mark.parametrize("words", [CANARY, f"{CANARY}@evil", f'"is {CANARY}"', "30 666"])
def test_only_the_desk_finds_by_them(forged, as_ana, as_cy, words):
    assert (found(words, as_ana), found(words, as_cy)) == ([forged.pk], [])


def test_no_line_of_them_stands_beside_what_was_found(forged, as_cy):
    (hit,) = search.find("printer", actor=as_cy).hits
    assert CANARY not in str(hit)


def test_has_attachment_does_not_tell_of_them(forged, as_ana, as_cy):
    def having(actor):
        return filters.parse("has:attachment").apply(
            Ticket.objects.all(), actor=actor, now=clock.now()
        )

    assert (having(as_ana).count(), having(as_cy).count()) == (1, 0)


def test_once_confirmed_they_are_read_and_found(stranger_wrote, cy, as_cy):
    assert CANARY not in text_of(signed_in(cy).get(f"/portal/requests/{stranger_wrote.pk}/"))

    verbs.confirm(stranger_wrote, by=as_cy)

    assert CANARY in text_of(signed_in(cy).get(f"/portal/requests/{stranger_wrote.pk}/"))
    assert found(CANARY, as_cy) == [stranger_wrote.pk]


@pytest.fixture
def stranger_wrote(cy):
    opened = verbs.open(
        subject="Help",
        body=f"It says {CANARY}.",
        requester=cy,
        by=SYSTEM,
        arrival=verbs.Arrival(channel="portal"),
        carried=Carried(verified=False, doubt="Nobody was signed in."),
    )
    assert Message.objects.filter(ticket=opened, author=None).exists()
    return opened
