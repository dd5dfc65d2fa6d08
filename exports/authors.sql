-- title: Authors
-- description: For every portal and name of a byline the articles, their comments, and the first and last day of publication.
-- tables: portals articles
-- param portal (text): name of a portal
select
    p.name as portal,
    w.name as author,
    w.id as author_id,
    count(*) as articles,
    sum(a.comment_count) as comments,
    min(coalesce(a.published_at, a.published_local)) as first_published_at,
    max(coalesce(a.published_at, a.published_local)) as last_published_at
from article_authors x
join authors w on w.id = x.author_id
join articles a on a.id = x.article_id
join portals p on p.id = a.portal_id
where (coalesce(:portal, '') = '' or p.name = :portal)
group by p.name, w.id
order by p.name, count(*) desc, w.name, w.id
