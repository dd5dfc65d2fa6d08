"""Captures: what goes over the wire comes back from the file, byte for byte, and others can read it."""

import gzip
import hashlib
import random
import resource
import uuid
import zlib
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
import zstandard
from warcio.archiveiterator import ArchiveIterator

from newsarchive.captures import CaptureReader, CaptureWriter, Exchange, StoredResponse, cut_tails
from newsarchive.captures.decoding import Undecodable
from newsarchive.captures.records import Earlier, new_record_id
from newsarchive.captures.walk import walk
from newsarchive.errors import DamagedArchive
from newsarchive.items import Capture
from tests.looks import URL, exchange

PAGE = b"<html><title>Caf\xc3\xa9</title>" + b"<p>Words of a page. </p>" * 100


def written(folder: Path, *exchanges: Exchange, roll_bytes: int = 10_000_000) -> list[Capture]:
    writer = CaptureWriter(folder, roll_bytes=roll_bytes)
    captures = [writer.write(one) for one in exchanges]
    writer.close()
    return captures


def test_an_id_is_a_uuid_that_sorts_behind_earlier_ones() -> None:
    ids = [uuid.UUID(new_record_id().removeprefix("<").removesuffix(">")) for _ in range(100)]
    milliseconds = [one.int >> 80 for one in ids]
    assert (milliseconds, len(set(ids))) == (sorted(milliseconds), 100)
    assert {(one.version, one.variant) for one in ids} == {(7, uuid.RFC_4122)}


def test_a_response_comes_back_as_it_was_served(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE, mtime=0)
    headers = (
        (b"Content-Type", b"text/html; charset=iso-8859-1"),
        (b"Content-Encoding", b"gzip"),
        (b"Link", b"<https://news.example/1>; rel=prev"),
        (b"Link", b"<https://news.example/3>; rel=next"),
        (b"X-Latin", b"caf\xe9"),
    )
    (capture,) = written(tmp_path, exchange(body=packed, response_headers=headers))
    assert CaptureReader(tmp_path).response(capture) == StoredResponse(
        url=URL,
        fetched_at=datetime(2023, 10, 19, 16, 0, tzinfo=UTC),
        status=200,
        headers=headers,
        body=PAGE,
        encoding="iso-8859-1",
    )
    record = CaptureReader(tmp_path).record(capture.warc_file, capture.warc_offset, capture.warc_length)
    assert record.payload == packed


def test_a_capture_tells_where_its_response_lies(tmp_path: Path) -> None:
    (capture,) = written(tmp_path, exchange(body=PAGE, kind="rest"))
    (file,) = tmp_path.iterdir()
    assert capture == Capture(
        kind="rest",
        url=URL,
        fetched_at=datetime(2023, 10, 19, 16, 0, tzinfo=UTC),
        status=200,
        content_type="text/html; charset=utf-8",
        sha256=hashlib.sha256(PAGE).hexdigest(),
        record_id=capture.record_id,
        warc_file=file.name,
        warc_offset=capture.warc_offset,
        warc_length=file.stat().st_size - capture.warc_offset,
        refers_to=None,
    )
    assert file.name == "newsarchive-20231019160000-00001.warc.gz"


def test_warcio_reads_every_record_and_agrees_with_its_digests(tmp_path: Path) -> None:
    capture, other = written(tmp_path, exchange(body=PAGE), exchange(f"{URL}2/", b"", status=404, reason="Not Found"))
    found = []
    with (tmp_path / capture.warc_file).open("rb") as file:
        records = ArchiveIterator(file, check_digests="raise")
        for record in records:
            record.content_stream().read()
            headers = record.rec_headers
            found.append((record.rec_type, headers.get_header("WARC-Target-URI"), records.get_record_offset()))
    types = ["warcinfo", "request", "response", "request", "response"]
    assert [(kind, url) for kind, url, _ in found] == list(
        zip(types, [None, URL, URL, other.url, other.url], strict=True)
    )
    assert [found[2][2], found[4][2]] == [capture.warc_offset, other.warc_offset]


def test_secrets_are_left_out_and_chunks_are_not_promised(tmp_path: Path) -> None:
    chunked = ((b"Transfer-Encoding", b"chunked"), (b"Set-Cookie", b"a=secret"), (b"Set-Cookie", b"b=secret"))
    asked = ((b"Host", b"news.example"), (b"Cookie", b"a=secret"), (b"authorization", b"Basic secret"))
    (capture,) = written(tmp_path, exchange(response_headers=chunked, request_headers=asked))
    content = gzip.decompress((tmp_path / capture.warc_file).read_bytes())
    assert b"secret" not in content
    assert b"\r\nX-Crawler-Transfer-Encoding: chunked\r\n" in content
    assert b"GET /lavrov-in-pyongyang/ HTTP/1.1\r\nHost: news.example\r\n\r\n" in content


def test_a_header_cannot_smuggle_in_a_line(tmp_path: Path) -> None:
    (capture,) = written(tmp_path, exchange(response_headers=((b"X-A", b"1\r\nX-Evil: 2"),)))
    assert CaptureReader(tmp_path).response(capture).headers == ((b"X-A", b"1  X-Evil: 2"),)


def test_a_payload_that_is_held_already_becomes_a_revisit(tmp_path: Path) -> None:
    held: dict[str, Capture] = {}
    place = {}
    page = random.Random(1).randbytes(2_000)

    def earlier(sha256: str) -> Earlier | None:
        found = held.get(sha256)
        return Earlier(found.record_id, found.url, "2023-10-19T16:00:00Z") if found else None

    writer = CaptureWriter(tmp_path, earlier)
    first = writer.write(exchange(body=page))
    held[first.sha256] = first
    place[first.record_id] = (first.warc_file, first.warc_offset, first.warc_length)
    second = writer.write(exchange(body=page, hours=1, response_headers=((b"Age", b"7"),)))
    writer.close()
    assert second.refers_to == first.record_id and second.warc_length < first.warc_length
    again = CaptureReader(tmp_path, place.get).response(second)
    assert (again.body, again.headers) == (page, ((b"Age", b"7"),))
    record = CaptureReader(tmp_path).record(second.warc_file, second.warc_offset, second.warc_length)
    told = {key: value for key, value in record.headers.items() if key.startswith(("warc-refers", "warc-profile"))}
    assert (record.kind, record.payload, told) == (
        "revisit",
        b"",
        {
            "warc-profile": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
            "warc-refers-to": first.record_id,
            "warc-refers-to-target-uri": URL,
            "warc-refers-to-date": "2023-10-19T16:00:00Z",
        },
    )


def test_a_revisit_whose_response_is_lost_is_a_damage(tmp_path: Path) -> None:
    writer = CaptureWriter(tmp_path, lambda _: Earlier("<urn:uuid:lost>", URL, "2023-10-19T16:00:00Z"))
    capture = writer.write(exchange(body=PAGE))
    writer.close()
    with pytest.raises(DamagedArchive, match="no capture <urn:uuid:lost>"):
        CaptureReader(tmp_path, lambda _: None).response(capture)


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        (b"gzip", gzip.compress(PAGE, mtime=0)),
        (b"deflate", zlib.compress(PAGE)),
        (b"br", brotli.compress(PAGE)),
        (b"zstd", zstandard.compress(PAGE)),
        (b"gzip, br", brotli.compress(gzip.compress(PAGE, mtime=0))),
        (b"identity", PAGE),
    ],
)
def test_a_body_is_unpacked_whole_or_not_at_all(tmp_path: Path, coding: bytes, packed: bytes) -> None:
    headers = ((b"Content-Encoding", coding),)
    whole, cut = written(
        tmp_path,
        exchange(body=packed, response_headers=headers),
        exchange(body=packed[:-9], response_headers=headers),
    )
    assert CaptureReader(tmp_path).response(whole).body == PAGE
    if coding != b"identity":
        with pytest.raises(Undecodable):
            CaptureReader(tmp_path).response(cut)


def test_files_roll_at_their_size_and_the_last_one_is_continued(tmp_path: Path) -> None:
    first, second = written(tmp_path, exchange(body=PAGE), exchange(body=PAGE), roll_bytes=500)
    (third,) = written(tmp_path, exchange(body=PAGE))
    names = [first.warc_file, second.warc_file, third.warc_file]
    assert [name[-13:] for name in names] == ["00001.warc.gz", "00002.warc.gz", "00002.warc.gz"]
    assert [CaptureReader(tmp_path).response(one).body for one in (first, second, third)] == [PAGE] * 3


def test_a_clock_that_jumps_back_does_not_reopen_an_old_file(tmp_path: Path) -> None:
    written(tmp_path, exchange(), roll_bytes=1)
    (capture,) = written(tmp_path, exchange(hours=-24), roll_bytes=1)
    assert capture.warc_file == "newsarchive-20231018160000-00002.warc.gz"


def test_the_tail_without_a_row_is_cut_and_a_file_without_rows_removed(tmp_path: Path) -> None:
    first, second = written(tmp_path, exchange(body=PAGE), exchange(body=PAGE))
    foreign = tmp_path / "wget.warc.gz"
    foreign.write_bytes(b"of another program")
    (tmp_path / "newsarchive-20231019170000-00002.warc.gz").write_bytes(b"half a record")
    end = first.warc_offset + first.warc_length
    size = (tmp_path / first.warc_file).stat().st_size
    assert cut_tails(tmp_path, {first.warc_file: end}) == size - end + 13
    assert sorted(path.name for path in tmp_path.iterdir()) == [first.warc_file, foreign.name]
    assert [step.record.kind for step in walk(tmp_path / first.warc_file) if step.record] == [
        "warcinfo",
        "request",
        "response",
    ]
    assert second.warc_offset > end


@pytest.mark.parametrize(("end", "words"), [(10_000, "truncated"), (None, "missing")])
def test_a_file_shorter_than_its_rows_is_a_damage(tmp_path: Path, end: int | None, words: str) -> None:
    (capture,) = written(tmp_path, exchange())
    with pytest.raises(DamagedArchive, match=words):
        cut_tails(tmp_path, {capture.warc_file: end} if end else {"newsarchive-lost.warc.gz": 1})


def test_a_damaged_record_is_named_and_the_walk_goes_on_behind_it(tmp_path: Path) -> None:
    first, second = written(tmp_path, exchange(body=PAGE), exchange(f"{URL}2/", body=PAGE))
    file = tmp_path / first.warc_file
    content = bytearray(file.read_bytes())
    content[first.warc_offset + 60 : first.warc_offset + 90] = b"\0" * 30
    file.write_bytes(content)
    steps = list(walk(file, [first.warc_offset, second.warc_offset]))
    assert [(step.offset, step.record is None) for step in steps[-2:]] == [
        (first.warc_offset, True),
        (second.warc_offset, False),
    ]
    with pytest.raises(DamagedArchive, match=f"{first.warc_file} at {first.warc_offset}"):
        CaptureReader(tmp_path).response(first)


def test_after_a_failed_write_nothing_more_is_written_and_the_reason_is_told_again(tmp_path: Path) -> None:
    writer = CaptureWriter(tmp_path)
    writer.write(exchange())
    before = next(tmp_path.iterdir()).read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            writer.write(exchange(body=bytes(range(256)) * 40))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with pytest.raises(OSError, match="File too large"):
        writer.write(exchange())
    writer.close()
    assert next(tmp_path.iterdir()).read_bytes().startswith(before)
