-- title: Changed comments
-- description: One row a change that the archive saw in a comment: its text, its writer's name, what it answers.
-- tables: comment_revisions comments articles portals
-- param portal (text): name of a portal
-- param article (text): public id of one article
select
    a.public_id,
    p.name as portal,
    c.position,
    c.source_id,
    c.author,
    h.seen_at,
    h.field,
    h.old,
    h.new
from articles a
join portals p on p.id = a.portal_id
join comments c on c.article_id = a.id
join comment_revisions h on h.comment_id = c.id
where (coalesce(:portal, '') = '' or p.name = :portal)
    and (coalesce(:article, '') = '' or a.public_id = :article)
order by a.id, c.position, c.id, h.id
