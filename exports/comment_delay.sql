-- title: Delay of comments
-- description: For every portal how many comments were written within so many hours after their article's publication. Only where both moments are known to the hour at least, in UTC or on the portal's own clock; `hours` is the lower end of a class, -1 stands for comments dated before the article.
-- tables: portals
-- param portal (text): name of a portal
with delays(portal_id, hours) as (
    select
        a.portal_id,
        24 * coalesce(
            julianday(c.published_at) - julianday(a.published_at),
            julianday(c.published_local) - julianday(a.published_local)
        )
    from comments c
    join articles a on a.id = c.article_id
    where c.kind = 'comment'
        and coalesce(c.published_precision, '') not in ('day', 'month', 'year')
        and coalesce(a.published_precision, '') not in ('day', 'month', 'year')
),
classed(portal_id, hours) as (
    select
        portal_id,
        case
            when hours < 0 then -1 when hours < 1 then 0 when hours < 2 then 1 when hours < 4 then 2
            when hours < 8 then 4 when hours < 16 then 8 when hours < 24 then 16 when hours < 48 then 24
            when hours < 96 then 48 when hours < 168 then 96 when hours < 720 then 168 else 720
        end
    from delays
    where hours is not null
)
select p.name as portal, d.hours, count(*) as comments
from classed d
join portals p on p.id = d.portal_id
where (coalesce(:portal, '') = '' or p.name = :portal)
group by p.name, d.hours
order by p.name, d.hours
