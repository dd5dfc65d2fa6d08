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
