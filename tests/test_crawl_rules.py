"""The pure rules of a crawl: patience, revisits, traps, arguments."""

from datetime import UTC, date, datetime, timedelta

import pytest

from newsarchive.archive.looks import PageState
from newsarchive.crawl.arguments import NAMES, Arguments, read_arguments
from newsarchive.crawl.asking import Trouble
from newsarchive.crawl.hosts import BREAKER_FAILURES, Breaker, backoff_seconds, retry_after
from newsarchive.crawl.ladder import after_state, next_article_visit, read_ladder
from newsarchive.crawl.rest import RestInterface
from newsarchive.crawl.traps import FRUITLESS, FRUITLESS_OF_SOURCE, TrapWatch, by_form, shape
from newsarchive.errors import UsageMistake
from tests.looks import exchange

NOW = datetime(2024, 5, 2, 12, 0, tzinfo=UTC)

# --- patience


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("2", 2),
        ("1.5", 2),
        ("60, 90", 90),
        (" 120 ", 120),
        ("86400", 86_400),
        ("Thu, 02 May 2024 12:05:00 GMT", 300),
        ("Thursday, 02-May-24 12:05:00 GMT", 300),
        ("Thu May  2 12:05:00 2024", 300),
        ("Thu, 02 May 2024 11:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 30 * 86_400),
        ("9" * 10, 30 * 86_400),
        ("9" * 5_000, 30 * 86_400),
        ("soon", None),
        ("-5", None),
        ("\u0665", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date_up_to_thirty_days(value: str, seconds: int | None) -> None:
    assert retry_after([value.encode()], NOW) == (None if seconds is None else timedelta(seconds=seconds))


def test_of_several_retry_after_the_longest_counts() -> None:
    assert retry_after([b"7200", b"0", b"soon"], NOW) == timedelta(hours=2)
    assert retry_after([], NOW) is None


def test_each_further_try_waits_longer() -> None:
    assert [backoff_seconds(attempt, 1.0) for attempt in range(3)] == [1.0, 3.0, 9.0]
    assert backoff_seconds(0, 0.0) == 0.25


def test_a_host_is_given_up_when_many_addresses_fail_in_a_row() -> None:
    breaker = Breaker()
    for number in range(BREAKER_FAILURES - 1):
        breaker.failed(f"/{number}", "no connection")
        breaker.failed(f"/{number}", "no connection")
    assert not breaker.is_open
    breaker.failed("/last", "timed out")
    assert breaker.is_open and breaker.reason and "timed out" in breaker.reason


def test_an_answer_forgets_the_failures_before_it() -> None:
    breaker = Breaker()
    for number in range(3 * BREAKER_FAILURES):
        breaker.failed(f"/{number}", "no connection")
        if number % 5 == 0:
            breaker.answered()
    assert not breaker.is_open


# --- revisits

LADDER = read_ladder([(6, 1), (24, 3), (24 * 14, 48), (24 * 3650, 24 * 90)], 24, 21)


@pytest.mark.parametrize(
    ("age_hours", "thread", "hours"),
    [
        (0, False, 1),
        (-3, False, 1),
        (5.9, False, 1),
        (6, False, 3),
        (100, False, 48),
        (100, True, 24),
        (24 * 22, True, 24 * 90),
        (24 * 9999, False, 24 * 90),
    ],
)
def test_the_older_the_rarer(age_hours: float, thread: bool, hours: float) -> None:
    published = NOW - timedelta(hours=age_hours)
    due = next_article_visit(LADDER, NOW, published, has_thread=thread)
    assert due - NOW == timedelta(hours=hours)


def test_an_article_without_a_date_counts_as_a_week_old() -> None:
    assert next_article_visit(LADDER, NOW, None) == next_article_visit(LADDER, NOW, NOW - timedelta(days=7))


def test_failures_are_tried_again_ever_later() -> None:
    hours = [after_state("failed", failures) / timedelta(hours=1) for failures in (0, 1, 2, 3, 50)]
    assert hours == [1, 4, 16, 64, 720]
    assert after_state("gone", 0) == timedelta(days=30)
    assert after_state("redirect", 0) == timedelta(days=90)


# --- traps


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/2024/05/01/harbour/", None),
        ("/a/b/a/b/a/b/", "trap:path-recursion"),
        ("/" + "/".join("abcdefghijklmn"), "trap:path-depth"),
        ("/list?a=1&b=2&c=3&d=4&e=5&f=6&g=7", "trap:facets"),
        ("/list?a=1&b=2", None),
    ],
)
def test_a_trap_shows_in_the_address(path: str, wanted: str | None) -> None:
    assert by_form(f"https://news.example{path}") == wanted


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/", "/*"),
        ("/harbour/", "/*"),
        ("/tag/harbour/", "/tag/*"),
        ("/case/calendar/2024/5", "/case/calendar/…"),
        ("/list?b=1&a=2&b=3", "/*?a&b"),
    ],
)
def test_addresses_of_one_kind_share_a_shape(path: str, wanted: str) -> None:
    assert shape(f"https://news.example{path}") == wanted


def test_a_shape_without_articles_is_closed_and_others_stay_open() -> None:
    watch = TrapWatch()
    for number in range(FRUITLESS):
        assert watch.refusal(f"https://news.example/calendar/2024/{number}") is None
        watch.note(f"https://news.example/calendar/2024/{number}", is_article=False)
    assert watch.refusal("https://news.example/calendar/2024/x") == "trap:barren /calendar/2024/…"
    assert watch.is_barren(["https://news.example/calendar/2024/x"])
    assert not watch.is_barren(["https://news.example/harbour/"])
    assert watch.refusal("https://news.example/harbour/") is None


def test_a_shape_with_articles_stays_open() -> None:
    watch = TrapWatch()
    for number in range(5 * FRUITLESS):
        watch.note(f"https://news.example/{number}", is_article=number % 20 == 0)
    assert watch.refusal("https://news.example/harbour") is None


def test_one_article_among_many_addresses_that_are_none_opens_no_list() -> None:
    watch, next_one = TrapWatch(), ["https://news.example/x"]
    for number in range(60):
        watch.note(f"https://news.example/{number}", is_article=number == 0)
        assert watch.is_barren(next_one) == (number > 50)


def test_a_sitemap_without_articles_is_closed_whatever_shapes_its_addresses_have() -> None:
    watch, barren, good = TrapWatch(), "https://news.example/trap.xml", "https://news.example/news.xml"
    for number in range(FRUITLESS_OF_SOURCE):
        url = f"https://news.example/{number}/x/"
        assert watch.refusal(url, [barren]) is None
        watch.note(url, is_article=False, sources=[barren])
    assert watch.refusal("https://news.example/y/z/", [barren]) == f"trap:barren {barren}"
    assert watch.refusal("https://news.example/y/z/", [good, barren]) is None
    assert watch.refusal("https://news.example/y/z/") is None


# --- arguments


def test_arguments_are_read() -> None:
    given = {"since": "2023-10-01", "limit": "5", "url": "http://127.0.0.1:8801", "name": " Replica "}
    assert read_arguments(given, "bbn") == Arguments(date(2023, 10, 1), 5, (), "http://127.0.0.1:8801/", "Replica")


def test_several_articles_are_separated_by_commas() -> None:
    found = read_arguments({"article": "https://n.example/a/, https://n.example/b/?utm_source=x,"}, "bbn")
    assert found.articles == ("https://n.example/a/", "https://n.example/b/")


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"since": "2023-13-40"}, "2023-13-40"),
        ({"since": "soon"}, "YYYY-MM-DD"),
        ({"limit": "many"}, "many"),
        ({"limit": "0"}, "limit=0"),
        ({"limit": "-1"}, "limit=-1"),
        ({"limit": "1e3"}, "limit=1e3"),
        ({"limit": "²"}, "limit=²"),
        ({"limit": "9" * 5_000}, "limit=999"),
        ({"since": "2023-10-19T00:00"}, "YYYY-MM-DD"),
        ({"url": "http://./"}, "http"),
        ({"url": "http://127.0.0.1\\@news.example/"}, "url="),
        ({"article": "https://n.example/a/,nonsense"}, "nonsense"),
        ({"url": "ftp://127.0.0.1/"}, "ftp://127.0.0.1/"),
        ({"article": "nonsense"}, "nonsense"),
        ({"colour": "red"}, "colour"),
        *(({name: empty}, f"-a {name}= is empty") for name in NAMES for empty in ("", " ")),
        ({"article": ", "}, "-a article= is empty"),
    ],
)
def test_a_wrong_argument_is_named(given: dict[str, str], named: str) -> None:
    with pytest.raises(UsageMistake, match=named.replace("/", "/")):
        read_arguments(given, "bbn")


# --- REST


def test_the_rest_interface_is_asked_with_a_margin_for_every_zone() -> None:
    rest = RestInterface("https://news.example/wp-json/")
    assert rest.posts(2, NOW).startswith("https://news.example/wp-json/wp/v2/posts?per_page=100&page=2&")
    assert "modified_after=2024-05-01T12:00:00" in rest.posts(1, NOW)
    assert "after=2024-05-01T12:00:00" in rest.new_comments(1, NOW)
    assert "modified_after" not in rest.posts(1, None)
    assert rest.comments("7", 1).endswith("wp/v2/comments?post=7&per_page=100&page=1&order=asc")


def test_a_rest_interface_without_pretty_addresses_is_asked_by_parameter() -> None:
    rest = RestInterface("https://news.example/?rest_route=/")
    assert rest.post("7") == "https://news.example/?rest_route=/wp/v2/posts/7&_embed=author,wp:term"


@pytest.mark.parametrize(
    ("state", "status", "is_resting", "is_open"),
    [
        ("refused", 401, False, False),
        ("gone", 404, False, False),
        ("robots", None, False, False),
        ("refused", None, True, False),
        ("failed", 500, False, True),
        ("deferred", 429, False, True),
        ("refused", None, False, True),  # longer than a body may be
        ("refused", 301, False, True),  # leads to another host
    ],
)
def test_a_closed_door_is_not_knocked_at_again(
    state: PageState, status: int | None, is_resting: bool, is_open: bool
) -> None:
    rest = RestInterface("https://news.example/wp-json/")
    exchanges = () if status is None else (exchange(status=status),)
    rest.close(Trouble(state, "why", exchanges, is_resting=is_resting))
    assert rest.is_open is is_open
