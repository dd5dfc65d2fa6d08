"""The numbers behind the plots. Each plot is an export, so that its SQL and its data are a link away."""

import sqlite3
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from newsarchive.archive.rows import all_rows
from newsarchive.exporting import bind, find_export
from newsarchive.publish.metadata import query_name, stored_sql
from newsarchive.publish.plots import Bar, by_time, column_plot, legible, row_plot
from newsarchive.publish.room import Room

_HOURS = {-1: "before", 0: "<1 h", 1: "1 h", 2: "2–4 h", 4: "4–8 h", 8: "8–16 h", 16: "16–24 h", 24: "1–2 d"} | {
    48: "2–4 d", 96: "4–7 d", 168: "1–4 w", 720: ">4 w"}  # fmt: skip

Path = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A plot with the way to its data."""

    title: str
    svg: Markup
    names: tuple[str, ...]
    data_url: str
    sql_url: str


def rows_of(db: sqlite3.Connection, room: Room, name: str, portal: str = "", largest: int = 0) -> list[dict[str, Any]]:
    """Return the rows of one of the counting exports; `largest`: only so many, those with the most articles."""
    export = find_export(name)
    sql = stored_sql(export, room.tables, portal)
    if largest:
        sql = f"select * from ({sql}) order by articles desc, portal limit {int(largest)}"
    return all_rows(db, sql, bind(export, {"portal": portal}))


def _figure(room: Room, path: Path, name: str, title: str, svg: Markup, names: Sequence[str], portal: str) -> Figure:
    asked = "?" + urlencode({"portal": portal}) if portal else ""
    return Figure(
        title=title,
        svg=svg,
        names=tuple(names),
        data_url=path(f"/data/{name}{'.csv' if room.downloads else ''}{asked}"),
        sql_url=path(f"{room.path}/{query_name(name, room.tables)}{asked}"),
    )


def _over_time(
    db: sqlite3.Connection, room: Room, sums: str, portal: str = "", split: Sequence[str] = ()
) -> list[tuple[Any, ...]]:
    """Return (portal or "", time, sums …) of `daily_counts` by day, month or year, whichever makes legible columns.

    `sums`: columns of the export, joined by a comma; times without any are left out. `split`: portals told apart.
    """
    export = find_export("daily_counts")
    values = bind(export, {"portal": portal})
    counts = f"({stored_sql(export, room.tables, portal)})"
    any_of = " + ".join(sums.split(", "))
    first, last = db.execute(f"select min(day), max(day) from {counts} where {any_of} > 0", values).fetchone()
    if first is None:
        return []
    length = legible(first, last)
    names = ", ".join(f":p{number}" for number in range(len(split)))
    only = f"and portal in ({names})" if split else ""
    return db.execute(
        f"select {'portal' if split else repr('')}, substr(day, 1, {length}), "
        f"{', '.join(f'sum({one})' for one in sums.split(', '))} from {counts} where {any_of} > 0 {only} group by 1, 2",
        {**values, **{f"p{number}": name for number, name in enumerate(split)}},
    ).fetchall()


def per_day(db: sqlite3.Connection, room: Room, path: Path, portal: str = "") -> Figure:
    """Return the plot of articles and comments by day (by month or year where days are too many)."""
    counts = {time: numbers for _, time, *numbers in _over_time(db, room, "articles, comments", portal)}
    names = ("articles", "comments")
    title = "Articles and comments by the time of their publication (UTC)"
    svg = column_plot(by_time(counts, _to_search(path, portal)), names, title)
    return _figure(room, path, "daily_counts", title, svg, names, portal)


def edits(db: sqlite3.Connection, room: Room, path: Path, portal: str = "") -> Figure:
    """Return the plot of later versions by the day on which the archive saw them."""
    counts = {time: numbers for _, time, *numbers in _over_time(db, room, "revisions", portal)}
    title = "Later versions of articles by the day on which they were seen"
    svg = column_plot(by_time(counts), ("versions",), title)
    return _figure(room, path, "daily_counts", title, svg, ("versions",), portal)


def side_by_side(db: sqlite3.Connection, room: Room, path: Path) -> Figure:
    """Return the plot of the articles of the four largest portals by time."""
    names = [row["portal"] for row in rows_of(db, room, "portal_health", largest=4)]
    counts: dict[str, list[float]] = {}
    for portal, time, number in _over_time(db, room, "articles", split=names):
        counts.setdefault(time, [0.0] * len(names))[names.index(portal)] += number
    title = "Articles of the portals side by side"
    return _figure(room, path, "daily_counts", title, column_plot(by_time(counts), names, title), names, "")


def comment_delay(db: sqlite3.Connection, room: Room, path: Path, portal: str = "") -> Figure:
    """Return the plot of how long after publication comments were written."""
    totals = dict.fromkeys(_HOURS, 0.0)
    for row in rows_of(db, room, "comment_delay", portal):
        totals[row["hours"]] += row["comments"]
    bars = [Bar(label, (totals[hours],)) for hours, label in _HOURS.items() if hours >= 0 or totals[hours]]
    title = "Comments by the time since their article's publication"
    return _figure(room, path, "comment_delay", title, column_plot(bars, ("comments",), title), ("comments",), portal)


def sections(db: sqlite3.Connection, room: Room, path: Path, portal: str = "") -> Figure:
    """Return the plot of articles by section, the ten largest."""
    totals: dict[str, float] = {}
    for row in rows_of(db, room, "sections", portal, largest=1_000):
        totals[row["section"]] = totals.get(row["section"], 0) + row["articles"]
    largest = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))[:10]
    rows = [
        (name, number, path("/search?" + urlencode({"section": name, "portal": portal})))
        if name
        else ("without a section", number, None)  # a search without one is a search in all
        for name, number in largest
    ]
    title = "Articles by section"
    return _figure(room, path, "sections", title, row_plot(rows, title), ("articles",), portal)


def authors(db: sqlite3.Connection, room: Room, path: Path, portal: str = "") -> Figure:
    """Return the plot of articles by author, the ten most busy."""
    found = rows_of(db, room, "authors", portal, largest=10)
    rows = [(row["author"], float(row["articles"]), path(f"/author/{row['author_id']}")) for row in found]
    title = "Articles by author"
    return _figure(room, path, "authors", title, row_plot(rows, title), ("articles",), portal)


def coverage(db: sqlite3.Connection, room: Room, path: Path, portal: str = "") -> Figure:
    """Return the plot of how many articles have each of the main fields, in percent."""
    rows = rows_of(db, room, "portal_health", portal)
    total = sum(row["articles"] for row in rows)
    shares = [
        (label, sum((row[f"{name}_percent"] or 0) * row["articles"] for row in rows) / total if total else 0.0, None)
        for label, name in (("headline", "headline"), ("byline", "byline"), ("moment", "published"), ("text", "body"))
    ]
    title = "Articles that have each field, in percent"
    return _figure(room, path, "portal_health", title, row_plot(shares, title), ("percent",), portal)


def health(db: sqlite3.Connection, room: Room, portal: str) -> Mapping[str, Any] | None:
    """Return the portal's row of `portal_health`."""
    return next(iter(rows_of(db, room, "portal_health", portal)), None)


def _to_search(path: Path, portal: str) -> Callable[[str], str | None]:
    def address(key: str) -> str:
        first = (key + "-01-01")[:10]
        last = key if len(key) == 10 else _last_day(key)
        return path("/search?" + urlencode({"since": first, "until": last, "portal": portal}))

    return address


def _last_day(key: str) -> str:
    """Return the last day of a month or year ("2023-10", "2023")."""
    if len(key) == 4:
        return f"{key}-12-31"
    year, month = int(key[:4]), int(key[5:])
    return f"{key}-{monthrange(year, month)[1]:02}"
