-- title: Counts by day
-- description: For every portal and day (UTC; as the portal prints it where its zone is unknown) the articles published, the comments written and the further versions seen. Days without any have no row; what has no known moment is counted nowhere, and comments that a translated page shows again are counted once.
-- tables: portals
-- param since (date): first day, inclusive
-- param until (date): last day, inclusive
-- param portal (text): name of a portal
with events(portal_id, day, articles, comments, revisions) as (
    select portal_id, substr(coalesce(published_at, published_local), 1, 10), 1, 0, 0
    from articles
    where coalesce(published_at, published_local) is not null
    union all
    select a.portal_id, substr(coalesce(c.published_at, c.published_local), 1, 10), 0, 1, 0
    from comments c
    join articles a on a.id = c.article_id
    where coalesce(c.published_at, c.published_local) is not null and c.kind = 'comment'
        and not exists (select 1 from translations t where t.article_id = a.id and t.shares_comments = 1)
    union all
    select a.portal_id, substr(r.seen_at, 1, 10), 0, 0, 1
    from revisions r
    join articles a on a.id = r.article_id
    where r.number > 1 and r.cause = 'portal'
)
select
    p.name as portal,
    e.day,
    sum(e.articles) as articles,
    sum(e.comments) as comments,
    sum(e.revisions) as revisions
from events e
join portals p on p.id = e.portal_id
where (coalesce(:since, '') = '' or e.day >= substr(:since, 1, 10))
    and (coalesce(:until, '') = '' or e.day <= substr(:until, 1, 10))
    and (coalesce(:portal, '') = '' or p.name = :portal)
group by p.name, e.day
order by p.name, e.day
