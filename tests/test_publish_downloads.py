"""The exports in the reading room: a page with a form each, and the files."""

import re
import sys
from pathlib import Path

import pytest
from datasette.app import Datasette

from newsarchive.exporting import all_exports
from newsarchive.exporting.formats import formats_here
from newsarchive.publish import downloads
from newsarchive.publish.server import build
from tests.archives import exported
from tests.rooms import get, links, words


@pytest.mark.parametrize("ending", ["csv", "json", "jsonl", "parquet"])
async def test_a_download_gives_the_bytes_of_the_command(room: Datasette, archive: Path, ending: str) -> None:
    answer = await get(room, f"/data/comments.{ending}?portal=bbn")
    assert answer.content == exported("comments", str(archive), "--portal", "bbn", "--format", ending)
    assert answer.headers["content-disposition"] == f'attachment; filename="comments.{ending}"'


@pytest.mark.parametrize("ending", ["csv", "json", "jsonl", "parquet"])
async def test_head_tells_of_a_download_and_reads_nothing(
    room: Datasette, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = f"/data/comments.{ending}"
    whole = await get(room, path)

    def read(*_: object) -> None:
        raise AssertionError("it was read")

    monkeypatch.setattr(downloads, "rows_of", read)
    told = await room.client.head(path)
    assert (told.status_code, told.content, told.headers) == (200, b"", whole.headers)
    assert (await room.client.head("/data/comments.csv?since=soon")).status_code == 400


async def test_head_of_a_streamed_table_reads_its_first_rows_at_most(archive: Path) -> None:
    room = build(archive)
    database = room.get_database("archive")
    execute, asked = database.execute, list[object]()

    def counting(*args: object, **more: object) -> object:
        asked.append(args)
        return execute(*args, **more)

    database.execute = counting
    told = await room.client.head("/archive/comments.csv?_stream=on&_size=1")
    one, asked[:] = len(asked), []
    assert (told.status_code, told.content) == (200, b"") and told.headers["content-type"].startswith("text/")
    assert (await room.client.get("/archive/comments.csv?_stream=on&_size=1")).content and one < len(asked)


async def test_a_download_with_a_malformed_date_is_refused(room: Datasette) -> None:
    assert "is no date" in (await get(room, "/data/comments.csv?since=soon", 400)).text


async def test_parquet_that_cannot_be_made_here_is_not_offered_and_refused(
    room: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert "Parquet needs pyarrow" in (await get(room, "/data/comments.parquet", 400)).text
    page = (await get(room, "/data/comments")).text
    assert "comments.csv" in page and "comments.parquet" not in page and "pip install pyarrow" in page


@pytest.mark.parametrize(("path", "code"), [("/data", "extractor"), ("/data/comment_delay", "hours")])
async def test_names_in_descriptions_are_set_as_code(room: Datasette, path: str, code: str) -> None:
    page = (await get(room, path)).text
    assert "`" not in page and f"<code>{code}</code>" in page


@pytest.mark.parametrize("name", [one.name for one in all_exports()])
async def test_an_exports_page_has_a_field_for_each_parameter_and_a_link_for_each_format(
    room: Datasette, name: str
) -> None:
    (export,) = (one for one in all_exports() if one.name == name)
    answer = await get(room, f"/data/{name}")
    fields = set(re.findall(r'name="([^"]+)"', answer.text))
    assert {parameter.name for parameter in export.parameters} <= fields
    files = {link.partition("?")[0] for link in links(answer)}
    assert {f"/data/{name}.{ending}" for ending in formats_here()} <= files


async def test_an_exports_form_keeps_what_was_asked_and_hands_it_to_the_files(room: Datasette) -> None:
    answer = await get(room, "/data/comments?portal=bbn&since=2023-10-01")
    assert 'value="bbn"' in answer.text and 'value="2023-10-01"' in answer.text
    assert "/data/comments.csv?portal=bbn&since=2023-10-01" in links(answer)


async def test_a_form_that_is_not_understood_says_why_and_shows_the_rest(room: Datasette) -> None:
    text = words(await get(room, "/data/comments?since=soon"))
    assert "since" in text and "soon" in text and "is no date" in text and "Traceback" not in text
