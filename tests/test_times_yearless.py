"""Days without their year, which the article's own day decides."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from newsarchive.times.yearless import with_year
from tests.threads import read

FIRST, LAST = date(2026, 3, 3), date(2026, 3, 20)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("4 марта, 17:46", "ru", "2026-03-04 , 17:46"),
        ("Mar 4 at 4:12 pm", "en-US", "2026-03-04  at 4:12 pm"),
        ("Mar. 4, 4:12 PM", "en", "2026-03-04 , 4:12 PM"),
        ("4 de marzo a las 9:15", "es", "2026-03-04  a las 9:15"),
        ("4. März um 09:15 Uhr", "de", "2026-03-04  um 09:15 Uhr"),
        ("am 4.3., 09:15", "de", "am 2026-03-04 , 09:15"),
        ("04/03 à 9h15", "fr", "2026-03-04  à 9h15"),
        ("03-04 09:15", "zh-CN", "2026-03-04  09:15"),
        ("3月4日 09:15", "ja", "2026-03-04  09:15"),
        ("03/04 09:15", "en", None),  # two orders
        ("4. 3", "de", None),  # no time of day
        ("4 Mar 2025, 09:15", "en", None),
        ("4 Mar 25, 09:15", "en", None),
        ("4 dogs at 9:15", "en", None),
        ("31 Feb at 9:15", "en", None),
        ("1 Feb at 9:15", "en", None),  # before the article
        ("4 March at 9:15 " + "and so on " * 8, "en", None),
    ],
)
def test_a_day_gets_the_year_in_which_it_follows_the_article(text: str, language: str, expected: str | None) -> None:
    assert with_year(text, (language,), FIRST, LAST) == ((expected, True) if expected else None)


def test_the_first_of_several_years_is_not_certain() -> None:
    assert with_year("4 March at 9:15", ("en",), date(2025, 6, 1), LAST) == ("2026-03-04  at 9:15", True)
    assert with_year("4 March at 9:15", ("en",), date(2024, 2, 1), LAST) == ("2024-03-04  at 9:15", False)


ROW = "<li><b>{}</b> <i>{} Mar at {}</i><p>{}</p></li>"


@pytest.mark.parametrize(("published", "year"), [("2026-03-03T10:00:00", 2026), (None, None)])
def test_a_comment_without_a_year_is_read_by_the_day_of_its_article(published: str | None, year: int | None) -> None:
    rows = ROW.format("Ann", 4, "9:15", "The bus at seven is full.") + ROW.format(
        "Ben", 5, "10:02", "It always is, so."
    )
    thread = read(f"<h3>2 comments</h3><ul>{rows}</ul>", published=published)
    told = [(one.author, one.published and one.published.local and one.published.local.year) for one in thread.comments]
    assert told == [("Ann", year), ("Ben", year)]
    assert [one.text for one in thread.comments] == ["The bus at seven is full.", "It always is, so."]


def test_a_day_alone_in_its_element_tells_no_time() -> None:
    rows = "".join(
        f"<li><b>{name}</b> <i>Mar {day}</i><p>It always is.</p></li>" for name, day in (("Ann", 4), ("Ben", 5))
    )
    thread = read(f"<h3>2 comments</h3><ul>{rows}</ul>", published="2026-03-03T10:00:00")
    told = [(one.author, one.published and (one.published.local, one.published.precision)) for one in thread.comments]
    assert told == [("Ann", (datetime(2026, 3, 4), "day")), ("Ben", (datetime(2026, 3, 5), "day"))]
