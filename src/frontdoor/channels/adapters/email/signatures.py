"""Signatures at the end of a text: behind a divider, of a phone, or a block of contact details."""

from __future__ import annotations

import re

MAX_LINES = 25
_URL = re.compile(r"[<(]?https?://[^\s>)]*[>)]?")
_DASHES = re.compile(r"^\s*(?:-{2,3}|—|–|__|\\--)\s*$")
_RULE = re.compile(r"^\s*(?:[-–—_=*~#]{3,}|[─━]{2,})\s*$")
_CONTACT = re.compile(
    r"(?i)[\w.+-]+@[\w-]+\.\w|https?://|\bwww\.|\+?\(?\d[\d() ./-]{6,}\d|\b(?:tel|phone|mobile?|fax|telefon|skype)\b"
)
_PURE_CONTACT = re.compile(
    r"(?i)^\W*(?:(?:e-?mail|mail|tel|t|m|f|p|phone|mobile?|cell|fax|telefon|handy|web|skype|w|e)\b\W*)?"
    r"(?:[\w.+-]+@[\w.-]+\.\w+|(?:https?://|www\.)\S+|\+?\(?\d[\d() ./-]{6,}\d)\W*$"
)
_LIST = re.compile(
    r"(?i)mailing[ -]?list|unsubscribe|mailman|listinfo|you received this message because|you are receiving "
    r"this because|"
    r"google groups|reply to this email directly|view it on github"
)
_DEVICE = (
    r"i-?phone|i-?pad|i-?pod|android|galaxy|samsung|huawei|xiaomi|nokia|blackberry|htc|windows (?:phone|mail|"
    r"8|10)|outlook|mobile?\b|"
    r"mobil\w*|handy|smartphone|smart phone|cell|phone|tablet|yahoo|mailbox|airmail|gmail|proton ?mail|k-9|"
    r"mail|device|nexus|pixel|"
    r"motorola|lg|sony|verizon|wireless|telefon\w*|téléphone|portable|telefono|teléfono|móvil|cellulare|puhelin\w*|spark|"
    r"aqua ?mail|boxer|nine"
)
# "… please excuse any typos" may follow; a clause with a verb of its own may not: then it is a sentence.
_EXCUSE = r"(?:[\s.,;!<-]*(?:please )?(?:excuse|forgive|pardon|sorry|apolog|typo|brevity|<?https?://).{0,80})?"
# Whole lines that programs of phones append; each must be short and match from end to end.
_MOBILE = re.compile(
    rf"(?i)^[\W_]*(?:sent from (?:my|a|an)(?: [\w’'+/-]+){{1,6}}{_EXCUSE}|"
    rf"sent (?:from|via|with|using|by)\b[^,;:!?\n]{{0,60}}(?:{_DEVICE})[^,;:!?\n]{{0,40}}{_EXCUSE}|"
    r"(?:someone |sent )?from (?:my )?(?:mobile|i-?phone|i-?pad|android|phone|blackberry)(?: \w+){0,2}|"
    r"get (?:\W{0,2})outlook for .{1,80}|"
    r"(?:von|aus) mein\w+ .{1,60} gesendet|gesendet (?:von|mit|über|aus)\b.{1,80}|diese nachricht wurde von "
    r"mein\w+ .{1,60} gesendet|"
    r"envoyé (?:depuis|de|à partir de|avec)\b.{1,60}|enviado (?:desde|do|a partir do|de|via|pelo)\b.{1,60}|"
    r"enviada do\b.{1,60}|"
    r"inviato (?:da|dal|con|tramite)\b.{1,60}|verzonden (?:vanaf|met|van|via)\b.{1,60}|verstuurd vanaf\b.{1,60}|"
    r"wysłane? (?:z|ze|za pomocą)\b.{1,60}|skickat från\b.{1,60}|sendt fra\b.{1,60}|lähetetty .{0,30}"
    r"(?:puhelim|laittee|iphone|ipad|android|outlook|windows|sähköpost).{0,40}|"
    r"отправлено (?:с|из|от)\b.{1,60}|надіслано (?:з|із)\b.{1,60}|odesláno (?:z|ze|pomocí)\b.{1,60}|odoslané "
    r"(?:z|zo)\b.{1,60}|"
    r"elküldve\b.{1,60}|küldve\b.{1,60}|.{1,40}(?:-ról|-ről|-ból|-ből) küldve|trimis (?:de pe|din|cu)\b.{1,60}|"
    r".{1,40}(?:'?ımdan|'?umdan|'?den|'?dan) gönderildi|στάλθηκε από\b.{1,60}|"
    r".{0,30}(?:iphone|ipad|android|携帯|スマートフォン).{0,10}(?:から送信|から送信しました)|發自我的.{1,30}|发自我的.{1,30}|"
    r"從我的 ?.{1,30} ?傳送|发送自.{1,30}|.{1,30}에서 (?:보냄|보낸 메일)|나의 .{1,30}에서 보냄|"
    r"נשלח מ.{1,40}|أرسلت من .{1,40}|"
    r"enviat des d.{1,60}|poslano (?:s|sa|z|iz)\b.{1,60}|dikirim dari\b.{1,60}|được gửi từ\b.{1,60}|saadetud "
    r"minu\b.{1,60})[\W_]*$"
)


def unsigned(lines: list[str]) -> list[str]:
    """The lines without what programs and habit put below them. Never all of them."""
    kept = _trimmed(lines)
    for _ in range(40):
        shorter = _trimmed(_without_one(kept))
        if len(shorter) == len(kept):
            return kept
        if not any(line.strip() for line in shorter):
            return kept
        kept = shorter
    return kept


def _without_one(lines: list[str]) -> list[str]:
    if lines and len(lines[-1]) < 160 and _MOBILE.match(_URL.sub("", lines[-1])):
        return lines[:-1]
    for at in range(len(lines) - 1, max(-1, len(lines) - 60), -1):
        if _begins_signature(lines, at):
            return lines[:at]
    return lines[: _contact_block(lines)]


def _begins_signature(lines: list[str], at: int) -> bool:
    line, below = lines[at], [text for text in lines[at + 1 :] if text.strip()]
    if _DASHES.match(line):
        return len(below) <= MAX_LINES
    if not _RULE.match(line) or not below:
        return False
    return _is_footer(below) or _is_card(below)


def _is_footer(below: list[str]) -> bool:
    return len(below) <= 12 and bool(_LIST.search("\n".join(below)))


def _is_card(below: list[str]) -> bool:
    """Short lines with a number or an address among them."""
    return (
        len(below) <= MAX_LINES
        and all(len(line.strip()) <= 70 for line in below)
        and any(map(_CONTACT.search, below))
    )


def _contact_block(lines: list[str]) -> int:
    """Where a last paragraph of a name and ways to reach them begins; the end if there is none."""
    first = len(lines)
    while first > 0 and lines[first - 1].strip() and len(lines) - first < 8:
        first -= 1
    block = lines[first:]
    if any(len(line) > 120 for line in block):
        return len(lines)
    pure = sum(bool(_PURE_CONTACT.match(line)) for line in block)
    named = (
        bool(block)
        and re.fullmatch(r"[^\d@:]{2,40}", block[0].strip())
        and len(block[0].split()) <= 4
    )
    if first > 0 and named and pure >= 2 and pure >= len(block) - 3:
        return first
    return len(lines)


def _trimmed(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]
