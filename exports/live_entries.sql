-- title: Live entries
-- description: One row an entry of a live blog, in the order of the page, with its own moment; the article's own text does not hold them.
-- tables: live_entries articles portals
-- param since (date): first day of the article's publication, inclusive
-- param until (date): last day of the article's publication, inclusive
-- param portal (text): name of a portal
-- param article (text): public id of one article
select
    a.public_id,
    p.name as portal,
    a.url as article_url,
    a.headline,
    a.published_at as article_published_at,
    e.position,
    e.source_id,
    e.headline as entry_headline,
    e.text,
    e.published_at,
    e.published_raw
from articles a
join portals p on p.id = a.portal_id
join live_entries e on e.article_id = a.id
where (coalesce(:since, '') = '' or coalesce(a.published_at, a.published_local) >= :since)
    and (
        coalesce(:until, '') = ''
        or coalesce(a.published_at, a.published_local) < case length(:until) when 10 then date(:until, '+1 day') else :until end
    )
    and (coalesce(:portal, '') = '' or p.name = :portal)
    and (coalesce(:article, '') = '' or a.public_id = :article)
order by a.id, e.position, e.id
