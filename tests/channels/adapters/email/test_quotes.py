"""What somebody wrote this time is kept, and only that."""

import pytest

from frontdoor.channels.adapters.email.quotes import reply_text, reply_text_from_html
from tests.channels.adapters.email.leads import LABELS, LEADS

OWN = "Yes, it works again.\n\nThank you"


@pytest.mark.parametrize("lead", LEADS)
def test_history_behind_an_attribution_goes(lead):
    assert reply_text(f"{OWN}\n\n{lead}\n\n> Does it work?\n> Ann\n") == OWN
    assert reply_text(f"{OWN}\n\n{lead}\n\nDoes it work?\nAnn\n") == OWN


@pytest.mark.parametrize("lead", LEADS)
def test_words_below_the_quotation_stay(lead):
    assert reply_text(f"{lead}\n> Does it work?\n\n{OWN}") == OWN


@pytest.mark.parametrize("lead", LEADS)
def test_a_word_just_above_an_attribution_stays(lead):
    assert reply_text(f"Yes\n{lead}\n> Does it work?\n") == "Yes"
    assert reply_text(f"Yes\n> {lead}\n> Does it work?\n") == "Yes"


@pytest.mark.parametrize("lead", [lead for lead in LEADS if " " in lead[40:]])
def test_an_attribution_may_be_wrapped(lead):
    at = lead.index(" ", 40)
    assert reply_text(f"{OWN}\n\n{lead[:at]}\n{lead[at + 1 :]}\n\n> Does it work?\n") == OWN


@pytest.mark.parametrize("labels", LABELS)
def test_history_behind_copied_headers_goes(labels):
    values = ("Ann Lee <ann@example.org>", "24 Nov 2025 10:00", "Desk", "Re: Printer")
    block = "\n".join(f"{label}: {value}" for label, value in zip(labels, values, strict=True))
    assert reply_text(f"{OWN}\n\n{block}\n\nDoes it work?\n") == OWN
    assert (
        reply_text(f"{OWN}\n\n________________________________\n{block}\n\nDoes it work?\n") == OWN
    )


@pytest.mark.parametrize(
    "line",
    [
        "-----Original Message-----",
        "-----Ursprüngliche Nachricht-----",
        "-----Message d'origine-----",
        "-------- Исходное сообщение --------",
        "---------- Forwarded message ---------",
        "Begin forwarded message:",
        "##- Please type your reply above this line -##",
        "--- Bitte antworten Sie oberhalb dieser Zeile ---",
        "--- Répondez au-dessus de cette ligne ---",
    ],
)
def test_history_behind_a_separator_goes(line):
    assert reply_text(f"{OWN}\n\n{line}\n\nDoes it work?\n") == OWN


@pytest.mark.parametrize(
    "text",
    [
        "Please compare:\n\nDate: Wednesday, 3 October\nTime: 7:00\nPlace: room 4",
        "I called on 24.11.2025, and Ann said: it works.\nIt does not.",
        "On the one hand it prints.\nOn the other hand:\nnothing comes out.",
        "See https://example.org/on-monday-ann-wrote: it explains it.",
        "The steps:\n-- switch it on\n-- wait\n-- print",
        "Name     Number\n---------------\nAnn      17\nBob      18",
        "As somebody wrote above this line of the form, it is red.",
        "From here to there it prints.\nTo me it is clear.",
        "We sent the parcel by courier.\nSent from the warehouse on Monday.",
        "It is broken again.\n\nSent from my desk, which is far from the printer.",
        "Our mailing list needs a new owner. Who can help?",
    ],
)
def test_words_that_only_look_like_history_stay(text):
    assert reply_text(text) == text


def test_answers_between_the_quoted_lines_keep_them():
    text = "On 1/2/2025, Ann wrote:\n> Does it print?\nYes.\n> And scan?\nNo."
    assert reply_text(text) == text


def test_an_answer_below_a_quotation_stays_without_the_rest_of_it():
    text = "Hi,\nOn 1/2/2025, Ann wrote:\n> Does it print?\n\nIt does.\n\n> Ann\n> Example Ltd\n"
    assert reply_text(text) == "Hi,\nIt does."


def test_a_link_broken_out_of_the_quotation_is_no_answer():
    lead = "On 1/2/2025, Ann wrote:"
    assert reply_text(f"Yes.\n\n{lead}\n\n> see\n(http://x.example/a) >\n> and\n") == "Yes."
    assert reply_text(f"Yes.\n\n{lead}\n\n> see (http://x.example/a\n_b=3dd518)\n> and\n") == "Yes."


def test_a_quotation_alone_is_kept_without_its_marks():
    assert (
        reply_text("> On 1/2/2025, Ann wrote:\n> all of it\n")
        == "On 1/2/2025, Ann wrote:\nall of it"
    )


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nAnn Lee\nExample Ltd, 12 High Street",
        "Sent from my iPhone",
        "Sent from my old phone, please excuse typos",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPad",
        "Enviado desde mi iPhone",
        "Inviato da iPhone",
        "Wysłane z iPhone'a",
        "iPhoneから送信",
        "发自我的iPhone",
        "Отправлено с iPhone",
        "Get Outlook for Android<https://aka.ms/ghei36>",
        "_______________\nAnn Lee\nTel. +44 20 7946 0000\nann@example.org",
        "Ann Lee\nann@example.org\n+44 20 7946 0000\nwww.example.org",
        "_______________________________________________\nusers mailing list\nhttps://lists.example.org/listinfo/users",
    ],
)
def test_a_signature_goes(signature):
    assert reply_text(f"{OWN}\n\n{signature}\n") == OWN


def test_a_signature_alone_is_kept():
    assert reply_text("Sent from my iPhone") == "Sent from my iPhone"


GMAIL = (
    '<div dir="ltr">Yes.</div><br><div class="gmail_quote">'
    '<div dir="ltr" class="gmail_attr">Tirsdag skreiv Ann:<br></div>'
    '<blockquote class="gmail_quote"><div>Does it work?</div></blockquote></div>'
)
OUTLOOK = (
    '<div class="WordSection1"><p>Yes.</p>'
    '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3pt 0 0 0">'
    "<p><b>Unknown label:</b> Ann</p></div><p>Does it work?</p></div>"
)
OUTLOOK_WEB = (
    '<div>Yes.</div><div id="appendonsend"></div><hr>'
    '<div id="divRplyFwdMsg"><b>X:</b> Ann</div><div>Does it work?</div>'
)
APPLE = (
    "<div>Yes.</div><br><blockquote type=cite>"
    "<div>On 24 Nov 2025, at 10:00, Ann &lt;ann@example.org&gt; wrote:</div>"
    "<div>Does it work?</div></blockquote>"
)
THUNDERBIRD = (
    '<p>Yes.</p><div class="moz-cite-prefix">Am 24.11.25 um 10:00 schrieb Ann:<br></div>'
    "<blockquote>Does it work?</blockquote>"
)
YAHOO = (
    '<div>Yes.</div><div id="yahoo_quoted_1" class="yahoo_quoted">'
    "<div>Ann</div><div>Does it work?</div></div>"
)
PROTON = (
    '<div>Yes.</div><div class="protonmail_quote">On Monday, Ann wrote:<br>'
    "<blockquote>Does it work?</blockquote></div>"
)


@pytest.mark.parametrize("html", [GMAIL, OUTLOOK, OUTLOOK_WEB, APPLE, THUNDERBIRD, YAHOO, PROTON])
def test_the_quotation_of_a_mail_program_goes(html):
    assert reply_text_from_html(html) == "Yes."


def test_answers_inside_gmails_quotation_stay():
    html = (
        '<div class="gmail_quote"><div class="gmail_attr">'
        "On Mon, Nov 24, 2025 at 10:00 Ann &lt;a@b.c&gt; wrote:<br></div>"
        "<blockquote>Does it print?</blockquote><div>Yes.</div><blockquote>And scan?</blockquote><div>No.</div></div>"
    )
    assert "Yes." in reply_text_from_html(html)
    assert "No." in reply_text_from_html(html)
