"""WACZ: what another tool replays."""

import gzip
import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsarchive.archive.store import open_archive
from newsarchive.captures.reader import read_record
from newsarchive.commands.export import export
from newsarchive.errors import StorageError
from newsarchive.exporting.cdxj import LINES, compressed, surt
from newsarchive.exporting.wacz import write_wacz
from newsarchive.publish.snapshot import publish
from tests import looks
from tests.archives import LAVROV, make_archive


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.example.com/A/b?b=2&a=1", "com,example)/a/b?a=1&b=2"),
        ("http://127.0.0.1:8801/slug/?p=3", "1,0,0,127:8801)/slug?p=3"),
        ("https://x.org:8443/", "org,x:8443)/"),
        ("https://example.org:443", "org,example)/"),
        ("https://www2.example.co.uk/a/", "uk,co,example)/a"),
        ("https://пример.рф/%D0%BF/", "xn--p1ai,xn--e1afmkfd)/%d0%bf"),
        ("http://[::1]:80/x", "::1)/x"),
    ],
)
def test_a_key_sorts_pages_of_one_site_together(url: str, key: str) -> None:
    assert surt(url) == key


def test_the_compressed_index_names_the_place_of_each_block() -> None:
    lines = [f"com,example)/{number:05} 20261125120000 {{}}\n".encode() for number in range(LINES + 3)]
    packed, index = compressed(lines)
    assert gzip.decompress(packed) == b"".join(lines)
    _, first, second = index.decode().splitlines()
    place = json.loads(second.partition(" {")[1][1:] + second.partition(" {")[2])
    block = packed[place["offset"] : place["offset"] + place["length"]]
    assert gzip.decompress(block) == b"".join(lines[LINES:])
    assert place["digest"] == f"sha256:{hashlib.sha256(block).hexdigest()}"
    assert first.startswith("com,example)/00000 20261125120000 {")


def test_every_capture_is_found_by_the_index_and_every_file_by_its_digest(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive")
    count = write_wacz(archive, tmp_path / "out.wacz")
    with zipfile.ZipFile(tmp_path / "out.wacz") as package:
        about = json.loads(package.read("datapackage.json"))
        for resource in about["resources"]:
            data = package.read(resource["path"])
            assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        digest = json.loads(package.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{hashlib.sha256(package.read('datapackage.json')).hexdigest()}"
        lines = gzip.decompress(package.read("indexes/index.cdx.gz")).decode().splitlines()
        assert lines == sorted(lines)
        assert len(lines) == count > 0
        for line in lines:
            key, stamp, told = line.split(" ", 2)
            place = json.loads(told)
            warc = package.read(f"archive/{place['filename']}")
            record = read_record(warc[int(place["offset"]) : int(place["offset"]) + int(place["length"])])
            assert record.headers["warc-target-uri"] == place["url"]
            assert surt(place["url"]) == key
            assert f"{datetime.fromisoformat(record.headers['warc-date']):%Y%m%d%H%M%S}" == stamp
        pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()]
    assert pages[0]["format"] == "json-pages-1.0"
    assert {page["title"] for page in pages[1:]} >= {"Lavrov visits North Korea"}


def test_what_was_erased_stands_in_neither_index_nor_list_of_pages(copy: Path, tmp_path: Path) -> None:
    whole = write_wacz(copy, tmp_path / "whole.wacz")
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        of_article = "select k.id from captures k join visits v on v.id = k.visit_id join pages p on p.id = v.page_id"
        db.execute(f"update captures set sha256 = 'erased' where id in ({of_article} where p.url = ?)", [LAVROV.url])
    assert write_wacz(copy, tmp_path / "out.wacz") < whole
    with zipfile.ZipFile(tmp_path / "out.wacz") as package:
        index = gzip.decompress(package.read("indexes/index.cdx.gz"))
        pages = package.read("pages/pages.jsonl")
    assert b"erased" not in index and LAVROV.url.encode() not in pages


def test_a_payload_that_is_held_already_is_listed_as_a_revisit(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive", write=True) as archive:
        for hours in (0, 24):
            looks.look(archive, looks.article(body=looks.LONG * 4), hours)
    write_wacz(tmp_path / "archive", tmp_path / "out.wacz")
    with zipfile.ZipFile(tmp_path / "out.wacz") as package:
        lines = gzip.decompress(package.read("indexes/index.cdx.gz")).decode().splitlines()
    assert [json.loads(line.split(" ", 2)[2])["mime"] for line in lines] == ["text/html", "warc/revisit"]


def test_two_exports_of_an_archive_are_the_same_bytes(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive")
    for name in ("one.wacz", "two.wacz"):
        result = CliRunner().invoke(export, ["--wacz", str(tmp_path / name), str(archive)])
        assert result.exit_code == 0, result.output
    assert (tmp_path / "one.wacz").read_bytes() == (tmp_path / "two.wacz").read_bytes()


def test_an_archive_may_be_named_by_its_file_but_must_have_its_captures(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive")
    for path, file in ((archive, "one.wacz"), (archive / "archive.db", "two.wacz")):
        write_wacz(path, tmp_path / file)
    assert (tmp_path / "one.wacz").read_bytes() == (tmp_path / "two.wacz").read_bytes()
    publish(archive, tmp_path / "site", profile="full")
    with pytest.raises(StorageError, match=r"site/captures lacks .+; name the folder of a whole archive"):
        write_wacz(tmp_path / "site", tmp_path / "three.wacz")


def test_an_archive_without_captures_is_said_so_and_leaves_no_file(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive", write=True) as archive:
        archive.portal("example", url="https://example.org/")
    with pytest.raises(StorageError, match="holds no capture; crawl a portal first"):
        write_wacz(tmp_path / "archive", tmp_path / "out.wacz")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive"]
