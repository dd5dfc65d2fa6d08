"""Where the members of a cluster come from: credit counts before time, and the order of arrival never."""

import itertools
from typing import Any

import pytest
from sqlite_utils import Database

from newsarchive.archive.migrations import migrate
from newsarchive.archive.origins import origin
from newsarchive.archive.rows import insert

PORTALS = [
    ("coast", "The Coast", "https://www.coast.example/"),
    ("sun", "The Sun", "https://sun.example/"),
    ("wire", "Norra Wire", "https://wire.example/"),
    ("north", "Norra Wire", "https://north.example/"),
]
STORY = "The harbour was closed on Monday.\n\nNobody was hurt."
COAST, SUN, WIRE, NORTH = (f"{home.replace('www.', '')}a/" for _, _, home in PORTALS)


def found(*articles: dict[str, Any]) -> tuple[str, str]:
    """Return the address of the origin and the evidence; they must be the same in any order."""
    results = set()
    for order in itertools.permutations(articles):
        db = Database(memory=True)
        migrate(db)
        for key, portal in enumerate(PORTALS, 1):
            db.execute("insert into portals (id, name, title, url) values (?, ?, ?, ?)", [key, *portal])
        for number, told in enumerate(order, 1):
            portal_id = next(key for key, (name, _, _) in enumerate(PORTALS, 1) if name in told["url"])
            row = {"id": number, "public_id": f"p{number}", "portal_id": portal_id, "body": STORY, **told}
            insert(db.conn, "articles", row | dict.fromkeys(("first_seen_at", "last_seen_at", "extractor"), "x"))
        article_id, evidence = origin(db, range(1, len(order) + 1))
        results.add((db.execute("select url from articles where id = ?", [article_id]).fetchone()[0], evidence))
    (result,) = results
    return result


def at(url: str, hour: int, **more: Any) -> dict[str, Any]:
    return {"url": url, "published_at": f"2026-01-01T{hour:02}:00:00Z", **more}


@pytest.mark.parametrize(
    ("articles", "url", "evidence"),
    [
        ((at(COAST, 8), at(SUN, 7), at(WIRE, 9)), SUN, "published first: 2026-01-01T07:00:00Z"),
        ((at(COAST, 8), {"url": SUN}), COAST, "published first: 2026-01-01T08:00:00Z"),
        ((at(COAST, 8), at(SUN, 8)), COAST, "published first: 2026-01-01T08:00:00Z"),
        ((at(COAST, 7, canonical_url=WIRE), at(WIRE, 9)), WIRE, f"credited: {COAST} names it as canonical"),
        ((at(COAST, 7, canonical_url=COAST), at(WIRE, 9)), COAST, "published first: 2026-01-01T07:00:00Z"),
        (
            (at(COAST, 7, byline="Ann Lee, Norra Wire"), at(WIRE, 9)),
            WIRE,
            f"credited: the byline of {COAST} names its portal",
        ),
        ((at(COAST, 7, byline="Jane Sun"), at(SUN, 9)), COAST, "published first: 2026-01-01T07:00:00Z"),
        (
            (at(SUN, 7, body=f"{STORY}\n\nThis story first appeared on coast.example."), at(COAST, 8), at(WIRE, 9)),
            COAST,
            f"credited: the text of {SUN} names its portal",
        ),
        (
            (at(COAST, 7, body=f"{STORY}\n\nThis story first appeared on a Sunday."), at(SUN, 8)),
            COAST,
            "published first: 2026-01-01T07:00:00Z",
        ),
        (
            (at(SUN, 7, body=f"{STORY}\n\nThe Coast did not answer."), at(COAST, 8)),
            SUN,
            "published first: 2026-01-01T07:00:00Z",
        ),
        (
            (at(SUN, 7, byline="Norra Wire"), at(COAST, 6, canonical_url=SUN), at(WIRE, 9)),
            WIRE,
            f"credited: the byline of {SUN} names its portal",
        ),
        (
            (at(SUN, 7, body=f"{STORY}\n\nIt first appeared on coast.example. {'And on. ' * 50}"), at(COAST, 8)),
            SUN,
            "published first: 2026-01-01T07:00:00Z",
        ),
        (
            (at(NORTH, 7, byline="Norra Wire"), at(WIRE, 8)),
            NORTH,
            "published first: 2026-01-01T07:00:00Z",
        ),
        (
            (at(COAST, 7, byline="Norra Wire"), at(SUN, 7, canonical_url=f"{WIRE}b/"), at(WIRE, 8), at(f"{WIRE}b/", 9)),
            WIRE,
            f"credited: the byline of {COAST} names its portal",
        ),
    ],
)
def test_the_origin_is_the_credited_article_else_the_earliest(
    articles: tuple[dict[str, Any], ...], url: str, evidence: str
) -> None:
    assert found(*articles) == (url, evidence)


def test_two_that_credit_each_other_are_told_apart_by_time() -> None:
    articles = (at(COAST, 7, canonical_url=WIRE), at(WIRE, 9, canonical_url=COAST))
    assert found(*articles) == (COAST, f"credited: {WIRE} names it as canonical")
