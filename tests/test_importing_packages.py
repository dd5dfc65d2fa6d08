"""Packages of captures (WACZ) and folders with an index: what is damaged is named, and nothing else is lost."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsarchive.archive.verify import verify
from newsarchive.captures.elsewhere import captured
from newsarchive.commands.history import import_ as command
from newsarchive.errors import UsageMistake
from newsarchive.exporting.wacz import write_wacz
from tests.captured import BASE, TEXT, outcomes, page, warc
from tests.looks import ask


def test_a_wacz_of_an_archive_gives_its_articles_and_comments_again(crawled_archive: Path, tmp_path: Path) -> None:
    write_wacz(crawled_archive, tmp_path / "out.wacz")
    result = CliRunner().invoke(command, [str(tmp_path / "out.wacz"), str(tmp_path / "copy"), "--portal", "bbn"])
    assert result.exit_code == 0, result.output
    columns = "url, headline, body, published_at, comment_count"
    sql = f"select {columns} from articles where status = 'live' order by url"
    assert ask(tmp_path / "copy", sql) == ask(crawled_archive, sql)
    assert list(verify(tmp_path / "copy")) == []


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
    assert ask(tmp_path / "archive", "select headline, first_seen_at from articles order by id")[:2] == [
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


def test_a_damaged_index_is_one_clear_line(tmp_path: Path) -> None:
    warc(tmp_path / "b.warc.gz", (f"{BASE}/a/", "2020-03-02T11:00:00Z", page("Harbour closed", *TEXT)))
    (tmp_path / "index.cdxj.gz").write_bytes(gzip.compress(b"a 2020 {}" * 100)[:-9])
    with pytest.raises(UsageMistake, match=r"index\.cdxj\.gz is damaged"):
        outcomes(tmp_path / "archive", tmp_path)


@pytest.mark.parametrize("most", [10, None])
def test_what_an_index_takes_for_a_page_and_is_none_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int | None
) -> None:
    """The index leads to the record that opens the file, or to a page longer than one may be."""
    file = warc(tmp_path / "b.warc.gz", (f"{BASE}/a/", "2020-03-02T11:00:00Z", page("Harbour closed", *TEXT)))
    offset = offsets(file)[0][1] if most else 0
    if most:
        monkeypatch.setattr("newsarchive.captures.elsewhere._MAX_BODY", most)
    told = {"url": f"{BASE}/a/", "mime": "text/html", "status": "200", "offset": offset, "filename": file.name}
    (tmp_path / "index.cdxj").write_text(f"a 20200302110000 {json.dumps(told)}")
    assert outcomes(tmp_path / "archive", tmp_path) == []


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
