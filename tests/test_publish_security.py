"""What a stranger cannot do in a public reading room, and what nobody can do in any."""

import csv
import io
from pathlib import Path

import pytest
from datasette.app import Datasette

from newsarchive.archive.store import open_archive
from newsarchive.publish.security import _inline_scripts
from newsarchive.publish.server import build
from tests.looks import article, look
from tests.rooms import EDITED, Reader, get


@pytest.fixture(scope="module")
def public(archive: Path) -> Datasette:
    return build(archive, public=True)


@pytest.fixture(scope="module")
def local(archive: Path) -> Datasette:
    return build(archive)


@pytest.mark.parametrize(
    "path",
    ["/archive?sql=select+1", "/archive.json?sql=select+1", "/archive/articles?_where=1=1", "/archive.db",
     "/data/comments.csv", "/data/articles.parquet"],
)  # fmt: skip
async def test_a_stranger_runs_no_sql_and_takes_no_whole_table(public: Datasette, path: str) -> None:
    answer = await get(public, path, 403)
    assert "Powered by" not in answer.text and "execute-sql" not in answer.text


@pytest.mark.parametrize("path", ["/portal/bbn", "/author/1", "/tag/Diplomacy", "/a/{article}", "/-/about"])
async def test_no_page_leads_to_a_file_that_is_closed(public: Datasette, ids: dict[str, str], path: str) -> None:
    page = (await get(public, path.format(article=ids[EDITED]))).text
    assert "as a file" not in page.lower()


@pytest.mark.parametrize(
    "name",
    ["databases", "threads", "versions", "plugins", "settings", "config", "metadata", "actor", "permissions",
     "messages", "allow-debug", "patterns", "auth-token", "logout"],
)  # fmt: skip
@pytest.mark.parametrize("ending", ["", ".json", "/"])
async def test_a_stranger_learns_nothing_of_the_machine(public: Datasette, name: str, ending: str) -> None:
    await get(public, f"/-/{name}{ending}", 404)


async def test_no_page_for_strangers_names_a_file(public: Datasette, archive: Path) -> None:
    for path in ("/", "/archive", "/archive/captures", "/-/about", "/data", "/.json", "/archive.json"):
        answer = await public.client.get(path)
        assert str(archive) not in answer.text and str(archive.parent) not in answer.text


async def test_downloads_can_be_allowed(archive: Path) -> None:
    await get(build(archive, public=True, downloads=True), "/data/comments.csv")


async def test_a_local_room_answers_any_sql(local: Datasette) -> None:
    assert (await get(local, "/archive.json?sql=select+count(*)+n+from+articles&_shape=array")).json() == [{"n": 12}]


@pytest.mark.parametrize(
    ("path", "location"),
    [("/search/", b"/search"), ("/\\example.com", None), ("/\\example.com/", None), ("//example.com/", b"/example.com"),
     ("/%5Cexample.com/", b"/~5Cexample~2Ecom/"), ("/%2F%2Fexample.com/", b"/~2F~2Fexample~2Ecom/")],
)  # fmt: skip
async def test_no_redirect_leaves_this_host(local: Datasette, path: str, location: bytes | None) -> None:
    status, headers, _ = await Reader(local.app(), path).answer()
    assert (status, headers.get(b"location")) == (302 if location else 404, location)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_nothing_can_be_written(local: Datasette, method: str) -> None:
    assert (await local.client.request(method, "/archive")).status_code == 405


@pytest.mark.parametrize(
    "path", ["/", "/archive/articles", "/nosuch", "/data/faqs.csv", "/archive/articles.json", "/-/room/room.css"]
)
async def test_every_answer_carries_the_headers(local: Datasette, path: str) -> None:
    headers = (await local.client.get(path)).headers
    assert {name: headers.get(name) for name in ("x-content-type-options", "x-frame-options", "referrer-policy")} == {
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
    }
    assert headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("query", ["", "?_size=max", "?_stream=on", "?_labels=on"])
@pytest.mark.parametrize("table", ["articles", "comments", "revisions", "faqs"])
async def test_datasettes_own_csv_holds_no_formula(local: Datasette, table: str, query: str) -> None:
    text = (await get(local, f"/archive/{table}.csv{query}")).text
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(row) for row in rows}) == 1 and len(rows) > 2
    assert [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")] == []
    assert any(cell.startswith("'=") for row in rows for cell in row) or table in ("faqs",)


async def test_a_long_text_is_whole_in_datasettes_own_csv(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(body=("x" * 200_000,)))
    text = (await get(build(tmp_path), "/archive/articles.csv?_col=body")).text
    assert text.splitlines() == ["id,body", "1," + "x" * 200_000]


def test_the_scripts_that_datasette_writes_into_pages_are_known() -> None:
    scripts = _inline_scripts()
    assert len(scripts) == 4
    assert any("CodeMirror" in script for script in scripts) and any("DETAILS" in script for script in scripts)


async def test_no_search_engine_is_let_in(public: Datasette) -> None:
    answer = await get(public, "/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text == "User-agent: *\nDisallow: /\n"
