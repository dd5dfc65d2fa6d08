"""Erasures: nothing of the target in any file, every other record as it was, and no way back."""

import gzip
import hashlib
import html
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from click.testing import CliRunner

from newsarchive.archive.store import open_archive
from newsarchive.archive.verify import verify
from newsarchive.captures import CaptureReader, Exchange
from newsarchive.captures.needles import Needles
from newsarchive.commands.publish import erase as command
from newsarchive.erasure.erase import erase
from newsarchive.erasure.search import still_holding
from newsarchive.erasure.targets import Target
from newsarchive.erasure.warc import members
from newsarchive.errors import NewsarchiveError, StorageError, UsageMistake
from newsarchive.items import Article, RelatedLink
from newsarchive.publish.snapshot import publish
from tests.archives import BASE, KIM, LAVROV, START, visit


@pytest.fixture
def copy(archive: Path, tmp_path: Path) -> Path:
    return shutil.copytree(archive, tmp_path / "archive")


def run(archive: Path, *arguments: str) -> str:
    done = CliRunner().invoke(command, [str(archive), "--reason", "request 7", *arguments], standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.output


def ask(archive: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        return db.execute(sql).fetchall()


def records(archive: Path) -> dict[str, str]:
    """Return the hash of every WARC record's bytes by its id."""
    found = (member for file in (archive / "captures").glob("*.warc.gz") for member in members(file))
    return {member.header("WARC-Record-ID") or "": hashlib.sha256(member.raw).hexdigest() for member in found}


def assert_whole(archive: Path) -> None:
    """Every capture that a row speaks of can be read, every reference holds, every index is true, says `verify` too."""
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        assert db.execute("pragma foreign_key_check").fetchall() == []
        for table in ("articles", "comments", "faqs"):
            db.execute(f"insert into {table}_fts({table}_fts, rank) values ('integrity-check', 1)")
        db.row_factory = sqlite3.Row
        for row in db.execute("select * from captures where sha256 <> 'erased'").fetchall():
            assert CaptureReader(archive / "captures").response(dict(row)).status == 200
    assert list(verify(archive)) == []


def bytes_of(archive: Path) -> Iterator[bytes]:
    for file in archive.rglob("*"):
        if file.is_file():
            yield file.read_bytes()
        if file.name.endswith(".warc.gz"):
            yield from (member.content for member in members(file))


TARGETS = [
    (["--url", LAVROV.url], ["lavrov-visits-north-korea", "Foreign minister Lavrov", "Lavrov in Pyongyang"]),
    (["--url", "http://example.com/lavrov-visits-north-korea"], ["lavrov-visits-north-korea"]),
    (["--author", "Bob"], ["Bob", "I disagree."]),
    (["--author", "maria lee"], ["Maria Lee"]),
    (["--author", "Lucas Garcia"], ["Lucas Garcia"]),
    (["--comment", "102", "--portal", "bbn"], ["HYPERLINK"]),
    (["--domain", "news.example.org"], ["news.example.org", "北京大学", "Conseil européen"]),
]


@pytest.mark.parametrize(("arguments", "gone"), TARGETS, ids=lambda value: str(value[0]))
def test_nothing_is_left_of_what_was_erased(copy: Path, arguments: list[str], gone: list[str]) -> None:
    site = publish(copy, copy.parent / "site", profile="full").parent
    before = records(copy)
    for text in gone:
        assert still_holding([copy], Needles([text])) != []
    assert "no file holds it any more" in run(copy, *arguments, "--site", str(site))
    for text in gone:
        assert still_holding([copy, site], Needles([text])) == []
    assert_whole(copy)
    after = records(copy)
    erased = {row[0] for row in ask(copy, "select record_id from captures where sha256 = 'erased'")}
    known = {row[0] for row in ask(copy, "select record_id from captures")}
    assert set(after) <= set(before)
    assert {key for key in known if after[str(key)] != before[str(key)]} == erased
    kinds = {kind for (kind,) in ask(copy, "select kind from erased")}
    assert kinds - {"text"} == {arguments[0].removeprefix("--")}
    assert ask(copy, "select distinct reason from erased") == [("request 7",)]


def test_an_erased_comment_leaves_the_thread_as_it_was(copy: Path) -> None:
    run(copy, "--author", "Bob")
    rows = ask(
        copy,
        "select c.author, c.text, c.depth, p.position from comments c left join comments p on p.id = c.parent_id "
        "join articles a on a.id = c.article_id where a.url like '%lavrov%' order by c.position",
    )
    assert rows == [
        ("Ann", "First. Visit my page: ann@example.org", 0, None),
        (None, "[erased]", 1, 0),
        ("Cid", '=HYPERLINK("http://evil.example")', 2, 1),
        ("Dee", "Another thread.", 0, None),
    ]


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


@pytest.mark.parametrize(
    ("data", "is_found"),
    [
        (b"Jane\nDoe", True),
        (gzip.compress(b"Jane Doe"), True),
        (gzip.compress(b"x") + gzip.compress(b"y Jane") + gzip.compress(b" Doe"), True),
        (gzip.compress(b"Jane Doe") + b"\0\0 padding", True),
        (gzip.compress(b"Jane Doe " * 100)[:-9], True),
        (gzip.compress(b"Jane Roe"), False),
        (b"\x1f\x8b no gzip", False),
    ],
)
def test_what_is_packed_is_searched_to_its_end(tmp_path: Path, data: bytes, is_found: bool) -> None:
    file = tmp_path / "copy"
    file.write_bytes(data)
    assert still_holding([tmp_path], Needles(["Jane Doe"])) == [file] * is_found


def _write_zip(file: Path, name: str) -> None:
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("archive/data.warc.gz", gzip.compress(f"WARC/1.1\r\n\r\n{name}".encode()))


def _write_parquet(file: Path, name: str) -> None:
    rows = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    arrow = pytest.importorskip("pyarrow")
    rows.write_table(arrow.table({"n": [1, 2], "byline": [None, name]}), file, compression="zstd")


@pytest.mark.parametrize("name", ["Jane Doe", "Jane Roe"])
@pytest.mark.parametrize("write", [_write_zip, _write_parquet])
def test_a_package_is_searched_within(tmp_path: Path, write: Callable[[Path, str], None], name: str) -> None:
    file = tmp_path / "copy"
    write(file, name)
    assert still_holding([tmp_path], Needles(["Jane Doe"])) == [file] * (name == "Jane Doe")


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


def test_the_erasure_of_one_address_leaves_those_that_begin_alike(copy: Path) -> None:
    longer = [f"{BASE}/a/{number}" for number in ("1", "12", "1-2", "1.html")]
    with open_archive(copy, write=True) as archive:
        portal = archive.portal("bbn", url=f"{BASE}/")
        for url in longer:
            article = replace(KIM, url=url, headline=f"What {url[-4:]} was about at that time")
            visit(archive, portal, archive.start_run(portal, started_at=START), article, START)
    run(copy, "--url", longer[0])
    assert ask(copy, "select url from articles where url like '%/a/%' order by id") == [(url,) for url in longer[1:]]
    assert_whole(copy)


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


def test_two_erasures_in_one_second_lose_no_capture(copy: Path) -> None:
    moment = datetime(2023, 11, 2, 12, tzinfo=UTC)
    for name in ("Ann", "Bob", "Dee"):
        with open_archive(copy, write=True, now=moment) as archive:
            erase(archive, Target("author", name), reason="request", at=moment)
    assert len(list((copy / "captures").glob("*.warc.gz"))) == 1
    assert_whole(copy)


def test_a_dry_run_changes_nothing(copy: Path) -> None:
    before = records(copy), ask(copy, "select count(*) from articles"), sorted(copy.rglob("*"))
    assert run(copy, "--url", KIM.url, "--dry-run").startswith("would erase 1 articles")
    assert (records(copy), ask(copy, "select count(*) from articles"), sorted(copy.rglob("*"))) == before


def test_a_file_that_still_holds_it_is_named(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("Bob,1\n")
    with pytest.raises(StorageError, match=r"1 files still hold it: .*notes\.csv"):
        run(copy, "--author", "Bob", "--also", str(tmp_path / "notes.csv"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name one of"),
        (["--url", KIM.url, "--author", "Ann"], "name one of"),
        (["--url", "https://www.example.com/nosuch/"], "holds nothing of the url"),
        (["--url", "nosuch"], "is no http"),
        (["--url", f"{BASE}/"], "articles lie below"),
        (["--author", "Nobody At All"], "holds nothing of the author"),
        (["--domain", "portal"], "holds nothing of the domain"),
        (["--domain", "org"], "holds nothing of the domain"),
        (["--comment", "999"], "holds nothing of the comment"),
    ],
)
def test_a_mistake_is_said_and_changes_nothing(copy: Path, arguments: list[str], words: str) -> None:
    before = records(copy)
    with pytest.raises(UsageMistake, match=words):
        run(copy, *arguments)
    assert records(copy) == before and ask(copy, "select count(*) from erased") == [(0,)]


def test_an_archive_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NewsarchiveError, match="no archive at"):
        run(tmp_path / "nowhere", "--author", "Bob")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "written",
    [
        "Zoë Quill",
        "ZOË\n  QUILL",
        "Zo&euml; Quill",
        "Zo&amp;euml; Quill",
        "Zo\\u00eb Quill",
        "Zo%C3%AB%20Quill",
        "<b>Zoë</b> <i>Quill</i>",
    ],
)
def test_a_name_is_found_however_it_is_written(written: str) -> None:
    needles = Needles(["Zoë Quill"], whole_words=True)
    assert needles.in_bytes(f"<p>{written} said</p>".encode())
    assert not needles.in_bytes(f"<p>x{written}x</p>".replace("\\u00eb", "e").encode()) or "<b>" in written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Istanbul said no", "İSTANBUL\nSAID\u00a0NO"),
        ("the kılt of Isak", "THE KILT OF ISAK"),
        ("a ship of ſand", "xA SHIP OF SAND."),
        ("12 \u212a of σίσυφος", "12 k of ΣΊΣΥΦΟΣ"),
        ("Dž is one letter", "Dž IS ONE LETTER"),
        ("example.com/story", "see (HTTPS://EXAMPLE.COM/Story)"),
    ],
)
def test_a_text_among_many_is_found_in_any_case(text: str, said: str) -> None:
    others = [f"text number {number} of a hundred" for number in range(100)]
    assert Needles([*others, text]).in_text(said)
    assert not Needles(others).in_text(f"{said} of a hundred; text number 7")


def test_one_erasure_after_another_leaves_no_byte(copy: Path) -> None:
    names = [f"Zerubbabel{number} Quillfeather" for number in range(100)]
    with open_archive(copy, write=True) as archive:
        portal = archive.portal("bbn", url=f"{BASE}/")
        for start in range(0, 100, 10):
            comments = tuple(
                replace(KIM.comments[0], source_id=str(9_000 + n), author=names[n], text=f"Comment {n} by {names[n]}.")
                for n in range(start, start + 10)
            )
            article = replace(KIM, url=f"{BASE}/many-{start}/", headline=names[start], comments=comments)
            visit(archive, portal, archive.start_run(portal, started_at=START), article, START)
    for name in names[:4]:
        run(copy, "--author", name)
    held = b"".join(bytes_of(copy))
    assert [name for name in names[:4] if name.encode() in held] == []
    assert names[50].encode() in held
    assert_whole(copy)
