"""Datasette's own pages over an archive: lean, described, searched as the reading room is."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette
from markupsafe import Markup

from newsarchive.exporting import all_exports
from newsarchive.publish.answer import rows_at_once
from newsarchive.publish.metadata import metadata, query_name
from newsarchive.publish.server import build
from tests.rooms import DISCUSSED, EDITED, get, words

ALERT = "<script>alert"


TABLES = frozenset({"articles", "comments", "faqs", "related_links", "revisions", "authors", "changes"})


DATASETTES = [
    "/archive/articles", "/archive/comments", "/archive/faqs", "/archive/revisions", "/archive/captures",
    "/archive/pages", "/archive/articles?_search=script", "/archive/articles?_facet=section", "/archive?sql=select+1",
    *(f"/archive/{query_name(one.name, TABLES)}" for one in all_exports()),
]  # fmt: skip


def test_no_facet_of_a_large_archive_is_counted_unasked() -> None:
    small, large = (metadata("a", TABLES, large=large)["databases"]["a"]["tables"] for large in (False, True))
    assert large == {name: {k: v for k, v in told.items() if k != "facets"} for name, told in small.items()} != small


@pytest.mark.parametrize("path", DATASETTES)
async def test_a_page_of_datasette_shows_no_script_either(room: Datasette, path: str) -> None:
    answer = await get(room, path)
    assert ALERT not in answer.text
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self' 'sha256-" in policy and "unsafe-inline" not in policy.partition("style-src")[0]


async def test_a_query_s_page_is_called_as_its_export(room: Datasette) -> None:
    assert "<title>Comment threads · archive</title>" in (await get(room, "/archive/comment_threads")).text
    assert "<title>archive: select 1</title>" in (await get(room, "/archive?sql=select+1")).text


async def test_a_mistake_says_what_it_is_and_gives_the_sql_back(room: Datasette) -> None:
    assert "The reading room has no such page." in words(await get(room, "/nope", 404))
    wrong = await get(room, "/archive?sql=selec+%3C1", 400)
    assert "must be a SELECT" in words(wrong) and ">selec &lt;1</textarea>" in wrong.text
    endless = "sql=with+recursive+a(n)+as+(select+1+union+all+select+n%2B1+from+a)+select+max(n)+from+a&_timelimit=1"
    slow = await get(room, f"/archive?{endless}", 400)
    assert "cannot answer that in a second" in words(slow) and "<textarea" in slow.text and "Powered" not in slow.text
    told = (await get(room, f"/archive.json?{endless}", 400)).json()
    assert "cannot answer" in told["error"] and "<" not in told["error"]


async def test_a_row_of_articles_leads_to_the_article(room: Datasette, ids: dict[str, str]) -> None:
    answer = await get(room, "/archive/articles/1", 302)
    assert answer.headers["location"] == f"/a/{ids[EDITED]}"


async def test_the_table_of_articles_is_lean_and_its_headlines_are_links(room: Datasette, ids: dict[str, str]) -> None:
    answer = await get(room, "/archive/articles")
    assert f'<a href="/a/{ids[DISCUSSED]}" dir="auto">Kim and Putin talk</a>' in answer.text
    assert "Talks in the east." not in answer.text
    order = [answer.text.index(text) for text in ("Lavrov in Pyongyang", "Kim and Putin talk", "Protected")]
    assert order == sorted(order)
    whole = await get(room, "/archive/articles?_nocol=lead")
    assert "Talks in the east." in whole.text


async def test_a_row_without_a_name_is_called_by_its_number(copy: Path) -> None:
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        db.execute("update articles set headline = null")
        ((key,),) = db.execute("select article_id from comments order by published_at desc limit 1").fetchall()
    room = build(copy)
    page = (await get(room, "/archive/comments?_sort_desc=published_at")).text
    assert "None" not in page and f'<a href="/archive/articles/{key}">{key}</a>' in page
    told = (await get(room, "/archive/comments.json?_labels=on&_size=1&_shape=array&_sort_desc=published_at")).json()
    assert told[0]["article_id"] == {"value": key, "label": None}


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
