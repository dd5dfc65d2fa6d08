"""Translations: which articles are one story in several languages, and which of them print the same comments.

An article names its other languages itself (`link rel=alternate hreflang`, a switcher: the table `alternates`).
Plug-ins that translate a page in place (TranslatePress, Weglot) keep its id and its comments; Polylang and WPML make an
article of its own of each language.
"""

from sqlite_utils import Database

from newsarchive.archive.fingerprints import components

# Two articles of one portal of which one names the other, in another language or under another address at least.
_NAMED = """
select distinct t.article_id, b.id
from alternates t
join articles a on a.id = t.article_id
join articles b on b.url = t.url
where t.language <> 'x-default' and a.id <> b.id and a.portal_id = b.portal_id
order by t.article_id, b.id
"""

# The shortest address first: plug-ins put the language before the address of the original.
_MEMBERS = """
select id, source_id
from articles
where id in (select value from json_each(:ids))
order by length(url), url
"""


def update(db: Database) -> int:
    """Write the groups of translations anew and return how many there are.

    A group's key is the id of its original: the article with the shortest address. `shares_comments` is 1 for the
    others that the portal keeps under the same id: their comments are the original's, and count once.
    """
    edges = [(int(one), int(other)) for one, other in db.execute(_NAMED).fetchall()]
    groups = components(sorted({member for edge in edges for member in edge}), edges)
    rows = [row for group in groups for row in _rows(db, group)]
    with db.atomic():
        db.execute("delete from translations")
        db.conn.executemany("insert into translations (article_id, group_id, shares_comments) values (?, ?, ?)", rows)
    return len(groups)


def _rows(db: Database, group: list[int]) -> list[tuple[int, int, int]]:
    members = db.execute(_MEMBERS, {"ids": str(group)}).fetchall()
    original, source_id = members[0]
    rows = [(original, original, 0)]
    rows += [(member, original, int(own is not None and own == source_id)) for member, own in members[1:]]
    return rows
