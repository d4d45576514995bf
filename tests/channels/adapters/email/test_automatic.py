"""Automatic mail is recognised, and never answered automatically."""

import pytest

from frontdoor.channels.adapters.email.read import read
from tests.mail_catalogue import mail


@pytest.mark.parametrize(
    "line",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated; x=y",
        "X-Autoreply: yes",
        "Precedence: auto_reply",
    ],
)
def test_an_automatic_reply_says_so(line):
    found = read(mail("Away.", line))
    assert (found.is_auto_reply, found.may_auto_respond) == (True, False)


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Printer",
        "Automatische Antwort: x",
        "Réponse automatique : x",
        "自動返信: x",
        "Out of office: x",
        "Автоматична відповідь: x",
        "Αυτόματη απάντηση: x",
        "תשובה אוטומטית: x",
        "رد تلقائي: x",
        "자동 회신: x",
        "自动答复: x",
        "Automatická odpoveď: x",
        "Fuera de la oficina: x",
        "Poza biurem: x",
        "부재중 자동응답: x",
        "[자동응답] x",
        "【自動返信】x",
        "自動返信メール",
        "Автовідповідь: x",
        "ตอบกลับอัตโนมัติ: x",
        "پاسخ خودکار: x",
        "Automātiskā atbilde: x",
        "Аутоматски одговор: x",
    ],
)
def test_an_automatic_reply_is_known_by_its_subject(subject):
    assert read(mail("Away.", subject=subject)).is_auto_reply


@pytest.mark.parametrize(
    "subject", ["自動応答装置が壊れました", "자동응답기 고장", "Автовідповідач не працює"]
)
def test_a_broken_answering_machine_is_no_answer_of_one(subject):
    assert not read(mail("Please help.", subject=subject)).is_auto_reply


@pytest.mark.parametrize(
    "line",
    [
        "Precedence: bulk",
        "List-Id: <x.example>",
        "X-Auto-Response-Suppress: OOF, AutoReply",
        "X-Loop: x",
        "Message-ID: <7@localhost>",
        "Return-Path: <>",
    ],
)
def test_these_get_no_automatic_answer_and_are_no_reply(line):
    found = read(mail("Words.", line), own_host="localhost")
    assert not found.may_auto_respond


@pytest.mark.parametrize(
    "line",
    ["Auto-Submitted: no", "Precedence: normal", "Message-ID: <7@notlocalhost>", "X-Mailer: x"],
)
def test_a_persons_mail_may_be_answered(line):
    found = read(mail("Words.", line), own_host="localhost")
    assert (found.is_auto_reply, found.may_auto_respond) == (False, True)


@pytest.mark.parametrize(
    "sender",
    ["noreply@x.example", "Mailer-Daemon@x.example", "no-reply+17@x.example", "bounces@x.example"],
)
def test_a_machines_address_gets_no_automatic_answer(sender):
    assert not read(mail("Words.", sender=sender)).may_auto_respond
