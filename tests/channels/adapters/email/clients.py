# ruff: noqa: E501
"""What mail programs of many languages put around somebody else's words, as they write it."""

A = "Ana Smith <ana@x.example>"

LEADS = f"""
On Mon, Nov 24, 2025 at 10:00 AM {A} wrote:
Am Mo., 24. Nov. 2025 um 10:00 Uhr schrieb {A}:
Le lun. 24 nov. 2025 à 10:00, {A} a écrit :
El lun, 24 nov 2025 a las 10:00, Ana Smith (<ana@x.example>) escribió:
Il giorno lun 24 nov 2025 alle ore 10:00 {A} ha scritto:
Em seg., 24 de nov. de 2025 às 10:00, {A} escreveu:
{A} escreveu (segunda, 24/11/2025 à(s) 10:00):
Op ma 24 nov 2025 om 10:00 schreef {A}:
pon., 24 lis 2025 o 10:00 {A} napisał(a):
po 24. 11. 2025 v 10:00 odesílatel {A} napsal:
po 24. 11. 2025 o 10:00 {A} napísal(a):
{A} ezt írta (időpont: 2025. nov. 24., H, 10:00):
În lun., 24 nov. 2025 la 10:00, {A} a scris:
Den mån 24 nov. 2025 kl 10:00 skrev {A}:
Den man. 24. nov. 2025 kl. 10.00 skrev {A}:
man. 24. nov. 2025 kl. 10:00 skrev {A}:
ma 24. marrask. 2025 klo 10.00 Ana Smith (ana@x.example) kirjoitti:
{A}, 24 Kas 2025 Pzt, 10:00 tarihinde şunu yazdı:
пн, 24 нояб. 2025 г. в 10:00, {A}:
пн, 24 лист. 2025 р. о 10:00 {A} пише:
На пн, 24.11.2025 г. в 10:00 {A} написа:
Στις Δευ 24 Νοε 2025 στις 10:00 π.μ., ο/η {A} έγραψε:
2025年11月24日(月) 10:00 {A}:
{A} 于2025年11月24日周一 10:00写道：
{A} 於 2025年11月24日 週一 上午10:00寫道：
2025년 11월 24일 (월) 오전 10:00, {A}님이 작성:
\u202bבתאריך יום ב׳, 24 בנוב׳ 2025 ב-10:00 מאת \u202aAna Smith\u202c\u200f <\u202aana@x.example\u202c\u200f>:\u202c
في الاثنين، 24 نوفمبر 2025 في 10:00 ص تمت كتابة ما يلي بواسطة {A}:
Vào Th 2, 24 thg 11, 2025 vào lúc 10:00 {A} đã viết:
Pada tanggal Sen, 24 Nov 2025 pukul 10.00 {A} menulis:
ในวันที่ จ. 24 พ.ย. 2025 เวลา 10:00 {A} เขียนว่า:
pon, 24. stu 2025. u 10:00 {A} napisao je:
пон, 24. нов 2025. у 10:00 {A} је написао/ла:
V V pon., 24. nov. 2025 ob 10:00 je oseba {A} napisala:
2025-11-24, pr, 10:00 {A} rašė:
pirmd., 2025. g. 24. nov., plkst. 10:00 — lietotājs Ana Smith (<ana@x.example>) rakstīja:
Kuupäev E, 24. november 2025 kell 10:00 kirjutas {A}:
Missatge de {A} del dia dl., 24 de nov. 2025 a les 10:00:
On 24 Nov 2025, at 10:00, {A} wrote:
Am 24.11.2025 um 10:00 schrieb {A}:
Le 24 nov. 2025 à 10:00, {A} a écrit :
El 24 nov 2025, a las 10:00, {A} escribió:
Il giorno 24 nov 2025, alle ore 10:00, {A} ha scritto:
Op 24 nov 2025, om 10:00 heeft {A} het volgende geschreven:
Wiadomość napisana przez {A} w dniu 24 lis 2025, o godz. 10:00:
Em 24 de nov. de 2025, à(s) 10:00, {A} escreveu:
24 nov. 2025 kl. 10:00 skrev {A}:
{A} kirjoitti 24.11.2025 kello 10.00:
24. 11. 2025 v 10:00, {A}:
{A} írta (2025. 11. 24. dátummal, 10:00 időpontban):
{A} şunları yazdı (24 Kas 2025 10:00):
24 нояб. 2025 г., в 10:00, {A} написал(а):
2025/11/24 10:00、{A}のメール:
2025年11月24日 10:00，{A} 写道：
{A} 於 2025年11月24日 上午10:00 寫道：
2025. 11. 24. 오전 10:00, {A} 작성:
ב-24 בנוב׳ 2025, בשעה 10:00, {A} כתב/ה:
في ٢٤ نوفمبر ٢٠٢٥، الساعة ١٠:٠٠ ص، كتب {A}:
Pe 24 nov. 2025, la 10:00, {A} a scris:
Am 24.11.25 um 10:00 schrieb Ana Smith:
Le 24/11/2025 à 10:00, Ana Smith a écrit :
El 24/11/25 a las 10:00, Ana Smith escribió:
Il 24/11/2025 10:00, Ana Smith ha scritto:
Op 24-11-2025 om 10:00 schreef Ana Smith:
W dniu 24.11.2025 o 10:00, Ana Smith pisze:
Dne 24.11.2025 v 10:00 Ana Smith napsal(a):
Dňa 24. 11. 2025 o 10:00 Ana Smith napísal(a):
24.11.2025 10:00, Ana Smith пишет:
24.11.2025 10:00, Ana Smith пише:
2025. 11. 24. 10:00 keltezéssel, Ana Smith írta:
Den 2025-11-24 kl. 10:00, skrev Ana Smith:
Den 24.11.2025 kl. 10.00 skrev Ana Smith:
Ana Smith kirjoitti 24.11.2025 klo 10.00:
Em 24/11/2025 10:00, Ana Smith escreveu:
24.11.2025 10:00 tarihinde Ana Smith yazdı:
在 2025/11/24 10:00, Ana Smith 写道:
Στις 24/11/2025 10:00 π.μ., ο/η Ana Smith έγραψε:
La 24.11.2025 10:00, Ana Smith a scris:
Gesendet: Montag, 24. November 2025 um 10:00 Uhr
Quoting {A}:
Zitat von {A}:
24.11.2025, 10:00, "Ana Smith" <ana@x.example>:
Понедельник, 24 ноября 2025, 10:00 +03:00 от {A}:
Hello Ana,\n\nMonday, November 24, 2025, 10:00:00 AM, you wrote:
On Monday, November 24th, 2025 at 10:00 AM, {A} wrote:
-------- Original Message --------\nOn 24/11/2025 10:00, Ana Smith wrote:
""".strip().split("\n")
LEADS = [
    lead.replace("\\n", "\n")
    for lead in LEADS
    if not lead.startswith(("Hello Ana", "Monday,", "Gesendet:"))
]

# From, date, to and subject as Outlook copies them.
BLOCKS = """
From|Sent|To|Subject
Von|Gesendet|An|Betreff
De|Envoyé|À|Objet
De|Enviado el|Para|Asunto
Da|Inviato|A|Oggetto
De|Enviada em|Para|Assunto
De|Enviado|Para|Assunto
Van|Verzonden|Aan|Onderwerp
Od|Wysłano|Do|Temat
Od|Wysłane|Do|Temat
Od|Odesláno|Komu|Předmět
Od|Odoslané|Komu|Predmet
Feladó|Elküldve|Címzett|Tárgy
De la|Trimis|Către|Subiect
Från|Skickat|Till|Ämne
Fra|Sendt|Til|Emne
Lähettäjä|Lähetetty|Vastaanottaja|Aihe
Kimden|Gönderildi|Kime|Konu
Gönderen|Gönderme Tarihi|Alıcı|Konu
От|Отправлено|Кому|Тема
От кого|Дата|Кому|Тема
Від|Надіслано|Кому|Тема
От|Изпратено|До|Относно
Από|Στάλθηκε|Προς|Θέμα
Από|Εστάλη|Προς|Θέμα
差出人|送信日時|宛先|件名
送信元|日付|宛先|件名
发件人|发送时间|收件人|主题
寄件者|寄件日期|收件者|主旨
보낸 사람|보낸 날짜|받는 사람|제목
보낸사람|날짜|받는사람|제목
מאת|נשלח|אל|נושא
من|تم الإرسال|إلى|الموضوع
من|التاريخ|إلى|الموضوع
Từ|Đã gửi|Đến|Chủ đề
Dari|Terkirim|Kepada|Subjek
จาก|ส่ง|ถึง|เรื่อง
Šalje|Poslano|Prima|Predmet
Od|Poslato|Za|Naslov
Od|Poslano|Za|Zadeva
Nuo|Išsiųsta|Kam|Tema
No|Nosūtīts|Kam|Tēma
Saatja|Saatmisaeg|Adressaat|Teema
De|Enviat el|Per a|Assumpte
""".strip().split("\n")

DEVICES = """
Sent from my iPhone
Von meinem iPhone gesendet
Envoyé de mon iPhone
Enviado desde mi iPhone
Inviato da iPhone
Enviado do meu iPhone
Verstuurd vanaf mijn iPhone
Wysłane z iPhone'a
Odesláno z iPhonu
Odoslané z iPhonu
Az iPhone készülékemről küldve
iPhone-ról küldve
Trimis de pe iPhone-ul meu
Skickat från min iPhone
Sendt fra min iPhone
Lähetetty iPhonesta
iPhone'umdan gönderildi
Отправлено с iPhone
Надіслано з iPhone
Изпратено от моя iPhone
Στάλθηκε από το iPhone μου
iPhoneから送信
发自我的iPhone
從我的iPhone傳送
나의 iPhone에서 보냄
נשלח מה-iPhone שלי
مرسل من الـ iPhone الخاص بي
أُرسلت من الـ iPhone
Đã gửi từ iPhone của tôi
Dikirim dari iPhone saya
ส่งจาก iPhone ของฉัน
Poslano s mog iPhonea
Enviat des del meu iPhone
Get Outlook for iOS<https://aka.ms/o0ukef>
Outlook für Android beziehen<https://aka.ms/AAb9ysg>
Obtenir Outlook pour iOS<https://aka.ms/o0ukef>
Obtener Outlook para Android<https://aka.ms/AAb9ysg>
Scarica Outlook per iOS<https://aka.ms/o0ukef>
Outlook voor iOS downloaden<https://aka.ms/o0ukef>
Pobierz aplikację Outlook dla systemu iOS<https://aka.ms/o0ukef>
Získat Outlook pro Android<https://aka.ms/AAb9ysg>
Hämta Outlook för iOS<https://aka.ms/o0ukef>
Hent Outlook til iOS<https://aka.ms/o0ukef>
Obter o Outlook para Android<https://aka.ms/AAb9ysg>
Скачайте Outlook для iOS<https://aka.ms/o0ukef>
iOS için Outlook'u edinin<https://aka.ms/o0ukef>
获取 Outlook for iOS<https://aka.ms/o0ukef>
取得 Outlook for iOS<https://aka.ms/o0ukef>
Outlook for iOS を入手する<https://aka.ms/o0ukef>
iOS용 Outlook 다운로드<https://aka.ms/o0ukef>
Sent from Outlook for iOS<https://aka.ms/o0ukef>
Sent from Mail for Windows
Gesendet von Mail für Windows
Envoyé à partir de Courrier pour Windows
Enviado desde Correo para Windows
Inviato da Posta per Windows
Verzonden vanuit Mail voor Windows
Отправлено из приложения Почта для Windows
Diese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.
Gesendet mit der GMX Mail App
Sent from Yahoo Mail on Android
Enviado desde Yahoo Mail para Android
Sent with Proton Mail secure email.
Gesendet mit Proton Mail.
Envoyé avec la messagerie sécurisée Proton Mail.
Gesendet von meinem Galaxy Smartphone
Envoyé depuis mon appareil Galaxy
Inviato dal mio dispositivo Galaxy
Galaxyから送信
내 Galaxy에서 보냄
Von meinem Android-Gerät mit K-9 Mail gesendet. Bitte entschuldigen Sie meine Kürze.
Sent from my Android device with K-9 Mail. Please excuse my brevity.
Envoyé de mon appareil Android avec Courriel K-9 Mail. Veuillez excuser ma brièveté.
Enviado desde mi dispositivo Android con K-9 Mail. Por favor, disculpa mi brevedad.
Wysłane z urządzenia Android za pomocą K-9 Mail. Proszę wybaczyć moją zwięzłość.
Sent from Samsung tablet.
Sent from my Huawei phone
发自我的华为手机
来自我的小米手机
从 Windows 版邮件发送
""".strip().split("\n")

DISCLAIMERS = """
This e-mail and any files transmitted with it are confidential and intended solely for the use of the individual to whom they are addressed. If you have received this e-mail in error please notify the sender and delete it.
CONFIDENTIALITY NOTICE: This message may contain privileged information. If you are not the intended recipient, any disclosure or copying is prohibited.
Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige Adressat sind oder diese E-Mail irrtümlich erhalten haben, informieren Sie bitte sofort den Absender und vernichten Sie diese Mail.
Ce message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive de leurs destinataires. Si vous avez reçu ce message par erreur, merci d'en avertir l'expéditeur et de le détruire.
Este mensaje y sus archivos adjuntos son confidenciales y van dirigidos exclusivamente a su destinatario. Si usted lo ha recibido por error, le rogamos que lo comunique al remitente y proceda a su eliminación.
Le informazioni contenute in questo messaggio sono riservate e destinate esclusivamente al destinatario. Se avete ricevuto questo messaggio per errore, vi preghiamo di distruggerlo.
Esta mensagem é confidencial e destina-se exclusivamente ao seu destinatário. Se recebeu esta mensagem por engano, por favor elimine-a e informe o remetente.
De informatie in dit e-mailbericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde. Indien u dit bericht ten onrechte ontvangt, verzoeken wij u dit te verwijderen.
Treść tej wiadomości jest poufna i przeznaczona wyłącznie dla adresata. Jeżeli otrzymali Państwo tę wiadomość omyłkowo, prosimy o jej usunięcie.
Tato zpráva je důvěrná a je určena výhradně adresátovi. Pokud jste tuto zprávu obdrželi omylem, informujte odesílatele a zprávu smažte.
Táto správa je dôverná a určená výlučne adresátovi. Ak ste túto správu dostali omylom, odosielateľa o tom informujte a správu vymažte.
Ez az üzenet bizalmas információkat tartalmaz, és kizárólag a címzettnek szól. Ha tévedésből kapta meg ezt az üzenetet, kérjük, törölje.
Acest mesaj este confidențial și este destinat exclusiv destinatarului. Dacă ați primit acest mesaj din greșeală, vă rugăm să îl ștergeți.
Detta meddelande är konfidentiellt och endast avsett för mottagaren. Om du har fått detta meddelande av misstag, vänligen radera det.
Denne e-mail er fortrolig og kun tiltænkt modtageren. Hvis du har modtaget denne e-mail ved en fejl, bedes du slette den.
Denne e-posten er konfidensiell og kun tiltenkt mottakeren. Hvis du har mottatt denne e-posten ved en feil, vennligst slett den.
Tämä viesti on luottamuksellinen ja tarkoitettu ainoastaan vastaanottajalle. Jos olet saanut tämän viestin erehdyksessä, ole hyvä ja poista se.
Bu e-posta gizli bilgiler içerebilir ve yalnızca alıcısına yöneliktir. Bu e-postayı yanlışlıkla aldıysanız lütfen gönderene bildiriniz ve siliniz.
Это сообщение является конфиденциальным и предназначено исключительно для адресата. Если вы получили это сообщение по ошибке, пожалуйста, уничтожьте его.
Це повідомлення є конфіденційним і призначене виключно для адресата. Якщо ви отримали це повідомлення помилково, будь ласка, видаліть його.
Това съобщение е поверително и е предназначено само за получателя. Ако сте получили това съобщение по погрешка, моля изтрийте го.
Το παρόν μήνυμα είναι εμπιστευτικό και απευθύνεται αποκλειστικά στον παραλήπτη. Εάν λάβατε το παρόν μήνυμα εκ παραδρομής, παρακαλούμε διαγράψτε το.
このメールには機密情報が含まれている場合があります。本メールを誤って受信された場合は、直ちに送信者にご連絡のうえ、本メールを削除してください。
本邮件及其附件含有保密信息，仅限于发送给上面地址中列出的收件人。如果您错收了本邮件，请您立即通知发件人并删除本邮件。
本郵件及附件包含機密資訊，僅供收件人使用。若您誤收本郵件，請立即通知寄件人並刪除本郵件。
이 메일은 기밀 정보를 포함하고 있으며 지정된 수신인만을 위한 것입니다. 본 메일을 잘못 수신하신 경우 발신자에게 알리고 삭제하여 주시기 바랍니다.
הודעה זו הינה חסויה ומיועדת לנמען בלבד. אם קיבלת הודעה זו בטעות, אנא מחק אותה והודע לשולח.
هذه الرسالة سرية وموجهة فقط إلى المرسل إليه. إذا استلمت هذه الرسالة عن طريق الخطأ، يرجى حذفها وإبلاغ المرسل.
Ova poruka je povjerljiva i namijenjena isključivo primatelju. Ako ste ovu poruku primili pogreškom, molimo vas da je izbrišete.
To sporočilo je zaupno in namenjeno izključno naslovniku. Če ste to sporočilo prejeli pomotoma, vas prosimo, da ga izbrišete.
Aquest missatge és confidencial i va adreçat exclusivament al seu destinatari. Si l'heu rebut per error, us preguem que l'elimineu.
Please consider the environment before printing this e-mail.
Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail ausdrucken.
Pensez à l'environnement avant d'imprimer ce message.
Antes de imprimir este correo, piense en el medio ambiente.
Antes de imprimir este e-mail pense no meio ambiente.
Prima di stampare questa e-mail pensa all'ambiente.
Denk aan het milieu voordat u deze e-mail afdrukt.
Zanim wydrukujesz tę wiadomość, pomyśl o środowisku.
Virus-free. www.avast.com
Diese E-Mail wurde von Avast-Antivirus-Software auf Viren geprüft.
""".strip().split("\n")

FORWARDS = """
---------- Forwarded message ---------
Begin forwarded message:
-------- Forwarded Message --------
----- Forwarded by Ana -----
---------- Weitergeleitete Nachricht ---------
Anfang der weitergeleiteten Nachricht:
-------- Weitergeleitete Nachricht --------
---------- Forwarded message ---------
---------- Message transféré ---------
Début du message réexpédié :
Début du message transféré :
---------- Mensaje reenviado ---------
Inicio del mensaje reenviado:
---------- Messaggio inoltrato ---------
Inizio messaggio inoltrato:
---------- Mensagem encaminhada ---------
Início da mensagem encaminhada:
---------- Doorgestuurd bericht ---------
Begin doorgestuurd bericht:
---------- Przekazana wiadomość ---------
Początek przekazywanej wiadomości:
---------- Přeposlaná zpráva ---------
---------- Preposlaná správa ---------
Začátek přeposílané zprávy:
---------- Továbbított üzenet ---------
Továbbított levél kezdete:
---------- Mesaj redirecționat ---------
---------- Vidarebefordrat meddelande ---------
Vidarebefordrat brev:
Starten på det videresendte brev:
---------- Videresendt meddelelse ---------
Start på videresendt besked:
Videresendt melding:
---------- Videresendt melding ---------
---------- Välitetty viesti ---------
Välitetty viesti alkaa:
---------- Yönlendirilmiş ileti ---------
---------- Yönlendirilen ileti ---------
İleti başlangıcı:
---------- Пересылаемое сообщение ---------
Начало переадресованного сообщения:
-------- Пересылаемое сообщение --------
---------- Переслане повідомлення ---------
Початок пересланого повідомлення:
---------- Препратено съобщение ---------
---------- Προωθημένο μήνυμα ---------
Αρχή προωθημένου μηνύματος:
---------- 転送されたメッセージ ---------
---------- Forwarded message ---------
転送されたメッセージ：
-------- 転送メッセージ --------
---------- 转发的邮件 ---------
开始转发的邮件：
-------- 转发的消息 --------
---------- 轉寄的郵件 ---------
開始轉寄郵件：
---------- 전달된 메일 ---------
전달된 메시지:
---------- הודעה שהועברה ---------
תחילת ההודעה שהועברה:
---------- رسالة معاد توجيهها ---------
بدء الرسالة المعاد توجيهها:
---------- Thư đã chuyển tiếp ---------
---------- Pesan terusan ---------
---------- ข้อความที่ส่งต่อ ---------
---------- Proslijeđena poruka ---------
---------- Prosleđena poruka ---------
---------- Posredovano sporočilo ---------
---------- Persiųstas laiškas ---------
---------- Pārsūtīta ziņa ---------
---------- Edastatud kiri ---------
---------- Missatge reenviat ---------
""".strip().split("\n")
