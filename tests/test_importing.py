"""Captures made elsewhere: their articles under their own dates, once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsarchive.archive.verify import verify
from newsarchive.commands.history import import_ as command
from newsarchive.errors import UsageMistake
from tests.captured import BASE, HEAD, TEXT, outcomes, page, record, warc
from tests.looks import ask


@pytest.mark.parametrize("name", ["other.warc", "other.warc.gz"])
def test_versions_come_in_the_order_of_their_dates_whatever_the_order_of_the_records(tmp_path: Path, name: str) -> None:
    source = warc(
        tmp_path / name,
        (f"{BASE}/harbour/", "2020-03-04T09:00:00Z", page("Harbour open again", *TEXT)),
        (f"{BASE}/harbour/", "2020-03-02T11:00:00Z", page("Harbour closed", *TEXT)),
        (f"{BASE}/", "2020-03-02T10:59:00Z", b"<html><body><h1>News</h1><a href=/harbour/>Harbour</a></body></html>"),
    )
    archive = tmp_path / "archive"
    assert outcomes(archive, source) == [("/", "listing"), ("/harbour/", "new"), ("/harbour/", "changed")]
    assert ask(archive, "select number, seen_at, headline from revisions order by number") == [
        (1, "2020-03-02T11:00:00Z", "Harbour closed"),
        (2, "2020-03-04T09:00:00Z", "Harbour open again"),
    ]
    assert ask(archive, "select published_at, first_seen_at, last_seen_at, revision_count from articles") == [
        ("2020-03-02T09:00:00Z", "2020-03-02T11:00:00Z", "2020-03-04T09:00:00Z", 2)
    ]
    assert ask(archive, "select name, url from portals") == [("news.example.org", f"{BASE}/")]
    assert list(verify(archive)) == []


def test_what_is_imported_twice_is_stored_once(tmp_path: Path) -> None:
    source = warc(tmp_path / "a.warc.gz", (f"{BASE}/a/", "2020-03-02T11:00:00Z", page("Harbour closed", *TEXT)))
    archive = tmp_path / "archive"
    outcomes(archive, source)
    before = ask(archive, "select count(*) from captures")
    assert outcomes(archive, source) == [("/a/", "known")]
    assert ask(archive, "select count(*) from captures") == before


def test_what_another_tool_cut_is_flagged_and_takes_nothing_away(tmp_path: Path) -> None:
    whole, part = (page("Harbour closed", *TEXT[:count]) for count in (len(TEXT), 1))
    fields = f"WARC-Target-URI: {BASE}/a/\r\nWARC-Truncated: length\r\n"
    source = warc(tmp_path / "a.warc", (f"{BASE}/a/", "2020-03-02T11:00:00Z", whole))
    source.write_bytes(source.read_bytes() + record("response", "2020-03-04T09:00:00Z", HEAD + part, fields))
    archive = tmp_path / "archive"
    assert outcomes(archive, source) == [("/a/", "new"), ("/a/", "same")]
    assert ask(archive, "select revision_count, body from articles") == [(1, "\n\n".join(TEXT))]


def test_two_captures_of_one_payload_are_known_each_by_its_date(tmp_path: Path) -> None:
    body = page("Harbour closed", *TEXT * 8)
    first = (f"{BASE}/a/", "2020-03-02T11:00:00Z", body)
    assert outcomes(tmp_path / "archive", warc(tmp_path / "one.warc", first)) == [("/a/", "new")]
    later = [(f"{BASE}/a/", f"2020-03-0{day}T11:00:00Z", body) for day in (3, 4)]
    assert outcomes(tmp_path / "archive", warc(tmp_path / "two.warc", *later)) == [("/a/", "same"), ("/a/", "same")]
    known = outcomes(tmp_path / "archive", warc(tmp_path / "three.warc", first, *later))
    assert known == [("/a/", "known")] * 3
    assert ask(tmp_path / "archive", "select count(*), count(refers_to) from captures") == [(3, 2)]


def test_a_capture_older_than_the_last_look_is_kept_as_evidence_and_changes_nothing(tmp_path: Path) -> None:
    new = warc(tmp_path / "new.warc", (f"{BASE}/a/", "2021-01-01T00:00:00Z", page("New headline", *TEXT)))
    old = warc(tmp_path / "old.warc", (f"{BASE}/a/", "2020-01-01T00:00:00Z", page("Old headline", *TEXT)))
    archive = tmp_path / "archive"
    outcomes(archive, new)
    assert outcomes(archive, old) == [("/a/", "older")]
    assert ask(archive, "select headline, last_seen_at from articles") == [("New headline", "2021-01-01T00:00:00Z")]
    assert ask(archive, "select at, outcome from visits order by at") == [
        ("2020-01-01T00:00:00Z", "imported"),
        ("2021-01-01T00:00:00Z", "new"),
    ]
    assert ask(archive, "select count(*) from captures") == [(2,)]


def test_further_pages_join_the_article_that_names_them(tmp_path: Path) -> None:
    links = f"<div class=page-links>Pages: <span>1</span> <a href='{BASE}/a/2/'>2</a></div>"
    source = warc(
        tmp_path / "a.warc",
        (
            f"{BASE}/a/2/",
            "2020-03-02T11:00:05Z",
            page("Harbour closed", "The second page tells of the weather at sea."),
        ),
        (f"{BASE}/a/", "2020-03-02T11:00:00Z", page("Harbour closed", *TEXT, below=links)),
    )
    archive = tmp_path / "archive"
    assert outcomes(archive, source) == [("/a/", "new")]
    assert ask(archive, "select body from articles") == [
        ("\n\n".join([*TEXT, "The second page tells of the weather at sea."]),)
    ]
    assert ask(archive, "select kind from captures order by id") == [("page",), ("further-page",)]


@pytest.mark.parametrize(
    ("head", "headers", "reason"),
    [
        ("<meta name=robots content=noarchive>", {}, "noarchive"),
        ("", {"X_Robots_Tag": "noindex"}, "noindex"),
        ("", {"tdm_reservation": "1"}, "tdm-reservation"),
    ],
)
def test_a_page_that_reserves_it_is_not_kept(tmp_path: Path, head: str, headers: dict[str, str], reason: str) -> None:
    body = page("Harbour closed", *TEXT, head=head)
    source = warc(tmp_path / "a.warc", (f"{BASE}/a/", "2020-03-02T11:00:00Z", body), **headers)
    assert outcomes(tmp_path / "archive", source) == [("/a/", reason)]
    assert ask(tmp_path / "archive", "select count(*) from captures") == [(0,)]


def test_a_named_portal_takes_pages_of_any_host_and_pictures_are_no_pages(tmp_path: Path) -> None:
    folder = tmp_path / "warcs"
    folder.mkdir()
    warc(folder / "a.warc", (f"{BASE}/a/", "2020-03-02T11:00:00Z", page("Harbour closed", *TEXT)))
    warc(folder / "b.warc", (f"{BASE}/b.png", "2020-03-02T11:00:00Z", b"\x89PNG"), kind="image/png")
    assert outcomes(tmp_path / "archive", folder, portal="example") == [("/a/", "new")]
    assert ask(tmp_path / "archive", "select name from portals") == [("example",)]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.warc", None, "no such file or folder: "),
        ("page.html", b"<html>no capture</html>", "is no WARC file, or damaged"),
        ("empty.warc", b"", "is no WARC file: it holds no record"),
        ("half.wacz", b"PK\x05\x06" + bytes(18), "holds no .warc or .warc.gz file"),
        ("empty", "folder", "holds no .warc or .warc.gz file"),
    ],
)
def test_what_is_no_capture_is_one_clear_line_and_leaves_no_archive(
    tmp_path: Path, name: str, content: bytes | str | None, message: str
) -> None:
    if content == "folder":
        (tmp_path / name).mkdir()
    elif isinstance(content, bytes):
        (tmp_path / name).write_bytes(content)
    result = CliRunner().invoke(command, [str(tmp_path / name), str(tmp_path / "archive")])
    assert isinstance(result.exception, UsageMistake)
    assert message in str(result.exception)
    assert not (tmp_path / "archive").exists()


@pytest.mark.parametrize(
    "header",
    ["WARC-Target-URI: http://[", "WARC-Target-URI: dns:news.example.org", "WARC-Target-URI: /b/"],
)
def test_a_record_without_a_usable_address_costs_only_itself(tmp_path: Path, header: str) -> None:
    block = HEAD + page("Harbour opens again", *TEXT)
    source = warc(tmp_path / "a.warc", (f"{BASE}/a/", "2020-03-02T11:00:00Z", page("Harbour closed", *TEXT)))
    source.write_bytes(source.read_bytes() + record("response", "2020-03-03T11:00:00Z", block, f"{header}\r\n"))
    assert outcomes(tmp_path / "archive", source) == [("/a/", "new")]


def test_a_record_without_an_address_is_one_clear_line(tmp_path: Path) -> None:
    block = HEAD + page("Harbour closed", *TEXT)
    (tmp_path / "a.warc").write_bytes(record("response", "2020-03-03T11:00:00Z", block))
    with pytest.raises(UsageMistake, match=r"a\.warc is no WARC file, or damaged"):
        outcomes(tmp_path / "archive", tmp_path / "a.warc")


@pytest.mark.parametrize("line", [b"WARC-Date: soon", b"WARC-Date: ", b"WARC-Date: 9999-99-99T00:00:00Z"])
def test_a_record_without_a_date_is_left_out(tmp_path: Path, line: bytes) -> None:
    source = warc(tmp_path / "a.warc", (f"{BASE}/a/", "2020-03-02T11:00:00Z", page("Harbour closed", *TEXT)))
    source.write_bytes(source.read_bytes().replace(b"WARC-Date: 2020-03-02T11:00:00Z", line))
    assert outcomes(tmp_path / "archive", source) == []


def test_the_date_of_a_capture_counts_in_utc(tmp_path: Path) -> None:
    source = warc(tmp_path / "a.warc", (f"{BASE}/a/", "2020-03-02T11:00:00.123456Z", page("Harbour closed", *TEXT)))
    outcomes(tmp_path / "archive", source)
    (seen,) = ask(tmp_path / "archive", "select first_seen_at from articles")
    assert datetime.fromisoformat(str(seen[0])) == datetime(2020, 3, 2, 11, 0, tzinfo=UTC)
