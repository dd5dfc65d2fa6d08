"""Where a text that several portals print comes from: the article that others credit, else the one published first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlite_utils import Database

from newsarchive.text import fold
from newsarchive.urls import page_key

_MEMBERS = """
select a.id, a.url, a.canonical_url, a.byline, a.body, a.published_at, a.portal_id, p.name, p.title, p.url
from articles a
join portals p on p.id = a.portal_id
where a.id in (select value from json_each(:ids))
order by a.published_at is null, a.published_at, a.url
"""

# How a paragraph begins to say where a text comes from; behind it stands the name.
_CREDIT = re.compile(
    r"(first|originally) (appeared|published|reported)|republished|courtesy of|"
    r"^\W*(source|via|from|quelle|fuente|fonte)\b|"
    r"zuerst (erschienen|veröffentlicht)|d'abord (paru|publié)|publicado originalmente"
)
_SIGNED = re.compile(r" ?[,/|()]+ ?| (?:for|via|with|and|-) |^by ")
_LONGEST = 300
"""Characters of a paragraph that is a credit; a longer one is the story."""


@dataclass(frozen=True, slots=True)
class _Member:
    id: int
    url: str
    canonical_url: str | None
    byline: str
    credit: str
    published_at: str | None
    portal_id: int
    portal_names: tuple[str, ...]


def origin(db: Database, group: Sequence[int]) -> tuple[int, str]:
    """Return the article of the group that the others most likely come from, and what shows it.

    Credited is what another member names as its canonical page, or a portal that another member's byline or first or
    last paragraph names. The same in whatever order the articles came.
    """
    members = [_member(*row) for row in db.execute(_MEMBERS, {"ids": str(list(group))})]
    credits = [(giver, taken, how) for giver in members for taken, how in _credited(giver, members)]
    givers = {giver.id for giver, _, _ in credits}
    votes = Counter(taken.id for _, taken, _ in credits)
    # One that credits another in its turn has it from there.
    sources = [one for one in members if votes[one.id] and one.id not in givers] or [
        one for one in members if votes[one.id]
    ]
    if sources:
        best = max(sources, key=lambda one: votes[one.id])
        return best.id, "credited: " + min(how for _, taken, how in credits if taken.id == best.id)
    first = members[0]
    if first.published_at is None:
        return min(group), "archived first: no member prints when it was published"
    return first.id, f"published first: {first.published_at}"


def _member(
    id_: int,
    url: str,
    canonical_url: str | None,
    byline: str | None,
    body: str | None,
    published_at: str | None,
    portal_id: int,
    name: str,
    title: str | None,
    home: str,
) -> _Member:
    paragraphs = (body or "").split("\n\n")
    ends = {paragraphs[0], paragraphs[-1]}
    credit = "\n".join(sorted(fold(part) for part in ends if len(part) <= _LONGEST and _CREDIT.search(fold(part))))
    host = (urlsplit(home).hostname or "").removeprefix("www.")
    names = tuple(fold(one) for one in (name, title, host) if one and len(one) > 2)
    return _Member(id_, url, canonical_url, fold(byline or ""), credit, published_at, portal_id, names)


def _credited(giver: _Member, members: Sequence[_Member]) -> Iterator[tuple[_Member, str]]:
    """Yield the members that one names as its source, of each portal the earliest."""
    named: set[int] = set()
    for other in members:
        if other.id == giver.id or other.portal_id in named:
            continue
        if giver.canonical_url and page_key(giver.canonical_url) == page_key(other.url):
            named.add(other.portal_id)
            yield other, f"{giver.url} names it as canonical"
        elif other.portal_id != giver.portal_id and (where := _names(giver, other)):
            named.add(other.portal_id)
            yield other, f"the {where} of {giver.url} names its portal"


def _names(giver: _Member, other: _Member) -> str | None:
    """Return where the giver names the other's portal and not its own."""
    for name in other.portal_names:
        if name not in giver.portal_names:
            if name in _SIGNED.split(giver.byline):  # whole: "Jane Sun" does not write for the Sun
                return "byline"
            if _stands(name, giver.credit):
                return "text"
    return None


def _stands(name: str, text: str) -> bool:
    return name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
