-- title: Versions
-- description: One row a version of an article, from the first; a version is added only when the portal changed something that a reader would see.
-- tables: revisions articles portals
-- param since (date): first day on which the version was seen, inclusive
-- param until (date): last day on which the version was seen, inclusive
-- param portal (text): name of a portal
-- param article (text): public id of one article
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
    r.extractor,
    k.record_id as capture_record_id,
    k.warc_file as capture_warc_file,
    k.warc_offset as capture_warc_offset
from articles a
join portals p on p.id = a.portal_id
join revisions r on r.article_id = a.id
left join captures k on k.id = r.capture_id
where (coalesce(:since, '') = '' or r.seen_at >= :since)
    and (
        coalesce(:until, '') = ''
        or r.seen_at < case length(:until) when 10 then date(:until, '+1 day') else :until end
    )
    and (coalesce(:portal, '') = '' or p.name = :portal)
    and (coalesce(:article, '') = '' or a.public_id = :article)
order by a.id, r.number
