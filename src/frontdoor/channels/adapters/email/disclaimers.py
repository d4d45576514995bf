"""Disclaimers below a mail, in the common languages. A paragraph goes only where several of their set phrases meet.

One phrase is never enough: people write of confidential mail that went to the wrong person, too.
"""

from __future__ import annotations

import re

SHORTEST, LONGEST, LOOKED_AT = 20, 4_000, 60
# What it says it is about: this very mail. Without it nothing is a disclaimer. Plain strings are found far quicker
# than a pattern of as many branches, and this is asked of the last paragraph of every mail.
_THIS = """
this email|this e-mail|this message|this communication|this transmission|confidentiality notice|confidentiality note
disclaimer:|diese e-mail|diese email|dieser e-mail|dieser email|diese mail|diese nachricht|dieser nachricht
diese mitteilung|vertraulichkeitshinweis|ce message|ce courriel|cet e-mail|cet email|ce mail|ce courrier|este mensaje
este correo|este e-mail|este email|questo messaggio|questa e-mail|questa email|questa comunicazione|esta mensagem
este documento|dit e-mail|dit bericht|deze e-mail|deze email|dit mailbericht|tej wiadomoś|ta wiadomoś|tę wiadomoś
niniejsza wiadomoś|niniejszej wiadomoś|tej korespondencji|tato zpráv|tuto zpráv|této zpráv|tento e-mail|tento email
táto správ|túto správ|tejto správ|ez az üzenet|ez az e-mail|ezt az üzenet|ez az elektronikus|acest mesaj|acest e-mail
acest email|detta meddelande|detta e-post|detta mejl|denne e-mail|denne mail|denne meddelelse|denne e-post
denne melding|denne e-posten|tämä viesti|tämän viestin|tämä sähköposti|bu e-posta|bu mesaj|bu ileti|это сообщение
данное сообщение|настоящее сообщение|это письмо|данное письмо|настоящее письмо|це повідомлення|дане повідомлення
цей лист|това съобщение|настоящото съобщение|това писмо|το παρόν μήνυμα|αυτό το μήνυμα|το παρόν email|το παρόν e-mail
このメール|本メール|このメッセージ|本メッセージ|本電子メール|この電子メール|本邮件|此邮件|该邮件|这封邮件|本电子邮件
本郵件|此郵件|該郵件|這封郵件|本電子郵件|本信件|이 메일|본 메일|이 이메일|본 이메일|본 전자우편|이 메시지
본 메시지|הודעה זו
הודעה זאת|דוא"ל זה|מייל זה|هذه الرسالة|هذا البريد|ova poruka|ovu poruku|ove poruke|ovaj e-mail|ova e-pošta
to sporočilo
to e-pošto|aquest missatge|aquest correu|ова порука|ову поруку|thư này|email này|pesan ini|e-mail ini|email ini
"""
# Each line's kind counts once: that it is secret; for whom it is; that it may have gone astray; what is to be done with
# it then; who else is answerable.
_KINDS = (
    """
confidential|privileged|vertraulich|rechtlich geschützt|confidentiel|confidencial|riservat|confidenzial|vertrouwelijk
poufn|důvěrn|dôvern|bizalmas|confidențial|konfidenti|konfidens|fortrolig|luottamuksell|gizli|конфиденциальн
конфіденційн|поверителн|εμπιστευτικ|机密|機密|保密|秘密|기밀|비밀|חסוי|סודי|سري|povjerljiv|poverljiv|zaupn
bảo mật|rahasia
поверљив""",
    """
intended solely|intended only|intended recipient|intended for|addressee|named recipient|whom they are addressed
richtige adressat|richtiger adressat|richtigen adressat|vorgesehene empfänger|beabsichtigte empfänger
ausschließlich für|bestimmt für|destinataire|destinatari|destinatár|destinatar|geadresseerde|uitsluitend bestemd
adresat|adresát|címzett|mottaga|modtager|mottaker|vastaanottaja|alıcı|адресат|получател|одержувач|отримувач|παραλήπτη
收件人|受信者|名宛人|宛先|수신인|수신자|נמען|المرسل إليه|المستلم|primatelj|primaoc|naslovnik|người nhận
penerima|примаоц""",
    """
in error|by error|by mistake|not the intended|not the named|irrtümlich|versehentlich|fehlgeleitet|par erreur|por error
por engano|por erro|por lapso|per errore|ten onrechte|per abuis|omyłk|pomyłk|omylem|omylom|tévedés|véletlenül
din greșeală|din eroare|av misstag|felaktigt|ved en fejl|ved en feil|ved feil|erehdyk|vahingossa|yanlışlıkla|по ошибке
ошибочно|помилково|по погрешка|εκ παραδρομής|κατά λάθος|誤って|误收|誤收|错收|錯收|잘못|בטעות|عن طريق الخطأ
بالخطأ|pogreškom
greškom|pomotoma|per error|nhầm|karena kesalahan|грешком""",
    """
delete|destroy|notify the sender|notify us|prohibited|unauthorised|unauthorized|vernichten|löschen|löscht|löschung
unbefugte|informieren sie|détrui|supprim|effacer|avertir l|elimin|notifíque|comunique|apagar|apague|distrugger
cancell|verwijder|vernietig|usunię|usuń|zniszcz|smaž|odstraň|odstrani|vymaž|töröl|megsemmis|ștergeți|distrug|radera
förstör|slett|slette|poista|tuho|siliniz|imha|уничтож|удалит|знищ|видал|изтри|διαγρά|καταστρέ|削除|破棄|删除
刪除|销毁|銷毀
삭제|파기|מחק|להשמיד|حذف|إتلاف|izbriš|obriš|uniš|xóa|hapus|обриш""",
    """
views expressed|opinions expressed|views or opinions|does not accept|does not represent|virus|viren|liabilit|haftung
responsabilit|manipul""",
)


def _parted(words: str) -> tuple[str, ...]:
    return tuple(word for line in words.split("\n") for word in line.split("|") if word)


_ABOUT = _parted(_THIS)
_SAID = tuple(map(_parted, _KINDS))
_OUTSIDE = _parted("""
outside of the organi|outside the organi|outside of your organi|outside your organi|outside of our organi
external email
outside our organi|external sender|external e-mail|[external]|außerhalb der organisation
außerhalb unserer organisation
externe e-mail|externer absender|extérieur de l'organisation|expéditeur externe|fuera de la organización
remitente externo|esterno all'organizzazione|mittente esterno|fora da organização|remetente externo
buiten de organisatie|externe afzender|spoza organizacji|nadawca zewnętrzny|utanför organisationen
uden for organisationen
utenfor organisasjonen|organisaation ulkopuolelta|mimo organizaci|внешний отправитель|kuruluş dışından|組織外
外部邮件|外部郵件
""")
_CAREFUL = _parted("""
caution|do not click|don't click|be careful|vorsicht|achtung|warnung|klicken sie|attention|ne cliquez|prudence|cuidado
precaución|no haga clic|attenzione|non fare clic|não clique|let op|voorzichtig|klik niet|uwaga|ostrożn|varning
klicka inte
advarsel|forsigtig|forsiktig|varoitus|upozornění|внимание|осторожно|dikkat|注意|谨慎|謹慎
""")
_TREES = re.compile(
    r"(?i)(?:consider|think (?:of|about)) (?:the |our )?environment|save (?:a tree|paper)|print this (?:e-?mail|"
    r"message) only"
    r"|denken sie an (?:die|unsere) umwelt|umwelt .{0,40}ausdruck|pensez à l.environnement|n'imprim\w+ .{0,40}nécess"
    r"|(?:piense|pensa|pense) (?:en|n?o|in)?.{0,20}(?:medio ?ambiente|meio ambiente)|pensa all'ambiente|"
    r"denk aan het milieu"
    r"|pomyśl o środowisku|myslete na životní prostředí|tänk på miljön|tænk på miljøet|tenk på miljøet|"
    r"ajattele ympäristöä"
    r"|gondoljon a környezet|protejați mediul|çevreyi düşün|подумайте об? (?:окружающей|природе)|"
    r"подумайте про довкілля"
)
_BEFORE = re.compile(
    r"(?i)\W*(?:please|kindly|bitte|merci|por favor|per favore|proszę|prosím|p|vänligen|venligst|before|bevor|avant"
    r"|antes"
    r"|prima|voordat|zanim|než|prv než|innan|før|ennen|mielőtt|înainte|перед|перш)\b"
)
_PRINTS = re.compile(
    r"(?i)print|druck|imprim|stampa|afdruk|wydruk|tisk|skriv|udskriv|tulost|nyomtat|tipări|yazdır|печат|друк"
)
_SCANNED = re.compile(
    r"(?i)^\W*(?:virus-free\W|(?:this|diese|cet?t?e?|este|questa|deze|tento|ta) (?:e-?mail|message|mail|"
    r"courriel|correo|wiadomość)"
    r" .{0,40}(?:checked|scanned|geprüft|vérifié|analizado|controllata|gecontroleerd|sprawdzona|zkontrolován).{0,20}"
    r"(?:virus|viren|viren|antivirus|avast|avg).{0,60}$)|"
    r"(?i:^\W*diese e-mail wurde von avast.{0,80}$)"
)


def disclaimer_at(lines: list[str]) -> int | None:
    """Where a disclaimer that ends the text begins; None where it ends in somebody's own words."""
    first = _paragraph(lines)
    words = " ".join(line.strip(" *_>|") for line in lines[first:])
    if not SHORTEST <= len(words) <= LONGEST or "?" in words:
        return None
    return first if _is_one(words) else None


def unbannered(lines: list[str]) -> list[str]:
    """Without the warning that a gateway put above: "this came from outside the organisation"."""
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    end = next((at for at in range(first, len(lines)) if not lines[at].strip()), len(lines))
    words = " ".join(lines[first:end]).lower()
    warns = len(words) < 500 and any(outside in words for outside in _OUTSIDE)
    rest = lines[end:]
    return (
        rest
        if warns and any(careful in words for careful in _CAREFUL) and any(map(str.strip, rest))
        else lines
    )


def _paragraph(lines: list[str]) -> int:
    first = len(lines)
    while first > 0 and lines[first - 1].strip() and len(lines) - first < LOOKED_AT:
        first -= 1
    return first


def _is_one(words: str) -> bool:
    if len(words) < 300 and (_SCANNED.match(words) or _spares_trees(words)):
        return True
    lower = words.lower()
    if len(words) < 40 or not any(word in lower for word in _ABOUT):
        return False
    said = sum(any(word in lower for word in kind) for kind in _SAID)
    return said >= 3 or (said >= 2 and len(words) > 300)


def _spares_trees(words: str) -> bool:
    """It begins with the plea or with "before printing": in the midst of a sentence it is somebody's."""
    plea = _TREES.search(words)
    begins = plea is not None and (plea.start() < 4 or bool(_BEFORE.match(words)))
    return begins and bool(_PRINTS.search(words))
