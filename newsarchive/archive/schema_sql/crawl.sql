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
