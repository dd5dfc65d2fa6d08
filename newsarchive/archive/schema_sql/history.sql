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
