-- title: Availability
-- description: One row an interval in which an article could not be had: gone, walled, led elsewhere. An interval without an end goes on.
-- tables: availability articles portals
-- param portal (text): name of a portal
-- param kind (text): only intervals of this kind
select
    a.public_id,
    p.name as portal,
    a.url,
    a.headline,
    v.kind,
    v.first_at,
    v.last_at,
    v.ended_at
from articles a
join portals p on p.id = a.portal_id
join availability v on v.article_id = a.id
where (coalesce(:portal, '') = '' or p.name = :portal)
    and (coalesce(:kind, '') = '' or v.kind = :kind)
order by a.id, v.first_at, v.id
