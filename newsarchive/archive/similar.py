"""Near-duplicates and translations: which articles tell the same text, as clusters that are only ever linked.

`update` reads every article whose text changed since it was last compared; what it needs lies in the archive
(`uncompared`, `signatures`, `bands`, `similar_pairs`), so it survives restarts and gives the same clusters in any
order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from newsarchive.archive.fingerprints import NEAR, bands, components, estimate, near, shingles, signature
from newsarchive.archive.origins import origin

_MARGIN = 0.15
"""What an estimate may fall short of the exact similarity (three standard errors) before the exact one is asked for."""

_OUTDATED = """
select a.id, lower(substr(coalesce(a.language, ''), 1, instr(coalesce(a.language, '') || '-', '-') - 1)), a.text_sha256
from uncompared u
join articles a on a.id = u.article_id
order by u.article_id
limit :limit
"""

_NEIGHBOURS = """
select article_id from similar_pairs where other_id = :id
union
select other_id from similar_pairs where article_id = :id
"""

_LINKED = """
with recursive near(id) as (
    values (:id)
    union
    select case when p.article_id = near.id then p.other_id else p.article_id end
    from near
    join similar_pairs p on near.id in (p.article_id, p.other_id)
)
select id from near
"""


def update(db: Database, limit: int = -1) -> int:
    """Compare the articles whose text is new or changed, link them, and return how many were compared.

    `limit`: at most so many, the oldest first; negative: all. About half a millisecond each.
    """
    outdated = list(db.execute(_OUTDATED, {"limit": limit}).fetchall())
    touched: set[int] = set()
    with db.atomic():
        for article_id, language, text_sha256 in outdated:
            touched |= _forget(db, article_id)
            if text_sha256 is not None:
                touched |= _compare(db, article_id, language, text_sha256)
            db.execute("delete from uncompared where article_id = ?", [article_id])
        _cluster(db, touched)
    return len(outdated)


def _forget(db: Database, article_id: int) -> set[int]:
    """Drop what an earlier text of the article gave; return the articles that it was linked with."""
    linked = {row[0] for row in db.execute(_NEIGHBOURS, {"id": article_id})}
    db.execute("delete from signatures where article_id = ?", [article_id])
    db.execute("delete from bands where article_id = ?", [article_id])
    db.execute("delete from similar_pairs where ? in (article_id, other_id)", [article_id])
    return linked | {article_id} if linked else set()


def _compare(db: Database, article_id: int, language: str, text_sha256: str) -> set[int]:
    own = shingles(_body(db, article_id))
    minhash = signature(own) if own else None
    db.execute(
        "insert into signatures (article_id, text_sha256, minhash) values (?, ?, ?)",
        [article_id, text_sha256, minhash],
    )
    if minhash is None:
        return set()
    keys = bands(minhash, language)
    linked = set()
    for other_id, other in _candidates(db, keys):
        if estimate(minhash, other) >= NEAR - _MARGIN:
            alike = near(own, shingles(_body(db, other_id)))
            if alike is not None and not _are_translations(db, article_id, other_id):
                linked.add(other_id)
                db.execute(
                    "insert into similar_pairs (article_id, other_id, similarity) values (?, ?, ?)",
                    [*sorted((article_id, other_id)), round(alike, 4)],
                )
    db.conn.executemany("insert or ignore into bands (key, article_id) values (?, ?)", [(k, article_id) for k in keys])
    return linked | {article_id} if linked else set()


def _candidates(db: Database, keys: list[int]) -> Iterator[tuple[int, bytes]]:
    marks = ",".join("?" * len(keys))
    yield from db.execute(
        f"select article_id, minhash from signatures where article_id in "
        f"(select article_id from bands where key in ({marks})) order by article_id",
        keys,
    ).fetchall()


def _body(db: Database, article_id: int) -> str:
    return str(db.execute("select coalesce(body, '') from articles where id = ?", [article_id]).fetchone()[0])


def _are_translations(db: Database, one: int, other: int) -> bool:
    """Tell whether one article names the other as its form in another language (hreflang)."""
    query = (
        "select 1 from alternates t join articles a on a.url = t.url where t.article_id = ? and a.id = ? "
        "and t.language <> 'x-default'"
    )
    return any(db.execute(query, pair).fetchone() for pair in ([one, other], [other, one]))


def _cluster(db: Database, touched: Iterable[int]) -> None:
    """Write the near-duplicate clusters that the touched articles belong to anew."""
    left = set(touched)
    while left:
        start = min(left)
        members = [row[0] for row in db.execute(_LINKED, {"id": start})]
        left -= {start, *members}
        _dissolve(db, members)
        for group in components(members, _pairs(db, members)):
            _write(db, group)


def _pairs(db: Database, members: list[int]) -> list[tuple[int, int]]:
    found = []
    for member in members:
        found += db.execute(
            "select article_id, other_id from similar_pairs where article_id = ? order by other_id", [member]
        ).fetchall()
    return found


def _dissolve(db: Database, members: list[int]) -> None:
    for member in members:
        row = db.execute("select cluster_id from cluster_articles where article_id = ?", [member]).fetchone()
        if row:
            db.execute("delete from cluster_articles where cluster_id = ?", [row[0]])
            db.execute("delete from clusters where id = ?", [row[0]])


def _write(db: Database, group: list[int]) -> None:
    """Write a cluster: its key is its oldest article's."""
    origin_id, evidence = origin(db, group)
    db.execute(
        "insert into clusters (id, origin_id, evidence, articles) values (?, ?, ?, ?)",
        [group[0], origin_id, evidence, len(group)],
    )
    for member in group:
        alike = db.execute(
            "select max(similarity) from similar_pairs where ? in (article_id, other_id)", [member]
        ).fetchone()[0]
        db.execute(
            "insert into cluster_articles (article_id, cluster_id, similarity) values (?, ?, ?)",
            [member, group[0], alike],
        )
