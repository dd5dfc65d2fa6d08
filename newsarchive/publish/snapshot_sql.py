"""What a snapshot has and an archive has not: indexes for reading, and narrow tables beside the texts."""

INDEXES = (
    "create index snapshot_articles_portal on articles(portal_id)",
    "create index snapshot_articles_portal_section on articles(portal_id, section)",
    "create index snapshot_articles_section on articles(section)",
    "create index snapshot_articles_language on articles(language)",
    "create index snapshot_articles_status on articles(status)",
    "create index snapshot_tags on article_tags(tag_id, article_id)",
    "create index snapshot_authors on article_authors(author_id, article_id)",
    "create index snapshot_comments_article on comments(article_id, position)",
    "create index snapshot_comments_kind on comments(kind)",
    "create index snapshot_revisions_later on revisions(id) where number > 1",
)
"""Covering indexes for each facet, composite ones for each list, partial ones for what is rare."""

NARROW = (
    "create table articles_lean (id integer primary key, portal_id integer, language text, section text, "
    "published_at text, comment_count integer)",
    "insert into articles_lean select id, portal_id, language, section, coalesce(published_at, published_local), "
    "comment_count from articles",
    "create index snapshot_lean_comments on articles_lean(comment_count desc, id desc, portal_id, published_at)",
    "create table comments_lean (id integer primary key, article_id integer)",
    "insert into comments_lean select id, article_id from comments order by id",
    "create table article_days (first_id integer primary key, day text)",
    "insert into article_days select min(id), substr(published_at, 1, 10) from articles_lean "
    "where published_at is not null group by 2 order by 1",
    "create index snapshot_days on article_days(day)",
    "create index snapshot_stats_days on stats_daily_counts(portal)",
    "create index snapshot_stats_authors on stats_authors(portal, articles)",
)
"""An article's filters without its text: 20 MB instead of 6 GB at a million articles; a comment's article; and the
first id of each day."""

CHARACTERS = (
    "create virtual table headlines_characters using fts5(headline, content='', "
    "tokenize=\"unicode61 categories 'L* M* N* Co'\")",
    # From Thai to the ideographs: scripts without blanks, and few others.
    "insert into headlines_characters(rowid, headline) select id, spaced(headline) from articles "
    "where headline glob '*[\u0e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]*'",
)
"""Headlines of scripts written without blanks, each character a word: any part of them is found, also a short one."""


def words(index: str) -> tuple[str, ...]:
    """Return what makes the table of a full-text index's words, by which `presid*` is looked up.

    FTS5 itself puts the hits of all words with that beginning together before it gives the first: 0.4 s at a million.
    """
    name = index.removesuffix("_fts")
    return (
        f"create virtual table temp.{name}_vocabulary using fts5vocab(main, {index}, row)",
        f"create table {name}_words (word text primary key, hits integer) without rowid",
        f"insert into {name}_words select term, doc from temp.{name}_vocabulary order by term",
        f"drop table temp.{name}_vocabulary",
    )
