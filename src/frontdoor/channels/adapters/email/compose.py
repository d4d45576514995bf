"""Make the bytes of one mail: what people wrote can fill a header or a file name, never become one.

Built on the compat32 classes with our own encoding: `email.policy.default` decodes encoded words that stand in a
value, and some Pythons then write the CRLF hidden in them as a line of its own (trust.md, rule 9).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.charset import QP, Charset
from email.generator import BytesGenerator
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.base import MIMEBase
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime
from io import BytesIO

CONTROL = re.compile(r"[\x00-\x1f\x7f\x80-\x9f\u2028\u2029\ud800-\udfff]+")
SPECIAL = re.compile(r'[()<>@,:;".\[\]\\]')
UTF_8 = Charset("utf-8")
UTF_8.body_encoding = QP
ONE_CLICK = "List-Unsubscribe=One-Click"
LINES = compat32.clone(linesep="\r\n", max_line_length=998)


@dataclass(frozen=True)
class Sheet:
    """What a mail is made of. Addresses and ids are our own or checked; names, subject and words are people's."""

    sender: tuple[str, str]
    reader: tuple[str, str]
    subject: str
    date: datetime
    message_id: str
    text: str
    html: str
    reply_to: str = ""
    answers: Sequence[str] = ()
    automatic: bool = False
    loop_mark: str = ""
    # RFC 2369 and 8058: where mail programs ask for fewer mails; by one click only over https.
    fewer: str = ""
    # What keeps one matter together in Outlook (MS-OXOMSG, 2.2.1.3).
    thread_index: str = ""


@dataclass(frozen=True)
class Part:
    """A file of a mail. With a `cid` it is a picture that the HTML shows."""

    name: str
    content: bytes
    type: str = "application/octet-stream"
    cid: str = ""


def composed(sheet: Sheet, files: Sequence[Part] = (), pictures: Sequence[Part] = ()) -> bytes:
    """Ready to be sent."""
    mail = _words(sheet, pictures)
    if files:
        mail = MIMEMultipart("mixed", None, [mail, *(_file(file) for file in files)])
    for name, value in _headers(sheet):
        mail[name] = value
    written = BytesIO()
    BytesGenerator(written, mangle_from_=False, policy=LINES).flatten(mail)
    return written.getvalue()


def text_header(text: str) -> str:
    """One line; encoded whole where it holds anything that a reader might decode again."""
    line = " ".join(CONTROL.sub(" ", text).split())
    if line.isascii() and "=?" not in line:
        return line
    return Header(line, "utf-8", maxlinelen=75).encode(linesep="\r\n")


def mailbox(name: str, address: str) -> str:
    """A name and an address that is already checked."""
    shown = text_header(name)
    if SPECIAL.search(shown) and not shown.startswith("=?"):
        shown = '"' + re.sub(r'(["\\])', r"\\\1", shown) + '"'
    return f"{shown} <{address}>" if shown else address


def is_id(value: str) -> bool:
    """May stand between angle brackets in References."""
    return (
        value.isascii()
        and value.isprintable()
        and "=?" not in value
        and not re.search(r"[<>\[\]\s]", value)
    )


def _headers(sheet: Sheet) -> list[tuple[str, str]]:
    answers = [value for value in sheet.answers if is_id(value)]
    named = [
        ("From", mailbox(*sheet.sender)),
        ("To", mailbox(*sheet.reader)),
        ("Subject", text_header(sheet.subject)),
        ("Date", format_datetime(sheet.date)),
        ("Message-ID", f"<{sheet.message_id}>"),
        ("Reply-To", sheet.reply_to),
        ("In-Reply-To", f"<{answers[-1]}>" if answers else ""),
        ("References", "\r\n ".join(f"<{value}>" for value in answers)),
        ("Thread-Topic", text_header(sheet.subject) if sheet.thread_index else ""),
        ("Thread-Index", sheet.thread_index),
        ("List-Unsubscribe", f"<{sheet.fewer}>" if sheet.fewer else ""),
        ("List-Unsubscribe-Post", ONE_CLICK if sheet.fewer.startswith("https://") else ""),
        ("X-Frontdoor-Loop", sheet.loop_mark),
        ("Auto-Submitted", "auto-replied" if sheet.automatic else ""),
        # Exchange's own way to say that no out-of-office is wanted (MS-OXCMAIL, 2.2.3.2.14).
        ("X-Auto-Response-Suppress", "All" if sheet.automatic else ""),
    ]
    return [(name, value) for name, value in named if value]


def _words(sheet: Sheet, pictures: Sequence[Part]) -> MIMEMultipart:
    """Pictures stand beside the HTML that shows them, where every mail program looks for them (RFC 2387)."""
    html: MIMEBase = _text(sheet.html, "html")
    if pictures:
        html = MIMEMultipart("related", None, [html, *(_picture(each) for each in pictures)])
    return MIMEMultipart("alternative", None, [_text(sheet.text, "plain"), html])


def _text(text: str, subtype: str) -> MIMEBase:
    part = MIMENonMultipart("text", subtype, charset="utf-8")
    part.set_payload(text, UTF_8)
    return part


def _file(file: Part) -> MIMEBase:
    part = MIMEApplication(file.content, file.type.partition("/")[2])
    part.add_header("Content-Disposition", "attachment", filename=_named(file))
    return part


def _picture(picture: Part) -> MIMEBase:
    part = MIMEImage(picture.content, picture.type.partition("/")[2])
    part.add_header("Content-ID", f"<{picture.cid}>")
    part.add_header("Content-Disposition", "inline", filename=_named(picture))
    return part


def _named(file: Part) -> tuple[str, str, str]:
    return ("utf-8", "", CONTROL.sub(" ", file.name))
