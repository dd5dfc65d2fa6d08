create table translations (
    article_id integer primary key references articles(id),
    group_id integer not null references articles(id),
    shares_comments integer not null default 0
);
create index translations_group on translations(group_id);
