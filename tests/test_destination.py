"""Where a command writes: whole under its name or not at all."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from newsarchive.errors import StorageError
from newsarchive.exporting.destination import destination


def test_a_file_takes_its_name_when_it_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    with destination(file) as out:
        out.write(b"half ")
        assert not file.exists()
        out.write(b"whole")
    assert file.read_bytes() == b"half whole"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), StorageError("x")])
def test_what_fails_leaves_the_file_of_before(tmp_path: Path, error: BaseException) -> None:
    file = tmp_path / "out.csv"
    file.write_bytes(b"of before")
    with pytest.raises(type(error)), destination(file) as out:
        out.write(b"half")
        raise error
    assert file.read_bytes() == b"of before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with destination(tmp_path / "link") as out:
        out.write(b"through")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"through"


def test_a_pipe_is_written_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with destination(pipe) as out:
        out.write(b"through")
    reader.join(10)
    assert (read, pipe.is_fifo()) == ([b"through"], True)


def test_a_full_device_is_named() -> None:
    with (
        pytest.raises(StorageError, match="cannot write /dev/full: No space left"),
        destination(Path("/dev/full")) as out,
    ):
        out.write(b"x" * 100_000)


def test_the_file_of_before_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"of yesterday")
    with destination(target) as out:
        out.write(b"of today")
        assert target.read_bytes() == b"of yesterday"
    assert target.read_bytes() == b"of today"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no/such/folder.csv", "No such file or directory"),
        ("file/a.csv", "Not a directory"),
        ("x" * 300, "File name too long"),
        ("folder", "Is a directory"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageError, match=f"cannot write .*{words}"), destination(tmp_path / name) as out:
        out.write(b"x")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "folder"]


def test_a_device_is_written_as_it_is() -> None:
    null = Path(os.devnull)
    with destination(null) as out:
        out.write(b"x" * 100_000)
    assert stat.S_ISCHR(null.stat().st_mode)
