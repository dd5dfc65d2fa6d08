"""The archive's first schema, as SQL. Later changes are functions of their own in `migrations`."""

CRAWL = """
create table portals (
    id integer primary key,
    name text not null unique,
    title text,
    url text not null,
    language text,
    timezone text
);
create table runs (
    id integer primary key,
    portal_id integer not null references portals(id),
    started_at text not null,
    finished_at text,
    reason text,
    requests integer not null default 0,
    new integer not null default 0,
    changed integer not null default 0,
    same integer not null default 0,
    failed integer not null default 0,
    warc_bytes integer not null default 0,
    bytes integer,
    discovered integer,
    outcomes text,
    slowest text,
    health text,
    alarms text
);
create index runs_portal on runs(portal_id, id);
create table run_fields (
    run_id integer not null references runs(id),
    field text not null,
    articles integer not null,
    filled integer not null,
    primary key (run_id, field)
);
create table articles (
    id integer primary key,
    public_id text not null unique,
    portal_id integer not null references portals(id),
    url text not null unique,
    canonical_url text,
    source_id text,
    headline text,
    byline text,
    lead text,
    section text,
    language text,
    published_at text,
    published_local text,
    published_raw text,
    published_offset integer,
    published_precision text,
    published_zone text,
    published_estimated integer not null default 0,
    modified_at text,
    modified_local text,
    modified_raw text,
    modified_offset integer,
    modified_precision text,
    modified_zone text,
    modified_estimated integer not null default 0,
    image_url text,
    image_alt text,
    word_count integer not null default 0,
    access text,
    access_evidence text,
    comments_claimed integer,
    comment_count integer not null default 0,
    comment_system text,
    comments_note text,
    first_seen_at text not null,
    last_seen_at text not null,
    revision_count integer not null default 0,
    status text not null default 'live',
    quality_flags text,
    extractor text not null,
    field_sources text,
    text_sha256 text,
    content_sha256 text,
    thread_sha256 text,
    body text
);
create index articles_portal on articles(portal_id, published_at);
create index articles_published on articles(published_at);
create index articles_source on articles(portal_id, source_id) where source_id is not null;
create index articles_text on articles(portal_id, text_sha256) where text_sha256 is not null;
create table pages (
    id integer primary key,
    portal_id integer not null references portals(id),
    url text not null,
    key text not null,
    kind text not null,
    state text not null default 'pending',
    reason text,
    discovered_at text not null,
    fetched_at text,
    next_visit_at text,
    etag text,
    last_modified text,
    failures integer not null default 0,
    article_id integer references articles(id),
    published_at text,
    modified_hint text,
    sort_at text not null,
    hints text
);
create unique index pages_key on pages(portal_id, kind, key);
create index pages_pending on pages(portal_id, kind, sort_at desc, id) where state = 'pending';
create index pages_due on pages(portal_id, kind, next_visit_at) where next_visit_at is not null;
create index pages_article on pages(article_id) where article_id is not null;
create table discoveries (
    page_id integer not null references pages(id),
    source text not null,
    first_at text not null,
    primary key (page_id, source)
) without rowid;
create table visits (
    id integer primary key,
    page_id integer not null references pages(id),
    run_id integer references runs(id),
    at text not null,
    outcome text not null,
    reason text,
    article_id integer references articles(id),
    comments_claimed integer,
    comments_read integer,
    comments_complete integer,
    comments_new integer
);
create index visits_page on visits(page_id);
create index visits_run on visits(run_id);
create index visits_article on visits(article_id) where article_id is not null;
create table captures (
    id integer primary key,
    visit_id integer references visits(id),
    kind text not null,
    url text not null,
    fetched_at text not null,
    status integer not null,
    content_type text,
    sha256 text not null,
    record_id text not null unique,
    warc_file text not null,
    warc_offset integer not null,
    warc_length integer not null,
    refers_to integer references captures(id)
);
create index captures_visit on captures(visit_id);
create index captures_place on captures(warc_file, warc_offset, warc_length);
create index captures_payload on captures(sha256) where refers_to is null;
create index captures_refers on captures(refers_to) where refers_to is not null;
"""

CONTENT = """
create table revisions (
    id integer primary key,
    article_id integer not null references articles(id),
    number integer not null,
    seen_at text not null,
    cause text not null default 'portal',
    capture_id integer references captures(id),
    extractor text not null,
    sha256 text not null,
    headline text,
    byline text,
    lead text,
    body text,
    section text,
    language text,
    published_at text,
    published_local text,
    published_raw text,
    published_offset integer,
    published_precision text,
    published_zone text,
    published_estimated integer not null default 0,
    modified_at text,
    access text,
    tags text,
    faqs text,
    images text,
    unique (article_id, number)
);
create index revisions_capture on revisions(capture_id);
create index revisions_seen on revisions(seen_at);
create table changes (
    id integer primary key,
    article_id integer not null references articles(id),
    revision_id integer not null references revisions(id),
    position integer not null,
    kind text not null,
    old text,
    new text
);
create index changes_article on changes(article_id);
create index changes_revision on changes(revision_id);
create table faqs (
    id integer primary key,
    article_id integer not null references articles(id),
    position integer not null,
    question text not null,
    answer text,
    origin text not null
);
create index faqs_article on faqs(article_id, position);
create table related_links (
    id integer primary key,
    article_id integer not null references articles(id),
    position integer not null,
    kind text not null,
    text text not null,
    url text,
    flag text
);
create index related_links_article on related_links(article_id, position);
create table tags (
    id integer primary key,
    name text not null unique
);
create table article_tags (
    article_id integer not null references articles(id),
    tag_id integer not null references tags(id),
    position integer not null,
    primary key (article_id, tag_id)
);
create index article_tags_tag on article_tags(tag_id);
create table authors (
    id integer primary key,
    portal_id integer not null references portals(id),
    name text not null,
    url text,
    unique (portal_id, name)
);
create table article_authors (
    article_id integer not null references articles(id),
    author_id integer not null references authors(id),
    position integer not null,
    role text,
    primary key (article_id, author_id)
);
create index article_authors_author on article_authors(author_id);
create table images (
    id integer primary key,
    article_id integer not null references articles(id),
    position integer not null,
    url text not null,
    alt text,
    caption text,
    credit text
);
create index images_article on images(article_id, position);
create table flags (
    article_id integer not null references articles(id),
    name text not null,
    evidence text not null,
    primary key (article_id, name)
) without rowid;
create table alternates (
    article_id integer not null references articles(id),
    language text not null,
    url text not null,
    primary key (article_id, language, url)
) without rowid;
create index alternates_url on alternates(url);
create table live_entries (
    id integer primary key,
    article_id integer not null references articles(id),
    position integer not null,
    source_id text,
    headline text,
    text text not null,
    published_at text,
    published_raw text
);
create index live_entries_article on live_entries(article_id, position);
create table comments (
    id integer primary key,
    article_id integer not null references articles(id),
    key text not null,
    source_id text,
    parent_id integer references comments(id),
    parent_source_id text,
    kind text not null,
    position integer not null,
    depth integer not null,
    author text,
    author_url text,
    likes integer,
    published_at text,
    published_local text,
    published_raw text,
    published_offset integer,
    published_precision text,
    published_zone text,
    published_estimated integer not null default 0,
    text text not null,
    removed integer not null default 0,
    first_seen_at text not null,
    last_seen_at text not null,
    missing_since text,
    unique (article_id, key)
);
create index comments_parent on comments(parent_id) where parent_id is not null;
create index comments_published on comments(published_at);
create table comment_revisions (
    id integer primary key,
    comment_id integer not null references comments(id),
    seen_at text not null,
    field text not null,
    old text,
    new text
);
create index comment_revisions_comment on comment_revisions(comment_id);
"""

HISTORY = """
create table aliases (
    id integer primary key,
    article_id integer not null references articles(id),
    url text not null unique,
    kind text not null,
    first_at text not null,
    text_sha256 text,
    differs_since text
);
create index aliases_article on aliases(article_id);
create table availability (
    id integer primary key,
    page_id integer not null references pages(id),
    article_id integer not null references articles(id),
    kind text not null,
    first_at text not null,
    last_at text not null,
    ended_at text
);
create index availability_page on availability(page_id);
create index availability_article on availability(article_id);
"""

SIMILAR = """
create table signatures (
    article_id integer primary key references articles(id),
    text_sha256 text not null,
    minhash blob
);
create table bands (
    key integer not null,
    article_id integer not null references articles(id),
    primary key (key, article_id)
) without rowid;
create index bands_article on bands(article_id);
create table similar_pairs (
    article_id integer not null references articles(id),
    other_id integer not null references articles(id),
    similarity real not null,
    primary key (article_id, other_id)
) without rowid;
create index similar_pairs_other on similar_pairs(other_id);
create table clusters (
    id integer primary key references articles(id),
    origin_id integer not null references articles(id),
    evidence text not null,
    articles integer not null
);
create index clusters_origin on clusters(origin_id);
create table cluster_articles (
    article_id integer primary key references articles(id),
    cluster_id integer not null references clusters(id),
    similarity real not null
);
create index cluster_articles_cluster on cluster_articles(cluster_id);
"""

_INDEXED = {"articles": "headline, lead, body", "comments": "author, text", "faqs": "question, answer"}


def full_text() -> str:
    """Return the SQL of the full-text indexes and of the triggers that keep them true."""
    return "".join(_full_text(table, columns) for table, columns in _INDEXED.items())


def _full_text(table: str, columns: str) -> str:
    old = ", ".join(f"old.{column}" for column in columns.split(", "))
    new = ", ".join(f"new.{column}" for column in columns.split(", "))
    forget = f"insert into {table}_fts({table}_fts, rowid, {columns}) values ('delete', old.id, {old});"
    learn = f"insert into {table}_fts(rowid, {columns}) values (new.id, {new});"
    return f"""
create virtual table {table}_fts using fts5(
    {columns}, content='{table}', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
create trigger {table}_ai after insert on {table} begin {learn} end;
create trigger {table}_ad after delete on {table} begin {forget} end;
create trigger {table}_au after update of {columns} on {table} begin {forget} {learn} end;
"""
