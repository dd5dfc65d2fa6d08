"""The data package: described, complete, the same each time."""

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import IO, Any

import pytest

from newsarchive.archive.store import open_archive
from newsarchive.errors import StorageError
from newsarchive.exporting import all_exports
from newsarchive.exporting.package import write_package


@pytest.fixture(scope="module")
def package(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    write_package(archive, folder)
    return folder


@pytest.fixture(scope="module")
def descriptor(package: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    return found


def table(package: Path, name: str) -> list[dict[str, str]]:
    with (package / f"{name}.csv").open(encoding="utf-8", newline="") as held:
        return list(csv.DictReader(held))


def test_every_export_is_a_table_with_its_checksum(package: Path, descriptor: dict[str, Any]) -> None:
    told = {one["name"]: one for one in descriptor["resources"]}
    assert set(told) == {one.name for one in all_exports()} - {"articles_asof"}
    for one in told.values():
        content = (package / one["path"]).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        assert one["rows"] == len(table(package, one["name"]))


def test_every_column_is_described_in_the_order_of_the_file(package: Path, descriptor: dict[str, Any]) -> None:
    for one in descriptor["resources"]:
        header = next(csv.reader(io.StringIO((package / one["path"]).read_text(encoding="utf-8"))))
        assert [field["name"] for field in one["schema"]["fields"]] == header
        assert [field["name"] for field in one["schema"]["fields"] if not field["description"]] == []


def test_keys_are_unique_and_foreign_keys_lead_somewhere(package: Path, descriptor: dict[str, Any]) -> None:
    for one in descriptor["resources"]:
        rows = table(package, one["name"])
        if key := one["schema"].get("primaryKey"):
            assert len({tuple(row[column] for column in key) for row in rows}) == len(rows), one["name"]
        columns = {field["name"] for field in one["schema"]["fields"]}
        foreign_keys = one["schema"].get("foreignKeys", [])
        known_by = {("articles", "public_id"), ("portal_health", "portal")}
        assert {foreign["fields"][0] for foreign in foreign_keys} == {
            column for table_name, column in known_by if column in columns and table_name != one["name"]
        }
        for foreign in foreign_keys:
            column, target = foreign["fields"][0], foreign["reference"]
            known = {row[target["fields"][0]] for row in table(package, target["resource"])}
            assert {row[column] for row in rows} <= known, one["name"]


def test_a_column_has_the_type_of_what_it_holds(descriptor: dict[str, Any]) -> None:
    fields = next(one for one in descriptor["resources"] if one["name"] == "articles")["schema"]["fields"]
    types = {field["name"]: field["type"] for field in fields}
    names = ("headline", "published_at", "published_local", "word_count")
    assert [types[name] for name in names] == ["string", "datetime", "string", "integer"]


def test_the_package_is_the_same_each_time(archive: Path, package: Path, tmp_path: Path) -> None:
    write_package(archive, tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        file.name: file.read_bytes() for file in package.iterdir()
    }


def test_the_checksums_hold(package: Path) -> None:
    lines = (package / "SHA256SUMS").read_text().splitlines()
    told = {line[66:]: line[:64] for line in lines}
    assert set(told) == {file.name for file in package.iterdir()} - {"SHA256SUMS"}
    assert all(hashlib.sha256((package / name).read_bytes()).hexdigest() == digest for name, digest in told.items())


def test_the_datasheet_counts_and_the_citation_names(package: Path) -> None:
    sheet = (package / "DATASHEET.md").read_text(encoding="utf-8")
    assert (
        "12 articles published from 2023-10-02" in sheet and "- Big Big News (bbn), https://www.example.com/" in sheet
    )
    citation = (package / "CITATION.cff").read_text(encoding="utf-8")
    assert (
        'title: "News archive: Big Big News, news.example.org"' in citation and "date-released: 2023-10-26" in citation
    )


def test_one_portal_makes_a_whole_package(archive: Path, tmp_path: Path) -> None:
    write_package(archive, tmp_path, portal="bbn", licence="CC-BY-4.0")
    assert {row["portal"] for row in table(tmp_path, "articles")} == {"bbn"}
    told = json.loads((tmp_path / "datapackage.json").read_text())
    assert told["licenses"] == [{"name": "CC-BY-4.0"}]
    assert [one["path"] for one in told["sources"]] == ["https://www.example.com/"]
    sheet = (tmp_path / "DATASHEET.md").read_text(encoding="utf-8")
    assert "\n8 articles published from 2023-10-06" in sheet and "\n| stored | 7 |\n" in sheet


def test_an_empty_archive_makes_a_package_that_claims_nothing(tmp_path: Path) -> None:
    open_archive(tmp_path / "archive", write=True).close()
    write_package(tmp_path / "archive", tmp_path / "package")
    told = json.loads((tmp_path / "package" / "datapackage.json").read_text())
    assert not {"created", "sources"} & set(told) and None not in told.values()


def test_a_folder_of_other_things_is_left_alone(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StorageError, match="is not empty"):
        write_package(archive, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_interrupted_package_leaves_no_half_table(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(_format: str, _columns: object, _rows: object, out: IO[bytes]) -> int:
        out.write(b"public_id,hea")
        raise KeyboardInterrupt

    write_package(archive, tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    monkeypatch.setattr("newsarchive.exporting.package.write_rows", torn)
    with pytest.raises(KeyboardInterrupt):
        write_package(archive, tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
