"""Capture files: when they roll, which is the newest, how they are walked and cut."""

from __future__ import annotations

import gzip
import random
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from newsarchive.captures import CaptureReader, CaptureWriter
from newsarchive.captures.records import Earlier, Exchange
from newsarchive.captures.tails import cut_tails
from newsarchive.captures.walk import Step, walk
from newsarchive.captures.writer import file_name, newest
from newsarchive.items import Capture
from tests.looks import URL, at, exchange

PAGE = "<p>Die Brücke ist offen. 橋が開いた。</p>".encode() * 300


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


def test_a_member_that_unpacks_to_more_than_a_record_may_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsarchive.captures.walk.MAX_RECORD", 1_000)
    (tmp_path / "large.warc.gz").write_bytes(gzip.compress(b"a" * 1_000))
    assert [step.fault for step in walk(tmp_path / "large.warc.gz")] == ["unpacks to more than 1000 bytes"]


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
