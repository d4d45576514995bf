"""The providers whose requests hold a whole mail, as django-anymail reads them (docs/decisions/0029).

`key` names what its view calls the provider's own signing key; "" where there is none, and the address alone is secret.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Provider:
    """`signature` is the header that carries it, where it is not in the form itself.

    `address` is what its view calls the address that it posts to, where that is signed, too.
    """

    label: str
    module: str
    view: str
    key: str = ""
    signature: str = ""
    address: str = ""


PROVIDERS = {
    "mailersend": Provider(
        "MailerSend", "mailersend", "MailerSendInboundWebhookView", "inbound_secret", "Signature"
    ),
    "mailgun": Provider("Mailgun", "mailgun", "MailgunInboundWebhookView", "webhook_signing_key"),
    "mailjet": Provider("Mailjet", "mailjet", "MailjetInboundWebhookView"),
    "mandrill": Provider(
        "Mandrill (Mailchimp)", "mandrill", "MandrillCombinedWebhookView", "webhook_key", "X-Mandrill-Signature",
        "webhook_url",
    ),
    "postal": Provider(
        "Postal", "postal", "PostalInboundWebhookView", "webhook_key", "X-Postal-Signature"
    ),
    "postmark": Provider("Postmark", "postmark", "PostmarkInboundWebhookView"),
    "sendgrid": Provider("SendGrid", "sendgrid", "SendGridInboundWebhookView"),
    "sparkpost": Provider("SparkPost", "sparkpost", "SparkPostInboundWebhookView"),
}  # fmt: skip
