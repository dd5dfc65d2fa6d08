-- title: Changed headlines
-- description: One row a time that an article's headline changed: the old one, the new one, when the archive first saw the new one.
-- tables: revisions articles portals
-- param since (date): first day on which the new headline was seen, inclusive
-- param until (date): last day on which it was seen, inclusive
-- param portal (text): name of a portal
select
    a.public_id,
    p.name as portal,
    a.url,
    r.number,
    r.seen_at,
    older.headline as older_headline,
    r.headline
from articles a
join portals p on p.id = a.portal_id
join revisions r on r.article_id = a.id
join revisions older on older.article_id = r.article_id and older.number = r.number - 1
where r.headline is not older.headline and r.cause = 'portal'
    and (coalesce(:since, '') = '' or r.seen_at >= :since)
    and (
        coalesce(:until, '') = ''
        or r.seen_at < case length(:until) when 10 then date(:until, '+1 day') else :until end
    )
    and (coalesce(:portal, '') = '' or p.name = :portal)
order by a.id, r.number
