"""Addresses: their canonical form, and what counts as the same."""

from __future__ import annotations

import ast
import inspect
import re
from random import Random
from urllib.parse import urljoin

import pytest

from newsarchive import dictionary, errors, items, text, urls

BASE = "https://example.com/2023/10/19/story/"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/other/", "https://example.com/other/"),
        ("next", "https://example.com/2023/10/19/story/next"),
        ("//cdn.example.com/a.jpg", "https://cdn.example.com/a.jpg"),
        ("http://example.org/x#part", "http://example.org/x#part"),
        (" /trailing-blank/ ", "https://example.com/trailing-blank/"),
        ("/broken\n\taddress", "https://example.com/brokenaddress"),
        ("?page=2", "https://example.com/2023/10/19/story/?page=2"),
        ("", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("mailto:a@example.com", None),
        ("tel:+1", None),
        ("https://user:secret@example.com/", None),
        ("https://", None),
        ("http://[::1", None),
        ("http://example.com:0/", None),
        ("http://example.com:99999/", None),
        ("\\\\example.com\\share", None),
        ("https://example.com\\@other.example/", None),
        ("https://other.example\\.example.com/", None),
        ("//./", None),
        ("//../up/", None),
        ("http://./", None),
        ("ftp://example.com/", None),
        ("HTTPS://EXAMPLE.com/a", "https://EXAMPLE.com/a"),
        ("//example.org", "https://example.org"),
        ("..", "https://example.com/2023/10/19/"),
        ("#comments", "https://example.com/2023/10/19/story/#comments"),
        ("a b", "https://example.com/2023/10/19/story/a b"),
        ("\u202e/rtl/", "https://example.com/2023/10/19/story/\u202e/rtl/"),
        ("زيارة/", "https://example.com/2023/10/19/story/زيارة/"),
        ("http:story", None),
        ("http://", None),
        ("https:", None),
        ("/" + "a" * 3_000, None),
        ("/" + "a" * 1_990, None),
        ("/a?b=1&c#d", "https://example.com/a?b=1&c#d"),
        ("/a:1,2!/b=c+d@e/", "https://example.com/a:1,2!/b=c+d@e/"),
        ("/a/../b/./c", "https://example.com/b/c"),
        ("/.well-known/x", "https://example.com/.well-known/x"),
        ("/a//b", "https://example.com/a//b"),
        ("https://other.example/a:1,2!/b=c@d#e", "https://other.example/a:1,2!/b=c@d#e"),
    ],
)
def test_a_link_is_an_http_address_or_nothing(address: str, expected: str | None) -> None:
    assert urls.absolute(address, BASE) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Example.COM/Story/", "https://example.com/Story/"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:80/a", "http://example.com/a"),
        ("http://127.0.0.1:8801/a", "http://127.0.0.1:8801/a"),
        ("http://[::1]:8801/a", "http://[::1]:8801/a"),
        ("https://example.com./a", "https://example.com/a"),
        ("https://user:secret@example.com/a", "https://example.com/a"),
        ("https://example.com/a#comment-5", "https://example.com/a"),
        ("https://example.com/a/../b/./c", "https://example.com/b/c"),
        ("https://example.com/a?utm_source=x&b=2&fbclid=y&a=1", "https://example.com/a?a=1&b=2"),
        ("https://example.com/a?replytocom=5", "https://example.com/a"),
        ("https://example.com/a;jsessionid=AB12?p=1", "https://example.com/a?p=1"),
        ("https://example.com/a?PHPSESSID=1", "https://example.com/a"),
        ("https://example.com/a/amp/", "https://example.com/a/"),
        ("https://example.com/a/amp", "https://example.com/a"),
        ("https://example.com/a?amp=1", "https://example.com/a"),
        ("https://example.com/?p=41873", "https://example.com/?p=41873"),
        ("https://example.com/campaign/amplify/", "https://example.com/campaign/amplify/"),
        ("https://example.com/a/amp/amp/", "https://example.com/a/"),
        ("https://example.com/a//amp//amp", "https://example.com/a"),
        ("https://example.com/amp/", "https://example.com/"),
        ("https://example.com/amp", "https://example.com/"),
        ("https://example.com/AMP/a/", "https://example.com/AMP/a/"),
        ("https://example.com/?b&a", "https://example.com/?a=&b="),
        ("https://example.com/?a=2&a=1", "https://example.com/?a=1&a=2"),
        ("https://example.com/?utm_source=x", "https://example.com/"),
        ("https://example.com/?UTM_Source=x&id=5", "https://example.com/?id=5"),
        ("https://example.com/?%75tm_source=x", "https://example.com/"),
        ("https://example.com/?q=utm_source", "https://example.com/?q=utm_source"),
        ("https://example.com/?&&&", "https://example.com/"),
        ("https://example.com/?session_id=9&sid=3&SessionID=4", "https://example.com/"),
        ("https://example.com/?share=facebook&nb=1", "https://example.com/"),
        ("https://example.com/a?wt.mc_id=x&wt_mc=y&spm=z&xtor=RSS-1", "https://example.com/a"),
        ("https://example.com/a/;jsessionid=AB12", "https://example.com/a/"),
        ("https://example.com/a/..", "https://example.com/a/".removesuffix("a/")),
        ("https://example.com/../../a", "https://example.com/a"),
        ("https://example.com/a/.../b", "https://example.com/a/.../b"),
        ("https://example.com/a%2Fb", "https://example.com/a%2Fb"),
        ("https://example.com/%7Eann/", "https://example.com/~ann/"),
        ("https://example.com/%e4%b8%ad", "https://example.com/%E4%B8%AD"),
        ("https://example.com/a b", "https://example.com/a%20b"),
        ("https://münchen.example/a", "https://xn--mnchen-3ya.example/a"),
        ("https://xn--mnchen-3ya.example/a", "https://xn--mnchen-3ya.example/a"),
        ("  https://example.com/a\n", "https://example.com/a"),
        ("http://example.com:443/a", "http://example.com:443/a"),
        ("https://example.com:80/a", "https://example.com:80/a"),
        ("https://example.com/a?x=1#:~:text=frozen", "https://example.com/a?x=1"),
        ("https://example.com/a?id=1;2", "https://example.com/a?id=1%3B2"),
        ("https://example.com/пример", "https://example.com/%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80"),
    ],
)
def test_the_canonical_form(url: str, expected: str) -> None:
    assert urls.canonical(url) == expected
    assert urls.canonical(expected) == expected


@pytest.mark.parametrize(
    "text", ["", "story", "/story/", "ftp://example.com/", "https://", "mailto:a@b.c", "http://./", "//example.com/"]
)
def test_what_is_no_address_has_no_canonical_form(text: str) -> None:
    with pytest.raises(ValueError, match="no absolute"):
        urls.canonical(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://example.com/a/", "http://www.example.com/a", True),
        ("https://example.com/a?utm_medium=x#y", "https://example.com/a/", True),
        ("https://example.com/a?page=2", "https://example.com/a", False),
        ("https://example.com/a", "https://example.com/A", False),
        ("https://example.com/a", "https://example.org/a", False),
        ("https://example.com:8443/a", "https://example.com/a", False),
        ("no address", "https://example.com/a", False),
    ],
)
def test_a_page_is_the_same_under_other_dress(one: str, other: str, *, same: bool) -> None:
    assert urls.same_page(one, other) is same


def test_origin_label_and_host() -> None:
    url = "HTTPS://www.Example.com:443/a?b"
    assert (urls.origin(url), urls.host_label(url)) == ("https://www.example.com", "www.example.com")
    assert urls.host_label("http://127.0.0.1:8801/x") == "127.0.0.1:8801"
    assert urls.same_host(url, "http://example.com/")
    assert not urls.same_host(url, "https://other.example.com/")
    assert not urls.same_host(url, "nothing")


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:8801/", True),
        ("http://127.8.9.10/", True),
        ("http://[::1]/", True),
        ("http://localhost:80/", True),
        ("http://portal.localhost/", True),
        ("http://127.0.0.1.example.com/", False),
        ("http://10.0.0.1/", False),
        ("https://example.com/", False),
        ("nothing", False),
    ],
)
def test_loopback_is_this_machine_alone(url: str, *, loopback: bool) -> None:
    assert urls.is_loopback(url) is loopback


def test_parameters_and_quoted_paths() -> None:
    assert urls.parameters("https://example.com/?a=1&a=2&b=&c=%C3%A4") == {"a": "2", "b": "", "c": "ä"}
    assert urls.quote_path("/2023/10/a b/ä") == "%2F2023%2F10%2Fa%20b%2F%C3%A4"


PIECES = (
    "www.", "news.example", "NEWS.example.", "münchen.example", "[::1]", "127.0.0.1", ":80", ":443", ":8801", ":0",
    ":99999", "/", "//", "/a", "/a/", "/amp", "/amp/", "/../", "/./", "/..", "/%7Ea", "/ü", "/%C3%BC", "/a b", "?",
    "?a=1",
    "&b=2", "&utm_source=x", "&a", "=", "#f", "@", "user:pw@", "\\", "&amp=1", "?amp", "&sid=3", "+", "%", "%zz",
    "\u200f",
    "?replytocom=4", "&&", "'", '"', "<", ">", "{", "|", "^", "é", "😀", "/page/2/", "&p=1", ";v=1",
)  # fmt: skip


def test_a_canonical_address_is_its_own_canonical_form_whatever_it_was_made_of() -> None:
    dice = Random(11)
    kept = 0
    for _ in range(4_000):
        text = dice.choice(("http://", "https://", "HTTPS://")) + "".join(dice.choices(PIECES, k=dice.randint(1, 7)))
        try:
            found = urls.canonical(text)
        except ValueError:
            continue
        kept += 1
        assert urls.canonical(found) == found, text
        assert urls.page_key(found) == urls.page_key(text), text
        assert "#" not in found and " " not in found.partition("://")[2].partition("/")[2]
    assert kept > 1_500


def test_an_address_that_is_taken_as_canonical_at_sight_is_so() -> None:
    dice = Random(16)
    pieces = (
        "news", "a.b", "-", "x--y", "..", ".", ":8801", ":1080", ":443", ":0443", ":59999", "/", "/a", "/AMP", "/amp/",
        "/.b", "//", "~", "_", "%41", "%D0%BF", "%FF", "%d0", "é", "A", "/amp", "n" * 63,
        "?id=1", "?p=-a.b", "?amp=1", "?SID=3", "?x=", "?a_b=~2",
    )  # fmt: skip
    sight = 0
    for _ in range(20_000):
        text = dice.choice(("http://", "https://")) + "".join(dice.choices(pieces, k=dice.randint(1, 8)))
        if urls._CANONICAL.fullmatch(text):
            sight += 1
            assert urls.canonical(text) == urls._made_canonical(text)
    assert sight > 100


def test_a_link_from_the_root_of_no_web_address_leads_nowhere() -> None:
    assert {urls.absolute("/a", base) for base in ("ftp://example.com/", "https://u@example.com/", "paper", "")} == {
        None
    }


def test_a_link_from_the_root_is_joined_like_any_other() -> None:
    dice = Random(15)
    for _ in range(4_000):
        text = "/" + "".join(dice.choices(PIECES, k=dice.randint(0, 6)))
        assert urls.absolute(text, BASE) in (None, urljoin(BASE, re.sub(r"[\t\r\n]", "", text.strip()))), text


def test_an_absolute_link_has_a_canonical_form_or_is_none() -> None:
    dice = Random(12)
    starts = ("", "//", "/", "http://", "https://", "?", "#", "javascript:", "http:")
    for _ in range(4_000):
        text = dice.choice(starts) + "".join(dice.choices(PIECES, k=dice.randint(0, 6)))
        found = urls.absolute(text, BASE)
        assert found is None or urls.canonical(found).startswith(("http://", "https://")), text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://example.com/a", "http://www.example.com/b", True),
        ("https://example.com/a", "https://example.com:443/b", True),
        ("http://example.com:8080/", "http://example.com/", False),
        ("https://m.example.com/", "https://example.com/", False),
        ("https://example.com/", "not an address", False),
        ("", "", False),
        ("https://EXAMPLE.com./", "https://example.com/", True),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/", True),
    ],
)
def test_a_host_is_the_same_with_and_without_www(one: str, other: str, *, same: bool) -> None:
    assert urls.same_host(one, other) is same
    assert urls.same_host(other, one) is same


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/x y", "https://a.example/x y"),
        ("https://a.example:8080/", "https://a.example:8080/"),
        ("https://a.example:80a/", None),
        ("https://a.example:-1/", None),
        ("https://a@b@c.example/", None),
        ("https:///a.example/x", "https://a.example/x"),
        ("HTTPS:////a.example", "https://a.example"),
        ("https:///", None),
        ("https:/x", "https://base.example/x"),
        ("https:x", "https://base.example/dir/x"),
        ("https://?a", None),
        ("https://#a", None),
        ("./././x", "https://base.example/dir/x"),
        ("../../../x", "https://base.example/x"),
        ("JaVaScRiPt:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("\x01javascript:alert(1)", None),
        ("vbscript:x", None),
        ("about:blank", None),
        ("blob:https://a.example/1", None),
        ("file:///etc/passwd", None),
        ("view-source:https://a.example/", None),
        ("ws://a.example/", None),
        ("http://[::1]/", "http://[::1]/"),
        ("http://[::1/", None),
        ("http://]/", None),
        ("x" * 1_990, None),
    ],
)
def test_a_link_of_a_hostile_page_is_followed_only_to_http(address: str, expected: str | None) -> None:
    assert urls.absolute(address, "https://base.example/dir/page") == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x/", "http://www.a.example/x"),
        ("https://a.example/", "https://a.example"),
        ("https://a.example/x?b=1&a=2", "https://www.a.example/x/?a=2&b=1#c"),
        ("https://a.example/x/amp/", "https://a.example/x"),
        ("https://a.example./x", "https://A.EXAMPLE/x"),
        ("https://a.example/%7Eann", "https://a.example/~ann"),
        ("https://a.example/x?utm_source=1", "https://a.example/x?fbclid=2"),
    ],
)
def test_two_addresses_of_one_page_have_one_key(one: str, other: str) -> None:
    assert urls.page_key(one) == urls.page_key(other)
    assert urls.same_page(one, other)


@pytest.mark.parametrize(
    ("url", "origin", "label"),
    [
        ("HTTP://A.example:80/x", "http://a.example", "a.example"),
        ("https://a.example:8443/x", "https://a.example:8443", "a.example:8443"),
        ("http://[::1]:8801/", "http://[::1]:8801", "[::1]:8801"),
        ("https://user:pw@a.example/", "https://a.example", "a.example"),
        ("https://www.a.example./", "https://www.a.example", "www.a.example"),
    ],
)
def test_a_portal_is_named_by_host_and_port(url: str, origin: str, label: str) -> None:
    assert (urls.origin(url), urls.host_label(url)) == (origin, label)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://a.example/?a=1&a=2", {"a": "2"}),
        ("https://a.example/?a", {"a": ""}),
        ("https://a.example/?%C3%A4=%E2%82%AC", {"ä": "€"}),
        ("https://a.example/?a=%FF", {"a": "\ufffd"}),
        ("https://a.example/?a=1;b=2", {"a": "1;b=2"}),
        ("https://a.example/?a=b+c", {"a": "b c"}),
        ("https://a.example/", {}),
    ],
)
def test_parameters_are_read_as_a_server_reads_them(url: str, told: dict[str, str]) -> None:
    assert urls.parameters(url) == told


def test_the_vocabulary_is_documented_to_the_last_word() -> None:
    for module in (items, errors, text, urls, dictionary):
        tree = ast.parse(inspect.getsource(module))
        assert ast.get_docstring(tree), module.__name__
        bare = [
            node.name
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if not ast.get_docstring(node)
        ]
        assert bare in ([], ["Described"]), module.__name__
