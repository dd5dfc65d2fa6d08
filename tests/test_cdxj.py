"""The index of captures in a WACZ."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from newsarchive.archive.looks import Visit
from newsarchive.archive.pages import page
from newsarchive.archive.store import open_archive
from newsarchive.exporting.cdxj import LINES, compressed, lines, surt
from tests.looks import URL, at, exchange


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://example.com", "com,example)/"),
        ("https://example.com/?", "com,example)/"),
        ("https://example.com/a//", "com,example)/a"),
        ("https://example.com/a?b=1&a=2&b=0", "com,example)/a?a=2&b=0&b=1"),
        ("HTTPS://WWW.Example.COM/A%2FB", "com,example)/a%2fb"),
        ("https://www10.example.com/", "com,example)/"),
        ("https://wwwexample.com/", "com,wwwexample)/"),
        ("http://example.com:443/", "com,example:443)/"),
        ("https://example.com:80/", "com,example:80)/"),
        ("http://localhost:8000/x", "localhost:8000)/x"),
        ("http://user:secret@example.com/", "com,example)/"),
        ("http://[2001:db8::1]/x", "2001:db8::1)/x"),
        ("http://192.168.0.10/x", "10,0,168,192)/x"),
        ("https://a_b.example/", "example,a_b)/"),
        ("https://münchen.example/", "example,xn--mnchen-3ya)/"),
        ("https://a..example/x", "example,,a)/x"),
        (f"https://{'a' * 70}.example/x", f"example,{'a' * 70})/x"),
        ("https://example.com/a b c", "com,example)/a%20b%20c"),
        ("http://[oops/A", "http://[oops/a"),
        ("http://example.com:99999/", "http://example.com:99999/"),
        ("dns:example.com", ")example.com"),
        ("", ")/"),
    ],
)
def test_a_sort_key_can_be_made_of_any_address_that_a_file_holds(url: str, key: str) -> None:
    assert surt(url) == key


@pytest.mark.parametrize("count", [0, 1, LINES, LINES + 1])
def test_an_index_has_a_line_for_each_block(count: int) -> None:
    held = [b"k%06d 20231019160000 {}\n" % number for number in range(count)]
    _, index = compressed(held)
    meta, *places = index.splitlines()
    assert meta == b'!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}'
    assert [place.split(b" ")[0] for place in places] == [b"k%06d" % start for start in range(0, count, LINES)]


def test_a_capture_is_a_line_and_a_revisit_says_so(tmp_path: Path) -> None:
    body = b"<p>The same page.</p>" * 200
    with open_archive(tmp_path, write=True) as archive:
        portal = archive.portal("news.example", url="https://news.example/")
        for hours, status in ((0, 200), (1, 404)):
            one = exchange(f"{URL}?b=2&a=1", body, hours=hours, status=status)
            page_id = page(archive, portal, one.url, kind="article").id
            archive.save(Visit(page_id, None, portal, at(hours), "gone", captures=(archive.captures.write(one),)))
        told = [line.split(b" ", 2) for line in lines(archive.db.conn)]
    assert [(key, when) for key, when, _ in told] == [
        (b"example,news)/lavrov-in-pyongyang?a=1&b=2", b"20231019160000"),
        (b"example,news)/lavrov-in-pyongyang?a=1&b=2", b"20231019170000"),
    ]
    first, second = (json.loads(place) for _, _, place in told)
    file = next((tmp_path / "captures").iterdir())
    assert first == {
        "url": f"{URL}?b=2&a=1",
        "mime": "text/html",
        "status": "200",
        "digest": f"sha256:{hashlib.sha256(body).hexdigest()}",
        "length": first["length"],
        "offset": first["offset"],
        "filename": file.name,
    }
    assert second == first | {
        "mime": "warc/revisit",
        "status": "404",
        "length": second["length"],
        "offset": str(file.stat().st_size - int(second["length"])),
    }
