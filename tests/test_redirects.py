"""Where redirects end."""

import pytest

from newsarchive.crawl.asking import MAX_REDIRECTS, Answer, Trouble
from tests.odd_site import OddSite, serving
from tests.wire import asked, crawling


def redirecting(*steps: tuple[str, int, str]) -> OddSite:
    site = OddSite()
    for path, status, location in steps:
        site.add(path, b"", status, ("Location", location))
    site.add("/end/", b"<p>end</p>")
    site.add("/", b"<p>home</p>")
    return site


@pytest.mark.parametrize("statuses", [(301,), (308,), (302,), (303,), (307,), (301, 308), (301, 302)])
async def test_a_chain_is_followed_whatever_redirects_it_is_made_of(statuses: tuple[int, ...]) -> None:
    places = [*(f"/{number}/" for number in range(len(statuses))), "/end/"]
    site = redirecting(*((places[at], status, places[at + 1]) for at, status in enumerate(statuses)))
    with serving(site):
        found = await asked(site.base, "/0/")
    assert isinstance(found, Answer)
    assert (found.url, found.was_redirected) == (f"{site.base}/end/", True)
    assert [exchange.status for exchange in found.exchanges] == [*statuses, 200]


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/end/", "/end/"),
        ("../end/", "/end/"),
        ("/end/#part", "/end/"),
        (" /end/ ", "/end/"),
        ("?page=2", "/start/?page=2"),
        ("/t\u00e4/".encode().decode("latin-1"), "/t%C3%A4/"),
        ("/t\u00e4 b/", "/t%E4%20b/"),  # as the bytes of Latin-1
    ],
)
async def test_a_location_is_read_as_browsers_do(location: str, path: str) -> None:
    site = redirecting(("/start/", 302, location))
    for other in ("/start/?page=2", "/t%C3%A4/", "/t%E4%20b/"):
        site.add(other, b"two")
    with serving(site):
        found = await asked(site.base, "/start/")
    assert isinstance(found, Answer) and found.url == site.base + path


@pytest.mark.parametrize(
    "location",
    [
        *("", "   ", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "#top"),
        *("http://[::1/", "HTTPS://[x]/", "//[", "http://127.0.0.1:x/", "http://127.0.0.1:99999/"),  # no addresses
    ],
)
async def test_a_redirect_to_nowhere_is_a_failure_that_is_kept(location: str) -> None:
    site = redirecting(("/start/", 302, location))
    with serving(site):
        found = await asked(site.base, "/start/")
    assert isinstance(found, Trouble)
    assert (found.state, found.reason, found.on_the_way) == ("failed", "302 without a usable Location", False)
    assert [exchange.status for exchange in found.exchanges] == [302]


async def test_redirects_end_after_five() -> None:
    site = redirecting(*((f"/{number}/", 302, f"/{number + 1}/") for number in range(20)))
    with serving(site):
        found = await asked(site.base, "/0/")
    assert isinstance(found, Trouble) and found.reason == "more than 5 redirects"
    assert len(found.exchanges) == len(site.asked) == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [
        ({"/a/": "/a/"}, ["/a/", "/a/"]),
        ({"/a/": "/b/", "/b/": "/a/"}, ["/a/", "/b/", "/a/", "/b/"]),
        ({"/a/": "/b/", "/b/": "/b/"}, ["/a/", "/b/", "/b/"]),
    ],
)
async def test_a_circle_of_redirects_is_gone_round_twice(steps: dict[str, str], wanted: list[str]) -> None:
    site = redirecting(*((path, 302, target) for path, target in steps.items()))
    with serving(site):
        found = await asked(site.base, "/a/")
    assert isinstance(found, Trouble) and (found.state, found.reason) == ("failed", "redirects in a circle")
    assert [path for path, _ in site.asked] == wanted


async def test_a_page_may_be_led_back_to_once() -> None:
    site = redirecting(("/visited/", 302, "/a/"))
    turn = iter([(302, [("Location", "/visited/")], b""), (200, [], b"here")])
    site.pages["/a/"] = lambda _: next(turn)
    with serving(site):
        found = await asked(site.base, "/a/")
    assert isinstance(found, Answer) and found.served.body == b"here"


@pytest.mark.parametrize(("path", "is_article", "is_answer"), [("/a/", True, False), ("/a/", False, True)])
async def test_the_home_page_is_no_answer_for_an_article(path: str, is_article: bool, is_answer: bool) -> None:
    site = redirecting((path, 301, "/"))
    with serving(site):
        found = await asked(site.base, path, is_article=is_article)
    assert isinstance(found, Answer) is is_answer
    if isinstance(found, Trouble):
        assert (found.state, found.reason) == ("not-article", "redirect to the home page")


async def test_a_failure_behind_a_redirect_tells_so_and_keeps_both() -> None:
    site = redirecting(("/start/", 301, "/busy/"))
    site.add("/busy/", b"", 503)
    with serving(site):
        found = await asked(site.base, "/start/", RETRY_LIMIT=0)
    assert isinstance(found, Trouble)
    assert (found.state, found.reason) == ("failed", "after a redirect: status 503")
    assert [exchange.status for exchange in found.exchanges] == [301, 503]


async def test_conditions_belong_to_the_address_they_were_learnt_from() -> None:
    site = redirecting(("/start/", 302, "/end/"))
    with serving(site):
        async with crawling(site.base) as (_, asker):
            await asker.get(f"{site.base}/start/", "page", headers={"If-None-Match": '"one"'})
    assert [headers.get("if-none-match") for _, headers in site.asked] == ['"one"', None]
