"""Times counted back from the fetch, language by language: "vor 3 Tagen" on 2026-11-01 12:34 UTC is 2026-10-29."""

from __future__ import annotations

from datetime import datetime

import pytest

from newsarchive.items import Moment, Precision, ZoneSource
from newsarchive.times import parse_moment
from newsarchive.times.relative import Since, back, read_day_word, read_since
from newsarchive.times.written import Written, cut_to
from tests.printed import FETCHED
from tests.written_moments import rows, written

WALL = datetime(2026, 11, 1, 12, 34, 56)

TABLES = {
    "en": """
        1 min ago → ~2026-11-01 12:33 +00:00
        45 seconds ago → ~2026-11-01 12:34 +00:00
        90 minutes ago → ~2026-11-01 11:04 +00:00
        Updated 13 hours ago → ~2026-10-31 23 +00:00
        a day ago → ~2026-10-31
        a week ago → ~2026-10
        5 weeks ago → ~2026-09
        11 months ago → ~2025-12
        one year ago → ~2025
        30 years ago → ~1996
        1 day, 3 hours ago → ~2026-10-31 09 +00:00
        2 weeks 6 days ago → ~2026-10-12
        3 years 2 months ago → ~2023-09
        1 month, 1 week ago → ~2026-09
        8 months, 5 days ago → ~2026-02
        1 year, 2 months, 3 days ago → ~2025-08
        1 year, 40 days ago → ~2025
        2 weeks 9 days ago → ~2026-10
        5m ago → ~2026-11-01 12:29 +00:00
        moments ago → ~2026-11-01 12:34 +00:00
        Just now → ~2026-11-01 12:34 +00:00
        4h ago → ~2026-11-01 08 +00:00
        3d ago → ~2026-10-29
        • 2 hrs ago • → ~2026-11-01 10 +00:00
        Today → ~2026-11-01
        Today, 6:05 a.m. → ~2026-11-01 06:05
        Yesterday, 23:59 → ~2026-10-31 23:59
        Yesterday at 3:46 PM EDT → ~2026-10-31 15:46 -04:00
        long ago → nothing
        ago → nothing
        500 years ago → unreadable
        two roads diverged in a wood an age ago and all that → nothing
    """,
    "fi": """
        3 tuntia sitten → ~2026-11-01 09 +00:00
        2 päivää sitten → ~2026-10-30
        eilen klo 14.05 → ~2026-10-31 14:05
    """,
    "cs": """
        před 3 dny → ~2026-10-29
        před 3 hodinami → ~2026-11-01 09 +00:00
        před 2 dny → ~2026-10-30
        před hodinou → ~2026-11-01 11 +00:00
        včera 14:05 → ~2026-10-31 14:05
    """,
    "he": """
        לפני 3 שעות → ~2026-11-01 09 +00:00
        לפני שעה → ~2026-11-01 11 +00:00
        לפני שעתיים → ~2026-11-01 10 +00:00
        לפני יומיים → ~2026-10-30
    """,
    "fa": """
        ۳ ساعت پیش → ~2026-11-01 09 +00:00
        ۲ روز پیش → ~2026-10-30
        یک ساعت پیش → ~2026-11-01 11 +00:00
    """,
    "th": "3 ชั่วโมงที่แล้ว → ~2026-11-01 09 +00:00",
    "bn": """
        ৩ ঘণ্টা আগে → ~2026-11-01 09 +00:00
        ২ দিন আগে → ~2026-10-30
    """,
    "ko": """
        3시간 전 → ~2026-11-01 09 +00:00
        2일 전 → ~2026-10-30
        5분 전 → ~2026-11-01 12:29 +00:00
        어제 14:05 → ~2026-10-31 14:05
    """,
    "vi": """
        3 giờ trước → ~2026-11-01 09 +00:00
        2 ngày trước → ~2026-10-30
        5 phút trước → ~2026-11-01 12:29 +00:00
    """,
    "id": """
        3 jam yang lalu → ~2026-11-01 09 +00:00
        3 jam lalu → ~2026-11-01 09 +00:00
        2 hari lalu → ~2026-10-30
    """,
    "el": """
        πριν από 3 ώρες → ~2026-11-01 09 +00:00
        πριν 3 ώρες → ~2026-11-01 09 +00:00
        3 ώρες πριν → ~2026-11-01 09 +00:00
        πριν από 2 ημέρες → ~2026-10-30
    """,
    "sv": """
        3 timmar sedan → ~2026-11-01 09 +00:00
        för 3 timmar sedan → ~2026-11-01 09 +00:00
        2 dagar sedan → ~2026-10-30
        i går 14:05 → ~2026-10-31 14:05
        igår kl. 14.05 → ~2026-10-31 14:05
    """,
    "da": """
        3 timer siden → ~2026-11-01 09 +00:00
        for 3 timer siden → ~2026-11-01 09 +00:00
        2 dage siden → ~2026-10-30
        i går kl. 14.05 → ~2026-10-31 14:05
    """,
    "no": """
        for 3 timer siden → ~2026-11-01 09 +00:00
        2 dager siden → ~2026-10-30
        i går kl. 14.05 → ~2026-10-31 14:05
    """,
    "sk": """
        pred 3 hodinami → ~2026-11-01 09 +00:00
        pred 2 dňami → ~2026-10-30
    """,
    "hu": """
        3 órája → ~2026-11-01 09 +00:00
        3 órával ezelőtt → ~2026-11-01 09 +00:00
        2 napja → ~2026-10-30
        tegnap 14:05 → ~2026-10-31 14:05
    """,
    "ro": """
        acum 3 ore → ~2026-11-01 09 +00:00
        acum o oră → ~2026-11-01 11 +00:00
        acum 2 zile → ~2026-10-30
        ieri, 14:05 → ~2026-10-31 14:05
    """,
    "bg": """
        преди 2 години → ~2024
        преди 3 часа → ~2026-11-01 09 +00:00
        преди 2 дни → ~2026-10-30
        вчера в 14:05 → ~2026-10-31 14:05
    """,
    "sr": """
        пре 3 сата → ~2026-11-01 09 +00:00
        pre 3 sata → ~2026-11-01 09 +00:00
        pre 2 dana → ~2026-10-30
    """,
    "hr": """
        prije 3 sata → ~2026-11-01 09 +00:00
        prije 2 dana → ~2026-10-30
        jučer u 14:05 → ~2026-10-31 14:05
    """,
    "sl": """
        pred 3 urami → ~2026-11-01 09 +00:00
        pred 2 dnevoma → ~2026-10-30
    """,
    "lt": """
        prieš 3 valandas → ~2026-11-01 09 +00:00
        prieš 2 dienas → ~2026-10-30
    """,
    "lv": """
        pirms 3 stundām → ~2026-11-01 09 +00:00
    """,
    "et": """
        3 tundi tagasi → ~2026-11-01 09 +00:00
    """,
    "ca": """
        fa 3 hores → ~2026-11-01 09 +00:00
        fa 2 dies → ~2026-10-30
    """,
    "gl": """
        hai 3 horas → ~2026-11-01 09 +00:00
    """,
    "eu": """
        duela 3 ordu → ~2026-11-01 09 +00:00
    """,
    "ms": """
        3 jam lalu → ~2026-11-01 09 +00:00
    """,
    "fil": """
        3 oras ang nakalipas → ~2026-11-01 09 +00:00
    """,
    "ur": """
        3 گھنٹے پہلے → ~2026-11-01 09 +00:00
    """,
    "te": """
        3 గంటల క్రితం → ~2026-11-01 09 +00:00
    """,
    "ka": """
        3 საათის წინ → ~2026-11-01 09 +00:00
    """,
    "hy": """
        3 ժամ առաջ → ~2026-11-01 09 +00:00
    """,
    "az": """
        3 saat əvvəl → ~2026-11-01 09 +00:00
    """,
    "kk": """
        3 сағат бұрын → ~2026-11-01 09 +00:00
    """,
    "mk": """
        пред 3 часа → ~2026-11-01 09 +00:00
    """,
    "sq": """
        3 orë më parë → ~2026-11-01 09 +00:00
    """,
    "is": """
        fyrir 3 klukkustundum → ~2026-11-01 09 +00:00
    """,
    "de": """
        vor einer Minute → ~2026-11-01 12:33 +00:00
        vor 15 Min. → ~2026-11-01 12:19 +00:00
        Vor 3 Tagen → ~2026-10-29
        vor 2 Wochen → ~2026-10
        vor einem Monat → ~2026-10
        vor 2 Jahren → ~2024
        gerade eben → ~2026-11-01 12:34 +00:00
        heute, 09:15 Uhr → ~2026-11-01 09:15
        gestern → ~2026-10-31
        vor dem Spiel → nothing
    """,
    "fr": """
        il y a une minute → ~2026-11-01 12:33 +00:00
        Il y a 3 jours → ~2026-10-29
        il y a 2 semaines → ~2026-10
        il y a 2 ans → ~2024
        à l’instant → ~2026-11-01 12:34 +00:00
        Aujourd’hui à 9h15 → ~2026-11-01 09:15
        hier à 18h → ~2026-10-31 18
        il y a longtemps → nothing
    """,
    "es": """
        hace un minuto → ~2026-11-01 12:33 +00:00
        hace 3 días → ~2026-10-29
        hace un mes → ~2026-10
        hace 2 años → ~2024
        3 horas atrás → ~2026-11-01 09 +00:00
        hoy a las 9:15 → ~2026-11-01 09:15
        ayer → ~2026-10-31
        hace falta → nothing
    """,
    "pt": """
        há 5 minutos → ~2026-11-01 12:29 +00:00
        3 dias atrás → ~2026-10-29
        há um mês → ~2026-10
        há 2 anos → ~2024
        hoje às 9h15 → ~2026-11-01 09:15
        ontem → ~2026-10-31
    """,
    "it": """
        5 minuti fa → ~2026-11-01 12:29 +00:00
        un'ora fa → ~2026-11-01 11 +00:00
        3 giorni fa → ~2026-10-29
        2 anni fa → ~2024
        oggi alle 9:15 → ~2026-11-01 09:15
        ieri → ~2026-10-31
    """,
    "nl": """
        5 minuten geleden → ~2026-11-01 12:29 +00:00
        een uur geleden → ~2026-11-01 11 +00:00
        3 dagen geleden → ~2026-10-29
        2 jaar geleden → ~2024
        vandaag om 09:15 → ~2026-11-01 09:15
        gisteren → ~2026-10-31
    """,
    "pl": """
        godzinę temu → ~2026-11-01 11 +00:00
        5 minut temu → ~2026-11-01 12:29 +00:00
        3 dni temu → ~2026-10-29
        2 lata temu → ~2024
        dzisiaj, 9:15 → ~2026-11-01 09:15
        wczoraj → ~2026-10-31
    """,
    "ru": """
        час назад → ~2026-11-01 11 +00:00
        5 минут назад → ~2026-11-01 12:29 +00:00
        одну минуту назад → ~2026-11-01 12:33 +00:00
        3 дня назад → ~2026-10-29
        2 года назад → ~2024
        сегодня в 9:15 → ~2026-11-01 09:15
        вчера → ~2026-10-31
        только что → ~2026-11-01 12:34 +00:00
    """,
    "uk": """
        годину тому → ~2026-11-01 11 +00:00
        5 хвилин тому → ~2026-11-01 12:29 +00:00
        3 дні тому → ~2026-10-29
        2 роки тому → ~2024
        сьогодні о 9:15 → ~2026-11-01 09:15
        вчора → ~2026-10-31
    """,
    "tr": """
        5 dakika önce → ~2026-11-01 12:29 +00:00
        bir saat önce → ~2026-11-01 11 +00:00
        3 gün önce → ~2026-10-29
        2 yıl önce → ~2024
        bugün 09:15 → ~2026-11-01 09:15
        dün → ~2026-10-31
        DÜN 18:00 → ~2026-10-31 18:00
    """,
    "ar": """
        منذ 5 دقائق → ~2026-11-01 12:29 +00:00
        منذ ساعة → ~2026-11-01 11 +00:00
        قبل يومين → ~2026-10-30
        منذ ٣ أيام → ~2026-10-29
        منذ سنتين → ~2024
        اليوم 09:15 → ~2026-11-01 09:15
        أمس → ~2026-10-31
    """,
    "hi": """
        5 मिनट पहले → ~2026-11-01 12:29 +00:00
        एक घंटे पहले → ~2026-11-01 11 +00:00
        ३ दिन पहले → ~2026-10-29
        2 साल पहले → ~2024
        आज 09:15 → ~2026-11-01 09:15
    """,
    "zh": """
        5分钟前 → ~2026-11-01 12:29 +00:00
        5 分鐘前 → ~2026-11-01 12:29 +00:00
        3小時前 → ~2026-11-01 09 +00:00
        3天前 → ~2026-10-29
        2周前 → ~2026-10
        2个月前 → ~2026-09
        2年前 → ~2024
        刚刚 → ~2026-11-01 12:34 +00:00
        今天 09:15 → ~2026-11-01 09:15
        昨天 18:00 → ~2026-10-31 18:00
        昨天18:00 → ~2026-10-31 18:00
    """,
    "ja": """
        5分前 → ~2026-11-01 12:29 +00:00
        3時間前 → ~2026-11-01 09 +00:00
        3日前 → ~2026-10-29
        2週間前 → ~2026-10
        2か月前 → ~2026-09
        2年前 → ~2024
        今日 9:15 → ~2026-11-01 09:15
        昨日 18:00 → ~2026-10-31 18:00
        名前 → nothing
    """,
}


@pytest.mark.parametrize(
    ("language", "raw", "expected"),
    [(language, raw, expected) for language, table in TABLES.items() for raw, expected in rows(table)],
)
def test_a_relative_text_names_its_moment(language: str, raw: str, expected: str) -> None:
    assert parse_moment(raw, fetched_at=FETCHED, languages=(language,)) == written(raw, expected)


@pytest.mark.parametrize(
    ("raw", "timezone", "expected"),
    [
        ("2 hours ago", "America/New_York", "2026-11-01 05 -05:00"),
        ("10 hours ago", "Asia/Kolkata", "2026-11-01 08 +05:30"),
        ("just now", "Asia/Kathmandu", "2026-11-01 18:19 +05:45"),
        ("yesterday", "Pacific/Kiritimati", "2026-11-01"),
        ("today", "Pacific/Kiritimati", "2026-11-02"),
        ("today at 00:10", "Pacific/Kiritimati", "2026-11-02 00:10 +14:00"),
        ("3 days ago", "America/New_York", "2026-10-29"),
    ],
)
def test_a_portals_zone_decides_which_day_it_is_there(raw: str, timezone: str, expected: str) -> None:
    wanted = written(raw, f"~{expected}")
    assert wanted is not None
    zone: ZoneSource = "configured" if wanted.utc else "unknown"
    moment = parse_moment(raw, fetched_at=FETCHED, timezone=timezone)
    assert moment == Moment(
        raw, wanted.local, wanted.utc, wanted.offset_minutes, wanted.precision, zone, estimated=True
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("5 minutes ago", Since(5, "minute")),
        ("999 days ago", Since(999, "day")),
        ("1000 days ago", Since(1000, "day")),
        ("9999 years ago", Since(9999, "year")),
        ("10000 days ago", None),
        ("un’ora fa", Since(1, "hour")),
        ("0 minutes ago", Since(0, "minute")),
        ("5 parsecs ago", None),
        ("minutes ago", None),
        ("vor 7 Std.", Since(7, "hour")),
        ("قبل أسبوعين", Since(2, "week")),
        ("a" * 70 + " 5 minutes ago", None),
        ("", None),
    ],
)
def test_how_long_ago_is_a_count_and_a_unit(text: str, since: Since | None) -> None:
    assert read_since(text) == since


@pytest.mark.parametrize(
    ("now", "since", "expected", "precision"),
    [
        (WALL, Since(30, "second"), datetime(2026, 11, 1, 12, 34), "minute"),
        (WALL, Since(35, "minute"), datetime(2026, 11, 1, 11, 59), "minute"),
        (WALL, Since(13, "hour"), datetime(2026, 10, 31, 23), "hour"),
        (WALL, Since(1, "day"), datetime(2026, 10, 31), "day"),
        (WALL, Since(1, "week"), datetime(2026, 10, 1), "month"),
        (WALL, Since(11, "month"), datetime(2025, 12, 1), "month"),
        (WALL, Since(10, "month"), datetime(2026, 1, 1), "month"),
        (datetime(2024, 3, 31), Since(1, "month"), datetime(2024, 2, 1), "month"),
        (datetime(2024, 2, 29), Since(1, "year"), datetime(2023, 1, 1), "year"),
        (WALL, Since(999, "year"), datetime(1027, 1, 1), "year"),
    ],
)
def test_counting_back_keeps_to_the_calendar(
    now: datetime, since: Since, expected: datetime, precision: Precision
) -> None:
    assert back(now, since) == (expected, precision)


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("second", datetime(2026, 11, 1, 12, 34, 56)),
        ("minute", datetime(2026, 11, 1, 12, 34)),
        ("hour", datetime(2026, 11, 1, 12)),
        ("day", datetime(2026, 11, 1)),
        ("month", datetime(2026, 11, 1)),
        ("year", datetime(2026, 1, 1)),
    ],
)
def test_what_lies_below_a_precision_is_zero(precision: Precision, expected: datetime) -> None:
    assert cut_to(WALL.replace(microsecond=789), precision) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yesterday", Written(datetime(2026, 10, 31), "day")),
        ("Yesterday | 4 pm", Written(datetime(2026, 10, 31, 16), "hour")),
        ("gestern um 24:00", Written(datetime(2026, 11, 1), "minute")),
        ("today 12:00 UTC+5:30", Written(datetime(2026, 11, 1, 12), "minute", 330)),
        ("today 9:00 pm ET", Written(datetime(2026, 11, 1, 21), "minute", None, "America/New_York")),
        ("yesterdays papers", None),
        ("The day before", None),
        ("yesterday " + "and the day before " * 5, None),
        ("Posted yesterday", Written(datetime(2026, 10, 31), "day")),
        ("Ganz anderer Meinung bin ich hier.", None),
        ("That is true today", None),
    ],
)
def test_a_word_names_a_day(text: str, expected: Written | None) -> None:
    assert read_day_word(text, (), WALL) == expected
