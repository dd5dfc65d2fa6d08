"""Plots as plain SVG: no script, no style attribute, colours by class from the style sheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

WIDTH, HEIGHT = 720, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 54, 8, 12, 28
_WIDEST = 64
"""Width of a column beyond which one of few looks like a wall."""

_ROWS, _NAMES, _ROW = 480, 190, 22
"""Width of a plot of rows and of the names in it, height of a row: so narrow that a phone shows the names."""

_MAX_BARS = 180
"""Bars beyond which a reader cannot tell one from the next: days become months, months years."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One column of a plot: a stack of values."""

    label: str
    values: tuple[float, ...]
    href: str | None = None
    key: str | None = None
    """What a script may take for the bar's value ("2023-10")."""


def by_time(counts: Mapping[str, Sequence[float]], href: Callable[[str], str | None] = lambda _: None) -> list[Bar]:
    """Return one bar a day, month or year, whichever is legible, from counts by one of these, gaps filled."""
    if not counts:
        return []
    width = len(next(iter(counts.values())))
    length = min(legible(min(counts), max(counts)), len(next(iter(counts))))
    sums: dict[str, list[float]] = {}
    for time, values in counts.items():
        held = sums.setdefault(time[:length], [0.0] * width)
        for n, value in enumerate(values):
            held[n] += value
    return [Bar(key, tuple(sums.get(key, [0.0] * width)), href(key), key) for key in _span(min(sums), max(sums))]


def legible(first: str, last: str) -> int:
    """Return how many characters of a day (YYYY-MM-DD) make columns that a reader can tell apart: 10, 7 or 4."""
    for length in (10, 7):
        if len(first) >= length and len(_span(first[:length], last[:length])) <= _MAX_BARS:
            return length
    return 4


def _span(first: str, last: str) -> list[str]:
    """Return every day, month or year from the first to the last."""
    if len(first) == 4:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    if len(first) == 7:
        start, end = (int(key[:4]) * 12 + int(key[5:]) - 1 for key in (first, last))
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]
    start_day, days = date.fromisoformat(first), (date.fromisoformat(last) - date.fromisoformat(first)).days
    return [(start_day + timedelta(days=n)).isoformat() for n in range(min(days, 5_000) + 1)]


def column_plot(bars: Sequence[Bar], names: Sequence[str], title: str) -> Markup:
    """Return stacked columns; `names` says what each layer is."""
    top = _round_up(max((sum(bar.values) for bar in bars), default=0))
    inner, floor = WIDTH - _LEFT - _RIGHT, HEIGHT - _BOTTOM
    step = inner / max(1, len(bars))
    drawn = [_column(bar, _LEFT + n * step, step, floor, top, names) for n, bar in enumerate(bars)]
    labels = _labels([bar.label for bar in bars], step, floor)
    return _svg(title, [*_grid(top, floor), *drawn, *labels])


def _column(bar: Bar, x: float, step: float, floor: int, top: float, names: Sequence[str]) -> str:
    said = ", ".join(_counted(value, name) for value, name in zip(bar.values, names, strict=True))
    parts, y = [], float(floor)
    for layer, value in enumerate(bar.values):
        height = (floor - _TOP) * value / top if top else 0.0
        y -= height
        wide = min(max(1.0, step - 1), _WIDEST)
        start = x + max(0.0, step - 1 - wide) / 2
        parts.append(
            f'<rect class="layer{layer}" x="{start:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{height:.1f}"/>'
        )
    # The full height answers to the pointer, so that small columns can be hit.
    parts.append(f'<rect class="hit" x="{x:.1f}" y="{_TOP}" width="{step:.1f}" height="{floor - _TOP}"/>')
    inside = f"<title>{escape(bar.label)}: {escape(said)}</title>" + "".join(parts)
    key = f' data-key="{escape(bar.key)}"' if bar.key else ""
    if bar.href:
        return f'<a href="{escape(bar.href)}" class="column" tabindex="-1"{key}>{inside}</a>'
    return f'<g class="column"{key}>{inside}</g>'


def _counted(value: float, name: str) -> str:
    """Return "1 article", "2 articles", "1 bbn"."""
    one = value == 1 and name in ("articles", "comments", "versions", "hits")
    return f"{value:,.0f} {name.removesuffix('s') if one else name}"


def row_plot(rows: Sequence[tuple[str, float, str | None]], title: str) -> Markup:
    """Return horizontal bars: label, value, and where the label leads."""
    top = max((value for _, value, _ in rows), default=0) or 1
    drawn = []
    for n, (label, value, href) in enumerate(rows):
        y, width = n * _ROW, (_ROWS - _NAMES - 50) * value / top
        short = label if len(label) <= 26 else label[:25] + "…"
        text = f'<text class="name" x="{_NAMES - 8}" y="{y + 15}" text-anchor="end">{escape(short)}</text>'
        if href:
            text = f'<a href="{escape(href)}">{text}</a>'
        drawn.append(
            f'{text}<rect class="layer0" x="{_NAMES}" y="{y + 3}" width="{width:.1f}" height="16">'
            f"<title>{escape(label)}: {value:,.0f}</title></rect>"
            f'<text class="tick" x="{_NAMES + width + 6:.1f}" y="{y + 15}">{value:,.0f}</text>'
        )
    if not drawn:
        drawn = ['<text class="tick" x="0" y="15">nothing yet</text>']
    return _svg(title, drawn, (_ROWS, _ROW * max(1, len(rows))))


def _grid(top: float, floor: int) -> list[str]:
    lines = []
    for share in (0.0, 0.5, 1.0):
        y = floor - (floor - _TOP) * share
        shown = f"{top * share:,.0f}" if (top * share).is_integer() else ""
        lines.append(
            f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="tick" x="{_LEFT - 6}" y="{y + (4 if share else 0):.1f}" text-anchor="end">{shown}</text>'
        )
    return lines


def _labels(names: Sequence[str], step: float, floor: int) -> list[str]:
    if not names:
        return [f'<text class="tick" x="{WIDTH / 2}" y="{floor / 2}" text-anchor="middle">nothing yet</text>']
    every = max(1, -(-len(names) // max(1, int((WIDTH - _LEFT) / 84))))
    # Every other one is for wide screens only: on a phone the letters are twice as large.
    return [
        f'<text class="tick{" between" if n // every % 2 else ""}" x="{_LEFT + (n + 0.5) * step:.1f}" '
        f'y="{floor + 19}" text-anchor="middle">{escape(name)}</text>'
        for n, name in enumerate(names)
        if n % every == 0 and _LEFT + (n + 0.5) * step < WIDTH - 30
    ]


def _round_up(value: float) -> float:
    """Return the next number of one digit and zeros that is no smaller: the axis ends near its highest column."""
    power = 1.0
    while power * 10 < value:
        power *= 10
    return next((power * factor for factor in (1, 2, 3, 4, 5, 6, 8, 10) if power * factor >= value), value)


def _svg(title: str, parts: Sequence[str], size: tuple[int, int] = (WIDTH, HEIGHT)) -> Markup:
    # An image holds nothing that can be reached; a group of links does.
    role = "group" if any("<a " in part for part in parts) else "img"
    kind = "plot rows" if size[0] == _ROWS else "plot"
    return Markup(
        f'<svg class="{kind}" viewBox="0 0 {size[0]} {size[1]}" role="{role}" aria-label="{escape(title)}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )
