"""The captured page behind a version: in a box out of which nothing gets, and not for strangers."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from datasette.app import Datasette

from newsarchive.archive.store import open_archive
from newsarchive.publish.replay import BOX
from newsarchive.publish.server import build
from tests.archives import LAVROV
from tests.looks import BODY, article, look, rows


@pytest.fixture(scope="module")
def public_id(archive: Path) -> str:
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        found: str = db.execute("select public_id from articles where url = ?", (LAVROV.url,)).fetchone()[0]
    return found


async def get(room: Datasette, public_id: str, number: object) -> httpx.Response:
    return await room.client.get(f"/a/{public_id}/r/{number}/capture")  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("number", "headline"),
    [(1, "Lavrov visits North Korea"), (2, "Lavrov in Pyongyang"), (3, "Lavrov in Pyongyang: what we know")],
)
async def test_each_version_has_the_bytes_it_was_read_from(
    archive: Path, public_id: str, number: int, headline: str
) -> None:
    answer = await get(build(archive), public_id, number)
    assert (answer.status_code, answer.content) == (200, f"<html><title>{headline}</title>".encode())
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


async def test_a_page_that_is_again_as_it_was_has_the_bytes_of_its_first_capture(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as held:
        for hours, headline in enumerate(("Rain", "Snow", "Rain")):
            look(held, article(headline=headline, body=2 * BODY), hours)
        ((known,),) = rows(held, "select public_id from articles")
        assert rows(held, "select refers_to is null from captures order by id") == [(1,), (1,), (0,)]
    first, second, third = [await get(build(tmp_path), known, number) for number in (1, 2, 3)]
    assert third.content == first.content != second.content


async def test_nothing_in_the_page_runs_loads_or_sends(archive: Path, public_id: str) -> None:
    answer = await get(build(archive), public_id, 1)
    policy = answer.headers["content-security-policy"]
    assert policy == BOX
    told = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    assert told["sandbox"] == "" and told["default-src"] == "'none'" and told["form-action"] == "'none'"
    assert "script-src" not in told and "allow-scripts" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_strangers_get_no_captured_page(archive: Path, public_id: str) -> None:
    assert (await get(build(archive, public=True), public_id, 1)).status_code == 404


@pytest.mark.parametrize("number", [0, 4, 999_999_999])
async def test_a_version_that_never_was_has_none(archive: Path, public_id: str, number: int) -> None:
    assert (await get(build(archive), public_id, number)).status_code == 404


@pytest.mark.parametrize("number", ["-1", "x", "1.0", "9999999999", ""])
async def test_a_number_that_is_none_is_not_found(archive: Path, public_id: str, number: str) -> None:
    assert (await get(build(archive), public_id, number)).status_code == 404


async def test_an_article_that_is_not_there_has_none(archive: Path) -> None:
    assert (await get(build(archive), "0" * 12, 1)).status_code == 404


async def test_a_capture_that_was_erased_is_said_to_be(copy: Path, public_id: str) -> None:
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        db.execute("update captures set sha256 = 'erased'")
    answer = await get(build(copy), public_id, 1)
    assert (answer.status_code, "erased" in answer.text) == (404, True)


async def test_a_damaged_capture_is_said_to_be_and_is_no_error_of_ours(copy: Path, public_id: str) -> None:
    (file,) = (copy / "captures").glob("*.warc.gz")
    file.write_bytes(file.read_bytes()[:600])
    answer = await get(build(copy), public_id, 3)
    assert answer.status_code == 404 and "Traceback" not in answer.text


async def test_without_the_folder_of_captures_there_are_none(copy: Path, public_id: str) -> None:
    shutil.rmtree(copy / "captures")
    assert (await get(build(copy), public_id, 1)).status_code == 404
