"""The bad mail of trust.md 6.1, as far as reading it goes."""

import io
import time
import zipfile

import pytest

from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.adapters.email.read import read
from frontdoor.channels.adapters.email.wire import mail_from, written
from tests.mail_catalogue import LARGE, address_forms, catalogue

ROWS = catalogue()


def said(name: str) -> Mail:
    return read(ROWS[name], own_host="localhost")


@pytest.mark.parametrize("name", [name for name in ROWS if name not in LARGE])
def test_every_small_mail_is_read_in_two_seconds_of_computing(name):
    began = time.process_time()
    mail = said(name)
    assert time.process_time() - began < 2
    assert "\0" not in mail.text + mail.subject
    f"{mail.subject}{mail.text}{mail.html}{mail.headers}".encode()  # no lone surrogates


@pytest.mark.parametrize("name", ["M02", "M12", "M27", "M45-1", "M49", "M53-8"])
def test_what_crosses_to_the_parent_is_what_was_read(name):
    mail = said(name)
    assert mail_from(io.BytesIO(b"".join(written(mail)))) == mail


def test_an_empty_message_is_unfit():
    assert said("M01").unfit == "The message is empty."


def test_a_body_without_header_is_the_text():
    mail = said("M02")
    assert (mail.text, mail.subject) == ("My printer is broken.\nPlease help.", "")
    assert mail.doubts == ("There is no From.",)


def test_a_header_line_without_a_colon_is_a_defect_and_the_rest_is_read():
    mail = said("M04")
    assert mail.header("x-two") == ("2",)
    assert mail.defects == ("1 header lines without a colon",)


def test_a_header_over_its_caps_is_unfit_and_still_read():
    assert said("M05").unfit == "The header is larger than 1 MB."
    assert len(said("M05").subject) == 255
    assert said("M08").unfit == "The header has more than 1,000 lines."


def test_of_a_hundred_thousand_recipients_five_hundred_are_read():
    assert len(said("M07").to) == 500


def test_the_last_fifty_references_are_kept():
    raw = ROWS["M03"].replace(
        b"To: ", b"References: " + b" ".join(b"<%d@x>" % n for n in range(200)) + b"\r\nTo: "
    )
    assert read(raw).references == tuple(f"{n}@x" for n in range(150, 200))


def test_a_multipart_without_boundary_is_shown_as_text():
    assert "Plain words." in said("M09").text
    assert said("M11").text == "Plain words."
    assert "multipart without a boundary" in said("M09").defects


def test_of_an_unclosed_multipart_the_parts_so_far_are_kept():
    assert said("M10").text == "First part.\n\nSecond"


def test_deep_nesting_ends_in_one_attachment():
    (rest,) = said("M12").attachments
    assert rest.type == "message/rfc822"
    assert b"At the bottom." in rest.content


def test_two_hundred_files_are_listed_and_an_archive_holds_the_rest():
    files = said("M54-2").attachments
    assert [file.content for file in files[:200]] == [b"%d" % number for number in range(200)]
    with zipfile.ZipFile(io.BytesIO(files[200].content)) as archive:
        assert [archive.read(name) for name in archive.namelist()] == [
            b"%d" % n for n in range(200, 1_000)
        ]
    assert "more than 200 parts, the rest is not listed" in said("M54-2").defects


def test_of_twenty_thousand_parts_two_hundred_are_shown():
    assert said("M14").text.split() == [str(number) for number in range(200)]
    assert said("M14").attachments == ()


def test_boundaries_of_which_one_begins_the_other_are_told_apart():
    assert said("M15").text == "Inner.\n\nOuter."


@pytest.mark.parametrize("name", ["M16", "M19-1", "M19-2", "M21"])
def test_umlauts_are_readable_whatever_was_declared(name):
    mail = said(name)
    assert "Größe" in mail.text + mail.subject
    assert "\ufffd" not in mail.text


def test_utf7_never_becomes_markup():
    assert "<script" not in said("M17-1").text + said("M17-1").html
    assert said("M17-2").text == "Frösche +ADw-b+AD4-"


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_codec_of_python_is_no_charset(number):
    assert said(f"M18-{number}").text == "a\\u0041"


def test_line_ends_of_any_kind_are_one_newline():
    assert said("M23").text == "one\ntwo\nthree\nfour\n\nfive"


def test_broken_base64_is_decoded_as_far_as_it_goes():
    assert said("M25").text == "Words without end"
    assert said("M25").defects == ("broken base64",)


def test_an_unknown_transfer_encoding_is_an_attachment_too():
    (file,) = said("M26").attachments
    assert (file.name, file.content) == ("undecodable", b"Words in no known code.")


def test_uuencode_in_the_text_is_an_attachment():
    mail = said("M27")
    assert [(file.name, file.content) for file in mail.attachments] == [("note.txt", b"hello")]
    assert "begin" not in mail.text


def test_an_encoded_line_end_makes_no_header():
    assert said("M28").subject == "hi Bcc: eve@evil.example"
    assert not said("M28").header("bcc")


def test_a_character_over_two_encoded_words_is_whole():
    assert said("M29").subject == "Price € 5"


def test_a_long_subject_is_cut_between_characters():
    assert said("M30-2").subject.split(" ")[-1] in (
        "",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    )


def test_towers_of_marks_are_cut():
    assert said("M30-3").subject == "Z" + "\u0301" * 8 + "algo"


@pytest.mark.parametrize(
    "name", ["M32", "M33-1", "M33-2", "M33-3", "M44-1", "M44-2", "M44-3", "M44-4", "M44-5"]
)
def test_nobody_answers_these_automatically(name):
    assert not said(name).may_auto_respond


@pytest.mark.parametrize("name", ["M32", "M34", "M35", "M36", "M37-1", "M37-2"])
def test_the_sender_of_these_is_in_doubt(name):
    assert said(name).doubts


def test_both_from_lines_are_there_to_be_shown():
    assert said("M36").header("From") == ("Ana <ana@customer.example>", "Eve <eve@evil.example>")


@pytest.mark.parametrize("number", [3, 4, 5, 7, 8, 9, 10, 11])
def test_an_impossible_date_is_none(number):
    assert said(f"M39-{number}").date is None


def test_a_message_id_in_brackets_is_read():
    assert said("M40-1").message_id == "[abc@x]"
    assert said("M40-2").message_id == ""
    assert len(said("M40-3").message_id) < 1_000


def test_a_delivery_report_names_its_recipient():
    bounce = said("M45-1").bounce
    assert bounce
    assert (bounce.recipients, bounce.permanent, bounce.status) == (
        ("ana@customer.example",),
        True,
        "5.1.1",
    )


def test_html_too_deep_for_a_parser_is_text():
    assert (said("M51").text, said("M51").html) == ("deep", "")


def test_mail_html_is_neutral():
    html = said("M50").html
    for bad in (
        "<base",
        "<meta",
        "<svg",
        "<form",
        "<style",
        "position",
        "/logout",
        "javascript",
        "id=",
        "name=",
    ):
        assert bad not in html
    assert '<a href="https://good.example/" rel="noopener noreferrer nofollow">good</a>' in html


def test_only_pictures_that_came_along_have_a_source():
    html = said("M49").html
    assert '<img src="cid:a@b">' in html
    assert '<img data-remote-src="http://t/1.gif">' in html
    assert html.count(" src=") == 2
    assert said("M49").attachments[0].inline


@pytest.mark.parametrize("number", range(1, 13))
def test_a_file_name_is_one_plain_part_of_a_path(number):
    (file,) = said(f"M53-{number}").attachments
    assert file.name
    assert len(file.name) <= 200
    assert not set(file.name) & set("/\\\0\r\n\u200b\u202e")
    assert not file.name.startswith(".")


def test_a_type_is_only_taken_in_its_plain_form():
    assert said("M53-1").attachments[0].type == "application/octet-stream"


def test_an_empty_attachment_is_kept():
    assert [(file.name, file.content) for file in said("M54-1").attachments] == [("empty.txt", b"")]


VICTIM = "victim@corp.example"


@pytest.mark.parametrize(("form", "raw"), list(address_forms()))
def test_no_address_form_passes_for_the_victim_unseen(form, raw):
    mail = read(raw)
    honest = form.lower() == VICTIM or VICTIM not in mail.sender.address.lower()
    assert honest or mail.doubts
    assert mail.doubts or mail.sender.address in form


def test_an_address_after_a_name_in_quotes_is_plain():
    raw = dict(address_forms())['"a\\"b" <x@y.z>']
    assert (read(raw).sender.name, read(raw).sender.address, read(raw).doubts) == (
        'a"b',
        "x@y.z",
        (),
    )
