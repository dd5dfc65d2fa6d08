"""The rules of the house that a machine can see: which room may know which, and how long a thing may be."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = [*sorted((ROOT / "newsarchive").rglob("*.py")), *sorted((ROOT / "spiders").glob("*.py"))]

LAYERS = (
    {"items", "errors", "interrupts", "text", "urls", "times"},
    {"captures", "dictionary", "extract"},
    {"archive"},
    {"crawl", "erasure", "exporting", "importing", "publish", "reextraction", "sample_portal"},
    {"commands", "spiders"},
    {"cli"},
    {"__main__"},
)
"""A room may import itself and what stands above it in this list."""

BESIDE = {
    ("erasure", "exporting"),
    ("importing", "crawl"),
    ("publish", "exporting"),
    ("reextraction", "crawl"),
    ("times", "items"),
    ("times", "text"),
}
"""Rooms of one layer of which the first may know the second."""

WITHIN = {"pluggy": "datasette", "sqlite_utils": "sqlite-utils", "twisted": "scrapy", "yarl": "aiohttp"}
"""Packages that come with a dependency as part of its interface, or bear another name than it."""

PURE = ("extract", "times", "crawl/discovery", "items.py", "text.py", "urls.py")
OUTSIDE = {
    "asyncio", "importlib", "io", "logging", "multiprocessing", "os", "pathlib", "random", "scrapy", "secrets",
    "shutil", "socket", "sqlite3", "subprocess", "sys", "tempfile", "time",
}  # fmt: skip
"""Packages by which a module could know the clock, the disk, the network, the environment or the crawl."""


def short(path: Path) -> str:
    return str(path.relative_to(ROOT)).removeprefix("newsarchive/")


def room_of(path: Path) -> str:
    return Path(short(path)).with_suffix("").parts[0]


def layer_of(room: str) -> int:
    assert any(room in layer for layer in LAYERS), f"newsarchive.{room} has no layer: give it one in LAYERS"
    return next(number for number, layer in enumerate(LAYERS) if room in layer)


@cache
def nodes(path: Path) -> list[ast.AST]:
    return [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]


def imported_rooms(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{short(path)}, line {node.lineno}: a relative import hides its room"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("newsarchive."))


def test_imports_go_downward_only() -> None:
    assert {short(path): upward for path in MODULES if (upward := set(rooms_not_below(path)))} == {}


def rooms_not_below(path: Path) -> Iterator[str]:
    """Yield the rooms that a module knows and may not."""
    room = room_of(path)
    for other in set(imported_rooms(path)) - {room, "__version__"}:
        if room == "__init__" or (layer_of(other) >= layer_of(room) and (room, other) not in BESIDE):
            yield other


def test_every_room_beside_another_still_needs_it() -> None:
    assert {(room_of(path), room) for path in MODULES for room in imported_rooms(path)} >= BESIDE


@pytest.mark.parametrize("path", [path for path in MODULES if short(path).startswith(PURE)], ids=short)
def test_a_pure_module_knows_no_clock_disk_network_or_environment(path: Path) -> None:
    assert not OUTSIDE & set(imported_packages(path))
    called = [node.func for node in nodes(path) if isinstance(node, ast.Call)]
    names = {func.id for func in called if isinstance(func, ast.Name)}
    methods = {func.attr for func in called if isinstance(func, ast.Attribute)}
    assert not ({"open", "print", "input"} & names or {"now", "utcnow", "today"} & methods)


def imported_packages(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["parquet"]]
    declared = {name.partition(">=")[0] for name in wanted}
    foreign = {name for path in MODULES for name in imported_packages(path)} - sys.stdlib_module_names - {"newsarchive"}
    # zoneinfo reads tzdata by itself where the system has no zones.
    assert {WITHIN.get(name, name) for name in foreign} == declared - {"tzdata"}


def test_a_file_holds_one_idea() -> None:
    texts = {short(path): path.read_text(encoding="utf-8") for path in MODULES}
    lines = {name: sum(1 for line in text.splitlines() if line.strip()) for name, text in texts.items()}
    assert {name: count for name, count in lines.items() if count > 250} == {}, "split them by idea"


def test_a_function_is_read_at_one_look() -> None:
    functions = [
        (short(path), node.name, _length(node))
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [told for told in functions if told[-1] > 40] == []


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines from `def` to the end, less the docstring's."""
    first = node.body[0]
    docstring = first.end_lineno - first.lineno + 1 if ast.get_docstring(node) and first.end_lineno else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - docstring


def test_the_package_has_no_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "helpers", "manager", "base", "common"}
    assert not [short(path) for path in MODULES if path.stem in drawers or path.parent.name in drawers]


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py"], ids=short)
def test_a_folder_of_many_modules_tells_all_of_them(path: Path) -> None:
    """`fields` names those with an idea of their own; commands and the package itself are told by their names."""
    told = set(re.findall(r"`(\w+\.py)`", path.read_text(encoding="utf-8")))
    there = {file.name for file in path.parent.glob("*.py")} - {"__init__.py"}
    assert told <= there and (
        told == there or len(there) < 5 or path.parent.name in ("fields", "commands", "newsarchive")
    )


def test_the_picture_of_the_folders_is_whole_and_true() -> None:
    picture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("## The house")[2]
    told = set(re.findall(r"(?<![\w./])(\w+(?:\.py|/(?![\w*])))", picture.partition("Imports go")[0]))
    package = ROOT / "newsarchive"
    there = {
        f"{path.name}/" if path.is_dir() else path.name
        for folder in (package, package / "extract")
        for path in folder.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    } - {"__init__.py", "__main__.py"}
    assert told - {"newsarchive/", "docs/", "spiders/", "exports/", "benchmarks/", "tests/", "bbn.py"} == there


def test_nothing_is_left_undone() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "NotImplementedError")
    left = [short(path) for path in MODULES if any(word in path.read_text(encoding="utf-8") for word in words)]
    assert not left
