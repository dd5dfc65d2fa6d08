"""Records read back: odd heads, charsets, revisits that lead astray."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import brotli
import pytest

from newsarchive.captures import CaptureReader, CaptureWriter
from newsarchive.captures.reader import Record, StoredResponse
from newsarchive.errors import DamagedArchive
from newsarchive.items import Capture
from tests.looks import START, URL, exchange

PAGE = "<p>Die Brücke ist offen. 橋が開いた。</p>".encode() * 300


def stored(folder: Path, block: bytes, **headers: str) -> Capture:
    """Write one record by hand and return the capture that points to it."""
    told = {
        "WARC-Type": "response",
        "WARC-Record-ID": "<urn:uuid:1>",
        "WARC-Date": "2023-10-19T16:00:00Z",
        "WARC-Target-URI": URL,
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    raw = gzip.compress(f"WARC/1.1\r\n{lines}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n")
    (folder / "hand.warc.gz").write_bytes(raw)
    return Capture("page", URL, START, 200, None, "", told["WARC-Record-ID"], "hand.warc.gz", 0, len(raw))


@pytest.mark.parametrize(
    ("block", "status", "headers", "body", "encoding"),
    [
        (b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nhi", 200, ((b"A", b"b"),), b"hi", None),
        (b"HTTP/1.0 404\r\n\r\n", 404, (), b"", None),
        (b"HTTP/1.1 abc\r\n\r\n", 0, (), b"", None),
        (b"HTTP/1.1\r\n\r\n", 0, (), b"", None),
        (b"", 0, (), b"", None),
        (b"\r\n\r\nhi", 0, (), b"hi", None),
        (b"HTTP/1.1 200 OK\r\nNo colon\r\n\r\nhi", 200, ((b"No colon", b""),), b"hi", None),
        (b"HTTP/1.1 200 OK\r\nA:b:c\r\n\r\n", 200, ((b"A", b"b:c"),), b"", None),
        (b"HTTP/1.1 200 OK\r\n\r\na\r\n\r\nb", 200, (), b"a\r\n\r\nb", None),
    ],
)
def test_a_head_is_read_however_it_was_written(
    tmp_path: Path,
    block: bytes,
    status: int,
    headers: tuple[tuple[bytes, bytes], ...],
    body: bytes,
    encoding: str | None,
) -> None:
    found = CaptureReader(tmp_path).response(stored(tmp_path, block))
    assert found == StoredResponse(URL, START, status, headers, body, encoding)


@pytest.mark.parametrize(
    ("value", "encoding"),
    [
        (b"text/html; charset=utf-8", "utf-8"),
        (b'text/html;charset="ISO-8859-1"', "ISO-8859-1"),
        (b"text/html; CHARSET = 'windows-1251'; x=y", "windows-1251"),
        (b"text/html; charset=", None),
        (b"text/html", None),
        (b"text/html; charset=\xff\xfe", "ÿþ"),
        (b"charset=utf-8", "utf-8"),
    ],
)
def test_the_charset_is_that_of_the_header(tmp_path: Path, value: bytes, encoding: str | None) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: " + value + b"\r\n\r\n"
    assert CaptureReader(tmp_path).response(stored(tmp_path, block)).encoding == encoding


def test_encodings_named_in_two_headers_are_undone_in_their_order(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\ncontent-encoding: gzip\r\n\r\n"
    found = CaptureReader(tmp_path).response(stored(tmp_path, head + gzip.compress(brotli.compress(PAGE))))
    assert found.body == PAGE


@pytest.mark.parametrize("date", ["2023-10-19T18:00:00+02:00", "2023-10-19T16:00:00.000000Z", "2023-10-19T16:00:00Z"])
def test_the_date_of_another_program_is_read_in_utc(tmp_path: Path, date: str) -> None:
    assert CaptureReader(tmp_path).response(stored(tmp_path, b"", WARC_Date=date)).fetched_at == START


def test_a_place_with_another_record_is_a_damage(tmp_path: Path) -> None:
    capture = replace(stored(tmp_path, b"HTTP/1.1 200 OK\r\n\r\n"), record_id="<urn:uuid:2>")
    with pytest.raises(DamagedArchive, match="another record than <urn:uuid:2> at 0"):
        CaptureReader(tmp_path).response(capture)


def revisit(folder: Path, refers_to: str) -> Capture:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=latin1\r\n\r\n"
    return stored(folder, head, WARC_Type="revisit", WARC_Refers_To=refers_to)


def test_a_revisit_has_its_own_head_and_the_body_of_what_it_repeats(tmp_path: Path) -> None:
    writer = CaptureWriter(tmp_path)
    first = writer.write(exchange(body=PAGE))
    writer.close()
    place = (first.warc_file, first.warc_offset, first.warc_length)
    asked: list[str] = []

    def locate(record_id: str) -> tuple[str, int, int]:
        asked.append(record_id)
        return place

    found = CaptureReader(tmp_path, locate).response(revisit(tmp_path, first.record_id))
    assert (found.body, found.encoding, asked) == (PAGE, "latin1", [first.record_id])


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (None, "no capture <urn:uuid:0>, to which a revisit refers"),
        (("gone.warc.gz", 0, 10), "No such file"),
        (("hand.warc.gz", 5, 10), "not readable"),
        (("hand.warc.gz", 0, 10_000), "leads to another revisit"),
    ],
)
def test_a_revisit_that_leads_astray_is_a_damage_and_no_empty_page(
    tmp_path: Path, place: tuple[str, int, int] | None, words: str
) -> None:
    capture = revisit(tmp_path, "<urn:uuid:0>")
    with pytest.raises(DamagedArchive, match=words):
        CaptureReader(tmp_path, lambda _: place).response(capture)


def test_a_record_knows_its_payload_and_its_digest() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    told = [Record({}, block) for block in (b"", b"head only", b"head\r\n\r\n", b"head\r\n\r\na\r\n\r\nb")]
    assert [one.payload for one in told] == [b"", b"", b"", b"a\r\n\r\nb"]
    assert [one.kind for one in told] == [""] * 4
    assert [one.payload_sha256 == empty for one in told] == [True, True, True, False]
