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
