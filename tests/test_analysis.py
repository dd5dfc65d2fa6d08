"""What docs/analysis.md tells to type into Python works, and a package and a reading room give the same."""

import re
import shlex
from collections.abc import Iterator
from contextlib import chdir, closing
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn

from newsarchive.exporting import all_exports, open_database
from newsarchive.exporting.package import write_package
from newsarchive.publish.server import application, listen
from tests.archives import exported

DOCS = (Path(__file__).parent.parent / "docs" / "analysis.md").read_text(encoding="utf-8")
OF_PACKAGE, OF_ROOM = re.findall(r"^```python\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def pd() -> Any:
    """Pandas, which takes a second to import: not where the tests are only listed."""
    return pytest.importorskip("pandas")


@pytest.fixture(scope="module")
def package(crawled_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("analysis") / "package"
    write_package(crawled_archive, folder)
    return folder


@pytest.fixture(scope="module")
def reading_room(crawled_archive: Path) -> Iterator[str]:
    """The address at which the archive is served."""
    bound = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(application(crawled_archive, False, None, 1), log_level="warning"))
    serving = Thread(target=server.run, kwargs={"sockets": [bound]})
    serving.start()
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.should_exit = True
    serving.join()


def ran(code: str) -> dict[str, Any]:
    """Return the names that the code of a page leaves behind."""
    names: dict[str, Any] = {}
    exec(compile(code, "docs/analysis.md", "exec"), names)
    return names


def test_the_package_and_the_room_give_the_same_threads(pd: Any, package: Path, reading_room: str) -> None:
    with chdir(package.parent):
        of_package = ran(OF_PACKAGE)
    of_room = ran(OF_ROOM.replace("http://127.0.0.1:8001", reading_room))
    medians = [one["threads"].groupby("public_id").minutes_after_article.median() for one in (of_package, of_room)]
    assert len(medians[0]) == 7
    pd.testing.assert_series_equal(*medians)
    for one in (of_package, of_room):
        assert str(one["threads"].published_at.dtype).startswith("datetime64")


@pytest.mark.parametrize("name", [one.name for one in all_exports() if one.name != "articles_asof"])
def test_pandas_reads_from_json_what_it_reads_from_the_package(
    pd: Any, package: Path, reading_room: str, name: str
) -> None:
    of_csv = pd.read_csv(package / f"{name}.csv", dtype=str, keep_default_na=False)
    of_json = pd.read_json(f"{reading_room}/data/{name}.json", dtype=False)
    assert list(of_json.columns) == (list(of_csv.columns) if len(of_csv) else [])
    for column in of_json.columns:
        # A whole number beside an absent one has become 3.0; pandas 2 takes what ends in _at for moments.
        if of_json[column].dtype.kind not in "fM":
            told = of_json[column].map(lambda value: "" if pd.isna(value) else str(value))
            assert list(told) == list(of_csv[column].str.removeprefix("'")), column


def test_pandas_reads_a_table_of_datasettes(pd: Any, reading_room: str, crawled_archive: Path) -> None:
    of_json = pd.read_json(f"{reading_room}/archive/articles.json?_shape=array&_size=max", dtype=False)
    of_csv = pd.read_csv(f"{reading_room}/archive/articles.csv?_stream=on")
    assert len(of_json) == len(of_csv) == 53 and list(of_json.headline) == list(of_csv.headline)


def test_headlines_that_changed_late_are_found_by_sql(archive: Path) -> None:
    sql = re.findall(r"^```sql\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)[-1]
    with closing(open_database(archive)) as db:
        found = [row[1:3] for row in db.execute(sql)]
    told = ["Lavrov visits North Korea", "Lavrov in Pyongyang", "Lavrov in Pyongyang: what we know"]
    assert found == list(pairwise(told))


@pytest.mark.parametrize("command", re.findall(r"`newsarchive (export .*?)`", DOCS.split("## Questions")[1]))
def test_every_question_is_answered_by_a_command_that_there_is(archive: Path, command: str) -> None:
    _, name, *options = shlex.split(command)
    assert exported(name, str(archive), *options).startswith(b"public_id,") or name == "clusters"
