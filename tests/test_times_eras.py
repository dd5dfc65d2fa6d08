"""Years of Japan's eras and of the Republic of China."""

from __future__ import annotations

import pytest

from newsarchive.times import iso, parse_moment
from tests.pages import FETCHED_AT


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("令和6年4月3日", "ja", "2024-04-03"),
        ("令和元年5月1日", "ja", "2019-05-01"),
        ("平成 31 年 4 月 30 日", "ja", "2019-04-30"),
        ("令和６年４月３日 １５時６分", "ja", "2024-04-03T15:06:00"),
        ("民國113年4月3日 下午3:06", "zh-TW", "2024-04-03T15:06:00"),
        ("中華民國113年04月03日", "", "2024-04-03"),
        ("113/04/03 15:06", "zh-TW", "2024-04-03T15:06:00"),
        ("113-04-03", "zh-Hant", "2024-04-03"),
        ("113.4.3", "zh-TW", "2024-04-03"),
        ("113/04/03", "zh-CN", None),
        ("2024/04/03", "zh-TW", "2024-04-03"),
        ("昭和63年1月1日", "ja", None),
    ],
)
def test_a_year_of_an_era_is_one_of_the_common_era(text: str, language: str, read: str | None) -> None:
    moment = parse_moment(text, fetched_at=FETCHED_AT, languages=(language,) if language else ())
    assert iso(moment) == read
    assert moment is None or moment.raw == text.replace("６", "６")
