-- title: Changes
-- description: One row a change between a version of an article and the one before: headline, sentences added, deleted or edited, times, questions and answers, pictures. What only a later extractor reads better has the cause `extractor`.
-- tables: changes revisions articles portals
-- param since (date): first day on which the change was seen, inclusive
-- param until (date): last day, inclusive
-- param portal (text): name of a portal
-- param kind (text): only changes of this kind
-- param article (text): public id of one article
select
    a.public_id,
    p.name as portal,
    a.url,
    r.number,
    r.seen_at,
    r.cause,
    h.position,
    h.kind,
    h.old,
    h.new
from articles a
join portals p on p.id = a.portal_id
join revisions r on r.article_id = a.id
join changes h on h.revision_id = r.id
where (coalesce(:since, '') = '' or r.seen_at >= :since)
    and (
        coalesce(:until, '') = ''
        or r.seen_at < case length(:until) when 10 then date(:until, '+1 day') else :until end
    )
    and (coalesce(:portal, '') = '' or p.name = :portal)
    and (coalesce(:kind, '') = '' or h.kind = :kind)
    and (coalesce(:article, '') = '' or a.public_id = :article)
order by a.id, r.number, h.position, h.id
