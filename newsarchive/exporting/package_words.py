"""The words of a data package: its datasheet (Gebru et al., arXiv:1803.09010) and its CITATION.cff."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from newsarchive import __version__

_DATASHEET = """# Datasheet: {title}

Version {version}, made with newsarchive {newsarchive}.

## Motivation

For what purpose and by whom the archive is kept: to be filled in by its keeper.

## Composition

{articles:,} articles published from {first} to {last}, with
{comments:,} reader comments.

{portals}

| table | rows | what |
|---|---|---|
{tables}

Every column is described in `datapackage.json`. An empty cell means that the page does not say; nothing is guessed.
Comments carry names as their writers chose them: personal data, in most countries also where it is a nickname.

## Collection

Crawled from {first_seen} to {last_seen} from feeds, sitemaps, listings and REST
interfaces, robots.txt obeyed. What became of every address that was found:

| state | addresses |
|---|---|
{states}

`robots`, `noarchive`: the portal asked that the page not be fetched or kept, and it was not. Pages that are gone,
walled or broken are missing here, and they are not missing at random.

## Processing

Texts are Unicode NFC without controls. A version is added only where something changed that a reader would see. Times
are UTC where the zone is known; otherwise they stand as printed (`published_raw`). In the CSV files a text that a
spreadsheet would run as a formula has an apostrophe in front.

## Uses

Research on news, its changes and its discussion. Not for: finding out who a commenter is, or republishing texts.

## Distribution

Rights in the texts stay with authors and portals; check what the law of your country allows for research.

## Maintenance

`public_id` of an article never changes between versions of this package. A request to take something down goes to the
keeper of the archive, who runs `newsarchive erase` and makes the package anew.
"""


def datasheet(title: str, version: str, about: Mapping[str, Any], resources: Sequence[Mapping[str, Any]]) -> str:
    """Return the datasheet: what can be told from the archive; what only its keeper knows is asked for by name."""
    portals = "\n".join(f"- {one['title']} ({one['name']}), {one['url']}" for one in about["portals"])
    tables = "\n".join(f"| {one['name']} | {one['rows']:,} | {one['description']} |" for one in resources)
    states = "\n".join(f"| {state} | {count:,} |" for state, count in about["states"].items())
    known = {name: "?" if value is None else value for name, value in about.items()}
    told = {"title": title, "version": version, "newsarchive": __version__}
    return _DATASHEET.format(**{**known, **told, "portals": portals, "tables": tables, "states": states})


def citation(title: str, version: str, about: Mapping[str, Any]) -> str:
    """Return CITATION.cff 1.2.0."""
    lines = [
        "cff-version: 1.2.0",
        "message: If you use this data set, please cite it as below.",
        "type: dataset",
        f"title: {_quoted(title)}",
        f"version: {_quoted(version)}",
        "authors:",
        f"  - name: {_quoted(f'newsarchive {__version__}')}",
    ]
    if about["last_seen"]:
        lines.insert(5, f"date-released: {about['last_seen'][:10]}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return the text as a double-quoted YAML scalar: JSON is one."""
    return orjson.dumps(text).decode()
