"""robots.txt by RFC 9309, and the directives of pages and headers."""

import pytest

from newsarchive.crawl.directives import reserved
from newsarchive.crawl.robots import MAX_BYTES, read_robots

RULES = b"User-agent: *\nDisallow: /private/\nAllow: /private/open$\nCrawl-delay: 2\nSitemap: https://n.example/s.xml\n"


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/article/1/", True),
        ("/private/", False),
        ("/private/secret", False),
        ("/private/open", True),
        ("/private%2Fy", True),
        ("/PRIVATE/x", True),
    ],
)
def test_the_longest_rule_that_fits_decides(path: str, allowed: bool) -> None:
    rules = read_robots(200, RULES)
    assert (rules.refusal(f"https://n.example{path}") is None) is allowed
    assert (rules.crawl_delay, rules.sitemaps) == (2.0, ("https://n.example/s.xml",))


def test_the_group_that_names_us_goes_before_the_one_for_all() -> None:
    rules = read_robots(200, b"User-agent: *\nDisallow: /\n\nUser-agent: newsarchive\nDisallow: /no/\n")
    assert rules.refusal("https://n.example/yes/") is None
    assert rules.refusal("https://n.example/no/") == "robots.txt disallows it"


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        ("newsarchive/1.0", True),
        ("NewsArchive 2 (+https://n.example/bot)", True),
        ("\ufeffnewsarchive  # us", True),
        ("newsarchive-other", False),
        ("mynewsarchive/1.0", False),
        ("*newsarchive*", True),
        ("news", False),
        ("n", False),
        ("news*", False),
    ],
)
def test_a_group_names_us_by_our_whole_name_with_or_without_a_version(name: str, is_ours: bool) -> None:
    rules = read_robots(200, f"\ufeff\ufeffUser-agent: *\nDisallow:\n\nUser-agent: {name}\nDisallow: /no/\n".encode())
    assert (rules.refusal("https://n.example/no/") is not None) is is_ours


@pytest.mark.parametrize("field", ["User-agent:", "useragent :", "USER AGENT:"])
def test_the_line_that_names_us_may_be_spelt_otherwise(field: str) -> None:
    rules = read_robots(200, f"User-agent: *\nDisallow: /\n\n{field} NewsArchive\nCrawl-delay: 3\n".encode())
    assert rules.refusal("https://n.example/yes/") is None
    assert rules.crawl_delay == 3.0


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_client_error_allows_everything(status: int) -> None:
    assert read_robots(status, b"User-agent: *\nDisallow: /").refusal("https://n.example/x") is None


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 302, 100])
def test_anything_else_but_success_disallows_everything(status: int) -> None:
    rules = read_robots(status, b"")
    assert rules.unreachable == rules.refusal("https://n.example/x") == f"robots.txt answers {status}"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Welcome</body></html>",
        b"\xff\xfe\0\0garbage\r\r:::",
        bytes(range(256)) * 20,
        b"User-agent: *\nCrawl-delay: abc\n",
    ],
)
def test_garbage_says_nothing(body: bytes) -> None:
    rules = read_robots(200, body)
    assert (rules.refusal("https://n.example/private/x"), rules.crawl_delay) == (None, None)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("10", 10), ("0.5", 0.5), ("1,5", 1.5), ("10s", 10), ("10 seconds # please", 10), ("-5", None), ("soon", None)],
)
def test_a_delay_is_read_with_a_decimal_comma_or_a_unit(told: str, seconds: float | None) -> None:
    rules = read_robots(200, f"User-agent: *\nCRAWL-DELAY : {told}\nDisallow: /private/\n".encode())
    assert rules.crawl_delay == seconds and rules.refusal("https://n.example/private/")


def test_a_rule_among_garbage_counts() -> None:
    body = b"\xef\xbb\xbf\0\xff\xfeUser-agent\n:::\nUser-agent: *\nDisallow: /private/\n" + bytes(range(256)) * 9
    assert read_robots(200, body).refusal("https://n.example/private/x")


def test_what_stands_beyond_500_kib_is_ignored() -> None:
    body = b"User-agent: *\nDisallow: /first/\n" + b"#" * MAX_BYTES + b"\nDisallow: /last/\n"
    rules = read_robots(200, body)
    assert rules.refusal("https://n.example/first/x")
    assert rules.refusal("https://n.example/last/x") is None


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_rules_are_read_in_any_form_that_text_has(line_end: str, charset: str) -> None:
    lines = ("Sitemap: /one.xml", "User-agent: newsarchive", "Disallow: /private/", "User-agent: *", "Disallow: /")
    more = ("User-agent: Newsarchive", "Disallow: /closed/", "sitemap: /two.xml", "# é")
    rules = read_robots(200, line_end.join(lines + more).encode(charset))
    shut = [rules.refusal(f"https://n.example/{path}/x") is not None for path in ("private", "closed", "open")]
    assert (shut, rules.sitemaps) == ([True, True, False], ("/one.xml", "/two.xml"))


def test_long_rules_with_old_line_ends_are_cut_behind_a_whole_one() -> None:
    rules = read_robots(200, b"User-agent: *\rDisallow: /private/\r" + b"Disallow: /x/\r" * 60_000)
    assert rules.refusal("https://n.example/private/") and rules.refusal("https://n.example/") is None


@pytest.mark.parametrize(
    ("headers", "directives", "wanted"),
    [
        ((), (), None),
        ((), ("index", "follow", "max-image-preview:large"), None),
        ((), ("noindex", "noarchive"), "noarchive"),
        ((), ("noindex",), "noindex"),
        ((), ("none",), "none"),
        ((), ("tdm-reservation",), "tdm-reservation"),
        (("TDM-Reservation: 1",), (), "tdm-reservation"),
        (("tdm-reservation: 0",), (), None),
        (("X-Robots-Tag: noindex, nofollow",), (), "noindex"),
        (("X-Robots-Tag: NoArchive",), (), "noarchive"),
        (("X-Robots-Tag: otherbot: noarchive, noindex",), (), None),
        (("X-Robots-Tag: otherbot: noarchive, newsarchive: noindex",), (), "noindex"),
        (("X-Robots-Tag: nofollow, otherbot: noarchive",), (), None),
        (("X-Robots-Tag: unavailable_after: 25 Jun 2030 15:00:00 PST, noarchive",), (), "noarchive"),
        (("X-Robots-Tag: max-snippet:-1, max-image-preview:large, noindex",), (), "noindex"),
        (("X-Robots-Tag: otherbot: noindex", "X-Robots-Tag: noarchive"), (), "noarchive"),
        (("X-Robots-Tag: otherbot: max-snippet:0, noindex",), (), None),
        (("X-Robots-Tag: unavailable_after: Friday, 25-Jun-10 15:00:00 PST, none",), (), "none"),
    ],
)
def test_reserved_pages_are_named_by_their_directive(
    headers: tuple[str, ...], directives: tuple[str, ...], wanted: str | None
) -> None:
    served = [line.encode().split(b": ", 1) for line in headers]
    assert reserved([(name, value) for name, value in served], directives) == wanted
