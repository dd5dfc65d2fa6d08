"""What exists is documented, and what the docs name exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from newsarchive.cli import group
from newsarchive.crawl import settings

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
DOCS = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
SETTINGS = ROOT / "newsarchive" / "crawl" / "settings.py"


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None
            yield from commands(found, f"{name} {child}")
    else:
        yield name, command


COMMANDS = dict(commands(group, "newsarchive"))


def own_settings() -> list[str]:
    """Return the settings that are ours, not Scrapy's."""
    from scrapy.settings import default_settings

    if not SETTINGS.exists():
        return []
    names = re.findall(r"^([A-Z][A-Z0-9_]+)(?::[^=\n]+)? =", SETTINGS.read_text(encoding="utf-8"), re.MULTILINE)
    return [name for name in names if not hasattr(default_settings, name)]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert re.search(rf"{re.escape(name)}\b", DOCS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_says_what_it_does(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    silent = [option.name for option in command.params if isinstance(option, click.Option) and not option.help]
    assert not silent


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented(name: str) -> None:
    options = [option for option in COMMANDS[name].params if isinstance(option, click.Option) and not option.hidden]
    missing = [option.opts for option in options if not any(spelling in DOCS for spelling in option.opts)]
    assert not missing


@pytest.mark.parametrize("name", own_settings())
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in DOCS or f"{name}=" in DOCS


DEFAULTS = [
    (name, told)
    for names, values in re.findall(r"^\| (`[A-Z].*?`) \| ([\w., ]+) \|", DOCS, re.MULTILINE)
    for name, told in zip(re.findall(r"[A-Z_]+", names), values.split(", "), strict=False)
    if told != "see below"
]


@pytest.mark.parametrize(("name", "told"), DEFAULTS)
def test_a_default_in_the_docs_is_that_of_the_setting(name: str, told: str) -> None:
    value = getattr(settings, name)
    assert told == (value if isinstance(value, str) else f"{float(value):.12g}")


@pytest.mark.parametrize(("file", "word"), re.findall(r"`pytest (tests/\w+\.py)(?: -k (\w+))?`", DOCS))
def test_a_test_that_the_docs_name_exists(file: str, word: str) -> None:
    assert re.search(rf"def test_\w*{word}", (ROOT / file).read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted((ROOT / "exports").glob("*.sql")), ids=lambda path: path.stem)
def test_every_export_is_documented(path: Path) -> None:
    assert re.search(rf"\b{path.stem}\b", (ROOT / "docs" / "exports.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted((ROOT / "spiders").glob("[a-z]*.py")), ids=lambda path: path.stem)
def test_every_portal_is_documented(path: Path) -> None:
    assert f"newsarchive crawl {path.stem}" in DOCS or f"scrapy crawl {path.stem}" in DOCS


@pytest.mark.parametrize("path", sorted((ROOT / "benchmarks").glob("[a-z]*.py")), ids=lambda path: path.stem)
def test_every_benchmark_is_documented(path: Path) -> None:
    told = re.match(r'"""(python -m benchmarks\.\w+)', path.read_text(encoding="utf-8"))
    assert told is None or told[1] in DOCS


@pytest.mark.parametrize(
    "name",
    sorted(
        set(
            re.findall(
                r"\bnewsarchive ([a-z][a-z-]+)\b", "\n".join(re.findall(r"`[^`\n]+`|^    .+$", DOCS, re.MULTILINE))
            )
        )
    ),
)
def test_every_command_that_the_docs_name_exists(name: str) -> None:
    assert f"newsarchive {name}" in COMMANDS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_the_pages_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_every_page_is_reachable_from_the_readme() -> None:
    readme = PAGES[0].read_text(encoding="utf-8")
    assert [page.name for page in PAGES[2:] if f"docs/{page.name}" not in readme] == []
