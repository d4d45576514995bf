"""The last line that phones and mail programs add by themselves: "Sent from my iPhone", in many languages."""

from __future__ import annotations

import re

MAX_LENGTH = 170
_URL = re.compile(r"[<(\[]?https?://[^\s>)\]]*[>)\]]?")
_DEVICE = (
    r"i-?phone|i-?pad|i-?pod|android|galaxy|samsung|huawei|xiaomi|nokia|blackberry|htc|windows (?:phone|mail|"
    r"8|10)|outlook|mobile?\b|"
    r"mobil\w*|handy|smartphone|smart phone|cell|phone|tablet|yahoo|mailbox|airmail|gmail|proton ?mail|k-9|"
    r"mail|device|nexus|pixel|"
    r"motorola|lg|sony|verizon|wireless|telefon\w*|téléphone|portable|telefono|teléfono|móvil|cellulare|"
    r"puhelin\w*|spark|"
    r"aqua ?mail|boxer|nine"
)
# "… please excuse any typos" may follow; a clause with a verb of its own may not: then it is a sentence.
_EXCUSE = (
    r"(?:[\s.,;!<-]*(?:please |bitte |veuillez |por favor,? |proszę |per favore,? |prosím )?(?:excuse|forgive|"
    r"pardon|sorry"
    r"|apolog|typo|brevity|entschuldig|excuser|disculp|wybacz|scusa|perdo|desculp|verontschuldig|ursäkta|undskyld"
    r"|unnskyld|omluv|ospravedl|извин|прост|вибач|anteeksi|elnézést|scuze|<?https?://).{0,80})?"
)
# Whole lines; each must be short and match from end to end.
_ADDED = re.compile(
    rf"(?i)^[\W_]*(?:sent from (?:my|a|an)(?: [\w’'+/-]+){{1,6}}|"
    rf"sent (?:from|via|with|using|by)\b[^,;:!?\n]{{0,60}}(?:{_DEVICE})[^,;:!?\n]{{0,40}}|"
    r"(?:someone |sent )?from (?:my )?(?:mobile|i-?phone|i-?pad|android|phone|blackberry)(?: \w+){0,2}|"
    r"get (?:\W{0,2})outlook for .{1,80}|"
    r"(?:von|aus) mein\w+ .{1,60} gesendet|gesendet (?:von|mit|über|aus)\b.{1,80}|diese nachricht wurde von "
    r"mein\w+ .{1,60} gesendet|"
    r"envoyé (?:depuis|de|à partir de|avec)\b.{1,60}|enviado (?:desde|do|a partir do|de|via|pelo|con|com)\b.{1,60}|"
    r"enviada do\b.{1,60}|"
    r"inviato (?:da|dal|con|tramite)\b.{1,60}|verzonden (?:vanaf|vanuit|met|van|via)\b.{1,60}|"
    r"verstuurd vanaf\b.{1,60}|"
    r"wysłane? (?:z|ze|za pomocą)\b.{1,60}|skickat från\b.{1,60}|sendt fra\b.{1,60}|lähetetty .{0,30}"
    r"(?:puhelim|laittee|iphone|ipad|android|outlook|windows|sähköpost).{0,40}|"
    r"отправлено (?:с|из|от)\b.{1,60}|надіслано (?:з|із)\b.{1,60}|изпратено от мо\w+ .{1,40}|"
    r"odesláno (?:z|ze|pomocí)\b.{1,60}|odoslané (?:z|zo)\b.{1,60}|"
    r"elküldve\b.{1,60}|küldve\b.{1,60}|.{1,40}(?:-ról|-ről|-ból|-ből) küldve|"
    r"(?:az? )?(?:iphone|ipad|android|samsung|galaxy)[\w ]{0,30} küldve|trimis (?:de pe|din|cu)\b.{1,60}|"
    r".{1,40}(?:'?ımdan|'?umdan|'?den|'?dan) gönderildi|στάλθηκε από\b.{1,60}|"
    r".{0,30}(?:iphone|ipad|android|galaxy|携帯|スマートフォン|xperia).{0,10}から送信(?:しました)?|"
    r"發自我的.{1,30}|发自我的.{1,30}|来自我的.{1,30}|來自我的.{1,30}|"
    r"(?:從|从)我的 ?.{1,30} ?(?:傳送|发送)|发送自.{1,30}|从 ?windows ?版?邮件发送|"
    r".{1,30}에서 (?:보냄|보낸 메일)|나의 .{1,30}에서 보냄|"
    r"נשלח מ.{1,40}|أ[\u064b-\u0652]?رسلت من .{1,40}|(?:مرسل|أرسل|تم الإرسال) من .{1,40}|"
    r"ส่งจาก.{1,40}|(?:được|đã) gửi từ\b.{1,60}|"
    r"enviat des d.{1,60}|poslano (?:s|sa|z|iz|iz mo\w+)\b.{1,60}|послато са\b.{1,60}|poslato sa\b.{1,60}|"
    r"dikirim dari\b.{1,60}|saadetud minu\b.{1,60}|išsiųsta iš\b.{1,60}|nosūtīts no\b.{1,60}"
    rf"){_EXCUSE}[\W_]*$"
)
# "Get Outlook for iOS": where it is to be had, in the program's own languages.
_OUTLOOK = re.compile(
    r"(?i)^[\W_]*(?:(?:obtenir|obtener|obtén|ottieni|scarica|descargar|obter|obtenha|pobierz|získat|získajte|"
    r"hämta|hent|skaff"
    r"|hanki|lataa|скачайте|получить|отримати|завантажити|ladda ned|descarcă|obțineți|preuzmite|prenesite|获取|取得|"
    r"下載|下载)"
    r".{0,30}outlook .{0,20}(?:ios|android|mobile)\w*|"
    r"outlook (?:für|voor|for|til|pour|para|per) (?:ios|android)\W{0,3}(?:beziehen|herunterladen|downloaden|letöltése"
    r"|を入手(?:する|してください)?)|"
    r"(?:ios|android)(?:용| için|-hez készült|-hoz készült)? outlook.{0,20}|"
    r"outlook (?:ios|android)\W?(?:용|lle|:lle|-hez|-ra).{0,20})[\W_]*$"
)


def sent_from(line: str) -> bool:
    """Whether a program wrote the whole line."""
    if not line.strip() or len(line) > MAX_LENGTH:
        return False
    words = _URL.sub("", line)
    return bool(_ADDED.match(words) or ("outlook" in words.lower() and _OUTLOOK.match(words)))
