"""Questions and answers that a portal pastes under article after article: counted, and flagged where they are most."""

from __future__ import annotations

from sqlite_utils import Database

FLAG = "repeated_faq"

COPIES = 3
"""Articles from which on a pair counts as pasted: two may be a story and its follow-up."""

_REPEATED = """
with copies(question, answer, articles) as (
    select question, answer, count(distinct article_id)
    from faqs
    group by question, answer
    having count(distinct article_id) >= :copies
)
select f.article_id, count(*), count(c.articles), max(c.articles)
from faqs f
left join copies c on c.question = f.question and c.answer is f.answer
group by f.article_id
having 2 * count(c.articles) >= count(*)
order by f.article_id
"""

_REWRITE = """
update articles
set quality_flags = (select group_concat(name, ' ') from (select name from flags where article_id = :id order by name))
where id = :id
"""


def update(db: Database) -> int:
    """Flag every article of which at least half of the FAQ pairs stand in `COPIES` articles or more, and no other.

    Returns how many are flagged.
    """
    found = {
        article_id: f"{repeated} of {pairs} pairs stand in up to {articles} articles"
        for article_id, pairs, repeated, articles in db.execute(_REPEATED, {"copies": COPIES}).fetchall()
    }
    known = dict(db.execute("select article_id, evidence from flags where name = ?", [FLAG]).fetchall())
    with db.atomic():
        for article_id in known.keys() - found.keys():
            db.execute("delete from flags where article_id = ? and name = ?", [article_id, FLAG])
        for article_id, evidence in found.items():
            if known.get(article_id) != evidence:
                db.execute("insert or replace into flags values (?, ?, ?)", [article_id, FLAG, evidence])
        for article_id in sorted(known.keys() ^ found.keys()):
            db.execute(_REWRITE, {"id": article_id})
    return len(found)
