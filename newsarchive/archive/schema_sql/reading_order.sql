create index articles_when on articles(coalesce(published_at, published_local));
create index articles_portal_when on articles(portal_id, coalesce(published_at, published_local));
create index articles_comments on articles(comment_count);
