"""Captures, part by part: encodings on top of each other, odd heads, revisits that lead astray, files that roll."""

from __future__ import annotations

import gzip
import random
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard

from newsarchive.captures import CaptureReader, CaptureWriter
from newsarchive.captures.decoding import MAX_LAYERS, Undecodable, gunzip, unpack
from newsarchive.captures.reader import Record, StoredResponse, read_record
from newsarchive.captures.records import Earlier, Exchange, new_record_id, request, response
from newsarchive.captures.tails import cut_tails
from newsarchive.captures.walk import Step, walk
from newsarchive.captures.writer import file_name, newest
from newsarchive.errors import DamagedArchive
from newsarchive.items import Capture
from tests.looks import START, URL, at, exchange

PAGE = "<p>Die Brücke ist offen. 橋が開いた。</p>".encode() * 300


def raw_deflate(body: bytes) -> bytes:
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return engine.compress(body) + engine.flush()


def streamed_zstd(body: bytes) -> bytes:
    """A frame that does not say how long it is, as servers send it."""
    engine = zstandard.ZstdCompressor(level=3).compressobj()
    return engine.compress(body) + engine.flush()


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", lambda body: gzip.compress(body, 1)),
    "two members": ("gzip", lambda body: gzip.compress(body[:100]) + gzip.compress(body[100:])),
    "deflate": ("deflate", zlib.compress),
    "deflate stored": ("deflate", lambda body: zlib.compress(body, 0)),
    "raw deflate": ("deflate", raw_deflate),
    "br": ("br", brotli.compress),
    "br fast": ("br", lambda body: brotli.compress(body, quality=0)),
    "zstd": ("zstd", zstandard.compress),
    "zstd streamed": ("zstd", streamed_zstd),
    "identity": ("identity", lambda body: body),
}


# --- encodings


@pytest.mark.parametrize("first", PACKERS)
@pytest.mark.parametrize("second", PACKERS)
def test_two_encodings_are_undone_from_the_outside_in(first: str, second: str) -> None:
    (inner, pack), (outer, wrap) = PACKERS[first], PACKERS[second]
    assert unpack(wrap(pack(PAGE)), f"{inner}, {outer}") == PAGE


@pytest.mark.parametrize(
    ("coding", "body", "words"),
    [
        ("gzip, gzip, gzip", PAGE, "3 content encodings"),
        ("gzip, br, identity, zstd", PAGE, "3 content encodings"),
        ("compress", b"\x1f\x9d\x90", "unknown content encoding compress"),
        ("exi", b"\0", "unknown content encoding exi"),
        ("gzip", b"\x1f\x8b", "gzip cut short"),
        ("gzip", b"\x1f\x8b\x08\x00", "gzip cut short"),
        ("gzip", gzip.compress(PAGE)[:-1], "gzip cut short"),
        ("gzip", gzip.compress(PAGE) + b"\x1f\x8b\x08\x00", "gzip cut short"),
        ("gzip", b"plain words", "no gzip: "),
        ("gzip", zlib.compress(PAGE), "no gzip: "),
        ("deflate", gzip.compress(PAGE), "no deflate: "),
        ("deflate", zlib.compress(PAGE)[:-2], "deflate cut short"),
        ("deflate", raw_deflate(PAGE)[:-1], "deflate cut short"),
        ("br", brotli.compress(PAGE)[:-1], "br cut short"),
        ("br", b"\xff" * 10, "no br: "),
        ("zstd", zstandard.compress(PAGE)[:-1], "zstd cut short"),
        ("zstd", b"\x28\xb5\x2f\xfd", "zstd cut short"),
        ("zstd", b"nonsense", "no zstd: "),
        ("br, gzip", gzip.compress(PAGE), "br"),
        ("gzip, br", brotli.compress(gzip.compress(PAGE)[:50]), "gzip cut short"),
    ],
)
def test_what_cannot_be_undone_is_named(coding: str, body: bytes, words: str) -> None:
    with pytest.raises(Undecodable, match=re.escape(words)):
        unpack(body, coding)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip;q=1", b"<html>"),
        ("UTF-8", b"  <html>"),
        ("text/html", b'{"a": 1}'),
        ("8bit, none", b"[1]"),
        ("gzip", b"<!doctype html>"),
        ("gzip,", gzip.compress(b"<html>")),
        (",,,", b"<html>"),
    ],
)
def test_a_header_that_says_nonsense_costs_no_page(coding: str, body: bytes) -> None:
    assert unpack(body, coding) == (b"<html>" if body[:2] == b"\x1f\x8b" else body)


def test_an_empty_body_under_any_header_is_empty() -> None:
    assert [unpack(b"", coding) for coding in ("gzip", "br", "zstd", "deflate", "gzip, br", "identity")] == [b""] * 6
    assert MAX_LAYERS == 2


@pytest.mark.parametrize(
    ("name", "bomb"),
    [
        (name, pack(b"\0" * 3_000_000))
        for name, (_, pack) in PACKERS.items()
        if name not in ("identity", "deflate stored")
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_body_that_swells_is_left_at_the_limit(name: str, bomb: bytes) -> None:
    with pytest.raises(Undecodable, match="more than 200000 bytes"):
        unpack(bomb, PACKERS[name][0], 200_000)


@pytest.mark.parametrize("body", [b"", b"\x1f", b"<urlset/>", b"\x1f\x8c", b"\0" * 10])
def test_a_file_that_is_not_gzip_is_left_as_it_is(body: bytes) -> None:
    assert gunzip(body) == (body, False)


# --- what a record holds


@pytest.mark.parametrize(
    ("values", "head"),
    [
        ({}, b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"),
        ({"response_headers": (), "reason": ""}, b"HTTP/1.1 200\r\n\r\n"),
        ({"response_headers": (), "status": 404, "reason": "Straße"}, b"HTTP/1.1 404 Stra\xdfe\r\n\r\n"),
        ({"response_headers": (), "reason": "北京"}, b"HTTP/1.1 200 ??\r\n\r\n"),
        ({"response_headers": (), "reason": "OK\r\nX-Evil: 1"}, b"HTTP/1.1 200 OK  X-Evil: 1\r\n\r\n"),
        ({"response_headers": ((b"A\nB", b"c\r\n\r\nd"),)}, b"HTTP/1.1 200 OK\r\nA B: c    d\r\n\r\n"),
        ({"response_headers": ((b"A", b""), (b"a", b"\xff"))}, b"HTTP/1.1 200 OK\r\nA: \r\na: \xff\r\n\r\n"),
        ({"response_headers": ((b"SET-COOKIE", b"x"), (b"Set-Cookie2", b"y"))}, b"HTTP/1.1 200 OK\r\n\r\n"),
        ({"response_headers": ((b"Proxy-Authorization", b"z"),)}, b"HTTP/1.1 200 OK\r\n\r\n"),
        (
            {"response_headers": ((b"transfer-encoding", b"gzip, chunked"),)},
            b"HTTP/1.1 200 OK\r\nX-Crawler-transfer-encoding: gzip, chunked\r\n\r\n",
        ),
    ],
)
def test_a_response_stands_as_it_was_served_but_for_secrets_and_chunks(values: dict[str, Any], head: bytes) -> None:
    found = read_record(response(exchange(body=b"", **values), "<urn:uuid:1>", "0" * 64, None))
    assert found.block == head


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("https://news.example", b"GET / HTTP/1.1"),
        ("https://news.example/?a=1", b"GET /?a=1 HTTP/1.1"),
        ("https://news.example/a;b?c=d&e", b"GET /a;b?c=d&e HTTP/1.1"),
        ("http://127.0.0.1:8801/%E4%B8%AD/", b"GET /%E4%B8%AD/ HTTP/1.1"),
        ("https://news.example/ü", "GET /ü HTTP/1.1".encode()),
    ],
)
def test_a_request_names_what_was_asked_for(url: str, line: bytes) -> None:
    found = read_record(request(exchange(url, request_headers=()), "<urn:uuid:1>"))
    assert found.block == line + b"\r\n\r\n"
    assert {name: found.headers[name] for name in ("warc-type", "warc-target-uri", "warc-concurrent-to")} == {
        "warc-type": "request",
        "warc-target-uri": url,
        "warc-concurrent-to": "<urn:uuid:1>",
    }


def test_a_revisit_names_what_it_repeats_and_holds_no_body() -> None:
    earlier = Earlier("<urn:uuid:0>", f"{URL}first/", "2023-10-18T16:00:00Z")
    found = read_record(response(exchange(body=PAGE, ip=None), "<urn:uuid:1>", "a" * 64, earlier))
    told = dict(found.headers)
    for name in ("warc-block-digest", "content-length"):
        told.pop(name)
    assert told == {
        "warc-type": "revisit",
        "warc-record-id": "<urn:uuid:1>",
        "warc-date": "2023-10-19T16:00:00Z",
        "warc-target-uri": URL,
        "warc-payload-digest": f"sha256:{'a' * 64}",
        "x-newsarchive-kind": "page",
        "content-type": "application/http; msgtype=response",
        "warc-profile": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        "warc-refers-to": "<urn:uuid:0>",
        "warc-refers-to-target-uri": f"{URL}first/",
        "warc-refers-to-date": "2023-10-18T16:00:00Z",
    }
    assert found.block == b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def test_record_ids_differ_and_later_ones_sort_later() -> None:
    ids = [new_record_id() for _ in range(2_000)]
    assert len(set(ids)) == 2_000
    assert all(
        re.fullmatch(r"<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}>", one)
        for one in ids
    )
    assert [one[:22] for one in ids] == sorted(one[:22] for one in ids)


@pytest.mark.parametrize(
    ("moment", "date"),
    [
        (datetime(2023, 10, 19, 16, 0, 0, 999_999, tzinfo=UTC), "2023-10-19T16:00:00Z"),
        (datetime(2023, 10, 19, 12, 0, tzinfo=timezone(timedelta(hours=-4))), "2023-10-19T16:00:00Z"),
        (datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC), "2024-02-29T23:59:59Z"),
    ],
)
def test_the_date_of_a_record_is_utc_to_the_second(moment: datetime, date: str) -> None:
    one = replace(exchange(), fetched_at=moment)
    assert read_record(response(one, "<urn:uuid:1>", "0" * 64, None)).headers["warc-date"] == date


# --- what comes back


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


# --- files


OWN = "newsarchive-2023101916000"


def write(folder: Path, *exchanges: Exchange, **more: Any) -> list[Capture]:
    writer = CaptureWriter(folder, **more)
    captures = [writer.write(one) for one in exchanges]
    writer.close()
    return captures


@pytest.mark.parametrize(
    ("roll_bytes", "serials"),
    [(1, [1, 2, 3, 4]), (2_500, [1, 1, 2, 2]), (1_000_000, [1, 1, 1, 1])],
)
def test_a_file_is_left_once_it_is_as_large_as_it_may_be(tmp_path: Path, roll_bytes: int, serials: list[int]) -> None:
    noise = [random.Random(n).randbytes(900) for n in range(4)]
    captures = write(tmp_path, *(exchange(body=body, hours=n) for n, body in enumerate(noise)), roll_bytes=roll_bytes)
    assert [int(one.warc_file[-13:-8]) for one in captures] == serials
    reader = CaptureReader(tmp_path)
    assert [reader.response(one).body for one in captures] == noise
    for file in tmp_path.iterdir():
        kinds = [step.record.kind for step in walk(file) if step.record]
        assert (kinds[0], set(kinds[1::2]), set(kinds[2::2])) == ("warcinfo", {"request"}, {"response"})


def test_a_writer_counts_what_it_writes_and_makes_no_file_before(tmp_path: Path) -> None:
    writer = CaptureWriter(tmp_path)
    writer.sync()
    writer.close()
    assert (list(tmp_path.iterdir()), writer.written_bytes) == ([], 0)
    writer.write(exchange(body=PAGE))
    writer.close()
    writer.close()
    assert writer.written_bytes == sum(file.stat().st_size for file in tmp_path.iterdir())
    writer.write(exchange(body=PAGE, hours=1))
    writer.close()
    (file,) = tmp_path.iterdir()
    assert writer.written_bytes == file.stat().st_size


@pytest.mark.parametrize(("size", "asked"), [(0, 0), (1_024, 0), (1_025, 1), (5_000, 1)])
def test_only_a_payload_that_is_worth_it_is_looked_up(tmp_path: Path, size: int, asked: int) -> None:
    known: list[str] = []

    def earlier(sha256: str) -> Earlier | None:
        known.append(sha256)
        return Earlier("<urn:uuid:0>", URL, "2023-10-18T16:00:00Z")

    (capture,) = write(tmp_path, exchange(body=b"x" * size), earlier=earlier)
    assert (len(known), capture.refers_to) == (asked, "<urn:uuid:0>" if asked else None)


@pytest.mark.parametrize(
    ("names", "newest_name"),
    [
        ([], None),
        (["wget.warc.gz", "newsarchive-2023-00001.warc.gz"], None),
        ([f"{OWN}6-00009.warc.gz", f"{OWN}5-00010.warc.gz"], f"{OWN}5-00010.warc.gz"),
        ([f"{OWN}6-99999.warc.gz", f"{OWN}6-100000.warc.gz"], f"{OWN}6-100000.warc.gz"),
        ([f"{OWN}6-00001.warc.gz.partial"], None),
        ([f"{OWN}6-00001.warc"], None),
    ],
)
def test_the_serial_tells_which_file_is_the_newest(tmp_path: Path, names: list[str], newest_name: str | None) -> None:
    for name in names:
        (tmp_path / name).touch()
    found = newest(tmp_path)
    assert (found and found[1].name) == newest_name


def test_a_name_is_in_utc_and_serials_may_outgrow_their_zeros() -> None:
    east = datetime(2024, 1, 1, 1, 0, tzinfo=timezone(timedelta(hours=5)))
    assert [file_name(east, serial) for serial in (1, 123_456)] == [
        "newsarchive-20231231200000-00001.warc.gz",
        "newsarchive-20231231200000-123456.warc.gz",
    ]


def test_a_walk_tells_where_each_record_lies_and_goes_on_where_it_is_told(tmp_path: Path) -> None:
    captures = write(tmp_path, *(exchange(f"{URL}{n}/", PAGE) for n in range(3)))
    (file,) = tmp_path.iterdir()
    steps = list(walk(file))
    assert [step.offset for step in steps[1:]] == [step.offset + step.length for step in steps[:-1]]
    assert [(step.offset, step.length) for step in steps[2::2]] == [
        (one.warc_offset, one.warc_length) for one in captures
    ]
    content = bytearray(file.read_bytes())
    content[0:20] = b"\0" * 20
    file.write_bytes(content)
    offsets = [one.warc_offset for one in captures]
    assert [step.offset for step in walk(file)] == [0]
    assert [step.offset for step in walk(file, offsets)] == [0, *(step.offset for step in steps[2:])]
    assert [step.offset for step in walk(file, [0, offsets[2]])] == [0, offsets[2]]
    (broken, *_) = walk(file)
    assert isinstance(broken, Step) and (broken.length, broken.record) == (0, None)
    assert broken.fault is not None and broken.fault.startswith("not readable")


def test_a_member_that_is_no_record_is_named_and_passed(tmp_path: Path) -> None:
    write(tmp_path, exchange())
    (file,) = tmp_path.iterdir()
    file.write_bytes(gzip.compress(b"no record") + file.read_bytes())
    steps = list(walk(file))
    assert [step.fault for step in steps] == ["no WARC record", None, None, None]


def test_tails_are_cut_in_own_files_and_folders_are_left_alone(tmp_path: Path) -> None:
    names = [f"newsarchive-2023101916000{n}-0000{n}.warc.gz" for n in range(1, 4)]
    for name in names:
        (tmp_path / name).write_bytes(b"0123456789")
    (tmp_path / "newsarchive-20231019160009-00009.warc.gz").mkdir()
    (tmp_path / "foreign.warc.gz").write_bytes(b"0123456789")
    assert cut_tails(tmp_path, {names[0]: 10, names[1]: 4, "foreign.warc.gz": 3}) == 6 + 10
    assert {file.name: file.stat().st_size for file in tmp_path.iterdir() if file.is_file()} == {
        names[0]: 10,
        names[1]: 4,
        "foreign.warc.gz": 10,
    }


def test_captures_of_one_second_are_kept_apart(tmp_path: Path) -> None:
    captures = write(tmp_path, *(replace(exchange(body=b"%d" % n), fetched_at=at(0)) for n in range(20)))
    assert len({one.record_id for one in captures}) == len({one.warc_offset for one in captures}) == 20
    assert [CaptureReader(tmp_path).response(one).body for one in captures] == [b"%d" % n for n in range(20)]
