"""WARC files and indexes that are damaged at random: an import takes what is whole, or says in one line why not."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from newsarchive.archive.store import open_archive
from newsarchive.archive.verify import verify
from newsarchive.captures.elsewhere import captured
from newsarchive.errors import UsageMistake
from newsarchive.importing import import_captures
from tests.captured import BASE, TEXT, page, warc

HEADERS = (
    b"Content-Length: 99999999999",
    b"Content-Length: -1",
    b"Content-Length: x",
    b"WARC-Date: x",
    b"WARC-Date: 0001-01-01T00:00:00Z",
    b"WARC-Target-URI: http://[",
    b"WARC-Target-URI: <https://x.example/>",
    b"WARC-Type: revisit",
    b"WARC-Type: response",
    b"Transfer-Encoding: chunked",
    b"Content-Encoding: br",
    b"Content-Encoding: gzip",
    b"HTTP/1.1 200",
    b"HTTP/1.1 abc OK",
    b"WARC/1.0",
    b"WARC/9.9",
    b"WARC-Profile: x",
    b": x",
    b"x",
    b"\xff\xfe\0",
)


def damaged(dice: Random, data: bytes) -> bytes:
    """Return the file with headers put in, bytes changed, pieces gone or doubled."""
    made = bytearray(data)
    for _ in range(dice.randint(1, 5)):
        place = dice.randrange(len(made))
        match dice.randint(0, 5):
            case 0:
                made[place] = dice.randrange(256)
            case 1:
                del made[place : place + dice.randint(1, 300)]
            case 2:
                made[place:place] = made[max(0, place - 200) : place]
            case 3:
                del made[place:]
            case _:
                line = made.find(b"\r\n", place) + 2
                made[line:line] = dice.choice(HEADERS) + b"\r\n"
        made = made or bytearray(b"x")
    return bytes(made)


def index(dice: Random) -> str:
    """Return lines of which some name a place in the file and others anything."""
    lines = []
    for _ in range(dice.randint(1, 3)):
        told = {
            "url": dice.choice([f"{BASE}/a/", "http://[", "", 5, None, "dns:a"]),
            "mime": dice.choice(["text/html", "", None, 7]),
            "status": dice.choice(["200", 200, None, "x"]),
            "offset": dice.choice([0, 200, "300", -5, 10**30, "x", None, 1.5]),
            "filename": dice.choice(["a.warc", "a.warc.gz", "../a.warc", "", None, 3]),
        }
        stamp = dice.choice(["20200302110000", "2020", "99999999999999", "x"])
        lines.append(
            dice.choice([f"org,example)/a {stamp} {json.dumps(told)}", f"a {stamp} {{bad", "\0", " CDX N b a"])
        )
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(16))
def test_an_import_ends_whole_or_with_one_line(tmp_path: Path, seed: int, capfd: pytest.CaptureFixture[str]) -> None:
    dice = Random(seed)
    stories = [
        (f"{BASE}/{name}/", f"2020-03-0{n}T11:00:00Z", page(f"Harbour closed, part {n}", *TEXT, name * 9))
        for n, name in enumerate("abc", 2)
    ]
    whole = warc(tmp_path / "whole.warc", *stories).read_bytes()
    told: Counter[str] = Counter()
    for number in range(6):
        source = tmp_path / f"source{number}"
        source.mkdir()
        data = damaged(dice, whole)
        is_packed = dice.random() < 0.5
        (source / f"a.warc{'.gz' if is_packed else ''}").write_bytes(
            gzip.compress(data, mtime=0) if is_packed else data
        )
        if dice.random() < 0.4:
            (source / "index.cdxj").write_text(index(dice), encoding="utf-8", errors="replace")
        archive = tmp_path / f"archive{number}"
        try:
            with captured(source) as found, open_archive(archive, write=True) as opened:
                told.update(outcome for _, outcome in import_captures(opened, found))
        except UsageMistake as mistake:
            told["mistake"] += 1
            assert str(mistake).strip() and len(str(mistake).splitlines()) == 1
            continue
        assert list(verify(archive)) == []
    assert told
    assert capfd.readouterr() == ("", "")


def test_what_is_whole_before_the_damage_is_read(tmp_path: Path) -> None:
    stories = [(f"{BASE}/{n}/", f"2020-03-0{n}T11:00:00Z", page(f"Harbour closed, part {n}", *TEXT)) for n in (2, 3)]
    source = warc(tmp_path / "a.warc", *stories)
    source.write_bytes(source.read_bytes().replace(b"WARC-Date: 2020-03-03T11:00:00Z", b"WARC-Date: later"))
    with captured(source) as found, open_archive(tmp_path / "archive", write=True) as opened:
        assert [outcome for _, outcome in import_captures(opened, found)] == ["new"]
