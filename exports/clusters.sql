-- title: The same story
-- description: One row an article that tells nearly the same text as others of its language: which group it is of, named by the article that is its origin (the earliest, or the credited one), how alike it is, and what shows the origin. Nothing is dropped for it.
-- tables: cluster_articles clusters articles portals
-- param portal (text): name of a portal
select
    o.public_id as origin_public_id,
    a.public_id,
    p.name as portal,
    a.url,
    a.headline,
    a.published_at,
    x.similarity,
    c.articles,
    c.evidence
from articles a
join portals p on p.id = a.portal_id
join cluster_articles x on x.article_id = a.id
join clusters c on c.id = x.cluster_id
join articles o on o.id = c.origin_id
where (coalesce(:portal, '') = '' or p.name = :portal)
order by a.id
