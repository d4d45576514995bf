"""The bad mail of trust.md 6.1, made the same on every run: `catalogue()` for all, `LARGE` names the slow ones.

A row that holds several inputs has one entry each: `M39-3`. Addresses: the desk is `desk@localhost`,
the honest requester `ana@customer.example`, the attacker `eve@evil.example`.
"""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable, Iterator

from tests.mail_packs import signed_data, winmail

DESK = "desk@localhost"
LARGE = frozenset({"M05", "M06", "M07", "M14", "M52", "M54-3"})

Rows = dict[str, bytes]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
"""The smallest PNG: one transparent point."""
_PARTS: list[Callable[[], Rows]] = []


def catalogue() -> Rows:
    """Every mail of the catalogue by its id, CRLF line ends unless the row is about them."""
    rows: Rows = {}
    for part in _PARTS:
        rows |= part()
    return rows


def small() -> Rows:
    return {name: raw for name, raw in catalogue().items() if name not in LARGE}


def _rows(part: Callable[[], Rows]) -> Callable[[], Rows]:
    _PARTS.append(part)
    return part


def mail(
    body: bytes | str = "It is broken.\r\n",
    *more: str,
    sender: str | None = "Ana <ana@customer.example>",
    subject: str | None = "Printer",
    message_id: str = "<1@customer.example>",
) -> bytes:
    """One message; `more` are header lines, which take the place of those that are made otherwise."""
    given = {line.partition(":")[0].lower() for line in more}
    head = {
        "From": sender,
        "To": DESK,
        "Subject": subject,
        "Date": "Mon, 24 Nov 2025 10:00:00 +0100",
        "Message-ID": message_id,
        "MIME-Version": "1.0",
    }
    made = [
        f"{name}: {value}"
        for name, value in head.items()
        if value is not None and name.lower() not in given
    ]
    lines = "\r\n".join([*made, *more])
    content = body.encode() if isinstance(body, str) else body
    return lines.encode("utf-8", "surrogateescape") + b"\r\n\r\n" + content


def multipart(
    *parts: bytes, kind: str = "mixed", boundary: str = "b1", closed: bool = True
) -> bytes:
    """Each part is its own header lines, an empty line and its content."""
    mark = f"--{boundary}".encode()
    body = b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts)
    return mail(
        body + (mark + b"--\r\n" if closed else b""),
        f'Content-Type: multipart/{kind}; boundary="{boundary}"',
    )


def part(content: bytes, *lines: str) -> bytes:
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def html(markup: str) -> bytes:
    return mail(markup, "Content-Type: text/html; charset=utf-8")


def zipped(name: str, size: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), b"\0" * size)
    return packed.getvalue()


@_rows
def headers() -> Rows:
    names = ", ".join(f"p{number}@customer.example" for number in range(100_000))
    references = "\r\n ".join(f"<{number}@customer.example>" for number in range(10_000))
    return {
        "M01": b"",
        "M02": b"My printer is broken.\r\nPlease help.\r\n",
        "M03": mail(b""),
        "M04": mail("Words.\r\n", "X-One: 1", "this line has no colon", "X-Two: 2"),
        "M05": mail(subject="ä" * 500_000),
        "M06": mail("Words.\r\n", *(f"X-Line-{number}: x" for number in range(100_000))),
        "M07": mail("Words.\r\n", f"To: {names}"),
        "M08": mail("Words.\r\n", f"References: {references}"),
        "M28": mail(subject="=?utf-8?q?hi=0D=0ABcc=3A_eve=40evil.example?="),
        "M29": mail(subject="=?utf-8?q?Price_=E2=82?= =?utf-8?q?=AC_5?="),
        "M30-1": mail(subject="invoice_\u202egnp.exe"),
        "M30-2": mail(subject="\U0001f468\u200d\U0001f469\u200d\U0001f467 " * 60),
        "M30-3": mail(subject="Z" + "\u0301" * 200 + "algo"),
        "M31-1": mail(subject=None),
        "M31-2": mail(subject="   "),
        "M40-1": mail(message_id="<[abc@x]>"),
        "M40-2": mail("Words.\r\n", "Message-ID:"),
        "M40-3": mail(message_id=f"<{'x' * 10_000}@customer.example>"),
        "M40-4": mail("Other words under a known id.\r\n"),
    }


@_rows
def senders() -> Rows:
    twice = mail("Words.\r\n", "From: Ana <ana@customer.example>", "From: Eve <eve@evil.example>")
    return {
        "M32": mail(sender=None),
        "M33-1": mail(sender="<>"),
        "M33-2": b"Return-Path: <>\r\n" + mail(),
        "M33-3": mail(sender="MAILER-DAEMON@mx.example (Mail Delivery System)"),
        "M34": mail(sender="ana@customer.example <eve@evil.example>"),
        "M35": mail(sender="Ana <ana@customer.example>, Eve <eve@evil.example>"),
        "M36": twice,
        "M37-1": mail(sender="Ana <ana@custоmer.example>"),
        "M37-2": mail(sender="Ünal <ünal@kündin.example>"),
        "M38": mail("Words.\r\n", f"Reply-To: {DESK}"),
        "M41": mail(
            "Words.\r\n", "In-Reply-To: <ticket.2@localhost>", "References: <ticket.2@localhost>"
        ),
        "M42": mail(subject="Re: [#2] Somebody else's printer"),
        "M43": mail(
            "Words.\r\n",
            "Authentication-Results: localhost; dmarc=pass header.from=customer.example",
            "X-Frontdoor-Ticket: 2",
            "X-Priority: 1",
        ),
        "M58": mail("Words.\r\n", f"To: {DESK}, support@localhost"),
        "M59": mail("Please add my colleague.\r\n", "Cc: eve@evil.example"),
        "M60": mail("An answer of the desk.\r\n", sender=DESK, message_id="<7@localhost>"),
    }


DATES = (
    "Thu, 01 Jan 1970 00:00:00 +0000",
    "Tue, 19 Jan 2038 03:14:08 +0000",
    "Fri, 31 Dec 9999 23:59:59 -1200",
    "Sat, 01 Jan 10000 00:00:00 +0000",
    "Sun, 30 Feb 2025 10:00:00 +0000",
    "Mon, 24 Nov 2025 10:00:00 -0000",
    "Mon, 24 Nov 2025 10:00:00 +2500",
    "Mon, 24 Nov 20252025202520252025 10:00:00 +0000",
    "Mon, 24 Nov 2000 00:00:00 -2024",
    "",
    "yesterday",
)


@_rows
def dates() -> Rows:
    return {
        f"M39-{number}": mail("Words.\r\n", f"Date: {date}") for number, date in enumerate(DATES, 1)
    }


def nested(depth: int) -> bytes:
    """Multiparts in multiparts, each with a boundary of its own."""
    opening = b"".join(
        b'Content-Type: multipart/mixed; boundary="n%d"\r\n\r\n--n%d\r\n' % (level, level)
        for level in range(depth)
    )
    closing = b"".join(b"\r\n--n%d--" % level for level in reversed(range(depth)))
    return mail(b"").rstrip() + b"\r\n" + opening + b"\r\nAt the bottom." + closing


def nested_messages(depth: int) -> bytes:
    return (b"Content-Type: message/rfc822\r\n\r\n" * depth) + mail("At the bottom.\r\n")


@_rows
def structure() -> Rows:
    words = part(b"First part.", "Content-Type: text/plain")
    inner = b"--bbb\r\n\r\nInner.\r\n--bbb--"
    return {
        "M09": mail("--x\r\n\r\nPlain words.\r\n", "Content-Type: multipart/mixed"),
        "M10": multipart(words, part(b"Second", "Content-Type: text/plain"), closed=False),
        "M11": mail("Plain words.\r\n", 'Content-Type: multipart/mixed; boundary=""'),
        "M12": nested(1_000),
        "M13": nested_messages(1_000),
        "M14": multipart(
            *(part(b"%d" % number, "Content-Type: text/plain") for number in range(20_000))
        ),
        "M15": multipart(
            part(inner, 'Content-Type: multipart/mixed; boundary="bbb"'),
            part(b"Outer."),
            boundary="bb",
        ),
        "M23": mail(b"one\rtwo\nthree\r\nfour\n\rfive"),
        "M24": mail("x" * 100_000),
        "M56-1": mail(
            "Part two of it", 'Content-Type: message/partial; id="a@b"; number=2; total=3'
        ),
        "M56-2": mail(
            "Content-Type: text/plain\r\n\r\n",
            'Content-Type: message/external-body; access-type=local-file; name="file:///etc/passwd"',
        ),
    }


@_rows
def charsets() -> Rows:
    plain = "Content-Type: text/plain; charset="
    forbidden = ("undefined", "idna", "unicode_escape", "rot13")
    return {
        "M16": mail("Größe".encode(), plain + "unknown-8bit"),
        "M17-1": html("x").replace(
            b"utf-8\r\n\r\nx", b"utf-7\r\n\r\n+ADw-script+AD4-alert(1)+ADw-/script+AD4-"
        ),
        "M17-2": mail("Fr+APY-sche +ADw-b+AD4-", plain + "utf-7"),
        **{
            f"M18-{number}": mail("a\\u0041", plain + name)
            for number, name in enumerate(forbidden, 1)
        },
        "M19-1": mail("Größe für Müller".encode("latin-1"), plain + "utf-8"),
        "M19-2": mail("„Größe“ – 5 €".encode("cp1252"), plain + "utf-8"),
        "M20": multipart(
            part(
                b"x",
                "Content-Type: text/plain; name*=no-such-charset''%FF%FEfile.txt",
                "Content-Disposition: attachment",
            )
        ),
        "M21": mail("Words.\r\n", "X-A: 1").replace(
            b"Subject: Printer", "Subject: Größe".encode("latin-1")
        ),
        "M22": mail(b"be\0fore\r\n").replace(b"Printer", b"Prin\0ter"),
    }


@_rows
def transfer() -> Rows:
    encoding = "Content-Transfer-Encoding: "
    uuencoded = b"Here it is.\r\n\r\nbegin 644 note.txt\r\n%:&5L;&\\\r\n`\r\nend\r\n\r\nBye.\r\n"
    return {
        "M25": mail(b"V29y!!ZHMgd2l0aG91dCBlbmQ", encoding + "base64"),
        "M26": mail("Words in no known code.", encoding + "x-secret"),
        "M27": mail(uuencoded),
        "M46-1": multipart(part(b"See file."), tnef(winmail(("plan.txt", b"Packed.")))),
        "M46-2": multipart(part(b"See file."), tnef(winmail(("plan.txt", b"Packed."))[:-20])),
        "M46-3": multipart(part(b"See file."), tnef(b"\x78\x9f\x3e\x22\x01\x00" + b"\xff" * 4_000)),
    }


def tnef(content: bytes) -> bytes:
    return part(
        base64.b64encode(content),
        'Content-Type: application/ms-tnef; name="winmail.dat"',
        "Content-Transfer-Encoding: base64",
    )


@_rows
def automatic() -> Rows:
    away = "I am away until Monday.\r\n"
    bulk = (
        "Auto-Submitted: auto-replied",
        "Precedence: bulk",
        "List-Id: <x.example>",
        "X-Auto-Response-Suppress: All",
    )
    return {
        **{f"M44-{number}": mail(away, line) for number, line in enumerate(bulk, 1)},
        "M44-5": mail(away, subject="Automatic reply: Printer"),
        "M45-1": report("ana@customer.example", "<ticket.1@localhost>"),
        "M45-2": report("ana@customer.example", "<never-sent@localhost>"),
    }


def report(recipient: str, original: str) -> bytes:
    """A delivery report (RFC 3464) for a mail of the desk."""
    raw = multipart(
        part(b"Your message could not be delivered.", "Content-Type: text/plain"),
        part(
            b"Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; %s\r\nAction: failed\r\n"
            b"Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown" % recipient.encode(),
            "Content-Type: message/delivery-status",
        ),
        part(
            b"From: %s\r\nMessage-ID: %s" % (DESK.encode(), original.encode()),
            "Content-Type: text/rfc822-headers",
        ),
        kind="report; report-type=delivery-status",
    )
    return raw.replace(
        b"Ana <ana@customer.example>", b"Mail Delivery System <MAILER-DAEMON@mx.example>"
    )


@_rows
def signed() -> Rows:
    smime = "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"
    pgp = "-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----\r\n"
    signature = part(b"AAAA", 'Content-Type: application/pkcs7-signature; name="smime.p7s"')
    calendar = (
        b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Printer\r\nDTSTART:20251124T090000Z\r\n"
        b"END:VEVENT\r\nEND:VCALENDAR"
    )
    return {
        "M47-1": multipart(part(b"Signed words."), signature, kind="signed"),
        "M47-2": multipart(part(b"Signed words."), signature, part(b"Added later."), kind="signed"),
        "M47-3": mail("AAAA", f"Content-Type: {smime}", "Content-Transfer-Encoding: base64"),
        "M47-4": multipart(
            part(b"Version: 1", "Content-Type: application/pgp-encrypted"),
            part(pgp.encode(), 'Content-Type: application/octet-stream; name="encrypted.asc"'),
            kind="encrypted",
        ),
        "M47-5": mail(pgp),
        "M47-6": mail(
            base64.encodebytes(signed_data(b"Content-Type: text/plain\r\n\r\nSigned words.\r\n")),
            "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
            "Content-Transfer-Encoding: base64",
        ),
        "M48": multipart(
            part(b"Come."), part(calendar, "Content-Type: text/calendar; method=REQUEST")
        ),
    }


@_rows
def markup() -> Rows:
    links = "".join(f'<a href="http://x/{number}">l</a>' for number in range(600_000))
    related = multipart(
        part(
            b'<img src="cid:a@b"><img src="cid:gone@b"><img src="http://t/1.gif"><img src="//t/2">',
            "Content-Type: text/html",
        ),
        part(
            base64.encodebytes(PIXEL),
            "Content-Type: image/png; name=a.png",
            "Content-ID: <a@b>",
            "Content-Transfer-Encoding: base64",
        ),
        kind="related",
    )
    active = (
        '<base href="http://evil/"><meta http-equiv=refresh content="0;url=//evil"><svg onload=alert(1)></svg>'
        '<form action=/x><input name=q></form><style>*{display:none}</style><p style="position:fixed;color:red">hi</p>'
        '<a href="/logout">out</a><a href="java\tscript:alert(1)">x</a><a href="https://good.example/">good</a>'
        '<p id="composer" name="composer">clobber</p>'
    )
    return {
        "M49": related,
        "M50": html(active),
        "M51": html("<div>" * 40_000 + "deep" + "</div>" * 40_000),
        "M52": html(links),
    }


HOSTILE_NAMES = (
    "../../etc/passwd",
    "..\\..\\windows\\system.ini",
    "\u200b.htaccess",
    "invoice\u202egnp.exe",
    "a\0b.txt",
    "CON",
    "x" * 300 + ".txt",
    "<script>alert(1)</script>.html",
    'quote".txt',
    "line\r\nbreak.txt",
    ".",
    "C:\\temp\\note.txt",
)


@_rows
def files() -> Rows:
    def attached(number: int, name: str) -> bytes:
        encoded = "".join(f"%{byte:02X}" for byte in name.encode())
        kind = "text/html\\evil" if number == 1 else "application/octet-stream"
        return part(
            b"data",
            f"Content-Type: {kind}",
            f"Content-Disposition: attachment; filename*=utf-8''{encoded}",
        )

    small_file = 'Content-Disposition: attachment; filename="n.txt"'
    return {
        **{
            f"M53-{number}": multipart(attached(number, name))
            for number, name in enumerate(HOSTILE_NAMES, 1)
        },
        "M54-1": multipart(part(b"", 'Content-Disposition: attachment; filename="empty.txt"')),
        "M54-2": multipart(*(part(b"%d" % number, small_file) for number in range(1_000))),
        "M54-3": multipart(part(b"x" * 30_000_000, small_file)),
        "M55": multipart(
            part(
                base64.b64encode(zipped("bomb", 10_000_000)),
                'Content-Type: application/zip; name="bomb.zip"',
                "Content-Transfer-Encoding: base64",
            )
        ),
        "M57": multipart(
            part(b"<html><script>alert(1)</script>", 'Content-Type: image/png; name="a.png"')
        ),
    }


def address_forms() -> Iterator[tuple[str, bytes]]:
    """The 24 address forms of trust.md 6.2, each as the From of a mail."""
    victim, eve = "victim@corp.example", "attacker@evil.example"
    hidden = base64.b64encode(victim.encode()).decode()
    forms = (
        f"{victim} <{eve}>", f'"{victim}" <{eve}>', f"{eve}, {victim}", f"{victim},{eve}", f"<{victim}> <{eve}>",
        "alice@example.org]bob@evil", "victim\0@evil.example", f"=?utf-8?b?{hidden}?= <{eve}>",
        "=?utf-8?q?victim=40corp.example=3E?=@evil.example", '"victim@corp.example"@evil.example',
        f"{victim}(comment)@evil", "a@b@c", "victim@cоrp.example", "VICTIM@CORP.EXAMPLE", "vıctim@corp.example",
        "victim+tag@corp.example", "v.i.c.t.i.m@corp.example", "", "<>", "undisclosed-recipients:;",
        f"Group: {victim}, b@c;", '"a\\"b" <x@y.z>', "l" * 70 + "@corp.example", "victim@" + "d." * 130 + "example",
    )  # fmt: skip
    for form in forms:
        yield form, mail(sender=form)
