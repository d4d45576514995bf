"""One mail as each provider hands it over."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from urllib.parse import urlencode

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

Asked = tuple[bytes, str, dict[str, str]]
"""Body, content type, headers."""
KEY = "kanarie-signing-key"


def as_json(told: object, **headers: str) -> Asked:
    return json.dumps(told).encode(), "application/json", headers


def form(fields: dict[str, object]) -> Asked:
    return encode_multipart(BOUNDARY, fields), MULTIPART_CONTENT, {}


def text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def mailgun(raw: bytes, to: str, key: str = KEY) -> Asked:
    token, at = "t" * 50, "1700000000"
    signed = hmac.new(key.encode(), f"{at}{token}".encode(), hashlib.sha256).hexdigest()
    return form({
        "body-mime": text(raw), "recipient": to, "sender": "cy@example.org", "timestamp": at, "token": token,
        "signature": signed,
    })  # fmt: skip


def mailersend(raw: bytes, to: str, key: str = KEY) -> Asked:
    data = {
        "id": "1",
        "raw": text(raw),
        "sender": {"email": "cy@example.org"},
        "recipients": {"rcptTo": [{"email": to}]},
    }
    body, kind, _ = as_json({"type": "inbound.message", "data": data})
    return body, kind, {"Signature": hmac.new(key.encode(), body, hashlib.sha256).hexdigest()}


def postmark(raw: bytes, to: str) -> Asked:
    headers = [{"Name": "Return-Path", "Value": "<cy@example.org>"}]
    return as_json(
        {"RawEmail": text(raw), "OriginalRecipient": to, "Headers": headers, "MessageID": "x"}
    )


def sendgrid(raw: bytes, to: str) -> Asked:
    return form(
        {"email": text(raw), "envelope": json.dumps({"from": "cy@example.org", "to": [to]})}
    )


def sparkpost(raw: bytes, to: str) -> Asked:
    content = {"email_rfc822": base64.b64encode(raw).decode(), "email_rfc822_is_base64": True}
    told = {"content": content, "msg_from": "cy@example.org", "rcpt_to": to, "protocol": "smtp"}
    return as_json([{"msys": {"relay_message": told}}])


def mandrill(raw: bytes, to: str, key: str = KEY, address: str = "") -> Asked:
    """Signed as Mandrill documents it: the address, then each field's name and value in the order of the names."""
    msg = {"raw_msg": text(raw), "sender": "cy@example.org", "email": to}
    events = json.dumps([{"event": "inbound", "ts": 1700000000, "msg": msg}])
    said = f"{address}mandrill_events{events}".encode("utf-8", "surrogateescape")
    signed = base64.b64encode(hmac.new(key.encode(), said, hashlib.sha1).digest()).decode()
    body = urlencode({"mandrill_events": events}).encode()
    return body, "application/x-www-form-urlencoded", {"X-Mandrill-Signature": signed}


def postal(raw: bytes, to: str) -> Asked:
    told = {
        "id": 1,
        "mail_from": "cy@example.org",
        "rcpt_to": to,
        "message": base64.b64encode(raw).decode(),
        "base64": True,
    }
    return as_json(told)


RAW: dict[str, Callable[[bytes, str], Asked]] = {
    "mailersend": mailersend, "mailgun": mailgun, "mandrill": mandrill, "postal": postal, "postmark": postmark,
    "sendgrid": sendgrid, "sparkpost": sparkpost,
}  # fmt: skip


def mailjet(to: str) -> Asked:
    headers = {
        "From": "Cy <cy@example.org>",
        "To": to,
        "Subject": "Printer",
        "Message-ID": "<m1@example.org>",
    }
    told = {
        "Headers": headers,
        "Sender": "cy@example.org",
        "Recipient": to,
        "Text-part": "It smokes.",
        "Parts": [],
    }
    return as_json(told)
