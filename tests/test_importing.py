"""Captures made elsewhere: their articles under their own dates, once."""

import gzip
import json
import sqlite3
import uuid
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsarchive.archive.store import open_archive
from newsarchive.archive.verify import verify
from newsarchive.captures.elsewhere import captured
from newsarchive.commands.history import import_ as command
from newsarchive.errors import UsageMistake
from newsarchive.exporting.wacz import write_wacz
from newsarchive.importing import import_captures

BASE = "https://news.example.org"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
TEXT = [
    "The harbour of Brelin was closed on Monday after a crane lost its load.",
    "Nobody was hurt, the master of the port said, and the quay will open again within the week.",
    "Three ships wait outside; a fourth has turned for Korsund.",
]


def page(headline: str, *paragraphs: str, head: str = "", below: str = "") -> bytes:
    """Return the HTML of a small article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html lang=en><head><title>{headline} - Example News</title><meta property=og:type content=article>"
        f"<meta property=article:published_time content='2020-03-02T10:00:00+01:00'>{head}</head><body>"
        f"<main><article><h1>{headline}</h1><div class=entry-content>{body}</div>{below}</article></main></body></html>"
    ).encode()


def warc(path: Path, *answers: tuple[str, str, bytes], kind: str = "text/html; charset=utf-8", **headers: str) -> Path:
    """Write a WARC of another tool: each answer is address, date and body."""
    told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    records = [record("warcinfo", "2020-01-01T00:00:00Z", b"software: another tool\r\n")]
    for url, date, body in answers:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{told}\r\n".encode()
        records.append(record("response", date, head + body, f"WARC-Target-URI: {url}\r\n"))
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) if path.suffix == ".gz" else one for one in records))
    return path


def record(kind: str, date: str, block: bytes, more: str = "") -> bytes:
    """Return a WARC 1.0 record."""
    http = "application/http; msgtype=response" if kind == "response" else "application/warc-fields"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\nWARC-Date: {date}\r\n"
        f"{more}Content-Type: {http}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def outcomes(archive: Path, source: Path, **more: str) -> list[tuple[str, str]]:
    """Import and return what became of each page, addresses without the host."""
    with captured(source) as found, open_archive(archive, write=True) as opened:
        return [(url.removeprefix(BASE), what) for url, what in import_captures(opened, found, **more)]


def query(archive: Path, sql: str) -> list[tuple[object, ...]]:
    """Return the rows of a query."""
    with sqlite3.connect(archive / "archive.db") as db:
        return db.execute(sql).fetchall()


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
    assert query(archive, "select number, seen_at, headline from revisions order by number") == [
        (1, "2020-03-02T11:00:00Z", "Harbour closed"),
        (2, "2020-03-04T09:00:00Z", "Harbour open again"),
    ]
    assert query(archive, "select published_at, first_seen_at, last_seen_at, revision_count from articles") == [
        ("2020-03-02T09:00:00Z", "2020-03-02T11:00:00Z", "2020-03-04T09:00:00Z", 2)
    ]
    assert query(archive, "select name, url from portals") == [("news.example.org", f"{BASE}/")]
    assert list(verify(archive)) == []


def test_what_is_imported_twice_is_stored_once(tmp_path: Path) -> None:
    source = warc(tmp_path / "a.warc.gz", (f"{BASE}/a/", "2020-03-02T11:00:00Z", page("Harbour closed", *TEXT)))
    archive = tmp_path / "archive"
    outcomes(archive, source)
    before = query(archive, "select count(*) from captures")
    assert outcomes(archive, source) == [("/a/", "known")]
    assert query(archive, "select count(*) from captures") == before


def test_what_another_tool_cut_is_flagged_and_takes_nothing_away(tmp_path: Path) -> None:
    whole, part = (page("Harbour closed", *TEXT[:count]) for count in (len(TEXT), 1))
    fields = f"WARC-Target-URI: {BASE}/a/\r\nWARC-Truncated: length\r\n"
    source = warc(tmp_path / "a.warc", (f"{BASE}/a/", "2020-03-02T11:00:00Z", whole))
    source.write_bytes(source.read_bytes() + record("response", "2020-03-04T09:00:00Z", HEAD + part, fields))
    archive = tmp_path / "archive"
    assert outcomes(archive, source) == [("/a/", "new"), ("/a/", "same")]
    assert query(archive, "select revision_count, body from articles") == [(1, "\n\n".join(TEXT))]


def test_two_captures_of_one_payload_are_known_each_by_its_date(tmp_path: Path) -> None:
    body = page("Harbour closed", *TEXT * 8)
    first = (f"{BASE}/a/", "2020-03-02T11:00:00Z", body)
    assert outcomes(tmp_path / "archive", warc(tmp_path / "one.warc", first)) == [("/a/", "new")]
    later = [(f"{BASE}/a/", f"2020-03-0{day}T11:00:00Z", body) for day in (3, 4)]
    assert outcomes(tmp_path / "archive", warc(tmp_path / "two.warc", *later)) == [("/a/", "same"), ("/a/", "same")]
    known = outcomes(tmp_path / "archive", warc(tmp_path / "three.warc", first, *later))
    assert known == [("/a/", "known")] * 3
    assert query(tmp_path / "archive", "select count(*), count(refers_to) from captures") == [(3, 2)]


def test_a_capture_older_than_the_last_look_is_kept_as_evidence_and_changes_nothing(tmp_path: Path) -> None:
    new = warc(tmp_path / "new.warc", (f"{BASE}/a/", "2021-01-01T00:00:00Z", page("New headline", *TEXT)))
    old = warc(tmp_path / "old.warc", (f"{BASE}/a/", "2020-01-01T00:00:00Z", page("Old headline", *TEXT)))
    archive = tmp_path / "archive"
    outcomes(archive, new)
    assert outcomes(archive, old) == [("/a/", "older")]
    assert query(archive, "select headline, last_seen_at from articles") == [("New headline", "2021-01-01T00:00:00Z")]
    assert query(archive, "select at, outcome from visits order by at") == [
        ("2020-01-01T00:00:00Z", "imported"),
        ("2021-01-01T00:00:00Z", "new"),
    ]
    assert query(archive, "select count(*) from captures") == [(2,)]


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
    assert query(archive, "select body from articles") == [
        ("\n\n".join([*TEXT, "The second page tells of the weather at sea."]),)
    ]
    assert query(archive, "select kind from captures order by id") == [("page",), ("further-page",)]


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
    assert query(tmp_path / "archive", "select count(*) from captures") == [(0,)]


def test_a_named_portal_takes_pages_of_any_host_and_pictures_are_no_pages(tmp_path: Path) -> None:
    folder = tmp_path / "warcs"
    folder.mkdir()
    warc(folder / "a.warc", (f"{BASE}/a/", "2020-03-02T11:00:00Z", page("Harbour closed", *TEXT)))
    warc(folder / "b.warc", (f"{BASE}/b.png", "2020-03-02T11:00:00Z", b"\x89PNG"), kind="image/png")
    assert outcomes(tmp_path / "archive", folder, portal="example") == [("/a/", "new")]
    assert query(tmp_path / "archive", "select name from portals") == [("example",)]


def test_a_wacz_of_an_archive_gives_its_articles_and_comments_again(crawled_archive: Path, tmp_path: Path) -> None:
    write_wacz(crawled_archive, tmp_path / "out.wacz")
    result = CliRunner().invoke(command, [str(tmp_path / "out.wacz"), str(tmp_path / "copy"), "--portal", "bbn"])
    assert result.exit_code == 0, result.output
    columns = "url, headline, body, published_at, comment_count"
    sql = f"select {columns} from articles where status = 'live' order by url"
    assert query(tmp_path / "copy", sql) == query(crawled_archive, sql)
    assert list(verify(tmp_path / "copy")) == []


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


def packed(folder: Path, *names: str) -> bytearray:
    """Return the bytes of a WACZ that holds one WARC under these names, not compressed."""
    source = warc(folder / "source.warc", (f"{BASE}/a/", "2020-03-02T11:00:00Z", page("Harbour closed", *TEXT)))
    with zipfile.ZipFile(folder / "made.wacz", "w") as package:
        for name in names:
            package.writestr(name, source.read_bytes())
    source.unlink()
    return bytearray((folder / "made.wacz").read_bytes())


def test_a_package_of_what_is_no_capture_is_named_itself(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "made.wacz", "w") as package:
        package.writestr("archive/a.warc", bytes(range(256)) * 9)
    with pytest.raises(UsageMistake, match=rf"^{tmp_path}/made\.wacz is no WARC file, or damaged: .{{1,100}}$"):
        outcomes(tmp_path / "archive", tmp_path / "made.wacz")


@pytest.mark.parametrize("damage", ["a bit", "the place of the list", "the end", "a name", "a method"])
def test_a_damaged_package_is_one_clear_line(tmp_path: Path, damage: str) -> None:
    data = packed(tmp_path, "archive/a.warc")
    listed = data.rindex(b"PK\x01\x02")
    match damage:
        case "a bit":
            data[200] ^= 1
        case "the place of the list":
            data[-6:-2] = (2**31).to_bytes(4, "little")
        case "the end":
            del data[-30:]
        case "a name":
            data[30] ^= 1
        case "a method":
            data[listed + 10] = data[8] = 99
    (tmp_path / "damaged.wacz").write_bytes(data)
    with pytest.raises(UsageMistake) as raised:
        outcomes(tmp_path / "archive", tmp_path / "damaged.wacz")
    assert "damaged.wacz" in str(raised.value) and "\n" not in str(raised.value)
    assert not (tmp_path / "archive").exists()


def test_a_package_that_climbs_out_of_its_folder_is_read_and_writes_nothing_there(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    packed(tmp_path / "inner", "../../climbed.warc", "/tmp/absolute.warc", "archive/a.warc")
    assert outcomes(tmp_path / "archive", tmp_path / "inner" / "made.wacz")[0] == ("/a/", "new")
    assert sorted(file.name for file in tmp_path.rglob("*.warc")) == []


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


def offsets(path: Path) -> list[tuple[str, int]]:
    """Return address and place of each page of a WARC."""
    with captured(path) as found:
        return [(place.url, place.offset) for place in found.places]


@pytest.mark.parametrize("form", ["index.cdxj", "index.cdxj.gz", "index.cdx", "old.cdx.gz"])
def test_of_a_folder_with_an_index_what_the_index_lists_is_read(tmp_path: Path, form: str) -> None:
    folder = tmp_path / "collection"
    (folder / "archive").mkdir(parents=True)
    stories = [(f"{BASE}/{n}/", f"2020-03-0{n}T11:00:00Z", page(f"Story {n}", *TEXT, str(n) * 9)) for n in (2, 3, 4)]
    file = warc(folder / "archive" / "a.warc.gz", *stories)
    warc(folder / "b.warc", (f"{BASE}/unlisted/", "2020-03-05T11:00:00Z", page("In no index", *TEXT)))
    lines = []
    for n, (url, offset) in enumerate(offsets(file)[:2], 2):
        key = f"org,example,news)/{n} 2020030{n}110000"
        if "cdxj" in form:
            told = {"url": url, "mime": "text/html", "status": "200", "offset": str(offset), "filename": "a.warc.gz"}
            lines.append(f"{key} {json.dumps(told)}")
        else:
            lines.append(f"{key} {url} text/html 200 ABC - - 900 {offset} archive/a.warc.gz")
    header = [] if "cdxj" in form else [" CDX N b a m s k r M S V g"] if form == "index.cdx" else ["!key {}"]
    text = "\n".join((*header, *lines, "")).encode()
    (folder / "again.cdxj").write_text(
        f'key 20200302110000 {{"url": "{stories[0][0]}", "mime": "text/html", "status": "200", '
        f'"offset": {offsets(file)[0][1]}, "filename": "a.warc.gz"}}'
    )
    (folder / form).write_bytes(gzip.compress(text) if form.endswith(".gz") else text)
    assert outcomes(tmp_path / "archive", folder) == [("/2/", "new"), ("/3/", "new"), ("/unlisted/", "new")]
    assert query(tmp_path / "archive", "select headline, first_seen_at from articles order by id")[:2] == [
        ("Story 2", "2020-03-02T11:00:00Z"),
        ("Story 3", "2020-03-03T11:00:00Z"),
    ]


@pytest.mark.parametrize(
    ("index", "message"),
    [
        (b"a 20200302110000 {}", "line 1 is no line of a CDX index"),
        (b"a 20200302110000 https://a/ text/html 200 ABC - - 900 0", "line 1 is no line of a CDX index"),
        (b"a 20200302110000 https://a/ text/html 200 ABC - - 900 0 lost.warc.gz", "names lost.warc.gz, which"),
        (b"a 20200302110000 https://a/ text/html 200 ABC - - 900 -5 b.warc.gz", "line 1 is no line of a CDX index"),
        (b"a 20200302110000 https://a/ text/html 200 ABC - - 9 %d b.warc.gz" % (10**25), "line 1 is no line of a CDX"),
        (b'a 2020 {"url": 5, "filename": "b.warc.gz", "offset": 0}', "line 1 is no line of a CDX index"),
        (b'a 2020 {"url": "https://a/", "filename": null, "offset": 0}', "line 1 is no line of a CDX index"),
        (b'a 2020 {"url": "https://a/", "filename": "b.warc.gz", "offset": "x"}', "line 1 is no line of a CDX index"),
        (b'a 2020 {"url": "https://a/", "filename": "../../etc/passwd", "offset": 0}', "names passwd, which"),
        (b" CDX N b a\na 2020", "line 2 is no line of a CDX index"),
        (b"a 20200302110000 https://a/ text/html 200 ABC - - 900 7 b.warc.gz", "holds no record at 7"),
    ],
)
def test_an_index_that_leads_nowhere_is_one_clear_line(tmp_path: Path, index: bytes, message: str) -> None:
    warc(tmp_path / "b.warc.gz", (f"{BASE}/a/", "2020-03-02T11:00:00Z", page("Harbour closed", *TEXT)))
    (tmp_path / "index.cdx").write_bytes(index)
    with pytest.raises(UsageMistake, match=message):
        outcomes(tmp_path / "archive", tmp_path)


@pytest.mark.parametrize("url", ["http://[", "dns:a.example", "ftp://a.example/", "", "/a/"])
def test_a_line_of_an_index_without_a_usable_address_costs_only_itself(tmp_path: Path, url: str) -> None:
    file = warc(tmp_path / "b.warc.gz", (f"{BASE}/a/", "2020-03-02T11:00:00Z", page("Harbour closed", *TEXT)))
    told = [(found, offset) for found, offset in offsets(file)] + [(url, 0)]
    usual = {"mime": "text/html", "status": "200"}
    lines = [
        f"a 20200302110000 {json.dumps(usual | {'url': found, 'offset': offset, 'filename': file.name})}"
        for found, offset in told
    ]
    (tmp_path / "index.cdxj").write_text("\n".join(lines), encoding="utf-8")
    assert outcomes(tmp_path / "archive", tmp_path) == [("/a/", "new")]


def test_the_date_of_a_capture_counts_in_utc(tmp_path: Path) -> None:
    source = warc(tmp_path / "a.warc", (f"{BASE}/a/", "2020-03-02T11:00:00.123456Z", page("Harbour closed", *TEXT)))
    outcomes(tmp_path / "archive", source)
    (seen,) = query(tmp_path / "archive", "select first_seen_at from articles")
    assert datetime.fromisoformat(str(seen[0])) == datetime(2020, 3, 2, 11, 0, tzinfo=UTC)
