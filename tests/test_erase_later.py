"""What a portal goes on printing of what was erased: no later crawl brings it back."""

import html
import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from newsarchive.archive.store import open_archive
from newsarchive.captures import Exchange
from newsarchive.captures.needles import Needles
from newsarchive.erasure.erase import erase
from newsarchive.erasure.search import still_holding
from newsarchive.erasure.targets import Target
from newsarchive.items import Article, RelatedLink
from tests.archives import BASE, KIM, LAVROV, START, visit
from tests.erasures import assert_whole, bytes_of, run
from tests.looks import ask


def test_a_later_crawl_brings_nothing_back(copy: Path) -> None:
    run(copy, "--url", KIM.url)
    run(copy, "--author", "Dee")
    with open_archive(copy, write=True) as archive:
        portal = archive.portal("bbn", url=f"{BASE}/")
        for article in (KIM, LAVROV):
            visit(archive, portal, archive.start_run(portal, started_at=START), article, START.replace(day=28))
    assert ask(copy, f"select count(*) from articles where url = '{KIM.url}'") == [(0,)]
    assert ask(copy, "select count(*) from comments where author = 'Dee'") == [(0,)]
    assert_whole(copy)


def printed(article: Article) -> bytes:
    """The page as the portal goes on printing it."""
    thread = "".join(
        f'<li id="comment-{one.source_id}"><cite>{one.author}</cite><p>{html.escape(one.text)}</p></li>'
        for one in article.comments
    )
    return f"<html><h1>{article.headline}</h1><p>{'</p><p>'.join(article.body)}</p><ol>{thread}</ol></html>".encode()


TALE = "Forty barrels of pickled herring were left at the station of Sinuiju."


@pytest.mark.parametrize(
    ("arguments", "gone", "quoted"),
    [
        (["--comment", "9001", "--portal", "bbn"], [TALE], f"“{TALE}” Sure."),
        (["--author", "Zerubbabel Quill"], [TALE, "Zerubbabel Quill"], "@Zerubbabel Quill: Sure."),
    ],
)
def test_a_later_crawl_stores_no_byte_of_an_erased_comment(
    copy: Path, arguments: list[str], gone: list[str], quoted: str
) -> None:
    mine = replace(LAVROV.comments[0], source_id="9001", author="Zerubbabel Quill", text=TALE)
    reply = replace(LAVROV.comments[1], source_id="9002", parent_source_id="9001", author="Ann", text=quoted)
    article = replace(LAVROV, comments=(mine, reply), body=(*LAVROV.body, "Zerubbabel Quill, a reader, saw it."))
    sidebar = f"<aside>Latest: <b>Zerubbabel Quill</b>: {TALE}</aside>".encode()
    with open_archive(copy, write=True) as archive:
        portal = archive.portal("bbn", url=f"{BASE}/")
        run_id = archive.start_run(portal, started_at=START)
        visit(archive, portal, run_id, article, START.replace(day=27), body=printed(article))
    run(copy, *arguments)
    assert still_holding([copy], Needles(gone)) == []
    with open_archive(copy, write=True) as archive:
        run_id = archive.start_run(portal, started_at=START)
        visit(archive, portal, run_id, article, START.replace(day=28), body=printed(article))
        visit(archive, portal, run_id, KIM, START.replace(day=28), body=printed(KIM) + sidebar)
    assert still_holding([copy], Needles(gone)) == []
    texts = ask(copy, "select text from comments where text like '%Sure.'")
    assert texts == [(quoted.replace(gone[-1], "[erased]"),)]
    stored = b"".join(bytes_of(copy))
    assert b"X-Newsarchive-Redacted" in stored and b"[erased]" in stored
    assert_whole(copy)


def told(article: Article) -> dict[str, bytes]:
    """What lists say of an article, each in its own way of writing."""
    url, title, text = article.url, article.headline or "", " ".join(article.body)
    shared = f"https://share.example/?u={quote(url, safe='')}&t={quote(title)}"
    return {
        "listing": f'<article><h2><a href="{urlsplit(url).path}" title="{title}"><b>{title}</b></a></h2>'
        f'<p>{text[:60]}…</p><a href="{shared}">share</a></article>'.encode(),
        "feed": f"<item><title><![CDATA[{title}]]></title><link>{url}</link><description>&lt;p&gt;{text}&lt;/p&gt;"
        f"</description><wfw:commentRss>{url}feed/</wfw:commentRss></item>".encode(),
        "sitemap": f"<url><loc>{url}</loc><news:title>{title}</news:title></url>".encode(),
        "rest": json.dumps([{"id": 1, "link": url, "title": {"rendered": title}, "excerpt": text}])
        .replace("/", "\\/")
        .encode(),
    }


@pytest.mark.parametrize("kind", ["listing", "feed", "sitemap", "rest"])
def test_a_list_that_is_captured_later_tells_nothing_of_an_erased_article(copy: Path, kind: str) -> None:
    with open_archive(copy, write=True) as archive:
        needles = erase(archive, Target("url", LAVROV.url), reason="request", at=START).needles
        body = told(LAVROV)[kind] + told(KIM)[kind]
        exchange = Exchange(kind, f"{BASE}/list/", START, "GET", (), 200, "OK", (), body, None)
        archive.capture([exchange], archive.portal("bbn", url=f"{BASE}/"))
    assert still_holding([copy], needles) == []
    stored = b"".join(bytes_of(copy))
    assert b"lavrov-visits" not in stored and told(KIM)[kind] in stored


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (b"Location", LAVROV.url),
        (b"Location", urlsplit(LAVROV.url).path),
        (b"Link", f'<{LAVROV.url}feed/>; rel="alternate", <{BASE}/>; rel="home"'),
        (b"Refresh", f"0;url={urlsplit(LAVROV.url).path}"),
        (b"X-Shared", f"https://share.example/?u={quote(LAVROV.url, safe='')}"),
        (b"X-Title", LAVROV.headline or ""),
    ],
)
def test_a_header_that_is_captured_later_tells_nothing_of_an_erased_article(
    copy: Path, name: bytes, value: str
) -> None:
    with open_archive(copy, write=True) as archive:
        needles = erase(archive, Target("url", LAVROV.url), reason="request", at=START).needles
        headers = ((b"Server", b"a/1.0"), (name, value.encode()))
        exchange = Exchange("page", f"{BASE}/?p=1", START, "GET", (), 301, "Moved", headers, b"Moved.", None)
        archive.capture([exchange], archive.portal("bbn", url=f"{BASE}/"))
    assert still_holding([copy], needles) == []
    stored = b"".join(bytes_of(copy))
    assert b"Server: a/1.0" in stored and b"lavrov-visits" not in stored and b"Moved." in stored


def test_a_later_article_neither_links_to_an_erased_one_nor_quotes_it(copy: Path) -> None:
    run(copy, "--url", LAVROV.url)
    link = RelatedLink(LAVROV.headline or "", LAVROV.url, "related")
    article = replace(KIM, body=(*KIM.body, LAVROV.body[0]), related_links=(link, *KIM.related_links))
    with open_archive(copy, write=True) as archive:
        portal = archive.portal("bbn", url=f"{BASE}/")
        visit(archive, portal, archive.start_run(portal, started_at=START), article, START.replace(day=28))
    assert still_holding([copy], Needles([LAVROV.body[0], LAVROV.headline or "", "lavrov-visits-north-korea"])) == []
    assert ask(copy, f"select count(*) from articles where url = '{KIM.url}'") == [(1,)]


def test_a_list_of_the_rest_interface_is_known_by_its_ids(copy: Path) -> None:
    run(copy, "--comment", "102", "--portal", "bbn")
    rows = [{"id": n, "content": {"rendered": f"<p>Short \u201ctalk\u201d {n}.</p>\n"}} for n in (101, 102)]
    rest = Exchange(
        "rest-comments", f"{BASE}/wp-json/", START, "GET", (), 200, "OK", (), json.dumps(rows).encode(), None
    )
    with open_archive(copy, write=True) as archive:
        archive.capture([rest], archive.portal("bbn", url=f"{BASE}/"))
    stored = b"".join(bytes_of(copy))
    assert b"talk\\u201d 101." in stored and b"talk\\u201d 102." not in stored
