"""Records that are cut, forged or mislabelled: each is read whole or named, none hangs or lies."""

import base64
import gzip
import hashlib
from pathlib import Path

import pytest

from newsarchive.captures import CaptureReader, CaptureWriter
from newsarchive.captures.reader import read_record
from newsarchive.captures.records import content_type, request, response, warcinfo
from newsarchive.captures.tails import cut_tails
from newsarchive.captures.walk import walk
from newsarchive.errors import DamagedArchive
from tests.looks import START, URL, exchange

TEXT = b"<p>The bridge is open.</p>" * 400


def record(text: bytes) -> bytes:
    return gzip.compress(text, mtime=0)


HEAD = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 2\r\n"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "cut short"),
        (b"WARC/1.1", "not readable"),
        (record(HEAD + b"\r\nhi\r\n\r\n")[:-9], "cut short"),
        (record(HEAD + b"\r\nhi\r\n\r\n") * 2, "more than one record"),
        (record(b"HTTP/1.1 200 OK\r\n\r\n"), "no WARC record"),
        (record(b""), "no WARC record"),
        (record(HEAD + b"\r\nh"), "shorter than it says"),
        (record(HEAD.replace(b"2", b"two") + b"\r\nhi"), "shorter than it says"),
        (record(HEAD.replace(b"2", b"-2") + b"\r\nhi"), "shorter than it says"),
        (record(b"WARC/1.1\r\n\r\nhi"), "shorter than it says"),
        (record(HEAD + b"WARC-Block-Digest: sha1:AAAA\r\n\r\nhi"), "digest is wrong"),
        (record(HEAD + b"WARC-Block-Digest: sha256:" + b"0" * 64 + b"\r\n\r\nhi"), "digest is wrong"),
    ],
)
def test_a_broken_record_is_named(raw: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_record(raw)


@pytest.mark.parametrize(
    "digest",
    [
        b"",
        b"WARC-Block-Digest: sha256:" + hashlib.sha256(b"hi").hexdigest().encode() + b"\r\n",
        b"warc-block-digest:  sha1:" + base64.b32encode(hashlib.sha1(b"hi").digest()) + b" \r\n",
        b"WARC-Block-Digest: md5:anything\r\n",
    ],
)
def test_a_record_is_read_with_any_digest_that_holds(digest: bytes) -> None:
    found = read_record(record(HEAD + digest + b"\r\nhi\r\n\r\n"))
    assert (found.kind, found.block) == ("response", b"hi")


def test_the_records_of_an_exchange_hold_what_was_asked_and_answered() -> None:
    one = exchange(f"{URL}?a=1", body=b"hi", response_headers=((b"A", b"1"), (b"a", b"2"), (b"Set-Cookie", b"x")))
    asked, told = read_record(request(one, "<urn:uuid:1>")), read_record(response(one, "<urn:uuid:1>", "0" * 64, None))
    assert asked.block.startswith(b"GET /lavrov-in-pyongyang/?a=1 HTTP/1.1\r\n")
    assert (asked.kind, asked.headers["warc-concurrent-to"]) == ("request", "<urn:uuid:1>")
    assert told.block == b"HTTP/1.1 200 OK\r\nA: 1\r\na: 2\r\n\r\nhi"
    assert (told.headers["warc-target-uri"], told.headers["warc-date"]) == (f"{URL}?a=1", "2023-10-19T16:00:00Z")
    assert told.payload == b"hi"


def test_a_file_opens_by_saying_what_wrote_it() -> None:
    found = read_record(warcinfo("a.warc.gz", START))
    assert (found.kind, found.headers["warc-filename"]) == ("warcinfo", "a.warc.gz")
    assert found.block.startswith(b"software: newsarchive/")


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        (((b"CONTENT-TYPE", b" text/html "), (b"Content-Type", b"x/y")), "text/html"),
        (((b"Content-Typ", b"x"),), None),
        (((b"content-type", b"text/h\xe9"),), "text/hé"),
        ((), None),
    ],
)
def test_the_first_type_counts(headers: tuple[tuple[bytes, bytes], ...], wanted: str | None) -> None:
    assert content_type(headers) == wanted


def written(folder: Path, count: int = 2) -> Path:
    writer = CaptureWriter(folder)
    for number in range(count):
        writer.write(exchange(f"{URL}{number}/", body=TEXT + b"%d" % number))
    writer.close()
    return next(folder.iterdir())


def test_a_file_cut_anywhere_yields_its_whole_records_and_then_the_fault(tmp_path: Path) -> None:
    file = written(tmp_path)
    whole = file.read_bytes()
    ends = [step.offset + step.length for step in walk(file)]
    for length in range(0, len(whole), len(whole) // 40):
        file.write_bytes(whole[:length])
        steps = list(walk(file))
        assert [step.offset + step.length for step in steps if step.record] == [end for end in ends if end <= length]
        is_cut = length not in (0, *ends)
        assert [step.fault for step in steps if step.record is None] == (["cut short"] if is_cut else [])


@pytest.mark.parametrize(
    "content", [b"no gzip at all", b"\x1f\x8b\x08\0", gzip.compress(b"no record", mtime=0), b"\0" * 1_000]
)
def test_a_file_that_holds_no_record_says_so_once(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.warc.gz"
    file.write_bytes(content)
    (step,) = walk(file)
    assert (step.offset, step.record) == (0, None) and step.fault


def test_an_empty_file_has_no_records_and_no_fault(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").touch()
    assert list(walk(tmp_path / "x.warc.gz")) == []


def test_a_tail_is_cut_to_the_byte_and_a_second_time_nothing(tmp_path: Path) -> None:
    file = written(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole + b"tail")
    assert [cut_tails(tmp_path, {file.name: len(whole)}) for _ in range(2)] == [4, 0]
    assert file.read_bytes() == whole


def test_a_damage_stops_the_cutting_before_it_begins(tmp_path: Path) -> None:
    file = written(tmp_path)
    size = file.stat().st_size
    with pytest.raises(DamagedArchive, match="missing"):
        cut_tails(tmp_path, {file.name: 10, "newsarchive-20240101000000-00009.warc.gz": 5})
    assert file.stat().st_size == size


@pytest.mark.parametrize(("offset", "length"), [(0, 10), (5, 400), (10**9, 10), (0, 10**7)])
def test_a_place_where_no_record_lies_is_a_damage(tmp_path: Path, offset: int, length: int) -> None:
    file = written(tmp_path)
    with pytest.raises(DamagedArchive, match=file.name):
        CaptureReader(tmp_path).record(file.name, offset, length)


def test_a_file_that_is_gone_is_a_damage(tmp_path: Path) -> None:
    with pytest.raises(DamagedArchive, match=r"gone\.warc\.gz: No such file"):
        CaptureReader(tmp_path).record("gone.warc.gz", 0, 10)
