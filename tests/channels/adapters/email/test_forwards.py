"""A forward is taken apart; a reply is left alone."""

import pytest

from frontdoor.channels.adapters.email.forwards import split
from tests.channels.adapters.email.leads import LABELS, LEADS

VALUES = (
    "Ana Ruiz <ana@customer.example>",
    "Monday, 24 November 2025 10:00",
    "Ben <ben@desk.example>",
    "Printer",
)


def block(labels: tuple[str, ...]) -> str:
    return "\n".join(f"{label}: {value}" for label, value in zip(labels, VALUES, strict=True))


@pytest.mark.parametrize("labels", LABELS)
def test_copied_headers_of_any_language_are_read(labels):
    found = split(f"For you.\n\n{block(labels)}\n\nIt is broken.\nAna\n")
    assert found
    assert (found.note, found.text) == ("For you.", "It is broken.\nAna")
    assert (found.sender_name, found.sender_address) == ("Ana Ruiz", "ana@customer.example")
    assert (found.date, found.to, found.subject) == VALUES[1:]


@pytest.mark.parametrize(
    "line",
    [
        "---------- Forwarded message ---------",
        "-------- Weitergeleitete Nachricht --------",
        "---------- Message transféré ---------",
        "Begin forwarded message:",
        "Anfang der weitergeleiteten Nachricht:",
        "-------- Пересылаемое сообщение --------",
        "---------- 転送メッセージ ----------",
    ],
)
def test_the_line_of_a_mail_program_announces_it(line):
    found = split(f"{line}\n\n{block(LABELS[0])}\n\nIt is broken.\n")
    assert found
    assert (found.note, found.sender_address, found.text) == (
        "",
        "ana@customer.example",
        "It is broken.",
    )


def test_bold_labels_and_mailto_brackets_are_read():
    found = split(
        "*From:* Ana Ruiz [mailto:ana@customer.example]\n*Sent:* Monday\n*Subject:* Printer\n\nBroken."
    )
    assert found
    assert (found.sender_name, found.sender_address) == ("Ana Ruiz", "ana@customer.example")


def test_marks_of_writing_direction_are_no_part_of_labels_and_addresses():
    mark, end = "\u202a", "\u202c\u200f"
    found = split(
        "---------- Forwarded message ---------\n"
        f"מאת: {mark}ענת{end} <{mark}ana@customer.example{end}>\n{mark}Date: 24 Nov 2025, 9:58{end}\n"
        "Subject: Printer\nTo: <ben@desk.example>\n\nBroken."
    )
    assert found
    assert (found.sender_name, found.sender_address) == ("ענת", "ana@customer.example")
    assert (found.date, found.text) == ("24 Nov 2025, 9:58", "Broken.")


def test_a_label_of_an_unknown_language_stands_between_known_ones():
    found = split(f"From: {VALUES[0]}\nXyzzy: {VALUES[1]}\nTo: {VALUES[2]}\nSubject: P\n\nBroken.")
    assert found
    assert (found.sender_address, found.date, found.text) == (
        "ana@customer.example",
        VALUES[1],
        "Broken.",
    )


def test_a_sentence_with_a_colon_below_copied_headers_is_text():
    found = split(f"{block(LABELS[-1])}\nError: 12 on the display\nTo: be seen by all.\n")
    assert found
    assert found.text.startswith("Error: 12 on the display")


def test_folded_recipients_are_one_value():
    found = split(
        "From: Ana <a@b.c>\nTo: Ben <ben@x.y>,\n Cid <cid@x.y>;\n Dan <dan@x.y>\nSubject: P\n\nBroken."
    )
    assert found
    assert found.to == "Ben <ben@x.y>, Cid <cid@x.y>; Dan <dan@x.y>"


def test_of_nested_forwards_the_outer_one_is_taken():
    inner = block(LABELS[1])
    found = split(f"See.\n\n{block(LABELS[0])}\n\nFor you.\n\n{inner}\n\nIt is broken.")
    assert found
    assert split(found.text) is not None


@pytest.mark.parametrize("lead", LEADS[:10])
def test_a_reply_is_no_forward(lead):
    assert split(f"Yes.\n\n{lead}\n\n> Does it work?\n") is None


def test_plain_words_are_no_forward():
    assert split("Please forward this message: it is broken.\nFrom: nobody") is None
