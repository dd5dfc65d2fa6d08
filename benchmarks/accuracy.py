"""python -m benchmarks.accuracy [--write | --check] [--pages SET FIELD]

Run all corpora of the test bed (NEWSARCHIVE_TESTBED, else ../shared), once more with hashed class names, and print one
table beside the peers' best figures; with --write also into docs/accuracy.md, and raise the floors in
benchmarks/floors.json (they never fall); with --check end with 1 where a figure stands below its floor.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import SETS, Row, outputs, pages, score, unnamed

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).resolve().with_name("floors.json")
DOCUMENT = ROOT / "docs" / "accuracy.md"
UNNAMED = " · class names hashed"
SLACK = 0.005
"""How far below a measured figure its floor stands: a page more or less is no regression."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the table: where it stands in the scorer's output, the best peer's and the goal."""

    set: str
    field: str
    measure: str
    peer: str
    best: float | None
    goal: float | None


FIGURES = (
    Figure("scrapinghub", "body (4-gram shingles, zyte)", "f1", "trafilatura 2.3.1 precision", 0.969, 0.978),
    Figure("scrapinghub", "body (4-gram shingles, zyte)", "accuracy", "trafilatura 2.3.1 precision", 0.378, 0.50),
    Figure("fundus", "body (4-gram shingles, zyte)", "f1", "trafilatura", 0.937, 0.970),
    Figure("fundus", "body (token bag)", "f1", "trafilatura", 0.948, 0.975),
    Figure("fundus", "headline", "normalised", "goose3", 0.79, 0.95),
    Figure("fundus", "byline (set)", "f1", "trafilatura", 0.795, 0.90),
    Figure("fundus", "published, day", "accuracy", "newspaper4k", 0.973, 0.99),
    Figure("fundus", "published, minute", "accuracy", "newspaper4k", 0.821, 0.95),
    Figure("fundus", "published, minute", "with_zone", "newspaper4k", 0.795, 0.94),
    Figure("htmldate", "published, day", "accuracy", "htmldate", 0.912, 0.925),
    Figure("trafilatura", "segments (trafilatura)", "f1", "", None, None),
    Figure("trafilatura", "headline", "normalised", "", None, None),
    Figure("comments", "comments found", "f1", "trafilatura (flat text)", 0.370, 0.96),
    Figure("comments", "  comments: author right", "recall", "nobody", 0.0, 0.95),
    Figure("comments", "  comments: minute right", "recall", "nobody", 0.0, 0.94),
    Figure("comments", "  comments: depth right", "recall", "nobody", 0.0, 0.95),
    Figure("comments", "  comments: text clean right", "recall", "nobody", 0.0, 0.95),
    Figure("comments", "  comments: trap pages left empty", "accuracy", "trafilatura", 0.455, 1.0),
    Figure("faq", "faq found", "f1", "JSON-LD alone", 0.545, 0.96),
    Figure("faq", "  faq: answer right", "recall", "JSON-LD alone", 0.375, 0.95),
    Figure("faq", "  faq: trap pages left empty", "accuracy", "JSON-LD alone", 1.0, 1.0),
)


def measured() -> dict[str, float]:
    """Return every figure of the table by "set · field · measure"; with `UNNAMED` behind, for hashed class names."""
    tables = {name: score(name, outputs(pages(name)))[0] for name in SETS}
    hashed = {name: score(name, outputs(map(unnamed, pages(name))))[0] for name in SETS}
    return {key(figure): _value(tables[figure.set], figure) for figure in FIGURES} | {
        key(figure) + UNNAMED: _value(hashed[figure.set], figure) for figure in FIGURES
    }


def key(figure: Figure) -> str:
    """Return the figure's name in the floor file."""
    return f"{figure.set} · {figure.field.strip()} · {figure.measure}"


def _value(rows: list[Row], figure: Figure) -> float:
    for row in rows:
        if row.field.partition(" (")[0] == figure.field or row.field == figure.field:
            return row.values[figure.measure]
    return 0.0


def floors() -> dict[str, float]:
    """Return the floors that a change may not fall below."""
    return dict(json.loads(FLOORS.read_text(encoding="utf-8"))) if FLOORS.is_file() else {}


def raised(old: dict[str, float], found: dict[str, float]) -> dict[str, float]:
    """Return the floors with each raised to just below what was measured; none falls."""
    return {name: round(max(old.get(name, 0.0), value - SLACK), 3) for name, value in found.items()}


def fallen(found: dict[str, float]) -> list[str]:
    """Return a line for each figure below its floor."""
    return [
        f"{name}: {found[name]:.3f} is below {floor:.3f}" for name, floor in floors().items() if found[name] < floor
    ]


def table(found: dict[str, float]) -> Iterator[str]:
    """Yield the lines of the Markdown table."""
    yield "| set · field · measure | here | class names hashed | best peer | goal |"
    yield "| --- | ---: | ---: | --- | ---: |"
    for figure in FIGURES:
        value = found[key(figure)]
        best = "–" if figure.best is None else f"{figure.best:.3f} ({figure.peer})"
        goal = "–" if figure.goal is None else f"{figure.goal:.3f}{' ✓' if value >= figure.goal else ''}"
        yield f"| {key(figure)} | {value:.3f} | {found[key(figure) + UNNAMED]:.3f} | {best} | {goal} |"


def written(document: str, lines: list[str]) -> str:
    """Return the document with the table between its two marks replaced."""
    begin, end = "<!-- table -->\n", "<!-- /table -->"
    head, _, rest = document.partition(begin)
    _, _, tail = rest.partition(end)
    return head + begin + "\n".join(lines) + "\n" + end + tail


def worst(name: str, field: str) -> Iterator[str]:
    """Yield the pages of a set with their score in a field of the scorer, worst first."""
    _, by_page = score(name, outputs(pages(name)))
    for page, value in sorted(by_page[field].items(), key=lambda pair: pair[1]):
        yield f"{value:.3f} {page}"


def main(arguments: list[str] | None = None) -> None:
    """Print the table; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md and raise the floors")
    parser.add_argument("--check", action="store_true", help="fail where a figure stands below its floor")
    parser.add_argument("--pages", nargs=2, metavar=("SET", "FIELD"), help="print the pages of a set, worst first")
    asked = parser.parse_args(arguments)
    if asked.pages:
        sys.stdout.writelines(f"{line}\n" for line in worst(*asked.pages))
        return
    found = measured()
    lines = list(table(found))
    sys.stdout.writelines(f"{line}\n" for line in lines)
    if asked.check and (lines := fallen(found)):
        sys.exit("\n".join(lines))
    if asked.write:
        DOCUMENT.write_text(written(DOCUMENT.read_text(encoding="utf-8"), lines), encoding="utf-8")
        text = json.dumps(raised(floors(), found), indent=2, ensure_ascii=False)
        FLOORS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
