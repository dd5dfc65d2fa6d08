"""A printed date becomes a moment: every form that portals print, and everything that is none."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest

from newsarchive.items import Moment
from newsarchive.times import iso, parse_moment, utc_text
from tests.printed import FETCHED, read

BBN = datetime(2023, 10, 19, 15, 46)


def test_a_moment_keeps_what_stands_on_the_page() -> None:
    assert parse_moment("  2023-10-19T15:46:00-04:00\n", fetched_at=FETCHED) == Moment(
        raw="2023-10-19T15:46:00-04:00",
        local=BBN,
        utc=datetime(2023, 10, 19, 19, 46, tzinfo=UTC),
        offset_minutes=-240,
        precision="second",
        zone_source="attribute",
    )


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("October 19, 2023 - 3:46 pm", "en"),
        ("October 19, 2023 at 3:46 pm", "en-GB"),
        ("Oct. 19, 2023 | 3:46 p.m.", "en-US"),
        ("19th of October 2023, 15:46 hrs", "en"),
        ("19. Oktober 2023 um 15:46 Uhr", "de"),
        ("19.10.2023, 15.46 Uhr", "de"),
        ("19 octobre 2023 - 15 h 46 min", "fr"),
        ("Publié le 19 octobre 2023 à 15h46", "fr"),
        ("19 de octubre de 2023 a las 3:46 p. m.", "es"),
        ("19 octubre 2023 a las 15:46", "es"),
        ("19 de outubro de 2023 às 15:46", "pt-BR"),
        ("19 ottobre 2023 alle 15:46", "it"),
        ("19 oktober 2023 om 15:46 uur", "nl"),
        ("19 października 2023, 15:46", "pl"),
        ("19 октября 2023, 15:46", "ru"),
        ("19 жовтня 2023 р. о 15:46", "uk"),
        ("19 Ekim 2023 15:46", "tr"),
        ("أكتوبر 19, 2023 - 3:46 م", "ar"),
        ("١٩ تشرين الأول ٢٠٢٣ ١٥:٤٦", "ar"),
        ("19 अक्टूबर 2023, 3:46 अपराह्न", "hi"),
        ("१९ अक्टूबर २०२३ १५:४६", "hi"),
        ("2023年10月19日 - 下午3:46", "zh"),
        ("2023年10月19日 15時46分", "ja"),
        ("2023年10月19日 午後3時46分", "ja"),
        ("2023. 10. 19. 오후 3:46", "ko"),
        ("작성일 23-10-19 15:46", "ko"),
        ("23.10.19 15:46", "ko-kr"),
        ("2023. október 19. 15:46", "hu"),
        ("19. října 2023 15:46", "cs"),
        ("19 octombrie 2023, 15:46", "ro"),
        ("19 Οκτωβρίου 2023, 3:46 μμ", "el"),
        ("19. lokakuuta 2023 klo 15.46", "fi"),
        ("15:46 19.10.2023", ""),
        ("19.10.2023 @ 15:46", ""),
        ("15:46 | 19 Oct '23", ""),
        ("2 minute readOctober 19, 20233:46 PMLast Updated 9 min ago", "en"),
    ],
)
def test_a_printed_minute_is_read_in_every_language(raw: str, language: str) -> None:
    moment = read(raw, language)
    assert moment is not None
    assert (moment.local, moment.utc, moment.precision, moment.zone_source) == (BBN, None, "minute", "unknown")


@pytest.mark.parametrize(
    ("raw", "languages", "day"),
    [
        ("16. März 2023", ("de",), "2023-03-16"),
        ("Published: October 19th, 2023", ("en",), "2023-10-19"),
        ("Monday 3rd of May 2021", ("en",), "2021-05-03"),
        ("19.10.23", ("de",), "2023-10-19"),
        ("19/10/99", ("fr",), "1999-10-19"),
        ("19 ตุลาคม 2566", ("th",), "2023-10-19"),
        ("19 ต.ค. 2566", ("th",), "2023-10-19"),
        ("5 มิ.ย. 2566", ("th",), "2023-06-05"),
        ("19 tháng 10, 2023", ("vi",), "2023-10-19"),
        ("19 listopada 2023", ("pl",), "2023-11-19"),
        ("19 listopada 2023", ("hr",), "2023-10-19"),
        ("1er mars 2023", ("fr",), "2023-03-01"),
        ("1º de março de 2023", ("pt",), "2023-03-01"),
        ("By Jane Roe | October 19, 2023 | 5 min read", ("en",), "2023-10-19"),
    ],
)
def test_a_printed_day_is_a_day_and_no_instant(raw: str, languages: tuple[str, ...], day: str) -> None:
    moment = read(raw, *languages)
    assert moment is not None
    assert (iso(moment), moment.precision, moment.utc) == (day, "day", None)


@pytest.mark.parametrize(
    ("raw", "languages", "timezone", "day"),
    [
        ("10/11/2023", (), None, "2023-11-10"),
        ("10/11/2023", ("fr",), None, "2023-11-10"),
        ("10/11/2023", ("en",), None, "2023-11-10"),
        ("10/11/2023", ("en-GB", "en-US"), None, "2023-11-10"),
        ("10/11/2023", ("en-US",), None, "2023-10-11"),
        ("10/11/2023", ("en_US",), None, "2023-10-11"),
        ("10/11/2023 3:46 PM ET", ("en",), None, "2023-10-11"),
        ("10.11.2023", ("en-US",), None, "2023-11-10"),
        ("10/25/2023", ("de",), None, "2023-10-25"),
        ("25/10/2023", ("en-US",), None, "2023-10-25"),
        ("2023/10/11", ("en-US",), None, "2023-10-11"),
    ],
)
def test_the_day_comes_first_but_in_the_united_states(
    raw: str, languages: tuple[str, ...], timezone: str | None, day: str
) -> None:
    moment = parse_moment(raw, fetched_at=FETCHED, languages=languages, timezone=timezone)
    assert moment is not None
    assert moment.local is not None
    assert moment.local.date().isoformat() == day


@pytest.mark.parametrize(
    ("raw", "formats", "languages", "expected"),
    [
        ("19-10-23 kl 15.46", ("%d-%m-%y kl %H.%M",), ("da",), "2023-10-19T15:46:00"),
        ("10/11/2023", ("%m/%d/%Y",), ("fr",), "2023-10-11"),
        ("le 19 octobre 2023", ("le %d %B %Y",), ("fr",), "2023-10-19"),
        ("19 Oct 2023 15:46 +0200", ("%d %b %Y %H:%M %z",), (), "2023-10-19T15:46:00+02:00"),
        ("October 19, 2023", ("%Y.%m.%d",), (), "2023-10-19"),
    ],
)
def test_a_declared_format_comes_before_our_own(
    raw: str, formats: tuple[str, ...], languages: tuple[str, ...], expected: str
) -> None:
    moment = parse_moment(raw, fetched_at=FETCHED, formats=formats, languages=languages)
    assert iso(moment) == expected


@pytest.mark.parametrize(
    ("raw", "expected", "precision"),
    [
        ("2 hours ago", "2026-11-01T10:00:00+00:00", "hour"),
        ("vor 2 Stunden", "2026-11-01T10:00:00+00:00", "hour"),
        ("il y a 2 heures", "2026-11-01T10:00:00+00:00", "hour"),
        ("hace 2 horas", "2026-11-01T10:00:00+00:00", "hour"),
        ("há 2 horas", "2026-11-01T10:00:00+00:00", "hour"),
        ("2 ore fa", "2026-11-01T10:00:00+00:00", "hour"),
        ("2 uur geleden", "2026-11-01T10:00:00+00:00", "hour"),
        ("2 godziny temu", "2026-11-01T10:00:00+00:00", "hour"),
        ("2 часа назад", "2026-11-01T10:00:00+00:00", "hour"),
        ("2 години тому", "2026-11-01T10:00:00+00:00", "hour"),
        ("2 saat önce", "2026-11-01T10:00:00+00:00", "hour"),
        ("منذ ساعتين", "2026-11-01T10:00:00+00:00", "hour"),
        ("قبل ٣ ساعات", "2026-11-01T09:00:00+00:00", "hour"),
        ("2 घंटे पहले", "2026-11-01T10:00:00+00:00", "hour"),
        ("2小时前", "2026-11-01T10:00:00+00:00", "hour"),
        ("2時間前", "2026-11-01T10:00:00+00:00", "hour"),
        ("an hour ago", "2026-11-01T11:00:00+00:00", "hour"),
        ("Posted 5 mins ago", "2026-11-01T12:29:00+00:00", "minute"),
        ("just now", "2026-11-01T12:34:00+00:00", "minute"),
        ("15 Stunden 32 Minuten her", "2026-10-31T21:02:00+00:00", "minute"),
        ("vor einem Tag", "2026-10-31", "day"),
        ("3 days ago", "2026-10-29", "day"),
        ("3 weeks ago", "2026-10", "month"),
        ("il y a un mois", "2026-10", "month"),
        ("2 years ago", "2024", "year"),
        ("yesterday", "2026-10-31", "day"),
        ("yesterday at 3:46 pm", "2026-10-31T15:46:00", "minute"),
        ("Gestern, 15:46 Uhr", "2026-10-31T15:46:00", "minute"),
        ("вчера в 15:46", "2026-10-31T15:46:00", "minute"),
        ("Today 10:15", "2026-11-01T10:15:00", "minute"),
    ],
)
def test_a_relative_time_counts_from_the_fetch_and_is_estimated(raw: str, expected: str, precision: str) -> None:
    moment = read(raw)
    assert moment is not None
    assert (iso(moment), moment.precision, moment.estimated) == (expected, precision, True)


def test_yesterday_is_that_of_the_portals_zone() -> None:
    fetched_at = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
    moment = parse_moment("yesterday at 3:46 pm", fetched_at=fetched_at, timezone="America/New_York")
    assert iso(moment) == "2026-10-30T15:46:00-04:00"


def test_any_aware_or_naive_time_of_fetch_is_taken() -> None:
    for fetched_at in (
        datetime.min.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
        datetime(2026, 11, 1),
        datetime(2026, 11, 1, tzinfo=timezone(timedelta(hours=14))),
    ):
        for raw in ("2023-10-19T15:46:00Z", "2 years ago", "100 weeks ago", "yesterday", "999 months ago"):
            parse_moment(raw, fetched_at=fetched_at, timezone="Pacific/Kiritimati")


def test_the_common_forms_do_not_load_dateparser() -> None:
    code = (
        "import sys, datetime; from newsarchive.times import parse_moment\n"
        "for raw in ('2023-10-19T15:46:00Z', 'October 19, 2023 - 3:46 pm', '2 hours ago', '19 октября 2023, 15:46'):\n"
        "    parse_moment(raw, fetched_at=datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC), languages=('en',))\n"
        "assert 'dateparser' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr == ""


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (None, None),
        (Moment("x", None, None, None, "day", "unknown"), None),
        (Moment("x", BBN, None, None, "minute", "unknown"), "2023-10-19T15:46:00"),
        (Moment("x", BBN, BBN.replace(tzinfo=UTC), 345, "minute", "attribute"), "2023-10-19T15:46:00+05:45"),
        (Moment("x", BBN, BBN.replace(tzinfo=UTC), -210, "minute", "attribute"), "2023-10-19T15:46:00-03:30"),
        (Moment("x", datetime(2023, 10, 19), None, None, "day", "unknown"), "2023-10-19"),
    ],
)
def test_iso_says_no_more_than_is_known(moment: Moment | None, expected: str | None) -> None:
    assert iso(moment) == expected


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (datetime(2023, 10, 19, 15, 46, 7, 999_999, tzinfo=UTC), "2023-10-19T15:46:07Z"),
        (datetime(2023, 10, 19, 15, 46, tzinfo=timezone(timedelta(hours=-4))), "2023-10-19T19:46:00Z"),
        (datetime(2023, 10, 19, 15, 46), "2023-10-19T15:46:00Z"),
        (datetime(990, 1, 1, tzinfo=UTC), "0990-01-01T00:00:00Z"),
    ],
)
def test_the_archives_text_form_is_utc_to_the_second(instant: datetime, expected: str) -> None:
    assert utc_text(instant) == expected
