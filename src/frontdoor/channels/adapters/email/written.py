"""Dates as mail programs write them for people, in the common languages: "lundi 24 novembre 2025 10:00"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo

from frontdoor.channels.adapters.email.dates import parsed

# By month, in the forms that are not the beginning of another one here.
_MONTHS = (
    "january januar janvier enero gennaio janeiro januari styczeń stycznia leden ledna januára siječanj siječnja"
    " ocak январь января січень січня tammikuu tammikuuta ianuarie január ιανουάριος ιανουαρίου gener janúar jaanuar"
    " sausis sausio janvāris ינואר يناير januára januarja tháng1 มกราคม",
    "february februar février fevrier febrero febbraio fevereiro februari luty lutego únor února unor február veljača"
    " veljače şubat subat февраль февраля лютий лютого helmikuu helmikuuta februarie φεβρουάριος φεβρουαρίου febrer"
    " febrúar veebruar vasaris vasario februāris פברואר فبراير februára februarja กุมภาพันธ์",
    "march märz maerz mars marzo março marco maart marzec marca březen března brezna marec ožujak ožujka mart март"
    " марта березень березня maaliskuu maaliskuuta martie március μάρτιος μαρτίου març märts kovas kovo marts מרץ مارس"
    " mrt mrz มีนาคม",
    "april avril abril aprile kwiecień kwietnia duben dubna apríl travanj travnja nisan апрель апреля квітень квітня"
    " huhtikuu huhtikuuta aprilie április απρίλιος απριλίου aprill balandis balandžio aprīlis אפריל أبريل ابريل avr abr"
    " เมษายน",
    "may mai mayo maggio maio mei maj maja květen května máj mája svibanj svibnja mayıs май мая травень травня toukokuu"
    " toukokuuta május μάιος μαΐου maig maí gegužė gegužės maijs מאי مايو พฤษภาคม",
    "june juni juin junio giugno junho czerwiec czerwca červen června cerven jún júna lipanj lipnja haziran июнь июня"
    " червень червня kesäkuu kesäkuuta iunie június ιούνιος ιουνίου juny júní juuni birželis birželio jūnijs יוני يونيو"
    " มิถุนายน",
    "july juli juillet julio luglio julho lipiec lipca červenec července júl júla srpanj srpnja temmuz июль июля липень"
    " липня heinäkuu heinäkuuta iulie július ιούλιος ιουλίου juliol júlí juuli liepa liepos jūlijs יולי يوليو กรกฎาคม",
    "august août aout agosto augustus sierpień sierpnia srpen srpna kolovoz kolovoza ağustos agustos август августа"
    " серпень серпня elokuu elokuuta augusti augusztus αύγουστος αυγούστου agost ágúst rugpjūtis rugpjūčio augusts"
    " אוגוסט أغسطس ago ağu สิงหาคม",
    "september septembre septiembre settembre setembro wrzesień września září zari rujan rujna eylül eylul сентябрь"
    " сентября вересень вересня syyskuu syyskuuta septembrie szeptember σεπτέμβριος σεπτεμβρίου setembre rugsėjis"
    " rugsėjo septembris ספטמבר سبتمبر set กันยายน",
    "october oktober octobre octubre ottobre outubro październik października říjen října rijen október"
    " ekim октябрь октября жовтень жовтня lokakuu lokakuuta octombrie οκτώβριος οκτωβρίου oktoober spalis spalio"
    " oktobris אוקטובר أكتوبر okt out oct ตุลาคม",
    "november novembre noviembre novembro listopad listopada listopadu studeni studenoga kasım kasim ноябрь ноября"
    " листопад листопада marraskuu marraskuuta noiembrie νοέμβριος νοεμβρίου nóvember lapkritis lapkričio novembris"
    " נובמבר نوفمبر พฤศจิกายน",
    "december dezember décembre decembre diciembre dicembre dezembro grudzień grudnia prosinec prosince prosinac"
    " prosinca aralık aralik декабрь декабря грудень грудня joulukuu joulukuuta decembrie δεκέμβριος δεκεμβρίου"
    " desember desembre detsember gruodis gruodžio decembris דצמבר ديسمبر dic dez des ธันวาคม",
)
_NAMED = {name: month for month, names in enumerate(_MONTHS, 1) for name in names.split()}
_ISO = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})(?!\d)")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<![\d:.])([0-3]?\d)(?![\d:])")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?:\s?[:hH時시点]\s?|\.)(\d{2})(?:[:.](\d{2}))?(?!\d)")
_AFTERNOON = re.compile(r"(?i)\bp\.?\s?m\b|午後|下午|오후|\bμμ\b|μ\.μ|مساء|\bم\b|\bd\.?u\.?\b")
_FORENOON = re.compile(r"(?i)\ba\.?\s?m\b|午前|上午|오전|\bπμ\b|π\.μ|صباحا|\bص\b")
_ZONE = re.compile(r"(?i)(?:GMT|UTC)?\s?([+-])(\d{2}):?(\d{2})\b|\b(?:GMT|UTC|Z)\b")
_INDIC = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def moment(text: str, *, zone: tzinfo, before: datetime) -> datetime | None:
    """Aware; in `zone` where the text has none. None where no date can be read. `before` settles 03/04/25."""
    text = text.translate(_INDIC)[:200]
    if _ZONE.search(text) and (exact := parsed(text)):
        return exact
    day = _day(text, before)
    if day is None:
        return None
    hour, minute, second = _clock(text)
    try:
        local = datetime(*day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
    return local + _shift(text, local)


def _day(text: str, before: datetime) -> tuple[int, int, int] | None:
    if found := _ISO.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NUMBERS.search(text):
        return _ordered(found, text, before)
    # The last: before it may stand a day of the week that begins alike, as in "mar. 25 nov."
    months = [month for word in _WORDS.findall(text) if (month := _month(word.lower()))]
    month = months[-1] if months else 0
    year = _YEAR.search(text)
    rest = _CLOCK.sub(" ", _YEAR.sub(" ", text))
    day = _DAY.search(rest)
    return (int(year[0]), month, int(day[1])) if month and year and day else None


def _month(word: str) -> int:
    """By its whole name, else by a beginning that only one month has."""
    if whole := _NAMED.get(word) or _NAMED.get(word.removeprefix("ב")):
        return whole
    begins = {month for name, month in _NAMED.items() if name.startswith(word)}
    return begins.pop() if len(begins) == 1 else 0


def _ordered(found: re.Match[str], text: str, before: datetime) -> tuple[int, int, int]:
    """Day first but where that can't be, where a clock of twelve hours says American, or where it lies ahead."""
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    year += 2000 if year < 100 else 0
    american = found[2] == "/" and bool(_AFTERNOON.search(text) or _FORENOON.search(text))
    if second > 12 or (american and first <= 12):
        return year, first, second
    if (
        first <= 12
        and found[2] == "/"
        and (year, second, first) > (before.year, before.month, before.day)
    ):
        return year, first, second
    return year, second, first


def _clock(text: str) -> tuple[int, int, int]:
    found = _CLOCK.search(_NUMBERS.sub(" ", _ISO.sub(" ", text)))
    if not found:
        return 0, 0, 0
    hour = int(found[1])
    if _AFTERNOON.search(text) and hour < 12:
        hour += 12
    elif _FORENOON.search(text) and hour == 12:
        hour = 0
    return hour, int(found[2]), int(found[3] or 0)


def _shift(text: str, local: datetime) -> timedelta:
    """From the zone that the text names to the one that was assumed."""
    named = _ZONE.search(text)
    if not named:
        return timedelta(0)
    offset = timedelta(0)
    if named[1]:
        offset = timedelta(hours=int(named[2]), minutes=int(named[3])) * (
            -1 if named[1] == "-" else 1
        )
    return (local.utcoffset() or timedelta(0)) - offset
