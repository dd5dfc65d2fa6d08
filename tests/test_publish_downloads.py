"""The exports in the reading room: a page with a form each, and the files."""

import re
import sys
from pathlib import Path

import pytest
from datasette.app import Datasette

from newsarchive.exporting import all_exports
from newsarchive.exporting.formats import formats_here
from tests.archives import exported
from tests.rooms import get, links, words


@pytest.mark.parametrize("ending", ["csv", "json", "jsonl", "parquet"])
async def test_a_download_gives_the_bytes_of_the_command(room: Datasette, archive: Path, ending: str) -> None:
    answer = await get(room, f"/data/comments.{ending}?portal=bbn")
    assert answer.content == exported("comments", str(archive), "--portal", "bbn", "--format", ending)
    assert answer.headers["content-disposition"] == f'attachment; filename="comments.{ending}"'


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
