"""Times counted back from now: "2 hours ago", "gestern um 15:46"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsarchive.items import Precision
from newsarchive.text import lowered
from newsarchive.times.clocks import find_clocks
from newsarchive.times.written import Written, at, cut_to

MAX_LENGTH = 80
"""Characters: a longer text tells a story in which something happened "two days ago"."""

# Words a unit, languages in the order en de fr es pt it nl pl ru uk tr ar hi zh ja ko, then others.
_UNITS = {
    "second": (
        "s sec secs second seconds sekunde sekunden seconde secondes segundo segundos secondo secondi "
        "seconden sekundę sekundy sekund секунду секунды секунд секунди saniye ثانية ثوان ثواني सेकंड "
        "सेकेंड 秒 秒钟 秒鐘 초 sekunder "
        "sekundi sekundami vteřinami vteřin másodperce secunde секунда секундe секунде שניות sekundit sekundės "
    ),
    "minute": (
        "m min mins minute minutes minuten minuto minutos minuti minuut minutę minuty minut минуту минуты "
        "минут мин хвилину хвилини хвилин dakika dk دقيقة دقائق دقيقتين मिनट 分 分钟 分鐘 분 minuter minutter "
        "λεπτά phút menit minuuttia minuty minutami דקות دقیقه นาที "
        "minuta minutama perce perccel минута минути минуте דקה minučių minutit minuts minutu মিনিট منٹ నిమిషాల "
        "წუთის րոպե dəqiqə mínútum "
    ),
    "hour": (
        "h hr hrs hour hours stunde stunden std heure heures hora horas ora ore uur uren godzinę godziny "
        "godzin godz час часа часов годину години годин saat ساعة ساعات ساعتين घंटे घंटा घंटों 小时 小時 時間 시간 "
        "timme timmar timer ώρες giờ jam tuntia tunti hodinou hodinami שעה שעות ساعت ชั่วโมง "
        "hodin hodiny órája órával oră сат сата сати sat sata sati urami urama uro valandas valandų valandą "
        "stundām stundas tundi tund hores ordu ঘণ্টা ঘন্টা گھنٹے گھنٹہ گھنٹوں గంటల საათის ժամ сағат orë klukkustundum "
        "oras שעתיים "
    ),
    "day": (
        "d day days tag tage tagen jour jours día días dia dias giorno giorni dag dagen dzień dni день дня "
        "дней дні днів gün يوم أيام يومين दिन 天 日 일 dagar dage ημέρες ngày hari "
        "päivää dnem dny יום ימים روز วัน "
        "dager dňami dňom napja nappal zile zi дни ден дана дан dana dan dnevi dnevoma dienas dienų dieną dienām "
        "päeva päev dies egun দিন دن రోజుల დღის օր күн ditë dögum araw יומיים "
    ),
    "week": (
        "week weeks w woche wochen semaine semaines semana semanas settimana settimane weken tydzień "
        "tygodnie tygodni неделю недели недель тиждень тижні тижнів hafta أسبوع أسابيع أسبوعين हफ़्ते हफ्ते "
        "सप्ताह 周 週 週間 주 vecka veckor uger "
        "viikkoa viikko týdnem týdny שבוע שבועות هفته สัปดาห์ "
        "uke uker týždňami týždňom hete héttel săptămâni săptămână седмици седмица недеље недеља nedelje nedelja "
        "tjedna tjedana tedni tednoma savaites savaičių nedēļām nädalat setmanes שבועיים "
    ),
    "month": (
        "month months mo monat monate monaten mois mes meses mês mese mesi maand maanden miesiąc miesiące "
        "miesięcy месяц месяца месяцев місяць місяці місяців ay شهر أشهر شهور شهرين महीने महीना महीनों 个月 "
        "個月 か月 ヶ月 カ月 개월 månad månader "
        "kuukautta kuukausi měsícem měsíci חודש חודשים ماه เดือน "
        "måneder mesiacmi mesiacom hónapja hónappal luni lună месеца месеци mjeseca mjeseci meseca meseci "
        "mėnesius mėnesių mēnešiem kuud mesos חודשיים "
    ),
    "year": (
        "year years yr yrs y jahr jahre jahren an ans année années año años ano anos anno anni jaar rok "
        "lata lat год года лет рік роки років yıl sene سنة سنوات سنتين عام عامين أعوام साल वर्ष 年 년 år "
        "vuotta vuosi rokem lety שנה שנים سال ปี "
        "rokmi rokom éve évvel ani године godina godine metus metų gadiem aastat anys any שנתיים "
    ),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_TWOS = "دقيقتين ساعتين يومين أسبوعين شهرين سنتين عامين שעתיים יומיים שבועיים חודשיים שנתיים"
_DUALS = frozenset(_TWOS.split())
_ONES = "a an one einem einer ein eine un une una um uma uno een één en ett jedną jeden один одну одна bir एक o یک egy"
_ONE = frozenset(_ONES.split())
_BARE = (
    "minutę godzinę dzień tydzień miesiąc rok минуту час день неделю месяц год хвилину годину тиждень місяць рік "
    "minutou hodinou dnem týdnem měsícem rokem dňom týždňom mesiacom rokom сат uro דקה שעה יום שבוע חודש שנה"
)
_ALONE = frozenset(_BARE.split())
"""Units that tell one of them without a numeral: "час назад"."""
_BEFORE = (
    "vor il_y_a hace há منذ قبل πριν_από πριν acum fa před pred pre prije пре преди пред prieš pirms hai duela fyrir "
    "לפני"
)
_BEHIND = (
    "ago her atrás atras fa geleden temu назад тому önce पहले siden sedan sitten lalu trước پیش zpět nazaj ezelőtt "
    "tagasi আগে پہلے క్రితం წინ առաջ əvvəl бұрын πριν më_parë ang_nakalipas"
)
_AGO_BEFORE = re.compile(rf"(?:^|[\s:|])({'|'.join(_BEFORE.split()).replace('_', ' ')})\s")
_AGO_BEHIND = re.compile(
    rf"(?:\s|^)(?:{'|'.join(_BEHIND.split()).replace('_', ' ')})(?!\w)|[前전]|ที่แล้ว"
    r"|(?<=\sperce)$|(?<=\sórája)$|(?<=\snapja)$|(?<=\shete)$|(?<=\shónapja)$|(?<=\séve)$"
)
_ELIDED = re.compile(r"(?<!\w)un'")
_COUNT = re.compile(r"(\d+)?\s*([^\W\d_][^\d\s.,;:/()|…–—\"\[\]-]*)")

_DAYS = {
    0: "today heute aujourd'hui hoy hoje oggi vandaag dzisiaj dziś сегодня сьогодні bugün اليوم आज 今天 今日 오늘 idag "
    "dnes danes danas данас днес azi astăzi šiandien šodien täna tänään σήμερα היום امروز avui",
    1: "yesterday gestern hier ayer ontem ieri gisteren wczoraj вчера вчора dün أمس 昨天 昨日 어제 igår "
    "včera včeraj jučer juče јуче tegnap vakar eile eilen χθες χτες אתמול دیروز ahir",
}
_DAY_OF = {word: days for days, words in _DAYS.items() for word in words.split()}
_FEW = 2
_APART = re.compile(r"\bi (dag|går)\b")
_NOW = re.compile(
    r"^(?:just now|right now|moments? ago|(?:gerade|soeben)(?: eben)?|à l'instant|ahora mismo|justo ahora|agora mesmo|"
    r"adesso|zojuist|przed chwilą|только что|щойно|az önce|şimdi|الآن|अभी(?: अभी)?|刚刚|剛剛|たった今|방금)$"
)
_STEP = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_TIMES = {
    ("year", "month"): 12,
    ("week", "day"): 7,
    ("day", "hour"): 24,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
}
"""How many of the second make one of the first."""
# No precision is called "week": what is counted in weeks is certain to the month.
_PRECISION: dict[str, Precision] = {"second": "minute", "week": "month"}


@dataclass(frozen=True, slots=True)
class Since:
    """How long before the fetch: `count` times `unit`."""

    count: int
    unit: str
    days: int = 0
    """Days further back, where weeks or days follow months: no number of days makes a month."""


def read_since(text: str) -> Since | None:
    """Return how long ago the text says; None where it says nothing of that kind.

    Months and years are those of the calendar. "just now" is zero minutes.
    """
    if len(text) > MAX_LENGTH:
        return None
    low = _ELIDED.sub("un ", text.lower().replace("’", "'").strip(" .·•|"))
    if _NOW.match(low):
        return Since(0, "minute")
    before = _AGO_BEFORE.search(low)
    if before:
        rest = low[before.end() :]
        # What are hours in Ukrainian are years in Bulgarian, Macedonian and Serbian.
        return _count(re.sub("годин[иа]", "godine", rest) if before[1] in ("преди", "пред", "пре") else rest)
    behind = _AGO_BEHIND.search(low)
    return _count(low[: behind.start()]) if behind else None


def _count(text: str) -> Since | None:
    found = None
    for match in _COUNT.finditer(text):
        since = _one(match)
        if since is None and match[2] in _ONE:
            follower = _COUNT.match(text[match.end() :].lstrip())
            unit = _UNIT_OF.get(follower[2].rstrip("'")) if follower and not follower[1] else None
            since = Since(1, unit) if unit else None
        if since is None:
            continue
        if found is None:
            found = since
        elif (smaller := _together(found, since)) is not None:
            found = smaller
        else:
            break
    return found


def _together(larger: Since, smaller: Since) -> Since | None:
    """Return "2 weeks 6 days" in days, "1 month, 2 weeks" in months and days; None where the second is no part of the
    first."""
    days = smaller.count * _TIMES["week", "day"] if smaller.unit == "week" else smaller.count
    if larger.unit in ("month", "year") and smaller.unit in ("week", "day") and days <= 31 and not larger.days:
        return Since(larger.count * (1 if larger.unit == "month" else 12), "month", days)
    times = _TIMES.get((larger.unit, smaller.unit))
    return Since(larger.count * times + smaller.count, smaller.unit) if times and smaller.count < times else None


def _one(match: re.Match[str]) -> Since | None:
    unit = _UNIT_OF.get(match[2]) or _UNIT_OF.get(match[2].rstrip("间間"))
    if unit is None:
        return None
    if match[1]:
        return Since(int(match[1]), unit) if len(match[1]) <= 4 else None
    if match[2] in _DUALS:
        return Since(2, unit)
    # Arabic needs no numeral: "منذ ساعة".
    is_one = match[2] in _ALONE or (len(match[2]) > 2 and "\u0600" <= match[2][0] <= "\u06ff")
    return Since(1, unit) if is_one else None


def read_day_word(text: str, languages: tuple[str, ...], today: datetime) -> Written | None:
    """Return the day that "yesterday" or "today" names, with the time of day beside it; `today` is a wall clock.

    Without a time of day among more than `_FEW` words it is part of a sentence: "Ganz anderer Meinung bin ich hier".
    """
    if len(text) > MAX_LENGTH:
        return None
    low = _APART.sub(r"i\1", lowered(text).replace("’", "'"))
    words = re.findall(r"[^\s\d,.:;|·•()]+", low)
    days = next((_DAY_OF[word] for word in words if word in _DAY_OF), None)
    if days is None:
        return None
    day = today - timedelta(days=days)
    clocks = find_clocks(low, text, languages, certain=True) or find_clocks(low, text, languages, certain=False)
    if not clocks and len(words) > _FEW:
        return None
    date = (day.year, day.month, day.day)
    return at(date, clocks[0].parts, clocks[0].offset_minutes, clocks[0].zone) if clocks else at(date)


def back(moment: datetime, since: Since) -> tuple[datetime, Precision]:
    """Return the moment that lies `since` before, cut to the precision that such words give."""
    precision: Precision = _PRECISION.get(since.unit) or since.unit  # type: ignore[assignment]
    if since.unit in _STEP:
        moment -= _STEP[since.unit] * since.count
    else:
        months = moment.year * 12 + moment.month - 1 - since.count * (12 if since.unit == "year" else 1)
        year, month = max(months // 12, 2), months % 12 + 1
        day = min(moment.day, monthrange(year, month)[1]) if since.days else 1
        moment = moment.replace(year=year, month=month, day=day) - timedelta(days=since.days)
    return cut_to(moment, precision), precision
