"""Mail inside mail's odd wrappings: winmail.dat, Outlook's .msg, S/MIME, PGP, invitations, pieces of messages."""

import base64
import random

import pytest

from frontdoor.channels.adapters.email.read import read
from tests.channels.intake.outlook_file import outlook_file
from tests.mail_catalogue import mail, multipart, part, tnef
from tests.mail_packs import signed_data, winmail

PACK = winmail(
    ("Überblick 2025.txt", b"one"), ("b.bin", bytes(range(256)) * 9), body="Packed words."
)


def names(found):
    return [(file.name, file.content) for file in found.attachments]


def test_the_files_in_a_winmail_dat_stand_in_its_place():
    found = read(multipart(part(b"See files."), tnef(PACK)))
    assert found.text == "See files."
    assert names(found) == [("Überblick 2025.txt", b"one"), ("b.bin", bytes(range(256)) * 9)]


def test_a_mail_that_is_only_a_winmail_dat_has_its_words():
    assert read(multipart(tnef(PACK))).text == "Packed words."


@pytest.mark.parametrize(
    "broken", [PACK[:-40], PACK[:9], PACK[:-1] + b"\1", b"\x78\x9f\x3e\x22" + b"\1\0\1\0" * 9]
)
def test_a_broken_winmail_dat_is_kept_whole(broken):
    found = read(multipart(part(b"See files."), tnef(broken)))
    assert names(found) == [("winmail.dat", broken)]
    assert found.defects[0].startswith("winmail.dat can't be opened")


def test_any_damage_to_a_pack_is_read_or_kept_and_never_raised():
    chance = random.Random(5)
    for whole, wrap in ((PACK, tnef), (outlook_file(), None), (signed_data(b"\n\nHi"), None)):
        for _ in range(150):
            bad = bytearray(whole)
            for _ in range(4):
                bad[chance.randrange(len(bad))] = chance.choice((0, 1, 0x80, 255))
            read(multipart(part(b"x"), wrap(bytes(bad))) if wrap else bytes(bad), deep=3)
            read(opaque(bytes(bad)))


def test_what_outlook_saved_is_the_mail_it_was():
    found = read(outlook_file())
    assert (found.sender.address, found.subject, found.text) == (
        "eva@customer.example",
        "Größe der Lampe",
        "It burns.",
    )
    assert found.message_id == "msg1@customer.example"


def opaque(der):
    return mail(
        base64.encodebytes(der),
        "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
        "Content-Transfer-Encoding: base64",
    )


@pytest.mark.parametrize("indefinite", [False, True])
def test_the_words_inside_an_opaque_signature_are_shown_and_not_called_genuine(indefinite):
    inner = b"Content-Type: text/plain; charset=utf-8\r\n\r\nSigned w\xc3\xb6rds.\r\n"
    found = read(opaque(signed_data(inner, indefinite=indefinite)))
    assert found.text == "Signed wörds."
    assert found.attachments[0].name == "smime.p7m"
    assert "not checked" in found.notices[0]


def test_a_part_beside_a_signature_is_said_to_be_unsigned():
    signature = part(b"AAAA", 'Content-Type: application/pgp-signature; name="s.asc"')
    whole = multipart(part(b"Words."), signature, kind="signed; protocol=application/pgp-signature")
    more = multipart(
        part(b"Words."),
        signature,
        part(b"More."),
        kind="signed; protocol=application/pgp-signature",
    )
    assert read(whole).notices[0].startswith("This mail is signed with PGP.")
    assert (
        read(more).notices[0].startswith("A part of this mail is signed with PGP, the rest is not.")
    )


def test_what_is_encrypted_says_so_and_is_there_to_download():
    block = "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=x\n-----END PGP MESSAGE-----"
    found = read(mail(f"Hi\n{block}\n"))
    assert names(found) == [("message.asc", block.encode())]
    assert "the desk has no key" in found.notices[0]


def test_a_clear_signature_is_taken_off_the_words():
    text = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nIt burns.\n- -- \nAna\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n"
    )
    found = read(mail(text))
    assert (found.reply_text, found.text) == ("It burns.", "It burns.\n-- \nAna")
    assert found.notices[0].startswith("This mail is signed with PGP.")


EVENT = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Printer\\, second
  floor
DTSTART;TZID="W. Europe Standard Time":20251124T100000
DTEND;TZID="W. Europe Standard Time":20251124T103000
LOCATION:Room 2
ORGANIZER;CN=Eva:mailto:eva@customer.example
ATTENDEE;CN="Desk, the";RSVP=TRUE:mailto:desk@localhost
BEGIN:VALARM
DTSTART:19990101T000000Z
SUMMARY:Alarm
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def invited(event):
    calendar = part(event.encode(), "Content-Type: text/calendar; method=REQUEST; charset=utf-8")
    return read(multipart(part(b"Come.", "Content-Type: text/plain"), calendar, kind="alternative"))


def test_an_invitation_says_what_when_where_and_who():
    found = invited(EVENT)
    (one,) = found.invitations
    assert (one.what, one.starts, one.ends) == (
        "Printer, second floor", "2025-11-24T10:00+01:00", "2025-11-24T10:30+01:00",
    )  # fmt: skip
    assert (one.zone, one.where, one.method) == ("W. Europe Standard Time", "Room 2", "REQUEST")
    assert (one.organiser, one.people) == (
        "Eva <eva@customer.example>",
        ("Desk, the <desk@localhost>",),
    )
    assert (found.text, found.attachments[0].type) == ("Come.", "text/calendar")


@pytest.mark.parametrize(
    ("start", "shown"),
    [
        ("DTSTART;VALUE=DATE:20251124", "2025-11-24"),
        ("DTSTART:20251124T090000Z", "2025-11-24T09:00+00:00"),
        ("DTSTART:20251124T090000", "2025-11-24T09:00"),
        ("DTSTART;TZID=Moon/Base:20251124T090000", "2025-11-24T09:00"),
        ("DTSTART:20251324T990000", ""),
    ],
)
def test_times_of_an_invitation_are_shown_as_far_as_they_are_known(start, shown):
    event = EVENT.replace('DTSTART;TZID="W. Europe Standard Time":20251124T100000', start)
    assert invited(event).invitations[0].starts == shown


def test_a_calendar_that_is_none_invites_to_nothing():
    assert invited("BEGIN:VEVENT\nBEGIN:VEVENT\n" * 500).invitations == ()
    assert invited("BEGIN:VCALENDAR").invitations == ()


def test_a_piece_of_a_message_and_content_kept_elsewhere_are_text_and_nothing_is_fetched():
    piece = read(mail("Part two", 'Content-Type: message/partial; id="a@b"; number=2; total=3'))
    there = read(
        mail("x\n", "Content-Type: message/external-body; access-type=local-file; name=/etc/passwd")
    )
    assert (piece.text, piece.defects) == ("Part two", ("one piece of a larger message: 2 of 3",))
    assert there.defects == ("its content lies elsewhere and was not fetched: local-file",)
