-- title: Articles as they stood at a moment
-- description: Every article in the last version that the archive had seen at that moment; articles first seen later are left out. Without a moment: the latest version.
-- tables: revisions articles portals
-- param moment (moment): a moment; what was seen later does not count
-- param portal (text): name of a portal
select
    a.public_id,
    p.name as portal,
    a.url,
    r.number,
    r.seen_at,
    r.cause,
    r.headline,
    r.byline,
    r.lead,
    r.body,
    r.section,
    r.language,
    r.published_at,
    r.published_local,
    r.published_raw,
    r.published_precision,
    r.published_estimated,
    r.modified_at,
    r.tags,
    r.sha256,
    r.extractor
from articles a
join portals p on p.id = a.portal_id
join revisions r on r.article_id = a.id
where r.number = (
        select max(seen.number)
        from revisions seen
        where seen.article_id = a.id
            and (coalesce(:moment, '') = '' or seen.seen_at < case length(:moment) when 10 then date(:moment, '+1 day') else :moment end
                or seen.seen_at = :moment)
    )
    and (coalesce(:portal, '') = '' or p.name = :portal)
order by a.id
