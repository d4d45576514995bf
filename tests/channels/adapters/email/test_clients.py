"""What programs of many languages put around somebody's words goes, and the words stay."""

import pytest

from frontdoor.channels.adapters.email.copied import copied
from frontdoor.channels.adapters.email.forwards import split
from frontdoor.channels.adapters.email.quotes import reply_text, reply_text_from_html
from tests.channels.adapters.email.clients import BLOCKS, DEVICES, DISCLAIMERS, FORWARDS, LEADS

OWN = "It still smokes.\n\nCould you come at ten?"


def wrong(lines, made, want=OWN):
    return [(line, found) for line in lines if (found := reply_text(made(line))) != want]


def test_a_quotation_under_a_lead_goes_in_every_language():
    assert wrong(LEADS, lambda lead: f"{OWN}\n\n{lead}\n\n> Is it warm?\n> Ana") == []


def test_copied_headers_and_what_is_below_go_in_every_language():
    def made(labels):
        names = labels.split("|")
        values = (
            "Ana Smith <ana@x.example>",
            "Monday, 24 November 2025 10:00",
            "desk@x.example",
            "Printer",
        )
        block = "\n".join(f"{name}: {value}" for name, value in zip(names, values, strict=True))
        return f"{OWN}\n\n{block}\n\nIs it warm?"

    assert wrong(BLOCKS, made) == []


def test_copied_headers_in_markup_go_too():
    def made(labels):
        sender, date, to, subject = labels.split("|")
        return (
            f"<div><p>It still smokes.</p><p>Could you come at ten?</p></div><div style='border:none;border-top:solid "
            f"#E1E1E1 1.0pt'><p><b>{sender}:</b> Ana Smith &lt;ana@x.example&gt;<br><b>{date}:</b> 24.11.2025 10:00<br>"
            f"<b>{to}:</b> desk@x.example<br><b>{subject}:</b> Printer</p></div><p>Is it warm?</p>"
        )

    assert [labels for labels in BLOCKS if reply_text_from_html(made(labels)) != OWN] == []


def test_the_line_of_a_phone_goes_in_every_language():
    assert wrong(DEVICES, lambda line: f"{OWN}\n\n{line}\n") == []


def test_disclaimers_go_in_every_language():
    assert wrong(DISCLAIMERS, lambda words: f"{OWN}\n\n{words}\n") == []
    assert wrong(DISCLAIMERS, lambda words: f"{OWN}\n\n-- \nEva\n\n{words}\n") == []


@pytest.mark.parametrize(
    "words",
    [
        "I sent a confidential mail to the wrong recipient by mistake. Can you delete it?",
        "This message is not delivered to the intended recipient, what is wrong with it?",
        "Ich habe eine vertrauliche E-Mail irrtümlich an den falschen Empfänger geschickt. Bitte löschen!",
        "Sent from my iPhone it works, from the laptop it does not.",
        "The printer says: please consider the environment, and then nothing comes out.",
        "Ce message est arrivé par erreur chez un autre destinataire, que faire ?",
        "Am Montag schrieb Ana: das geht nicht.",
    ],
)
def test_a_person_who_writes_of_such_things_is_not_cut(words):
    assert reply_text(f"Hello,\n\n{words}\n") == f"Hello,\n\n{words}"
    assert reply_text(words) == words


def test_a_forward_is_known_by_its_line_in_every_language():
    def sender(line):
        text = f"See below.\n\n{line}\nFrom: Ana Smith <ana@x.example>\nSubject: Printer\n\nIs it warm?"
        found = split(text)
        return found and (found.note, found.sender_address, found.text)

    assert [
        line for line in FORWARDS if sender(line) != ("See below.", "ana@x.example", "Is it warm?")
    ] == []


def test_a_forward_in_any_language_says_who_when_and_to_whom():
    for labels in BLOCKS:
        sender, date, to, subject = labels.split("|")
        text = (
            f"See below.\n\n{sender}: Ana Smith <ana@x.example>\n{date}: 24.11.2025 10:00\n{to}: Ben <ben@x.example>\n"
            f"{subject}: Printer\n\nIs it warm?"
        )
        (found,) = copied(text)
        assert (found.sender.address, found.to[0].address, found.subject) == (
            "ana@x.example", "ben@x.example", "Printer",
        ), labels  # fmt: skip
        assert dict(found.copied)["date"] == "24.11.2025 10:00", labels


@pytest.mark.parametrize(
    "banner",
    [
        "CAUTION: This email originated from outside of the organization. Do not click links or open attachments\n"
        "unless you recognize the sender.",
        "ACHTUNG: Diese E-Mail stammt von außerhalb der Organisation. Klicken Sie auf keine Links.",
        "[EXTERNAL] Be careful with links.",
    ],
)
def test_the_warning_that_a_gateway_put_above_goes(banner):
    assert reply_text(f"{banner}\n\n{OWN}") == OWN
    assert reply_text(banner) == banner
