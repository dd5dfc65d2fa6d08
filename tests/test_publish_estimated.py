"""A moment that was counted back, or read from the address, is shown as an estimate wherever it is shown."""

from pathlib import Path

import pytest
from datasette.app import Datasette

from newsarchive.archive.store import open_archive
from newsarchive.publish.server import build
from tests.looks import article, comment, look, moment
from tests.rooms import get, words

COUNTED = moment("2023-10-18T14:00:00+00:00", raw="2 hours ago", estimated=True)
MONTH = moment("2023-09-01T00:00:00+00:00", raw="/2023/09/", precision="month", estimated=True)


@pytest.fixture
def told(tmp_path: Path) -> Datasette:
    seen = article(published=COUNTED, comments=(comment(1, published=COUNTED), comment(2)))
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(url="https://news.example/a/", source_id="1", headline="Of a month", published=MONTH))
        look(archive, seen)
        look(archive, article(published=moment(), headline="Lavrov leaves", comments=seen.comments), 5)
        look(archive, article(url="https://news.example/b/", source_id="2", headline="Exact"))
    return build(tmp_path)


async def _ids(told: Datasette) -> dict[str, str]:
    return {row["headline"]: row["public_id"] for row in (await told.client.get("/search.json?q=")).json()}


async def test_lists_say_what_is_estimated_and_nothing_of_what_is_not(told: Datasette) -> None:
    for path in ("/", "/portal/news.example", "/search?q=", "/tag/Korea"):
        text = words(await get(told, path))
        assert "2023-09 (estimated)" in text and text.count("(estimated)") == 1, path


async def test_comments_say_it_too(told: Datasette) -> None:
    for path in ("/comments", "/search?q=said&in=comments", f"/a/{(await _ids(told))['Lavrov leaves']}"):
        text = words(await get(told, path))
        assert "2023-10-18 14:00 (estimated)" in text and text.count("(estimated)") == 1, path


async def test_each_version_its_citation_and_a_difference_say_it(told: Datasette) -> None:
    ids = await _ids(told)
    first, second = [words(await get(told, f"/a/{ids['Lavrov leaves']}/r/{number}")) for number in (1, 2)]
    assert "published 2023-10-18 14:00 (estimated)" in first and "date = {2023-10-18~}" in first
    assert '"circa": true' in first and '"circa"' not in second
    assert "published 2023-10-19 15:46 ·" in second and " date = {2023-10-19}" in second
    compared = words(await get(told, f"/a/{ids['Lavrov leaves']}/diff/1/2"))
    assert "2023-10-18T14:00:00Z (estimated)" in compared
    month = words(await get(told, f"/a/{ids['Of a month']}"))
    assert "published 2023-09 (estimated)" in month and " date = {2023-09~}" in month


async def test_no_minute_is_shown_where_the_hour_is_all_that_is_known(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(published=moment("2023-10-18T14:00:00+00:00", precision="hour", estimated=True)))
    assert "2023-10-18 14 h (estimated)" in words(await get(build(tmp_path), "/"))


async def test_files_of_hits_say_it(told: Datasette) -> None:
    rows = (await told.client.get("/search.json?q=")).json()
    assert {row["headline"]: (row["published_precision"], row["published_estimated"]) for row in rows} == {
        "Lavrov leaves": ("second", 0), "Of a month": ("month", 1), "Exact": ("second", 0),
    }  # fmt: skip
    comments = (await told.client.get("/search.json?q=said&in=comments")).json()
    assert sorted(row["written_estimated"] for row in comments) == [0, 1]
