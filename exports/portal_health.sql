-- title: Health of the portals
-- description: For every portal what became of its addresses, how complete the archived fields are, and when it was last visited. A field that falls or an address count that stands still tells of a broken portal.
-- tables: portals
-- param portal (text): name of a portal
select
    p.name as portal,
    p.url as portal_url,
    (select max(r.started_at) from runs r where r.portal_id = p.id) as last_run_at,
    (select r.reason from runs r where r.portal_id = p.id order by r.id desc limit 1) as last_run_reason,
    (select count(*) from runs r where r.portal_id = p.id) as runs,
    (select count(*) from pages g where g.portal_id = p.id and g.kind = 'article') as addresses,
    (select count(*) from pages g where g.portal_id = p.id and g.kind = 'article' and g.state in ('stored', 'unchanged')) as addresses_stored,
    (select count(*) from pages g where g.portal_id = p.id and g.kind = 'article' and g.state in ('pending', 'deferred')) as addresses_waiting,
    (select count(*) from pages g where g.portal_id = p.id and g.kind = 'article' and g.state in ('failed', 'quarantined')) as addresses_failed,
    (select count(*) from pages g where g.portal_id = p.id and g.kind = 'article' and g.state = 'gone') as addresses_gone,
    count(a.id) as articles,
    min(coalesce(a.published_at, a.published_local)) as first_published_at,
    max(coalesce(a.published_at, a.published_local)) as last_published_at,
    round(100.0 * count(a.headline) / count(a.id), 1) as headline_percent,
    round(100.0 * count(a.byline) / count(a.id), 1) as byline_percent,
    round(100.0 * count(coalesce(a.published_at, a.published_local)) / count(a.id), 1) as published_percent,
    round(100.0 * count(nullif(a.body, '')) / count(a.id), 1) as body_percent,
    sum(a.comment_count) as comments,
    sum(a.comments_claimed) as comments_claimed,
    sum(a.revision_count > 1) as articles_changed,
    sum(a.status = 'gone') as articles_gone
from portals p
left join articles a on a.portal_id = p.id
where (coalesce(:portal, '') = '' or p.name = :portal)
group by p.id
order by p.name
