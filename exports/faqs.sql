-- title: Questions and answers
-- description: One row a question of an article's FAQ section with its answer.
-- tables: faqs articles portals
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
    f.position,
    f.question,
    f.answer,
    f.origin
from articles a
join portals p on p.id = a.portal_id
join faqs f on f.article_id = a.id
where (coalesce(:since, '') = '' or coalesce(a.published_at, a.published_local) >= :since)
    and (
        coalesce(:until, '') = ''
        or coalesce(a.published_at, a.published_local) < case length(:until) when 10 then date(:until, '+1 day') else :until end
    )
    and (coalesce(:portal, '') = '' or p.name = :portal)
    and (coalesce(:article, '') = '' or a.public_id = :article)
order by a.id, f.position, f.id
