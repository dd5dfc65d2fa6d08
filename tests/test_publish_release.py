"""Releases: a snapshot and its data package, frozen."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from newsarchive.commands.publish import release as release_command
from newsarchive.errors import NewsarchiveError, StorageError, UsageMistake
from newsarchive.publish.release import faults, release
from tests.command_line import newsarchive

KEY = b"k" * 32


def test_a_release_is_frozen_and_every_change_is_found(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "releases" / "one"
    identity = release("one", archive, folder, profile="masked", key=KEY)
    assert faults(folder) == [] and len(identity) == 64
    assert release("one", archive, tmp_path / "two", profile="masked", key=KEY) == identity
    with pytest.raises(UsageMistake, match="never overwritten"):
        release("one", archive, folder, profile="masked", key=KEY)
    (folder / "package" / "faqs.csv").write_text("x")
    (folder / "inspect.json").unlink()
    (folder / "more").write_text("x")
    assert faults(folder) == ["inspect.json: missing", "package/faqs.csv: changed", "more: not in the manifest"]
    code, out, err = newsarchive(tmp_path, "release", "one", "--check")
    assert (code, out) == (4, "") and "is not what was released: inspect.json: missing; package/faqs.csv" in err
    assert newsarchive(tmp_path, "release", "one", "--check", "-o", "two") == (0, "two: as it was released\n", "")


@pytest.mark.parametrize("manifest", [b"", b"[]", b'{"name": "one"}'])
def test_a_damaged_manifest_is_said_so(tmp_path: Path, manifest: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(manifest)
    with pytest.raises(StorageError, match=r"manifest\.json is damaged"):
        faults(tmp_path)


def test_a_release_takes_the_place_of_no_file(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "one").write_text("notes")
    with pytest.raises(UsageMistake, match="is a file; a release is a folder"):
        release("one", archive, tmp_path / "one", profile="full")
    assert (tmp_path / "one").read_text() == "notes"


@pytest.mark.parametrize(
    ("arguments", "words"), [(["../x"], "is no name"), (["r", "--check", "-o", "nowhere"], "No such file")]
)
def test_a_release_that_cannot_be_is_said_in_one_line(arguments: list[str], words: str) -> None:
    with pytest.raises(NewsarchiveError, match=words) as mistake:
        CliRunner().invoke(release_command, arguments, catch_exceptions=False, standalone_mode=False)
    assert "Errno" not in str(mistake.value)
