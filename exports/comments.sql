-- title: Comments
-- description: One row a reader's comment or pingback, with the article it stands under. In the order of the articles, within an article as printed, oldest page first.
-- tables: comments articles portals
-- param since (date): first day on which the comment was written, inclusive
-- param until (date): last day, inclusive
-- param portal (text): name of a portal
-- param article (text): public id of one article
-- param author (text): only comments that are signed so
select
    a.public_id,
    p.name as portal,
    a.url as article_url,
    a.headline,
    a.published_at as article_published_at,
    c.source_id,
    c.parent_source_id,
    c.kind,
    c.position,
    c.depth,
    c.author,
    c.author_url,
    c.likes,
    c.published_at,
    c.published_local,
    c.published_raw,
    c.published_precision,
    c.published_zone,
    c.published_estimated,
    c.text,
    c.removed,
    c.first_seen_at,
    c.last_seen_at,
    c.missing_since
from articles a
join portals p on p.id = a.portal_id
join comments c on c.article_id = a.id
where (coalesce(:since, '') = '' or coalesce(c.published_at, c.published_local) >= :since)
    and (
        coalesce(:until, '') = ''
        or coalesce(c.published_at, c.published_local) < case length(:until) when 10 then date(:until, '+1 day') else :until end
    )
    and (coalesce(:portal, '') = '' or p.name = :portal)
    and (coalesce(:article, '') = '' or a.public_id = :article)
    and (coalesce(:author, '') = '' or c.author = :author)
order by a.id, c.position, c.id
