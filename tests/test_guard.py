"""Nothing but the admitted origin is asked, by whatever name it is called."""

import socket
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from newsarchive.crawl.contact import DEFAULT_CONTACT, user_agent
from newsarchive.crawl.guard import Guard, GuardedResolver, Refused
from newsarchive.errors import UsageMistake
from tests.odd_site import OddSite, serving

LOOPBACK = Guard.for_home("http://127.0.0.1:8900/", exact=True)
PORTAL = Guard.for_home("https://news.example/", exact=False)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8901/",
        "http://127.0.0.1/",
        "https://127.0.0.1:8900/",
        "http://localhost:8900/",
        "http://[::1]:8900/",
        "http://[::ffff:127.0.0.1]:8900/",
        "http://2130706433:8900/",
        "http://0x7f.1:8900/",
        "http://0177.0.0.1:8900/",
        "http://169.254.169.254/latest/meta-data/",
        "http://user@127.0.0.1:8900/",
        "http://user:secret@127.0.0.1:8900/",
        "http://127.0.0.1:8900\\@evil.example/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/",
        "http://[::1/",
        "file:///etc/passwd",
        "ftp://127.0.0.1:8900/",
        "data:text/html,x",
        "javascript:alert(1)",
        "//127.0.0.1:8900/",
        "http:///x",
        "",
        "http://127.0.0.1:8900/" + "q" * 3_000,
    ],
)
def test_another_spelling_scheme_host_or_port_is_refused(url: str) -> None:
    assert LOOPBACK.refusal(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8900", "http://127.0.0.1:8900/a?b=c", "http://127.0.0.1:8900/%2e"])
def test_the_admitted_origin_is_admitted(url: str) -> None:
    assert LOOPBACK.refusal(url) is None


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://news.example/a/", True),
        ("http://news.example/a/", True),
        ("https://www.news.example/a/", True),
        ("https://NEWS.example./a/", True),
        ("https://news.example:443/a/", True),
        ("https://news.example:8443/", False),
        ("https://api.news.example/", False),
        ("https://news.example.evil.example/", False),
        ("https://evilnews.example/", False),
    ],
)
def test_a_portal_without_a_port_may_be_asked_under_its_usual_names(url: str, wanted: bool) -> None:
    assert (PORTAL.refusal(url) is None) is wanted


@pytest.mark.parametrize("home", ["", "news.example", "ftp://news.example/", "http://", "http://a:b@news.example/"])
def test_a_home_that_is_no_address_is_a_mistake(home: str) -> None:
    with pytest.raises(UsageMistake):
        Guard.for_home(home, exact=True)


@pytest.mark.parametrize(
    ("guard", "host", "address", "wanted"),
    [
        (PORTAL, "news.example", "93.184.216.34", True),
        (PORTAL, "news.example", "2606:2800:220:1::1", True),
        (PORTAL, "news.example", "127.0.0.1", False),
        (PORTAL, "news.example", "10.0.0.5", False),
        (PORTAL, "news.example", "192.168.1.1", False),
        (PORTAL, "news.example", "169.254.169.254", False),
        (PORTAL, "news.example", "100.64.0.1", False),
        (PORTAL, "news.example", "192.0.0.192", False),
        (PORTAL, "news.example", "0.0.0.0", False),
        (PORTAL, "news.example", "::1", False),
        (PORTAL, "news.example", "::ffff:127.0.0.1", False),
        (PORTAL, "news.example", "fd00::1", False),
        (PORTAL, "news.example", "224.0.0.1", False),
        (PORTAL, "news.example", "64:ff9b::5db8:d822", True),
        (PORTAL, "news.example", "64:ff9b::a9fe:a9fe", False),
        (PORTAL, "news.example", "64:ff9b::a00:5", False),
        (PORTAL, "news.example", "64:ff9b:1::a00:5", False),
        (PORTAL, "news.example", "2002:5db8:d822::1", True),
        (PORTAL, "news.example", "2002:7f00:1::", False),
        (PORTAL, "news.example", "2002:c0a8:101::1", False),
        (PORTAL, "news.example", "2001:0:7f00:1::", False),
        (PORTAL, "news.example", "::127.0.0.1", False),
        (PORTAL, "news.example", "::ffff:0:127.0.0.1", False),
        (PORTAL, "news.example", "fec0::1", False),
        (PORTAL, "news.example", "fe80::1%2", False),
        (PORTAL, "news.example", "240.0.0.1", False),
        (PORTAL, "news.example", "255.255.255.255", False),
        (LOOPBACK, "127.0.0.1", "127.0.0.1", True),
        (LOOPBACK, "127.0.0.1", "127.0.0.2", False),
        (Guard.for_home("http://localhost:80/", exact=True), "localhost", "127.0.0.1", True),
        (Guard.for_home("http://localhost:80/", exact=True), "localhost", "93.184.216.34", False),
        (Guard.for_home("http://10.0.0.5/", exact=True), "10.0.0.5", "10.0.0.5", True),
        (Guard.for_home("http://[::1]:8900/", exact=True), "[::1]", "::1", True),
    ],
)
def test_the_connected_address_is_judged_too(guard: Guard, host: str, address: str, wanted: bool) -> None:
    assert (guard.connection_refusal(host, address) is None) is wanted


async def test_a_name_that_leads_to_this_machine_is_not_connected_to() -> None:
    resolver = GuardedResolver(PORTAL)
    with pytest.raises(Refused, match=r"leads to (127\.0\.0\.1|::1)"):
        await resolver.resolve("localhost", 80)
    await resolver.close()


class Turning(AbstractResolver):
    """A name server whose answer is another at every look-up; the last is repeated."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self._answers = [*answers]

    async def resolve(self, host: str, port: int = 0, family: Any = socket.AF_INET) -> list[ResolveResult]:
        found = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [
            ResolveResult(hostname=host, host=one, port=port, family=socket.AF_INET, proto=0, flags=0) for one in found
        ]

    async def close(self) -> None:
        pass


async def test_each_look_up_is_judged_anew() -> None:
    answers = [
        ("93.184.216.34",),
        ("127.0.0.1",),
        ("10.0.0.5", "93.184.216.34", "169.254.169.254"),
        ("::1", "10.0.0.5"),
    ]
    resolver = GuardedResolver(PORTAL, Turning(*answers))
    told = []
    for _ in answers:
        try:
            told.append([one["host"] for one in await resolver.resolve("news.example", 80)])
        except Refused as error:
            told.append([str(error)])
    assert told == [
        ["93.184.216.34"],
        ["news.example leads to 127.0.0.1, which is not on the public Internet"],
        ["93.184.216.34"],
        ["news.example leads to ::1, which is not on the public Internet"],
    ]


async def test_a_name_that_turns_to_this_machine_is_not_connected_to() -> None:
    with serving(OddSite()) as site:
        port = urlsplit(site.base).port
        resolver = GuardedResolver(Guard.for_home(f"http://news.example:{port}/", exact=True), Turning(("127.0.0.1",)))
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(resolver=resolver)) as session:
            with pytest.raises(aiohttp.ClientConnectorDNSError) as caught:
                await session.get(f"http://news.example:{port}/")
    assert isinstance(caught.value.os_error, Refused)
    assert site.asked == []


async def test_localhost_is_resolved_where_it_was_admitted() -> None:
    resolver = GuardedResolver(Guard.for_home("http://localhost:8900/", exact=True))
    assert {one["host"] for one in await resolver.resolve("localhost", 8900)} <= {"127.0.0.1", "::1"}
    await resolver.close()


@pytest.mark.parametrize(
    ("home", "wanted"),
    [
        ("http://127.0.0.1:1/", True),
        ("http://localhost/", True),
        ("http://[::1]/", True),
        ("https://news.example/", False),
    ],
)
def test_loopback_is_told_from_the_net(home: str, wanted: bool) -> None:
    assert Guard.for_home(home, exact=True).is_loopback is wanted


@pytest.mark.parametrize("contact", ["ann@news.example", "https://news.example/crawler"])
def test_a_contact_stands_in_the_user_agent(contact: str) -> None:
    agent = user_agent(contact, loopback=False)
    assert agent.startswith("newsarchive/") and agent.endswith(f"{contact})")


@pytest.mark.parametrize("contact", [None, "", "   ", "me", "ann@news.example\r\nX: y", "ann@n\u00e9ws.example"])
def test_without_a_contact_nobody_but_this_machine_is_asked(contact: str | None) -> None:
    with pytest.raises(UsageMistake):
        user_agent(contact, loopback=False)


def test_this_machine_is_asked_with_a_default_contact() -> None:
    assert DEFAULT_CONTACT in user_agent(None, loopback=True)
