"""Which mail was written by a machine, and which must never get an answer from one."""

from __future__ import annotations

import re
from functools import cached_property

from frontdoor.channels.adapters.email.headers import Headers

# Where words are written together, more of a word makes another thing of it: an answering machine is no answer.
_GLUED = r"(?:メール|メッセージ|です|邮件|郵件|메일|메시지|입니다)?(?!\w)"
AWAY = re.compile(
    r"(?i)^[\s\[【(（［]*(?:auto(?:matic|mated)?[ -]?(?:reply|response|antwort)|automatische antwort|abwesenheits|"
    r"out of (?:the )?office|réponse automatique|respuesta automática|risposta automatica|resposta automática|"
    r"automatisch antwoord|automatiskt svar|automatisk svar|autosvar|automaattinen vastaus|"
    r"automatická odpověď|automatyczna odpowiedź|автоматический ответ|автоответ|"
    r"otomatik yanıt|automatikus válasz|răspuns automat|vacation (?:reply|message)|urlaubsvertretung|"
    r"автоматична відповідь|автоматичен отговор|automatická odpoveď|automatski odgovor|samodejni odgovor|"
    r"αυτόματη απάντηση|מענה אוטומטי|תשובה אוטומטית|رد تلقائي|الرد التلقائي|"
    r"trả lời tự động|balasan otomatis|resposta automàtica|automatinis atsakymas|automātisk[āa] atbilde|automaatvastus|"
    r"message d.absence|absence du bureau|fuera de (?:la )?oficina|fora do escritório|fuori (?:sede|ufficio)|"
    r"автовідповідь|аутоматски одговор|پاسخ خودکار|स्वचालित (?:उत्तर|जवाब)|balasan automatik|"
    r"(?:การ)?ตอบกลับอัตโนมัติ|sjálfvirkt svar|automatyczna odpowied|"
    rf"(?:(?:自動|自动)(?:返信|応答|回复|回覆|答复)|(?:부재중 ?)?자동 ?(?:회신|응답|답장)){_GLUED}|"
    r"poza biurem|mimo kancelář|házon kívül|ofis dışında|вне офиса|poissa toimistolta)"
)
DAEMON = re.compile(
    r"(?i)^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|listserv|majordomo)([+-].*)?@?"
)


class Signs:
    """What a message's headers say of who, or what, sent it."""

    def __init__(self, headers: Headers, own_host: str, *, is_bounce: bool) -> None:
        self._headers = headers
        self._own_host = own_host.lower()
        self._is_bounce = is_bounce

    @cached_property
    def is_auto_reply(self) -> bool:
        """An answer nobody wrote: out of office, vacation, receipt, delivery report."""
        return (
            self._is_bounce
            or self._says_auto_reply()
            or bool(AWAY.match(self._headers.first("subject")))
        )

    @property
    def may_auto_respond(self) -> bool:
        """RFC 3834: never to automatic mail, lists, bulk, empty return paths, or the desk's own."""
        return not (
            self.is_auto_reply
            or self._is_bulk()
            or self._is_own()
            or self._has_no_return()
            or self._asks_for_none()
        )

    def _says_auto_reply(self) -> bool:
        first = self._headers.first
        submitted = first("auto-submitted").split(";")[0].strip().lower()
        return (
            submitted.startswith(("auto-replied", "auto-generated", "auto-notified"))
            or first("precedence").lower() in ("auto_reply", "auto-reply")
            or first("x-precedence").lower() in ("auto_reply", "auto-reply")
            or any(self._headers.raw(name) for name in REPLIED)
        )

    def _is_bulk(self) -> bool:
        first = self._headers.first
        return (
            first("precedence").lower() in _BULK
            or first("x-precedence").lower() in _BULK
            or any(self._headers.raw(name) for name in _LISTS)
        )

    def _asks_for_none(self) -> bool:
        first = self._headers.first
        suppress = first("x-auto-response-suppress").lower()
        submitted = first("auto-submitted").strip().lower()
        return bool(suppress and suppress != "none") or bool(
            submitted and not submitted.startswith("no")
        )

    def _has_no_return(self) -> bool:
        paths = self._headers.all("return-path")
        senders = [box.address for box in self._headers.mailboxes("from")] or [""]
        return (
            any(path in ("<>", "") for path in paths)
            or bool(DAEMON.match(senders[0]))
            or not senders[0]
        )

    def _is_own(self) -> bool:
        host = self._own_host
        if not host:
            return False
        ids = self._headers.ids("message-id")
        return any(one.lower().endswith(f"@{host}") for one in ids) or bool(
            self._headers.raw("x-frontdoor-loop")
        )


_BULK = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})
REPLIED = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-vacation",
    "x-autoreply-from",
    "x-mail-autoreply",
)
_LISTS = (
    "list-id",
    "list-unsubscribe",
    "list-post",
    "x-loop",
    "x-mailing-list",
    "feedback-id",
    "x-no-archive-loop",
)
