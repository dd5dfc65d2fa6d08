"""The search that ends an erasure: however a text is written or packed."""

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from newsarchive.captures.needles import Needles
from newsarchive.erasure.search import still_holding


@pytest.mark.parametrize(
    ("data", "is_found"),
    [
        (b"Jane\nDoe", True),
        (gzip.compress(b"Jane Doe"), True),
        (gzip.compress(b"x") + gzip.compress(b"y Jane") + gzip.compress(b" Doe"), True),
        (gzip.compress(b"Jane Doe") + b"\0\0 padding", True),
        (gzip.compress(b"Jane Doe " * 100)[:-9], True),
        (gzip.compress(b"Jane Roe"), False),
        (b"\x1f\x8b no gzip", False),
    ],
)
def test_what_is_packed_is_searched_to_its_end(tmp_path: Path, data: bytes, is_found: bool) -> None:
    file = tmp_path / "copy"
    file.write_bytes(data)
    assert still_holding([tmp_path], Needles(["Jane Doe"])) == [file] * is_found


def _write_zip(file: Path, name: str) -> None:
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("archive/data.warc.gz", gzip.compress(f"WARC/1.1\r\n\r\n{name}".encode()))


def _write_parquet(file: Path, name: str) -> None:
    rows = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    arrow = pytest.importorskip("pyarrow")
    rows.write_table(arrow.table({"n": [1, 2], "byline": [None, name]}), file, compression="zstd")


@pytest.mark.parametrize("name", ["Jane Doe", "Jane Roe"])
@pytest.mark.parametrize("write", [_write_zip, _write_parquet])
def test_a_package_is_searched_within(tmp_path: Path, write: Callable[[Path, str], None], name: str) -> None:
    file = tmp_path / "copy"
    write(file, name)
    assert still_holding([tmp_path], Needles(["Jane Doe"])) == [file] * (name == "Jane Doe")


@pytest.mark.parametrize(
    "written",
    [
        "Zoë Quill",
        "ZOË\n  QUILL",
        "Zo&euml; Quill",
        "Zo&amp;euml; Quill",
        "Zo\\u00eb Quill",
        "Zo%C3%AB%20Quill",
        "<b>Zoë</b> <i>Quill</i>",
    ],
)
def test_a_name_is_found_however_it_is_written(written: str) -> None:
    needles = Needles(["Zoë Quill"], whole_words=True)
    assert needles.in_bytes(f"<p>{written} said</p>".encode())
    assert not needles.in_bytes(f"<p>x{written}x</p>".replace("\\u00eb", "e").encode()) or "<b>" in written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Istanbul said no", "İSTANBUL\nSAID\u00a0NO"),
        ("the kılt of Isak", "THE KILT OF ISAK"),
        ("a ship of ſand", "xA SHIP OF SAND."),
        ("12 \u212a of σίσυφος", "12 k of ΣΊΣΥΦΟΣ"),
        ("Dž is one letter", "Dž IS ONE LETTER"),
        ("example.com/story", "see (HTTPS://EXAMPLE.COM/Story)"),
    ],
)
def test_a_text_among_many_is_found_in_any_case(text: str, said: str) -> None:
    others = [f"text number {number} of a hundred" for number in range(100)]
    assert Needles([*others, text]).in_text(said)
    assert not Needles(others).in_text(f"{said} of a hundred; text number 7")
