"""Answers that are wrong or rare in one way: what a reader sees is archived, all else ends in a recorded state."""

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.looks import ask
from tests.odd_site import Headers, OddSite, article, crawl, serving

Pack = Callable[[bytes], bytes]
WITHOUT_HEAD = zlib.compressobj(wbits=-15)


def _plain(body: bytes) -> bytes:
    return body


def _in_two(body: bytes) -> bytes:
    return gzip.compress(body[:300]) + gzip.compress(body[300:])


READ: dict[str, tuple[Headers, Pack]] = {
    "coding-is-a-charset": ([("Content-Encoding", "UTF-8")], _plain),
    "coding-none": ([("Content-Encoding", "none")], _plain),
    "coding-untrue": ([("Content-Encoding", "gzip")], _plain),
    "coding-upper-case": ([("Content-Encoding", "GZIP")], gzip.compress),
    "coding-old": ([("Content-Encoding", "x-gzip")], gzip.compress),
    "coding-said-twice": ([("Content-Encoding", "gzip"), ("Content-Encoding", "gzip")], gzip.compress),
    "packed-in-two": ([("Content-Encoding", "gzip")], _in_two),
    "packed-and-more": ([("Content-Encoding", "gzip")], lambda body: gzip.compress(body) + b"more"),
    "deflated": ([("Content-Encoding", "deflate")], zlib.compress),
    "deflated-bare": (
        [("Content-Encoding", "deflate")],
        lambda body: WITHOUT_HEAD.compress(body) + WITHOUT_HEAD.flush(),
    ),
    "type-unclosed": ([("Content-Type", 'text/html; charset="utf-8')], _plain),
    "type-upper-case": ([("Content-Type", "TEXT/HTML;CHARSET=UTF8")], _plain),
    "type-empty": ([("Content-Type", " ; charset=utf-8")], _plain),
    "charset-twice": ([("Content-Type", "text/html; charset=utf-8; charset=latin-1")], _plain),
    "charset-no-text": ([("Content-Type", "text/html; charset=base64")], _plain),
    "charset-long": ([("Content-Type", f"text/html; charset={'a' * 5_000}")], _plain),
    "utf-16-by-its-mark": ([("Content-Type", "text/html")], lambda body: body.decode().encode("utf-16")),
    "utf-8-by-its-mark": ([("Content-Type", "text/html; charset=latin-1")], lambda body: b"\xef\xbb\xbf" + body),
    "empty-lines": ([], lambda body: b"\r\n" * 9_000 + body),
    "behind-a-fragment": ([], lambda body: b'<esi:include src="/head"/>' + body),
    "many-cookies": ([("Set-Cookie", f"a{number}=b") for number in range(200)], _plain),
    "long-link": ([("Link", "<x>;rel=preload," * 4_000)], _plain),
    "of-the-future": ([("Last-Modified", "Fri, 01 Jan 2100 00:00:00 GMT")], _plain),
    "busy-and-yet-there": ([("Retry-After", "86400")], _plain),
    "reloads": ([("Refresh", "300")], _plain),
}
LEADS: dict[str, tuple[int, Headers]] = {
    "to-its-query": (302, [("Location", "?p=1")]),
    "to-the-host": (302, [("Location", "///end/")]),
    "to-the-first": (302, [("Location", "/end/"), ("Location", "/end/")]),
    "to-upper-case": (301, [("Location", "/END/../end/")]),
    "to-a-sibling": (307, [("Location", "../end/#part")]),
    "in-a-moment": (200, [("Refresh", "0; url=/end/")]),
    "patiently": (308, [("Location", "/end/"), ("Retry-After", "86400")]),
}
NOWHERE: dict[str, tuple[int, Headers, str]] = {
    "to-a-backslash": (302, [("Location", "/\\evil.example/")], "failed"),
    "to-a-reader": (302, [("Location", "http://ann@127.0.0.1/")], "failed"),
    "to-a-script": (302, [("Location", "javascript:alert(1)")], "failed"),
    "to-short-numbers": (302, [("Location", "http://127.1/")], "refused"),
    "to-a-mapped-number": (302, [("Location", "http://[::ffff:127.0.0.1]/")], "refused"),
    "to-a-cookie": (302, [("Location", "/to-a-cookie/")], "failed"),
    "in-a-century": (503, [("Retry-After", "9" * 400)], "deferred"),
    "in-the-past": (503, [("Retry-After", "Thu, 01 Jan 1970 00:00:00 GMT")], "failed"),
    "in-words": (503, [("Retry-After", "120 seconds")], "failed"),
    "of-no-kind": (299, [], "failed"),
}


def test_what_a_reader_sees_is_archived_and_all_else_is_named(tmp_path: Path) -> None:
    site = OddSite()
    site.add("/end/", article("end"))
    site.add("/to-its-query/?p=1", article("to-its-query"))
    for name, (headers, pack) in READ.items():
        site.add(f"/{name}/", pack(article(name)), 200, *headers)
    answers = [(name, status, headers) for name, (status, headers) in LEADS.items()]
    answers += [(name, status, headers) for name, (status, headers, _) in NOWHERE.items()]
    for name, status, headers in answers:
        site.add(f"/{name}/", b"", status, *headers)
    names = [*READ, *LEADS, *NOWHERE]
    links = "".join(f'<h2><a href="/{name}/">{name}</a></h2>' for name in names)
    site.add("/", f"<html><head><title>Odd News</title></head><body>{links}</body></html>")
    with serving(site):
        done = crawl(site.base, tmp_path / "archive", "-s", "RETRY_LIMIT=0")
    assert done.returncode == 0
    found = dict(
        ask(tmp_path / "archive", f"select replace(replace(url, '{site.base}/', ''), '/', ''), state from pages")
    )
    wanted = dict.fromkeys(READ, "stored") | dict.fromkeys(LEADS, "redirect")
    wanted |= {name: state for name, (_, _, state) in NOWHERE.items()}
    assert {name: found[name] for name in names} == wanted
    headlines = {headline for (headline,) in ask(tmp_path / "archive", "select headline from articles")}
    assert headlines == {f"Story {name}" for name in (*READ, "end", "to-its-query")}
