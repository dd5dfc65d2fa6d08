"""The reading room's pages: each answers, shows what it should, and nothing of a page runs in it."""

import re
import shutil
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from datasette.app import Datasette
from datasette.utils.asgi import Request
from markupsafe import Markup

from newsarchive.archive.store import open_archive
from newsarchive.exporting import all_exports
from newsarchive.items import FaqEntry
from newsarchive.publish.answer import counted, rows_at_once
from newsarchive.publish.metadata import query_name
from newsarchive.publish.request import RoomRequest, TooSlow
from newsarchive.publish.room import room_of
from newsarchive.publish.server import build
from tests import archives
from tests.archives import LAVROV, START
from tests.rooms import get

ALERT = "<script>alert"


@pytest.fixture(scope="module")
def room(archive: Path) -> Datasette:
    return build(archive)


@pytest.fixture(scope="module")
def ids(archive: Path) -> dict[str, str]:
    """Public ids by the last part of the address."""
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        return {url.split("/")[-2]: public_id for url, public_id in db.execute("select url, public_id from articles")}


class Reader(HTMLParser):
    """Collects what a browser would run, load or show of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.inline += [f"{tag} {name}" for name in told if name.startswith("on") or name == "style"]
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in told) else []
        self.loaded += [told[name] for name in ("src", "data", "srcset") if name in told]
        self.loaded += [told["href"]] if tag == "link" and told.get("rel") in ("stylesheet", "icon", "preload") else []
        self.links += [told["href"]] if tag == "a" and "href" in told else []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


OURS = [
    "/", "/search", "/search?q=lavrov", "/search?q=script&in=comments", "/search?q=script&in=faqs", "/portal/bbn",
    "/author/1", "/tag/North%20Korea", "/tag/a%2Fb", "/comments", "/changes", "/plots", "/data", "/-/about", "/archive",
    "/a/{hostile}", "/a/{lavrov-visits-north-korea}", "/a/{lavrov-visits-north-korea}/r/1", "/a/{protected}",
    "/a/{lavrov-visits-north-korea}/diff", "/a/{lavrov-visits-north-korea}/diff/1/3", "/a/{kim-and-putin}",
    *(f"/data/{one.name}" for one in all_exports()),
]  # fmt: skip


@pytest.mark.parametrize("path", OURS)
async def test_a_page_of_ours_runs_and_loads_nothing_but_ours(room: Datasette, ids: dict[str, str], path: str) -> None:
    answer = await get(room, path.format(**ids))
    page = Reader(answer.text)
    assert ALERT not in answer.text
    assert page.inline == []
    assert [address for address in page.loaded if not address.startswith("/-/room/")] == []
    assert [address for address in page.links if not re.match(r"/|#|\?|https?://", address)] == []
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("path", OURS)
async def test_every_link_of_a_page_leads_somewhere(room: Datasette, ids: dict[str, str], path: str) -> None:
    page = Reader((await get(room, path.format(**ids))).text)
    here = {link.partition("#")[0] for link in page.links if link.startswith("/") and "/r/" not in link[3:] + "x"}
    for link in sorted(here)[:25]:
        assert (await room.client.get(link)).status_code in (200, 302), link


TABLES = frozenset({"articles", "comments", "faqs", "related_links", "revisions", "authors", "changes"})
DATASETTES = [
    "/archive/articles", "/archive/comments", "/archive/faqs", "/archive/revisions", "/archive/captures",
    "/archive/pages", "/archive/articles?_search=script", "/archive/articles?_facet=section", "/archive?sql=select+1",
    *(f"/archive/{query_name(one.name, TABLES)}" for one in all_exports()),
]  # fmt: skip


@pytest.mark.parametrize("path", DATASETTES)
async def test_a_page_of_datasette_shows_no_script_either(room: Datasette, path: str) -> None:
    answer = await get(room, path)
    assert ALERT not in answer.text
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self' 'sha256-" in policy and "unsafe-inline" not in policy.partition("style-src")[0]


async def test_home_tells_what_there_is(room: Datasette) -> None:
    page = Reader((await get(room, "/")).text)
    for words in ("Articles 12", "Big Big News", "Lavrov in Pyongyang: what we know", "2023-10-19 15:46", "finished"):
        assert words in page.text, words


async def test_an_article_shows_text_faq_thread_links_versions_and_captures(
    room: Datasette, ids: dict[str, str]
) -> None:
    answer = await get(room, f"/a/{ids['lavrov-visits-north-korea']}")
    page = Reader(answer.text)
    for words in (
        "Lavrov in Pyongyang: what we know", "A visit with consequences.", "A correction was made.", "Lucas Garcia",
        "Who came to Pyongyang? The Russian foreign minister.", "Kim and Lavrov (KCNA)", "(Insert URL here)",
        "Version 3 of 3", "4 comments", "The page declares 5.", "answers Bob", "gone from the page since 2023-10-25",
        "placeholder_link", "@online{", "captures/",
    ):  # fmt: skip
        assert words in page.text, words
    assert f"/a/{ids['kim-and-putin']}" in page.links
    order = [page.text.index(words) for words in ("First. Visit", "I disagree.", "=HYPERLINK", "Another thread.")]
    assert order == sorted(order)


async def test_an_older_version_is_shown_as_it_was(room: Datasette, ids: dict[str, str]) -> None:
    text = Reader((await get(room, f"/a/{ids['lavrov-visits-north-korea']}/r/1")).text).text
    assert "on Thursday." in text and "A correction was made." not in text


async def test_deep_answers_are_folded(room: Datasette, ids: dict[str, str]) -> None:
    assert "3 deeper answers" in Reader((await get(room, f"/a/{ids['kim-and-putin']}")).text).text


async def test_a_difference_marks_words(room: Datasette, ids: dict[str, str]) -> None:
    text = (await get(room, f"/a/{ids['lavrov-visits-north-korea']}/diff/1/2")).text
    assert "<del>Thursday</del><ins>Wednesday</ins>" in text
    assert "<ins>A correction was made.</ins>" in text
    assert "<h2>Headline</h2>" in text and "<h2>Tags</h2>" not in text
    assert "Changed: <strong>headline, text added, text edited</strong>." in text
    assert "The same in both: headline" not in text and "questions and answers, tags, pictures.</p>" in text


@pytest.mark.parametrize(
    "path",
    ["/a/nosuch", "/a/{kim-and-putin}/r/9", "/a/{kim-and-putin}/diff/1/9", "/portal/x", "/author/999", "/tag/x",
     "/cluster/999", "/data/nosuch", "/data/nosuch.csv", "/archive/articles/999", "/nosuch", "/-/room/../x"],
)  # fmt: skip
async def test_what_does_not_exist_is_said_in_our_words(room: Datasette, ids: dict[str, str], path: str) -> None:
    answer = await get(room, path.format(**ids), 404)
    assert "Not found" in answer.text or answer.text == "There is no such page."


async def test_a_row_of_articles_leads_to_the_article(room: Datasette, ids: dict[str, str]) -> None:
    answer = await get(room, "/archive/articles/1", 302)
    assert answer.headers["location"] == f"/a/{ids['lavrov-visits-north-korea']}"


async def test_the_table_of_articles_is_lean_and_its_headlines_are_links(room: Datasette, ids: dict[str, str]) -> None:
    answer = await get(room, "/archive/articles")
    assert f'<a href="/a/{ids["kim-and-putin"]}" dir="auto">Kim and Putin talk</a>' in answer.text
    assert "Talks in the east." not in answer.text
    order = [answer.text.index(words) for words in ("Lavrov in Pyongyang", "Kim and Putin talk", "Protected")]
    assert order == sorted(order)
    whole = await get(room, "/archive/articles?_nocol=lead")
    assert "Talks in the east." in whole.text


async def test_the_rows_of_a_table_are_those_that_datasette_writes(room: Datasette) -> None:
    await room.invoke_startup()
    cells = [{"column": "headline", "value": f"{ALERT}(1)</script> & more", "value_type": "str"}]
    cells.append({"column": "id", "value": Markup('<a href="/archive/comments/1">1</a>'), "value_type": "pk"})
    columns = [
        {
            "name": name,
            "sortable": False,
            "is_pk": name == "id",
            "type": "text",
            "notnull": 0,
            "description": f"{name}?",
        }
        for name in ("headline", "id")
    ]
    for rows in ([cells, cells], []):
        context = {"display_rows": rows, "display_columns": columns, "rows_at_once": rows_at_once(room)}
        theirs = await room.jinja_env.get_template("default:_table.html").render_async(context)
        assert await room.jinja_env.get_template("_table.html").render_async(context) == theirs
        assert (
            await room.jinja_env.get_template("_table.html").render_async({**context, "rows_at_once": None}) == theirs
        )
        assert ALERT not in theirs


async def test_every_table_and_column_is_described_in_datasette(room: Datasette) -> None:
    answer = await get(room, "/archive/comments")
    assert "When a whole thread was first read without it" in answer.text


@pytest.mark.parametrize("search", ["presid*", "lavrov", "north OR kim", '"north korea"'])
async def test_the_search_box_of_a_table_takes_operators(room: Datasette, search: str) -> None:
    rows = (await get(room, f"/archive/articles.json?_shape=array&_search={search}")).json()
    assert rows != []


@pytest.mark.parametrize("search", ['"', "-x", "(", "text:1", "*", "a AND", "%00", "^", "NEAR("])
@pytest.mark.parametrize(
    "path", ["/archive/articles?_search=", "/search?q=", "/search?in=comments&q=", "/search?in=faqs&q="]
)
async def test_nothing_that_is_searched_for_is_an_error(room: Datasette, path: str, search: str) -> None:
    await get(room, path + search)


@pytest.mark.parametrize(
    ("query", "shown", "not_shown"),
    [
        ("q=lavrov", "Lavrov in Pyongyang", "Kim and Putin talk"),
        ("q=presid*", "Presidential elections near", "Rain in the north"),
        ("q=kim&order=newest", "Kim and Putin talk", "Rain in the north"),
        ("q=%E5%8C%97%E4%BA%AC", "北京大学发布报告", "Kim and Putin talk"),
        ("q=%E0%B9%80%E0%B8%81%E0%B8%B2%E0%B8%AB%E0%B8%A5%E0%B8%B5", "ข่าวเกาหลีเหนือ", "Kim and Putin talk"),
        ("portal=news.example.org", "Conseil européen", "Kim and Putin talk"),
        ("language=ar", "زيارة لافروف", "Kim and Putin talk"),
        ("since=2023-10-18&until=2023-10-18", "Kim and Putin talk", "Lavrov in Pyongyang"),
        ("q=korea&least=5", "Kim and Putin talk", "Lavrov in Pyongyang"),
        ("section=Sport", "Cup final ends in a draw", "Kim and Putin talk"),
        ("q=bruxelles+-korea", "Conseil européen", "Kim and Putin talk"),
        ("q=disagree&in=comments", "Bob, 2023-10-20 10:01", "Another thread."),
        ("q=russian&in=faqs", "Who came to Pyongyang?", "Why?"),
        ("q=council&since=soon", "is no date", "Kim and Putin talk"),
        ("q=-korea", "Add a word", "Kim and Putin talk"),
    ],
)
async def test_a_search_finds_what_is_asked_for(room: Datasette, query: str, shown: str, not_shown: str) -> None:
    text = Reader((await get(room, f"/search?{query}")).text).text
    assert shown in text and not_shown not in text


async def test_hits_are_marked_in_their_snippets(room: Datasette) -> None:
    assert "<mark>Lavrov</mark>" in (await get(room, "/search?q=lavrov")).text


async def test_the_changes_are_a_feed(room: Datasette, ids: dict[str, str]) -> None:
    answer = await get(room, "/changes.atom")
    feed = ElementTree.fromstring(answer.content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")] == [
        "Lavrov in Pyongyang: what we know",
        "Lavrov in Pyongyang",
    ]
    link = next(feed.iter(f"{atom}entry")).find(f"{atom}link")
    assert link is not None
    assert link.attrib["href"] == f"http://localhost/a/{ids['lavrov-visits-north-korea']}/diff/2/3"


@pytest.mark.parametrize("ending", ["csv", "json", "jsonl", "parquet"])
async def test_a_download_gives_the_bytes_of_the_command(room: Datasette, archive: Path, ending: str) -> None:
    from tests.test_exports import exported

    answer = await get(room, f"/data/comments.{ending}?portal=bbn")
    assert answer.content == exported("comments", str(archive), "--portal", "bbn", "--format", ending)
    assert answer.headers["content-disposition"] == f'attachment; filename="comments.{ending}"'


async def test_a_download_with_a_malformed_date_is_refused(room: Datasette) -> None:
    assert "is no date" in (await get(room, "/data/comments.csv?since=soon", 400)).text


async def test_files_of_ours_may_be_kept_for_good(room: Datasette) -> None:
    for name, kind in (
        ("room.css", "text/css"),
        ("room.js", "text/javascript"),
        ("datasette.css", "text/css"),
        ("datasette.js", "text/javascript"),
    ):
        answer = await get(room, f"/-/room/{name}")
        assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
        assert "immutable" in answer.headers["cache-control"]


async def test_plain_datasette_over_an_archive_is_a_reading_room_too(archive: Path) -> None:
    plain = Datasette([str(archive / "archive.db")])
    assert "What this archive holds" in (await get(plain, "/")).text
    assert "When a whole thread was first read without it" in (await get(plain, "/archive/comments")).text


async def test_the_plugin_leaves_other_databases_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as db:
        db.execute("create table articles (id integer primary key, headline text, public_id text)")
        db.execute("insert into articles values (1, 'a', 'b')")
        db.commit()
    other = Datasette([str(tmp_path / "other.db")])
    answer = await get(other, "/other/articles")
    assert "content-security-policy" not in answer.headers
    assert "/-/room/" not in answer.text and 'href="/a/b"' not in answer.text
    assert "other" in (await get(other, "/")).text
    await get(other, "/search", 404)


FOREVER = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"


async def test_what_only_adorns_a_page_is_left_out_where_it_takes_too_long(room: Datasette) -> None:
    found = room_of(room)
    assert found is not None
    hurried = RoomRequest(room, Request.fake("/"), replace(found, time_limit_ms=50))
    assert await hurried.soft(lambda db: db.execute(FOREVER).fetchone()) is None
    with pytest.raises(TooSlow):
        await hurried.read(lambda db: db.execute(FOREVER).fetchone())
    assert await hurried.soft(lambda db: db.execute("select 7").fetchone()[0]) == 7


async def test_parquet_that_cannot_be_made_here_is_not_offered_and_refused(
    room: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert "Parquet needs pyarrow" in (await get(room, "/data/comments.parquet", 400)).text
    page = (await get(room, "/data/comments")).text
    assert "comments.csv" in page and "comments.parquet" not in page and "pip install pyarrow" in page


async def test_a_thread_is_counted_by_kind_and_can_be_taken_away(archive: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(archive, tmp_path / "copy")
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        public_id, article, total = db.execute(
            "select a.public_id, a.id, count(*) from articles a join comments c on c.article_id = a.id "
            "group by a.id order by 3 desc"
        ).fetchone()
        db.execute("update comments set kind = 'comment' where article_id = ?", [article])
        db.execute(
            "update comments set kind = 'pingback' where id = (select min(id) from comments where article_id = ?)",
            [article],
        )
    page = (await get(build(copy), f"/a/{public_id}")).text
    assert f'<h2 id="comments-title">{counted(total - 1, "comment")} and 1 pingback</h2>' in page
    assert f'href="/data/comment_threads?article={public_id}"' in page


@pytest.mark.parametrize(("path", "code"), [("/data", "extractor"), ("/data/comment_delay", "hours")])
async def test_names_in_descriptions_are_set_as_code(room: Datasette, path: str, code: str) -> None:
    page = (await get(room, path)).text
    assert "`" not in page and f"<code>{code}</code>" in page


async def test_an_older_version_has_the_faq_and_tags_that_it_had(archive: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(archive, tmp_path / "archive")
    with open_archive(copy, write=True) as held:
        portal = held.portal("bbn", url="https://www.example.com/")
        run = held.start_run(portal, started_at=START)
        again = replace(archives.third(LAVROV), tags=("Peace",), faqs=(FaqEntry("How long?", "A day.", "json-ld"),))
        archives.visit(held, portal, run, again, START.replace(day=29))
        (public_id,) = held.db.execute("select public_id from articles where url = ?", [LAVROV.url]).fetchone()
    room = build(copy)
    latest, older = [Reader((await get(room, f"/a/{public_id}{end}")).text).text for end in ("", "/r/3")]
    assert "How long? A day." in latest and "Who came to Pyongyang?" not in latest and "Peace" in latest
    assert "How long? A day." not in older and "Who came to Pyongyang?" in older and "Diplomacy" in older
