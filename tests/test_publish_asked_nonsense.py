"""The reading room asked nonsense: every page answers, none fails, none shows what was asked as markup."""

from __future__ import annotations

from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest
from datasette.app import Datasette

from newsarchive.publish.server import build

VALUES = (
    "",
    "0",
    "-1",
    "1",
    "2",
    "99999999999999999999",
    "1e9",
    "²",
    "١",
    "NaN",
    "null",
    "\0",
    "'",
    '"',
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "a" * 3_000,
    "2023-10-19",
    "2023-13-40",
    "0000-00-00",
    "9999-12-31",
    "2023-10-19T00:00:00Z",
    "bbn",
    "en",
    "World",
    "*",
    "AND",
    "NOT",
    "NEAR(",
    '"unclosed',
    "headline:",
    "-",
    "+",
    "(",
    ")",
    "😀",
    "زيارة",
    "朝鮮",
    "\u202e",
    "%",
    "_",
    "a OR b",
    'author:"Lucas Garcia"',
    "newest",
)
NAMES = (
    "q",
    "page",
    "since",
    "until",
    "portal",
    "section",
    "language",
    "least",
    "before",
    "offset",
    "order",
    "in",
    "moment",
    "format",
    "_size",
    "_sort_desc",
    "_next",
    "nonsense",
)
PATHS = (
    "/",
    "/search",
    "/comments",
    "/changes",
    "/changes.atom",
    "/plots",
    "/data",
    "/-/about",
    "/-/tables",
    "/data/articles",
    "/data/comments.csv",
    "/data/articles_asof.jsonl",
    "/data/daily_counts.json",
    "/author/1",
    "/author/0",
    "/tag/a%2Fb",
    "/tag/%3Cscript%3E",
    "/portal/bbn",
    "/portal/%22",
    "/archive/articles",
    "/archive/comments",
    "/archive/faqs",
)


@pytest.fixture(scope="module", params=[False, True], ids=["local", "public"])
def room(archive: Path, request: pytest.FixtureRequest) -> Datasette:
    return build(archive, public=request.param)


@pytest.mark.parametrize("path", PATHS)
async def test_a_page_answers_whatever_it_is_asked(room: Datasette, path: str) -> None:
    dice = Random(path)
    for _ in range(3):
        asked = [(dice.choice(NAMES), dice.choice(VALUES)) for _ in range(dice.randint(1, 3))]
        query = "&".join(f"{name}={quote(value, safe='')}" for name, value in asked)
        answer = await room.client.get(f"{path}?{query}")
        assert answer.status_code < 500, f"{path}?{query}: {answer.status_code}"
        if "html" in answer.headers.get("content-type", ""):
            assert "<script>alert(1)" not in answer.text and "Traceback" not in answer.text, f"{path}?{query}"


@pytest.mark.parametrize(
    "path",
    [
        "/a/",
        "/a/x",
        "/a/%00",
        "/a/../../etc/passwd",
        "/author/99999999999999999999",
        "/author/x",
        "/tag/",
        "/data/x.exe",
    ],
)
async def test_an_address_that_is_none_is_not_found(room: Datasette, path: str) -> None:
    answer = await room.client.get(path)
    assert answer.status_code in (302, 404)


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
@pytest.mark.parametrize(
    "asked",
    ["_sort=nonsense", "_sort_desc=1", "_timelimit=x", "_through=[", "_through=0", "_json_infinity=~", "_facet=%00",
     "_facet_array=nonsense", "_col=nonsense", "_filter_column=x&_filter_op=y", "_next=,", "_size=-1", "id__in=[",
     "_facet_date=headline", "headline__date=x", "_shape=nonsense", "_search_nonsense=x",
     "_search[]=x", "id__gt=99999999999999999999"],
)  # fmt: skip
# Datasette leaves a coroutine behind.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_table_says_in_a_line_what_is_no_argument_of_it(room: Datasette, asked: str, ending: str) -> None:
    answer = await room.client.get(f"/archive/articles{ending}?{asked}")
    assert answer.status_code in (200, 302, 400, 403), answer.text
    assert "Traceback" not in answer.text
    if answer.status_code == 400 and ending == ".json":
        assert answer.json()["ok"] is False and "\n" not in answer.json()["error"]


async def test_an_order_that_is_none_is_a_wrong_question(room: Datasette) -> None:
    answer = await room.client.get("/archive/articles.json?_sort=nonsense")
    error = "No argument of this page: Cannot sort table by nonsense"
    assert answer.status_code == 400
    assert answer.json() == {"ok": False, "error": error, "status": 400, "title": None}


@pytest.mark.parametrize("value", VALUES)
async def test_whatever_is_searched_for_is_answered(room: Datasette, value: str) -> None:
    kind = Random(value).choice(("articles", "comments"))
    answer = await room.client.get(f"/search?in={kind}&q={quote(value, safe='')}")
    assert answer.status_code == 200 and "<script>alert(1)" not in answer.text
