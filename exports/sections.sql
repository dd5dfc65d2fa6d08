-- title: Sections
-- description: For every portal and section the articles, their comments, and the first and last day of publication.
-- tables: portals articles
-- param portal (text): name of a portal
select
    p.name as portal,
    coalesce(a.section, '') as section,
    count(*) as articles,
    sum(a.comment_count) as comments,
    min(coalesce(a.published_at, a.published_local)) as first_published_at,
    max(coalesce(a.published_at, a.published_local)) as last_published_at
from articles a
join portals p on p.id = a.portal_id
where (coalesce(:portal, '') = '' or p.name = :portal)
group by p.name, coalesce(a.section, '')
order by p.name, count(*) desc, coalesce(a.section, '')
