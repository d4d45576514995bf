"""Mail by which a service makes sure that somebody owns an address: codes, "verify your e-mail", links to sign in.

Whoever reads it could prove to own an address of the desk, so no ticket may show it (trust.md, rule 4). A question
about such a code, written by a person whom the desk knows, is a question.
"""

# ruff: noqa: E501 -- a pattern is read as a whole

from __future__ import annotations

import re

from frontdoor.channels.adapters.email.mail import Mail

REASON = "Mail by which a service makes sure who owns an address. Whoever reads it could pass for the desk."
LOOKED_AT = 2_000

_SERVICES = (
    "apple.com", "google.com", "youtube.com", "microsoft.com", "microsoftonline.com", "live.com",
    "slack.com", "atlassian.com", "atlassian.net", "github.com", "gitlab.com", "okta.com", "auth0.com", "duo.com",
    "amazon.com", "amazonaws.com", "facebook.com", "facebookmail.com", "linkedin.com", "twitter.com",
    "zoom.us", "dropbox.com", "notion.so", "figma.com", "zendesk.com", "salesforce.com", "adobe.com", "paypal.com",
    "discord.com", "stripe.com", "cloudflare.com", "openai.com", "anthropic.com", "docusign.net",
)  # fmt: skip
_MACHINE = re.compile(
    r"(?i)\b(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|account|accounts|security|verif\w*|confirm\w*|auth\w*|login|signin"
    r"|notifications?|identity|appleid|id|mailer|otp|password\w*|welcome|onboarding|registration|signup)\b"
)
_DESK = re.compile(r"feedback|team|support|info|hello|help|service")
_HINTS = (
    "code", "pin", "otp", "passw", "kennwort", "verif", "vérif", "confirm", "valida", "activate", "bestät", "magic",
    "sign in", "log in", "slack", "invit", "código", "codice", "kod", "код", "подтверд", "potwierd", "bevestig",
    "コード", "验证", "驗證", "인증", "conferma",
)  # fmt: skip
_WORD = r"(?:code|passcode|pin|otp|tan|password|kennwort|passwort|código|codice|kod|koden|код)"
_TOKEN = r"[\"“'»*\s]*(?:(?=[a-z-]{0,6}\d)[a-z0-9]{4,10}|[a-z0-9]{3,4}[- ][a-z0-9]{3,4})\b"  # noqa: S105 -- no secret
_YOURS = r"(?:your|ihr|dein|votre|ton|su|tu|tuo|uw|je|twój|seu|ваш)"
_USE = r"(?:verification|security|confirmation|login|log-in|sign-in|access|one-time|single-use|authentication)"
_CODE = re.compile(
    rf"\b{_YOURS} (?:[^\W\d][\w-]* ){{0,4}}{_WORD}(?: (?:for|zum|pour|para|per) [\w ]{{1,30}})?\s?"
    rf"(?:(?:is|lautet|ist|est|es|è|é)\s?:?|:|：)\s?{_TOKEN}"
    rf"|\b{_USE} {_WORD}\s?(?:is|:)\s?{_TOKEN}"
    rf"|\b(?:[a-z]-)?\d{{4,8}} (?:is your|ist ihr|ist dein|est votre|es tu|es su|è il tuo|is uw|is je)\b[^.\n]{{0,60}}{_WORD}"
    r"|(?:認証|確認|検証)コード|验证码|驗證碼|인증\s?(?:번호|코드)"
)
_PROVE = re.compile(
    r"\b(?:verify|confirm|validate|activate)\s+(?:that\s+)?(?:your|this|the|it.s)\b[^.\n]{0,50}\b"
    r"(?:e-?mail|address|account|identity|sign[- ]?(?:in|up)|log[- ]?in|device|domain|workspace|site|request)"
    r"|\b(?:e-?mail|address|account|identity|device|domain|security|login)\s+(?:verification|confirmation)\b"
    r"|\b(?:verification|confirmation|security|one[- ]time|single[- ]use|two[- ]factor|2fa|mfa|sign[- ]?in|log[- ]?in|access)"
    r"\s+(?:code|passcode|link|pin|password)\b|\bone[- ]time\s+pass(?:code|word)?\b|\bmagic\s+link\b"
    r"|\b(?:sign|log)\s+in\s+to\s+\w+[^.\n]{0,40}\b(?:link|button|code)\b|\bsign in with apple\b"
    r"|\b(?:reset|set|choose|create)\s+(?:your|a new|a)\s+password\b|\bconfirm\s+(?:your\s+)?(?:registration|subscription)\b"
    r"|\bjoin\s+\w+[^.\n]{0,40}\s+on\s+slack\b|\b(?:invited|invitation)\b[^.\n]{0,60}\b(?:workspace|organi[sz]ation|team)\b"
    r"|(?:bestätigungs|verifizierungs|sicherheits|einmal|anmelde)[- ]?(?:code|link|kennwort|passwort)"
    r"|bestätigen\s+sie\s+(?:bitte\s+)?ihre|e-?mail-?adresse\s+bestätigen|passwort\s+zurücksetzen"
    r"|code\s+de\s+(?:vérification|sécurité|confirmation|connexion)|(?:vérifi|confirm)\w*\s+votre\s+(?:adresse|compte|e-?mail)"
    r"|código\s+de\s+(?:verifica|segur|confirma|acceso)\w*|(?:verifi|confirm)\w*\s+(?:tu|su|seu|sua)\s+(?:correo|cuenta|e-?mail|conta|endereço)"
    r"|codice\s+di\s+(?:verifica|sicurezza|conferma|accesso)|(?:verifica|conferma)\s+(?:il\s+tuo|la\s+tua)\s+(?:indirizzo|e-?mail|account)"
    r"|(?:verificatie|bevestigings|beveiligings)code|bevestig\s+(?:je|uw)\s+(?:e-?mail|account)"
    r"|\b(?:enter|use|type)\s+(?:this|the|the\s+following|your)\s+(?:\w+\s+)?(?:code|pin|passcode)\b|\byour\s+(?:\w+\s+)?code\b|\buse\s+code\s+\d"
    r"|kod\s+weryfikacyjny|potwierdź\s+(?:swój|adres)|код\s+подтверждения|подтвердите\s+(?:ваш|свой|адрес)"
)


def by_a_machine(mail: Mail) -> bool:
    """A service that wants to know who reads this address."""
    return _is_machine(mail) and _says(mail, _CODE, _PROVE)


def tells_a_code(mail: Mail) -> bool:
    """The same by its words alone: enough where the desk doesn't know who writes, and it answers nothing of ours."""
    return not _answers(mail) and _says(mail, _CODE)


def _says(mail: Mail, *signs: re.Pattern[str]) -> bool:
    said = " ".join(f"{mail.subject}\n{mail.text[:LOOKED_AT]}".lower().split())
    return any(hint in said for hint in _HINTS) and any(sign.search(said) for sign in signs)


def _is_machine(mail: Mail) -> bool:
    """By the name of its address, or because it wants no machine's answer."""
    local, _, domain = mail.sender.address.lower().rpartition("@")
    if any(domain == name or domain.endswith(f".{name}") for name in _SERVICES):
        return bool(_MACHINE.search(local) or _DESK.fullmatch(local))
    return not _answers(mail) and (bool(_MACHINE.search(local)) or not mail.may_auto_respond)


def _answers(mail: Mail) -> bool:
    return bool(mail.in_reply_to or mail.references)
