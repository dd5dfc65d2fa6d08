"""Articles that tell the same: near-duplicates, wire copies, translations."""

import sqlite3

from newsarchive.archive.rows import Row, all_rows
from newsarchive.publish.listings import LINE

_CLUSTER = f"""
select {LINE}, a.language, x.similarity, case c.origin_id when a.id then 'origin' else 'near-duplicate' end as relation
from cluster_articles mine
join clusters c on c.id = mine.cluster_id
join cluster_articles x on x.cluster_id = mine.cluster_id
join articles a on a.id = x.article_id
join portals p on p.id = a.portal_id
where mine.article_id = :id
order by coalesce(a.published_at, a.published_local, a.first_seen_at), a.id
limit 200
"""

_TRANSLATIONS = f"""
select {LINE}, a.language, null as similarity, 'translation' as relation
from translations mine
join translations t on t.group_id = mine.group_id and t.article_id <> mine.article_id
join articles a on a.id = t.article_id
join portals p on p.id = a.portal_id
where mine.article_id = :id
order by a.language, a.id
limit 50
"""


def relatives_of(db: sqlite3.Connection, article_id: int) -> list[Row]:
    """Return duplicates, wire copies and translations of the article, each with its relation."""
    values = {"id": article_id}
    near = [row for row in all_rows(db, _CLUSTER, values) if row["id"] != article_id]
    return near + all_rows(db, _TRANSLATIONS, values)


def cluster_of(db: sqlite3.Connection, public_id: str) -> list[Row]:
    """Return the articles of the group that the article belongs to, the earliest first; none where it has none."""
    found = db.execute("select id from articles where public_id = ?", [public_id]).fetchone()
    return all_rows(db, _CLUSTER, {"id": found[0]}) if found else []
