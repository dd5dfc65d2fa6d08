"""Records taken out of WARC files: gone for good, and every other byte where it was."""

import gzip
import random
from pathlib import Path

import brotli
import pytest
import zstandard
from warcio.archiveiterator import ArchiveIterator

from newsarchive.erasure.warc import Member, decoded, members, rewrite, tombstone
from newsarchive.errors import DamagedArchive

SECRET = b"Zerubbabel Quill wrote this"
CODINGS = {
    "identity": lambda body: body,
    "gzip": gzip.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
    "gzip, br": lambda body: brotli.compress(gzip.compress(body, mtime=0)),
}


def write(file: Path, bodies: list[tuple[str, bytes]]) -> None:
    with file.open("wb") as out:
        for number, (coding, body) in enumerate(bodies):
            named = b"" if coding == "identity" else f"Content-Encoding: {coding}\r\n".encode()
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + named + b"\r\n" + CODINGS[coding](body)
            head = (
                "WARC/1.1\r\nWARC-Type: response\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
                f"WARC-Target-URI: https://example.com/{number}\r\nWARC-Date: 2023-10-19T15:46:00Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            )
            out.write(gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0))


def holds(member: Member) -> bool:
    return SECRET in decoded(member)


def test_members_are_the_bytes_of_the_file(tmp_path: Path) -> None:
    dice = random.Random(3)
    write(
        tmp_path / "a.warc.gz", [("identity", dice.randbytes(dice.choice((10, 70_000, 2_000_000)))) for _ in range(8)]
    )
    found = list(members(tmp_path / "a.warc.gz"))
    whole = (tmp_path / "a.warc.gz").read_bytes()
    assert b"".join(member.raw for member in found) == whole
    assert [gzip.decompress(member.raw) for member in found] == [member.content for member in found]
    assert all(whole[member.offset :].startswith(member.raw) for member in found)
    assert [member.header("warc-target-uri") for member in found] == [f"https://example.com/{n}" for n in range(8)]


def test_a_damaged_record_is_told_since_it_hides_those_behind_it(tmp_path: Path) -> None:
    write(tmp_path / "a.warc.gz", [("identity", b"one"), ("identity", b"two"), ("identity", SECRET)])
    whole = bytearray((tmp_path / "a.warc.gz").read_bytes())
    place = list(members(tmp_path / "a.warc.gz"))[1].offset
    whole[place + 20] ^= 0xFF
    (tmp_path / "a.warc.gz").write_bytes(whole)
    with pytest.raises(DamagedArchive, match=f"damaged archive: .*a.warc.gz at {place}: "):
        list(members(tmp_path / "a.warc.gz"))


@pytest.mark.parametrize("coding", CODINGS)
def test_a_record_is_found_however_it_is_packed_and_is_gone_then(tmp_path: Path, coding: str) -> None:
    source, target = tmp_path / "a.warc.gz", tmp_path / "b.warc.gz"
    write(source, [("gzip", b"one"), (coding, b"<p>" + SECRET + b"</p>"), ("br", b"three")])
    url = "https://example.com/1"
    moved = rewrite(source, target, lambda member: tombstone(member, url) if holds(member) else None)
    assert [one.erased for one in moved] == [False, True, False]
    before, after = list(members(source)), list(members(target))
    assert [one.raw for one in after if one.offset != after[1].offset] == [before[0].raw, before[2].raw]
    assert [(one.offset, one.length) for one in moved] == [(one.offset, len(one.raw)) for one in after]
    assert not any(holds(member) for member in after)
    assert after[1].header("WARC-Record-ID") == before[1].header("WARC-Record-ID")
    assert after[1].header("WARC-Target-URI") == url
    with target.open("rb") as held:
        assert [record.rec_type for record in ArchiveIterator(held)] == ["response", "metadata", "response"]


def test_a_chunked_body_is_read(tmp_path: Path) -> None:
    packed = gzip.compress(SECRET, mtime=0)
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (packed[:9], packed[9:])) + b"0\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    content = b"WARC/1.1\r\nWARC-Type: response\r\n\r\n" + head + chunks
    assert SECRET in decoded(Member(0, b"", content))


@pytest.mark.parametrize("coding", [b"gzip", b"br", b"zstd", b"deflate", b"nonsense"])
def test_a_broken_body_is_no_end(coding: bytes) -> None:
    content = b"WARC/1.1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Encoding: " + coding + b"\r\n\r\nbroken"
    assert b"broken" in decoded(Member(0, b"", content))


def test_a_torn_end_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "a.warc.gz", [("identity", b"one"), ("identity", b"two")])
    whole = (tmp_path / "a.warc.gz").read_bytes()
    (tmp_path / "a.warc.gz").write_bytes(whole[:-5])
    assert len(list(members(tmp_path / "a.warc.gz"))) == 1
