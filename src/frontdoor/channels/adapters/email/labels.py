"""The words that mail programs of many languages put around somebody else's message."""

from __future__ import annotations

import re

# What stands before the colon in a block of copied headers, by what it means.
_LABELS = {
    "from": (
        "from|von|de|da|van|od|från|fra|lähettäjä|keneltä|от|от кого|від|gönderen|kimden|feladó|expéditeur|remitente|"
        "remetente|mittente|afzender|nadawca|avsändare|από|发件人|寄件者|寄件人|差出人|送信者|"
        "보낸 사람|보낸사람|מאת|من|"
        "pošiljatelj|šalje|odesílatel|odosielateľ|dari|từ|expeditor|saatja|kellelt|de la|送信元|จาก|de la part de|"
        "пошиљалац|шаље|pošiljalac|no|nuo|از|발신|보낸이|प्रेषक|изпраща|šaltinis|จาก|فرستنده"
    ),
    "date": (
        "date|sent|datum|gesendet|gesendet am|date d'envoi|envoyé|envoyé le|fecha|enviado|enviado el|enviado "
        "em|enviada|"
        "enviada em|data|inviato|data invio|verzonden|verzonden op|wysłano|data wysłania|skickat|skickade|sendt|dato|"
        "lähetetty|päivämäärä|päiväys|pvm|дата|отправлено|відправлено|надіслано|tarih|gönderildi|gönderilme tarihi|"
        "küldve|elküldve|dátum|odesláno|odoslané|poslano|poslané|trimis|dată|ημερομηνία|στάλθηκε|日期|发送时间|发送日期|寄件日期|"
        "傳送時間|送信日時|送信日|日時|보낸 날짜|보냄|날짜|נשלח|תאריך|"
        "تاريخ|التاريخ|أرسل|تاريخ الإرسال|ارسال شده|تاریخ|दिनांक|भेजा गया|datums|dikirim|tanggal|ngày|đã gửi|"
        "saadetud|"
        "išsiųsta|nosūtīts|изпратено|wysłane|gönderme tarihi|εστάλη|日付|تم الإرسال|تم الارسال|terkirim|ส่ง|ส่งเมื่อ|"
        "วันที่|poslato|saatmisaeg|enviat el|enviat|послато|датум|on|wann|quando|fecha de envío|sent at|sent on|time"
    ),
    "to": (
        "to|an|à|a|para|aan|naar|do|till|til|vastaanottaja|kenelle|кому|до|kime|alıcı|címzett|destinataire|"
        "destinatario|"
        "destinatário|ontvanger|adresat|komu|za|prima|primatelj|către|προς|收件人|收件者|宛先|"
        "받는 사람|받는사람|수신|받는이|به|प्रति|אל|إلى|"
        "kepada|đến|"
        "kellele|kam|kas|до кого|ถึง|adressaat|per a|за|naslovnik|untuk|tới|primalac|прима|al|ke|per"
    ),
    "cc": (
        "cc|kopie|copie|copie à|copia|cópia|kopia|kopi|kopio|копия|копія|másolatot kap|kópia|bilgi|κοιν|"
        "κοινοποίηση|抄送|"
        "副本|參照|참조|עותק|نسخة|dw|udw|cci|bcc|cópia para|com cópia|kopie an|tembusan|másolat"
    ),
    "subject": (
        "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|temat|ämne|emne|aihe|тема|konu|tárgy|předmět|predmet|"
        "subiect|θέμα|主题|主旨|主題|件名|제목|נושא|الموضوع|موضوع|subyek|perihal|chủ đề|teema|tēma|tema|относно|sujet|"
        "betrifft|เรื่อง|naslov|zadeva|assumpte|subjek|विषय|наслов|предмет|tiêu đề|περί"
    ),
    "reply_to": (
        "reply-to|reply to|répondre à|antwort an|antworten an|responder a|responder para|rispondi a|beantwoorden|"
        "odpowiedz do|svara till|svar til|antwoord aan|ответить|返信先|回复"
    ),
    "other": "importance|priority|priorité|wichtigkeit|prioridad|attachments|anlagen|pièces jointes|resent-from|"
    "organization|organisation|sender|mailed-by",
}
LABEL = {word: kind for kind, words in _LABELS.items() for word in words.split("|")}

# "… wrote:", as it ends or stands inside the line above a quotation.
WROTE = re.compile(
    r"(?i)(?:\b(?:wrote|writes|sent|said|schrieb|schreibt|a écrit|napisana|a ecrit|écrivait|escribió|escribio|ha "
    r"escrito|escreveu|"
    r"ha scritto|scrisse|schreef|geschreven|napisał|napisała|napisał\(a\)|napisal|pisze|skrev|skreiv|skrifaði|"
    r"kirjoitti|"
    r"написал|написала|написал\(а\)|пишет|писал|писала|написав|написала|пише|napsal|napsala|napsal\(a\)|napísal|"
    r"napísala|"
    r"napísal\(a\)|írta|ezt írta|a scris|yazdı|yazmış|έγραψε|έγραψες|va escriure|ha escrit|escriure|escribiu|"
    r"je napisao|"
    r"je napisala|napisao je|napisala je|је написао|написа|je oseba|kirjutas|rašė|parašė|rakstīja|đã viết|menulis|"
    r"ysgrifennodd|idatzi du|shkroi|gửi|wrote \(\w+\)|<mailto:[^>]*> wrote)(?!\w)|のメッセージ|"
    r"さんは書きました|さんが書きました|"
    r"写道|寫道|님이 작성|ने लिखा|작성|כתב|כתבה|כתב/ה|كتب|كتبت|เขียนว่า|نوشت)"
)
# How such a line begins, before its date or name.
OPENS = re.compile(
    r"(?i)^[\s*_|-]*(?:on|am|le|el|em|no dia|il|il giorno|op|w dniu|dnia|den|på|dne|dňa|la|pe|în|στις|в|ons?|"
    r"di(?:e|o)?|ma|wo|do|vr|za|zo|a\(z\)|dana|dia|na|pada|vào|el dia|kl|za|sâmb|mar|mié|jue|vie|sáb|dom|lun|"
    r"mon|tue|wed|thu|fri|sat|sun|пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|среду|четверг|пятница|пятницу|"
    r"суббота|"
    r"субботу|воскресенье|в письме|в|at|from|från|em|data|"
    r"quoting|tiistai|ke|to|pe|la|su|ti)\b[^a-z]?|^[\s*_-]*[\"«“]?\d"
    r"|^[\s*_-]*(?:在|于|於|בתאריך|ב-|في|เมื่อ|\d{4}年)"
)
_ORIGINAL = (
    "original(?=\\s*[-–—_=]{2})|original message|"
    "original appointment|ursprüngliche nachricht|originalnachricht|original-nachricht|"
    "message d'origine|"
    "message d’origine|message original|mensaje original|mensagem original|messaggio originale|"
    "oorspronkelijk bericht|"
    "origineel bericht|originele bericht|wiadomość oryginalna|oryginalna wiadomość|originalmeddelande|"
    "ursprungligt meddelande|ursprungligt meddelande|oprindelig meddelelse|original besked|oprindelig besked|"
    "opprinnelig melding|original melding|alkuperäinen viesti|исходное сообщение|оригинальное сообщение|"
    "пересылаемое сообщение|вихідне повідомлення|orijinal mesaj|özgün ileti|orijinal ileti|eredeti üzenet|"
    "původní zpráva|"
    "původní e-mail|pôvodná správa|mesaj original|mesajul original|αρχικό μήνυμα|"
    "原始邮件|原始郵件|原始信息|元のメッセージ|"
    "元のメール|원본 메시지|원본 메일|ההודעה המקורית|הודעה מקורית|الرسالة الأصلية|missatge original|izvorna poruka|"
    "originalna poruka|izvirno sporočilo|algne kiri|thư gốc|pesan asli|reply message|replied message|"
    "weitergeleitete nachricht|antwort nachricht|begin original message|message transféré"
)
_FORWARDED = (
    "forwarded message|forwarded by|begin forwarded message|start of forwarded message|forwarded mail|"
    "forward message|"
    "weitergeleitete nachricht|anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|"
    "weitergeleitete mail|message transféré|message transmis|début du message réexpédié|début du message transféré|"
    "message réexpédié|courriel transféré|mensaje reenviado|inicio del mensaje reenviado|mensagem encaminhada|"
    "início da mensagem encaminhada|início da mensagem reencaminhada|mensagem reencaminhada|messaggio inoltrato|"
    "inizio messaggio inoltrato|inizia messaggio inoltrato|doorgestuurd bericht|begin doorgestuurd bericht|"
    "wiadomość przekazana|treść przekazanej wiadomości|początek przekazywanej wiadomości|przekazana wiadomość|"
    "vidarebefordrat meddelande|vidarebefordrat mejl|vidarebefordrat brev|videresendt meddelelse|videresendt besked|"
    "start på videresendt besked|videresendt melding|videresendt e-post|begynnelse på videresendt melding|"
    "välitetty viesti|alkaa välitetty viesti|edelleenlähetetty viesti|пересланное сообщение|пересылаемое сообщение|"
    "начало переадресованного сообщения|переадресоване повідомлення|переслане повідомлення|iletilmiş ileti|"
    "iletilen mesaj|yönlendirilmiş ileti|yönlendirilen ileti|iletilen ileti başlangıcı|továbbított üzenet|"
    "továbbított levél|přeposlaná zpráva|přeposlaný e-mail|začátek přeposílané zprávy|preposlaná správa|"
    "mesaj redirecționat|mesaj înaintat|început mesaj redirecționat|προωθημένο μήνυμα|προωθούμενο μήνυμα|转发邮件|"
    "转发的邮件|被转发邮件的信息|轉寄郵件|轉寄的郵件|轉寄訊息|轉寄的訊息|転送メッセージ|転送されたメッセージ|"
    r"전달된 메시지|전달된 메일|"
    "הודעה שהועברה|תחילת הודעה שהועברה|رسالة معاد توجيهها|الرسالة المعاد توجيهها|missatge reenviat|"
    "proslijeđena poruka|"
    "posredovano sporočilo|edastatud kiri|thư được chuyển tiếp|pesan terusan|persiųstas laiškas|pārsūtīta ziņa|"
    "továbbított levél kezdete|starten på det videresendte brev|välitetty viesti alkaa|ileti başlangıcı|"
    "початок пересланого повідомлення|препратено съобщение|препратено писмо|αρχή προωθημένου μηνύματος|开始转发的邮件|"
    "转发的消息|開始轉寄郵件|轉寄的信件|轉寄信件|תחילת ההודעה שהועברה|بدء الرسالة المعاد توجيهها|thư đã chuyển tiếp|"
    "ข้อความที่ส่งต่อ|prosleđena poruka|прослеђена порука|edasisaadetud kiri|forwarded letter|"
    "mensagem original encaminhada"
)


def _line_of(words: str) -> re.Pattern[str]:
    """Between dashes, or alone with a colon behind: never in the middle of a sentence."""
    return re.compile(
        rf"(?i)^[\s>*_|]*(?:[-–—_=]{{2,}}\s*(?:{words})\b[^\n]{{0,60}}?\s*[-–—_=]{{2,}}|(?:{words})\s*[:：])[\s*_|]*$"
    )


ORIGINAL = _line_of(_ORIGINAL)
FORWARDED = _line_of(_FORWARDED)
# The desk's own line, other desks' too: what stands below it was not written this time.
ABOVE = re.compile(
    r"(?i)(?:(?:reply|write|type|respond|responses?|answer|add)\b[^\n]{0,40}\babove\b[^\n]{0,40}\b(?:line|"
    r"message)|reply above\.|"
    r"(?:oberhalb|über) dieser (?:linie|zeile)|au[- ]dessus de cette ligne|(?:encima|arriba) de esta línea|"
    r"acima d(?:esta|essa|a) linha|(?:sopra|al di sopra di) questa (?:riga|linea)|boven deze (?:regel|lijn)|"
    r"(?:powyżej|nad) t(?:ej|ą) lini[iąę]|(?:ovanför|över) (?:den här |denna )?(?:raden|rad|linje)|over denne "
    r"lin(?:je|ie)n?|"
    r"tämän rivin yläpuolelle|выше этой (?:строки|линии|черты)|вище цього рядка|nad t(?:ento|ímto|"
    r"ouhle) řád(?:ek|kem)|"
    r"nad tento riadok|bu satırın üst|e sor f(?:ö|e)l|deasupra acestei linii|πάνω από αυτή|この(?:行|線)(?:より|の)上|"
    r"(?:在|於)此?(?:行|线|線)(?:之上|上方|以上)|이 (?:줄|선) 위)"
)
