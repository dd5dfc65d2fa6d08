"""The settings of a crawl: names and numbers are checked before anything is asked."""

from __future__ import annotations

import re

import pytest
from scrapy.settings import Settings

from newsarchive.crawl.commands.crawl import check_archive, check_names, check_numbers
from newsarchive.crawl.ladder import read_ladder
from newsarchive.errors import UsageMistake

NUMBERS = [
    "DOWNLOAD_DELAY", "DOWNLOAD_TIMEOUT", "DOWNLOAD_MAXSIZE", "REQUEST_BUDGET", "RETRY_LIMIT", "RETRY_WAIT_LIMIT",
    "LOCK_WAIT", "CRAWL_DELAY_LIMIT", "COMMIT_SECONDS", "FREE_DISK_FLOOR_MB", "WARC_RETENTION_DAYS", "DISCUSSION_HOURS",
    "DISCUSSION_DAYS",
]  # fmt: skip
COUNTS = [
    "CONCURRENT_REQUESTS", "WORKERS", "VISITS_AT_ONCE", "COMMIT_PAGES", "WORKER_CPU_SECONDS", "WORKER_MEMORY_MB",
]  # fmt: skip


def settings(**given: object) -> Settings:
    told = Settings()
    told.setmodule("newsarchive.crawl.settings", priority="default")
    told.update(given, priority="cmdline")
    return told


def test_the_settings_as_they_are_shipped_are_numbers() -> None:
    check_numbers(settings())


@pytest.mark.parametrize(("folder", "words"), [("", "empty"), (" ", "empty"), ("~/news", "ARCHIVE=~/news")])
def test_an_archive_that_only_a_script_would_name_so_is_refused(folder: str, words: str) -> None:
    with pytest.raises(UsageMistake, match=words):
        check_archive(folder)


@pytest.mark.parametrize("kind", ["EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES"])
def test_nothing_of_scrapys_takes_part_that_is_not_named(kind: str) -> None:
    told = Settings()
    told.setmodule("newsarchive.crawl.settings")
    taking_part = told.get_component_priority_dict_with_base(kind)
    assert dict(taking_part) == dict(told[kind])
    assert any(name.startswith("scrapy.") for name in taking_part)


@pytest.mark.parametrize("name", [*NUMBERS, *COUNTS])
@pytest.mark.parametrize("value", ["x", "", "nan", "inf", "-inf", "-1", "1,5", "0x10", "1 s", "None", None, [1]])
def test_what_is_no_number_is_named_with_its_value(name: str, value: object) -> None:
    with pytest.raises(UsageMistake, match=re.escape(f"-s {name}={value} is no number")):
        check_numbers(settings(**{name: value}))


@pytest.mark.parametrize("name", COUNTS)
@pytest.mark.parametrize("value", ["0", 0, "0.5"])
def test_a_count_is_one_at_least(name: str, value: object) -> None:
    with pytest.raises(UsageMistake, match=f"-s {name}={value} is no number of 1 or more"):
        check_numbers(settings(**{name: value}))


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["0", 0, "0.25", "1e3", " 5 ", 60.0])
def test_a_number_may_be_written_in_any_form(name: str, value: object) -> None:
    check_numbers(settings(**{name: value}))


@pytest.mark.parametrize("name", COUNTS)
@pytest.mark.parametrize("value", ["1", 1, "16", "1000"])
def test_a_count_may_be_any_number_from_one_on(name: str, value: object) -> None:
    check_numbers(settings(**{name: value}))


@pytest.mark.parametrize(
    "value", ["abc", "[]", "6,1", "[6,1]", "[[6]]", "[[6,0]]", '[["a","b"]]', "[[1e99,1]]", None, [(6,)]]
)
def test_a_ladder_that_is_none_is_named_with_its_value(value: object) -> None:
    with pytest.raises(UsageMistake, match=re.escape(f"-s REVISIT_LADDER={value} is no list of pairs of hours")):
        check_numbers(settings(REVISIT_LADDER=value))


def test_a_ladder_may_be_written_as_json() -> None:
    check_numbers(settings(REVISIT_LADDER="[[6, 1], [24, 2.5]]"))
    assert read_ladder("[[6, 1], [24, 2.5]]", 24, 21) == read_ladder([(6, 1), (24, 2.5)], 24, 21)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("REVISITALL=1", "REVISIT_ALL"),
        ("REVISIT=1", "REVISIT_ALL"),
        ("WORKER=4", "WORKERS"),
        ("archive=news", "ARCHIVE"),
        ("DOWNLOAD_DELY=0", "DOWNLOAD_DELAY"),
        ("WARC_RETENTION_DAY=30", "WARC_RETENTION_DAYS"),
        ("CONTACTS=me@news.example", "CONTACT"),
        ("REQUESTS_BUDGET", "REQUEST_BUDGET"),
    ],
)
def test_a_mistyped_name_is_told_with_the_one_that_was_meant(given: str, meant: str) -> None:
    told = f"no setting named {given.partition('=')[0]}; did you mean {meant}?"
    with pytest.raises(UsageMistake, match=f"^{re.escape(told)}$"):
        check_names(["WORKERS=1", given], set(settings()))


@pytest.mark.parametrize(
    "given", ["WORKERS=4", "LOG_LEVEL=INFO", "FEED_EXPORT_INDENT=2", "SPLASH_URL=http://127.0.0.1/"]
)
def test_a_known_name_or_that_of_an_extension_is_no_mistake(given: str) -> None:
    check_names([given], set(settings()))
